"""Pictures that analysts bring: read whole, without what their cameras noted, as PNG or JPEG."""

from __future__ import annotations

import base64
import binascii
import io
import os
import re
import warnings
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from analysis.errors import Problem, ReportError
from analysis.languages import messages
from analysis.report.drawings import safe_svg
from analysis.report.picture_words import without_words

if TYPE_CHECKING:
    from PIL.Image import Image

_ = messages(__name__)
LARGEST_BYTES = 10_000_000
LARGEST_PIXELS = 40_000_000
_SVG = "image/svg+xml"
_KEPT = {"PNG": "image/png", "JPEG": "image/jpeg"}  # kinds that HTML and PDF take as they are
_PLAIN_MODES = ("L", "LA", "P", "RGB", "RGBA", "1")
_READ = ("PNG", "JPEG", "GIF", "WEBP", "BMP", "TIFF")
_DATA = re.compile(r"data:(image/[\w.+-]+)?((?:;[\w=-]+)*),(.*)", re.DOTALL | re.IGNORECASE)
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]+:|//", re.IGNORECASE)


@dataclass(frozen=True)
class Picture:
    """A picture: its media type, and its bytes in base64 or an SVG's text."""

    mime: str
    data: str
    width: float
    height: float


@dataclass(frozen=True)
class PictureSources:
    """Where the pictures of one cell may come from.

    Attributes
    ----------
    where : str
        The cell, for messages.
    folder : Path or None
        The notebook's folder; nothing outside it is read.
    attachments : mapping
        What is attached to the cell: name → media type → base64.
    """

    where: str
    folder: Path | None = None
    attachments: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)

    def picture(self, url: str, prefix: str) -> Picture:
        """Return the picture that an address names.

        Raises
        ------
        ReportError
            If it lies elsewhere, is not there, or is no picture.
        """
        if url.lower().startswith("attachment:"):
            return self._attached(url[len("attachment:") :], prefix)
        if found := _DATA.fullmatch(url.strip()):
            content = unquote(found[3]).encode() if "base64" not in found[2].lower() else None
            shown = url[:30] + "…"
            return shown_picture(content or _decoded(found[3], self.where, shown), self.where,
                                 prefix, shown)  # fmt: skip
        if url in self.attachments:  # a file that was attached when the notebook was published
            return self._attached(url, prefix)
        return shown_picture(self.local_file(url), self.where, prefix, url)

    def _attached(self, name: str, prefix: str) -> Picture:
        for known in (name, unquote(name)):
            if bundle := self.attachments.get(known):
                data = next(iter(bundle.values()))
                text = data if isinstance(data, str) else "".join(data)
                content = _decoded(text, self.where, known)
                return shown_picture(content, self.where, prefix, known)
        raise self._refused(name, _("no such attachment"), _attach())

    def local_file(self, url: str) -> bytes:
        """Return a file in the notebook's folder, or below it.

        Raises
        ------
        ReportError
            If it lies elsewhere, or is not there.
        """
        if _SCHEME.match(url):
            raise self._refused(url, _("an address elsewhere"), _attach())
        if self.folder is None:
            raise self._refused(url, _("a notebook without a folder"), _attach())
        folder = Path(os.path.realpath(self.folder))
        path = folder / unquote(url).split("?")[0].split("#")[0].replace("\0", "")
        if not Path(os.path.realpath(path)).is_relative_to(folder):
            raise self._refused(url, _("a file outside the notebook's folder"), _attach())
        if not path.is_file():
            raise self._refused(url, _("no such file"), _attach())
        if path.stat().st_size > LARGEST_BYTES:
            raise self._refused(url, _too_large(), _smaller())
        return path.read_bytes()

    def _refused(self, name: str, found: str, cure: str) -> ReportError:
        return _refusal(self.where, name, found, cure)


def shown_picture(content: bytes, where: str, prefix: str, name: str) -> Picture:
    """Return a picture as a report can show it.

    Parameters
    ----------
    content : bytes
        A file: SVG, PNG, JPEG, or a still GIF, WebP, BMP or TIFF, which becomes PNG.
    where, name : str
        The cell and the picture, for messages.
    prefix : str
        Put before an SVG's ids.

    Raises
    ------
    ReportError
        If it is damaged, too large, moves, or is no picture.
    """
    if len(content) > LARGEST_BYTES:
        raise _refusal(where, name, _too_large(), _smaller())
    if _looks_like_svg(content):
        try:
            svg = safe_svg(content, prefix)
        except ReportError as error:
            raise _refusal(where, name, error.problems[0].what, "") from None
        return Picture(_SVG, svg, *_svg_size(svg))
    return _raster(content, where, name)


def _raster(content: bytes, where: str, name: str) -> Picture:
    from PIL import Image, UnidentifiedImageError

    bombs = (Image.DecompressionBombError, Image.DecompressionBombWarning)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            image = Image.open(io.BytesIO(content), formats=_READ)
        if image.width * image.height > LARGEST_PIXELS:
            raise _refusal(where, name, _too_large(), _smaller())
        if getattr(image, "n_frames", 1) > 1 and image.format != "TIFF":
            found = _("a picture that moves")
            raise _refusal(where, name, found, _("Save one of its frames as PNG."))
        image.load()
    except ReportError:
        raise
    except bombs:
        raise _refusal(where, name, _too_large(), _smaller()) from None
    except UnidentifiedImageError:
        raise _refusal(where, name, _("something else"), _again()) from None
    except Exception:  # a damaged file can end in any error of its decoder
        raise _refusal(where, name, _("a damaged file"), _again()) from None
    mime, kept = _as_shown(image, content)
    data = base64.b64encode(without_words(kept)).decode("ascii")
    return Picture(mime, data, image.width, image.height)


def _as_shown(image: Image, content: bytes) -> tuple[str, bytes]:
    """Keep a plain PNG or JPEG; write anew what notes where it was made, or is of another kind."""
    from PIL import ImageOps

    noted = bool(image.getexif()) or "exif" in image.info or "photoshop" in image.info
    texts = bool(getattr(image, "text", None)) and "Software" not in getattr(image, "text", {})
    plain = image.mode in _PLAIN_MODES or image.mode.startswith("I")  # 16 bits of grey
    plain = plain and not noted and not texts
    if image.format in _KEPT and plain:
        return _KEPT[image.format], content
    upright = ImageOps.exif_transpose(image)
    if upright.mode not in _PLAIN_MODES:
        upright = upright.convert("RGBA" if "A" in upright.mode else "RGB")
    upright.info = {k: v for k, v in upright.info.items() if k == "transparency"}
    out = io.BytesIO()
    if image.format == "JPEG" and upright.mode in ("L", "RGB"):
        upright.save(out, "JPEG", quality=95)
        return "image/jpeg", out.getvalue()
    upright.save(out, "PNG")
    return "image/png", out.getvalue()


def _looks_like_svg(content: bytes) -> bool:
    head = content[:1000].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    starts = head.startswith((b"<?xml", b"<!doctype svg", b"<!--"))
    return starts or b"<svg" in head or (head.startswith(b"<") and b":svg" in head)


def _svg_size(svg: str) -> tuple[float, float]:
    found = re.search(r'viewBox="([^"]*)"', svg)
    numbers = re.findall(r"-?[\d.]+(?:[eE][-+]?\d+)?", found[1]) if found else []
    return (float(numbers[2]), float(numbers[3])) if len(numbers) == 4 else (300.0, 150.0)


def _decoded(text: str, where: str, name: str) -> bytes:
    try:
        return base64.b64decode("".join(unquote(text).split()), validate=True)
    except (ValueError, binascii.Error):
        raise _refusal(where, name, _("a damaged file"), _again()) from None


def _refusal(where: str, name: str, found: str, cure: str) -> ReportError:
    shown = name if len(name) <= 60 else name[:60] + "…"
    what = _("a picture must be one that the report can hold, got: {name}: {found}",
             name=shown, found=found)  # fmt: skip
    return ReportError(Problem(where, what, cure or _again()))


def _too_large() -> str:
    return _("one of more than {mb} MB or {pixels} million pixels",
             mb=LARGEST_BYTES // 1_000_000, pixels=LARGEST_PIXELS // 1_000_000)  # fmt: skip


def _smaller() -> str:
    return _("Make it smaller.")


def _again() -> str:
    return _("Save it anew as PNG, JPEG or SVG.")


def _attach() -> str:
    return _("Attach it to the cell (drag it in), or put the file beside the notebook.")
