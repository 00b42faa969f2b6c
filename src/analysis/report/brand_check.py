"""A brand tried out before any report is made: what a run could not show, ``check`` says."""

from __future__ import annotations

import base64
import io
import re
from collections.abc import Iterator

from analysis.clients.brand import OWN_FONT, Brand, load_brand
from analysis.clients.brand_files import LETTERS
from analysis.clients.project import client_folder, shown_path
from analysis.errors import ClientError, Problem, ReportError
from analysis.languages import messages
from analysis.report.blocks import Document
from analysis.report.brand_look import brand_look
from analysis.report.fonts import embedded_faces, width_scale
from analysis.report.pictures import Picture, shown_picture
from analysis.report.renderer import renderers, usual_formats
from analysis.report.typesetting import pixels
from analysis.values.cover import BrandLook, ReportCover

_ = messages(__name__)
_PLAIN_FONT = (b"\x00\x01\x00\x00", b"true", b"OTTO")  # a web font is packed, and only for pages
_SVG_TAG = re.compile(r"<svg\b[^>]*>")
_FAINT = 8  # steps of 255 that an eye does not see on white


def brand_problems(client_id: str) -> list[Problem]:
    """Return everything in a client's brand, and its agency's, that a report could not show.

    Parameters
    ----------
    client_id : str
        Name of the client's folder.
    """
    try:
        brand = load_brand(client_folder(client_id))
    except ClientError as error:
        return list(error.problems)
    problems = [*_logo_problems(brand), *_font_problems(brand)]
    own = brand.client_logo or brand.agency_logo or brand.font_files
    if problems or not own:
        return problems
    try:
        _try_cover(brand)
    except ReportError as error:
        return list(error.problems)
    return []


def _logo_problems(brand: Brand) -> Iterator[Problem]:
    for path in (brand.client_logo, brand.agency_logo):
        if path is None:
            continue
        where = shown_path(path)
        try:
            picture = shown_picture(path.read_bytes(), where, "logo", path.name)
            yield from _unseen(picture, where)
        except ReportError as error:
            yield from error.problems


def _unseen(picture: Picture, where: str) -> Iterator[Problem]:
    """A logo must have a size, and something to see on the white ground it stands on."""
    if picture.mime == "image/svg+xml":
        tag = _SVG_TAG.search(picture.data)
        if tag is None or "viewBox=" not in tag[0]:
            what = _("a logo must say how large it is, got: an SVG without size")
            yield Problem(where, what, _("Give its <svg> a viewBox."))
            return
    if picture.width <= 0 or picture.height <= 0:
        what = _("a logo must say how large it is, got: {width} × {height}",
                 width=f"{picture.width:g}", height=f"{picture.height:g}")  # fmt: skip
        yield Problem(where, what, _("Give its <svg> a viewBox."))
    elif _is_blank(picture, where):
        what = _("a logo must be seen on white, got: nothing that can be seen")
        yield Problem(where, what, _("Use the logo for light grounds, or another file."))


def _is_blank(picture: Picture, where: str) -> bool:
    """Draw a picture as the PDF does, and look whether anything but the ground is there."""
    import typst
    from PIL import Image, ImageStat

    ending = picture.mime.split("/")[1].split("+")[0]
    svg = ending == "svg"
    content = picture.data.encode("utf-8") if svg else base64.b64decode(picture.data)
    try:
        drawn = pixels(content, ending, BrandLook(font_family=OWN_FONT), 144, "120pt")
    except typst.TypstError as error:
        raise ReportError(
            Problem(where, _("a logo must be one that can be drawn, got: {value}",
                             value=error.message), _("Use another file."))
        ) from None  # fmt: skip
    grey = Image.open(io.BytesIO(drawn)).convert("L")
    darkest, _lightest = ImageStat.Stat(grey).extrema[0]
    return darkest > 255 - _FAINT


def _font_problems(brand: Brand) -> Iterator[Problem]:
    from matplotlib.ft2font import FT2Font

    for path in brand.font_files:
        where, content = shown_path(path), path.read_bytes()
        if not content.startswith(_PLAIN_FONT):
            what = _("a font must be a TrueType or OpenType file, got: another kind")
            yield Problem(where, what, _("Use its TTF file."))
            continue
        try:
            FT2Font(str(path))
            data = base64.b64encode(content).decode("ascii")
            look = BrandLook(font_family=brand.font_family, font_files={"regular": data})
            embedded_faces(look, LETTERS)
            width_scale(look)
        except Exception as error:  # a damaged font can end in any error of its reader
            what = _("a font must be whole, got: {value}", value=_first_line(error))
            yield Problem(where, what, _("Use another file."))
            continue
        names = _families(content)
        if brand.font_family.casefold() not in {name.casefold() for name in names}:
            what = _(
                "a font's file must hold the family that _brand.yml names, {family}, got: {found}",
                family=brand.font_family,
                found=", ".join(names) or "–",
            )
            cure = _("Name it in _brand.yml as the file does.")
            yield Problem(where, what, cure)


def _families(content: bytes) -> list[str]:
    from fontTools.ttLib import TTFont

    with TTFont(io.BytesIO(content), lazy=True) as font:
        names = font["name"]
        found = [names.getDebugName(number) for number in (16, 1)]
    return list(dict.fromkeys(name for name in found if name))


def _try_cover(brand: Brand) -> None:
    """Make a report of nothing but its cover; raises `ReportError`.

    A page has been shown the logos before: it is made where it carries fonts of the brand's own,
    as cutting fonts to their letters takes longer than all else of a check.
    """
    cover = ReportCover("", _("Report"), client="–", agency="–", brand=brand_look(brand))
    for name in usual_formats() if brand.font_files else ("pdf",):
        renderers()[name].files(Document(cover, "", ()))


def _first_line(error: Exception) -> str:
    lines = str(error).strip().splitlines()
    return lines[0] if lines else type(error).__name__
