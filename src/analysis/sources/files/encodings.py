"""Which encoding and delimiter a text file was saved with."""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path

from analysis.clients.source_settings import RawFile
from analysis.languages import messages
from analysis.sources.files.table import refused_file

_ = messages(__name__)
DELIMITERS = (",", ";", "\t", "|")
_MARKS = "\u0300\u0301\u0303\u0309\u0323"
_VOWELS = frozenset("aăâeêioôơuưyAĂÂEÊIOÔƠUƯY")
_MULTIBYTE = re.compile(
    rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}"
)


def decoded(path: Path, settings: RawFile) -> tuple[str, str]:
    """Return a text file's text, and the encoding it was found or told to be in.

    UTF-8 is tried first and strictly. If it fails, the file is taken for Windows-1258 where it
    has Vietnamese combining marks after vowels, and for Windows-1252 otherwise. A file that is
    mostly UTF-8 with a few bytes that are not is refused instead of being read as nonsense.

    Raises
    ------
    DataError
        Where a byte does not belong to the encoding, with the byte and its line.
    """
    raw = path.read_bytes()
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _strict(path, raw, "utf-16")
    if b"\x00" in raw[:4096]:
        cure = _("Save it as CSV UTF-8, or correct its ending.")
        raise refused_file(path, _("the file must be text, got: binary data"), cure)
    if settings.encoding:
        return _strict(path, raw, settings.encoding)
    try:
        return raw.decode("utf-8-sig"), "utf-8"
    except UnicodeDecodeError:
        pass
    other = len(re.findall(rb"[\x80-\xff]", _MULTIBYTE.sub(b"", raw)))
    if len(_MULTIBYTE.findall(raw)) > other:
        return _strict(path, raw, "utf-8")
    if _looks_vietnamese(raw):
        return _strict(path, raw, "windows-1258")
    try:
        return raw.decode("windows-1252"), "windows-1252"
    except UnicodeDecodeError:
        return raw.decode("latin-1"), "latin-1"


def _strict(path: Path, raw: bytes, encoding: str) -> tuple[str, str]:
    codec = "utf-8-sig" if encoding == "utf-8" else encoding
    try:
        return raw.decode(codec), encoding
    except UnicodeDecodeError as error:
        start = error.start + (3 if raw.startswith(b"\xef\xbb\xbf") and encoding == "utf-8" else 0)
        line = raw[:start].count(b"\n") + 1
        raise refused_file(
            path,
            _(
                "every byte must be {encoding}, got: byte 0x{byte:02X} at line {line}",
                encoding=encoding,
                byte=raw[min(start, len(raw) - 1)],
                line=line,
            ),
            _("Save the file as CSV UTF-8, or name its encoding in client.yml."),
        ) from None


def _looks_vietnamese(raw: bytes) -> bool:
    """Whether bytes read as Windows-1258 put combining marks where Vietnamese has them."""
    try:
        text = raw.decode("windows-1258")
    except UnicodeDecodeError:
        return False
    places = [i for i, letter in enumerate(text) if letter in _MARKS]
    fitting = sum(i > 0 and text[i - 1] in _VOWELS for i in places)
    own = sum(text.count(letter) for letter in "đĐơƠưƯăĂ")
    return bool(fitting) and fitting >= 0.9 * len(places) and (own > 0 or fitting >= 3)


def found_delimiter(text: str) -> str:
    """Return the delimiter that cuts the first 200 records most evenly into columns."""
    best, best_score = ",", (0.0, 0)
    for delimiter in DELIMITERS:
        counts = list(_counts(text, delimiter))
        if not counts or counts[0] < 2:
            continue
        even = sum(count == counts[0] for count in counts) / len(counts)
        if (even, counts[0]) > best_score:
            best, best_score = delimiter, (even, counts[0])
    return best


def _counts(text: str, delimiter: str) -> Iterator[int]:
    reader = csv.reader(text[:200_000].splitlines(keepends=True), delimiter=delimiter)
    try:
        for number, record in enumerate(reader):
            if number >= 200:
                return
            if record:
                yield len(record)
    except csv.Error:
        return


def in_pieces(text: str) -> bool:
    """Whether a text is not in NFC."""
    return not text.isascii() and not unicodedata.is_normalized("NFC", text)
