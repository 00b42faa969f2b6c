"""A brand's logos and fonts: files of the client that end up inside reports, so checked closely."""

from __future__ import annotations

import io
import re
import struct
from pathlib import Path
from xml.etree import ElementTree

from analysis.clients.project import shown_path
from analysis.errors import ClientError, Problem
from analysis.languages import messages

_ = messages(__name__)
LARGEST_LOGO = 1_000_000
LETTERS = (
    "aàáảãạăằắẳẵặâầấẩẫậeèéẻẽẹêềếểễệiìíỉĩịoòóỏõọôồốổỗộơờớởỡợuùúủũụưừứửữựyỳýỷỹỵđ"
    "AÀÁẢÃẠĂẰẮẲẴẶÂẦẤẨẪẬEÈÉẺẼẸÊỀẾỂỄỆIÌÍỈĨỊOÒÓỎÕỌÔỒỐỔỖỘƠỜỚỞỠỢUÙÚỦŨỤƯỪỨỬỮỰYỲÝỶỸỴĐ₫"
)
_PLAIN_NAME = re.compile(r"^[^/\\:.][^/\\:]*$")


def brand_file(folder: Path, name: str, where: str) -> Path:
    """Return a file that lies in the brand's own folder.

    Raises
    ------
    ClientError
        Where the name leads elsewhere, or there is no such file.
    """
    path = folder / name
    if not _PLAIN_NAME.fullmatch(name) or path.is_symlink():
        what = _("a logo or font must be a file beside _brand.yml, got: {name}", name=name)
        raise ClientError(Problem(where, what, _("Put the file there and give its plain name.")))
    if not path.is_file():
        what = _("a logo or font must be a file beside _brand.yml, got: no {name}", name=name)
        raise ClientError(Problem(where, what, _("Put the file there, or correct its name.")))
    return path


def check_logo(path: Path) -> None:
    """Refuse a logo that is not a plain, small picture.

    Raises
    ------
    ClientError
        Where it is neither PNG nor SVG, larger than 1 MB, or an SVG with scripts or links.
    """
    if path.stat().st_size > LARGEST_LOGO:
        raise _refused(path, _("a logo must be smaller than 1 MB, got: a larger one"))
    raw = path.read_bytes()
    if path.suffix.lower() == ".png":
        if (
            raw[:8] != b"\x89PNG\r\n\x1a\n"
            or len(raw) < 24
            or 0 in struct.unpack(">II", raw[16:24])
        ):
            raise _refused(path, _("a logo must be a PNG or SVG picture, got: something else"))
    elif path.suffix.lower() == ".svg":
        _check_svg(path, raw)
    else:
        raise _refused(
            path, _("a logo must be a PNG or SVG picture, got: {kind}", kind=path.suffix)
        )


def _check_svg(path: Path, raw: bytes) -> None:
    head = raw.lower()
    if b"<!doctype" in head or b"<!entity" in head:
        raise _refused(path, _("an SVG must not define entities, got: a DOCTYPE"))
    try:
        root = ElementTree.fromstring(raw)
    except ElementTree.ParseError:
        raise _refused(path, _("a logo must be a PNG or SVG picture, got: broken XML")) from None
    if _local(root.tag) != "svg":
        raise _refused(path, _("a logo must be a PNG or SVG picture, got: other XML"))
    for element in root.iter():
        found = _active(element)
        if found:
            raise _refused(
                path,
                _("an SVG must not hold scripts or links to elsewhere, got: {found}", found=found),
            )


def _active(element: ElementTree.Element) -> str | None:
    """Return what in an SVG element could run or load something."""
    tag = _local(element.tag)
    if tag in ("script", "foreignobject", "iframe", "animate", "set", "handler"):
        return f"<{tag}>"
    for name, value in element.attrib.items():
        key, text = _local(name), value.strip().lower()
        if key.startswith("on"):
            return key
        inline = text.startswith(("#", "data:image/png", "data:image/jpeg"))
        if key in ("href", "src") and text and not inline:
            return key
        if _loads(text):
            return key
    return "<style>" if tag == "style" and _loads((element.text or "").lower()) else None


def _loads(text: str) -> bool:
    return (
        "@import" in text
        or any(
            not target.strip(" '\"").startswith("#") for target in re.findall(r"url\(([^)]*)", text)
        )
        or "javascript:" in text
    )


def _local(name: object) -> str:
    return str(name).rsplit("}", 1)[-1].lower()


def check_font(path: Path) -> None:
    """Refuse a font without every Vietnamese letter.

    Raises
    ------
    ClientError
        Where it is no TrueType font, or letters are missing.
    """
    from fontTools.ttLib import TTFont

    try:
        with TTFont(io.BytesIO(path.read_bytes()), lazy=True) as font:
            letters = set(font.getBestCmap() or {})
    except Exception:  # a damaged font can end in any error of its reader
        raise _refused(path, _("a font must be a TrueType file, got: something else")) from None
    missing = [letter for letter in LETTERS if ord(letter) not in letters]
    if missing:
        raise _refused(
            path,
            _(
                "a font must have every Vietnamese letter and ₫, got: none for {letters}",
                letters=" ".join(missing[:8]),
            ),
            _("Use another font, or leave the font out."),
        )


def _refused(path: Path, what: str, cure: str = "") -> ClientError:
    return ClientError(Problem(shown_path(path), what, cure or _("Use another file.")))
