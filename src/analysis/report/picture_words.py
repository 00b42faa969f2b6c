"""Pictures as they go out: without what cameras and programs write beside the pixels."""

from __future__ import annotations

import struct

_PNG = b"\x89PNG\r\n\x1a\n"
_JPEG = b"\xff\xd8"
# what a PNG needs to be drawn as it is; all other chunks are words, times and places
_DRAWN = frozenset(
    (b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"iCCP", b"sBIT",
     b"bKGD", b"pHYs")
)  # fmt: skip
_PIXELS_BEGIN = 0xDA
_LENGTH_LESS = frozenset((0x01, *range(0xD0, 0xD8)))


def without_words(content: bytes) -> bytes:
    """Return a PNG or JPEG without texts, places, dates and thumbnails; its pixels are the same.

    Parameters
    ----------
    content : bytes
        The picture; bytes of another kind, or of a broken file, are returned as they are.
    """
    try:
        if content.startswith(_PNG):
            return _png(content)
        if content.startswith(_JPEG):
            return _jpeg(content)
    except (struct.error, IndexError):
        pass
    return content


def _png(content: bytes) -> bytes:
    kept, place = [_PNG], len(_PNG)
    while place < len(content):
        (length,) = struct.unpack(">I", content[place : place + 4])
        end = place + 12 + length
        kind = content[place + 4 : place + 8]
        if kind in _DRAWN:
            kept.append(content[place:end])
        if kind == b"IEND":
            break  # what follows the end is not part of the picture
        place = end
    return b"".join(kept)


def _jpeg(content: bytes) -> bytes:
    kept, place = [_JPEG], 2
    while place < len(content):
        if content[place] != 0xFF:
            raise IndexError(place)
        marker = content[place + 1]
        if marker == _PIXELS_BEGIN:
            end = content.rfind(b"\xff\xd9")
            kept.append(content[place : end + 2 if end > place else None])
            break
        if marker in _LENGTH_LESS:
            kept.append(content[place : place + 2])
            place += 2
            continue
        (length,) = struct.unpack(">H", content[place + 2 : place + 4])
        part = content[place : place + 2 + length]
        if _is_drawn(marker, part):
            kept.append(part)
        place += 2 + length
    return b"".join(kept)


def _is_drawn(marker: int, part: bytes) -> bool:
    """Comments and applications' segments go, but for those that colours depend on."""
    if marker == 0xFE:
        return False
    if 0xE0 <= marker <= 0xEF:
        return part[4:].startswith((b"JFIF\x00", b"ICC_PROFILE\x00", b"Adobe"))
    return True
