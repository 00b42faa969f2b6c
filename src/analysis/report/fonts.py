"""The fonts of a report: where they are, which letters they have, a small part to embed."""

from __future__ import annotations

import base64
import io
import unicodedata
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from analysis.values.cover import FONT_STYLES, BrandLook

if TYPE_CHECKING:
    from fontTools.ttLib import TTFont

FALLBACK_FAMILY = "DejaVu Sans"
_DEFAULT_FILES = {
    "regular": "SourceSansPro-Regular.ttf",
    "semibold": "SourceSansPro-Semibold.ttf",
    "bold": "SourceSansPro-Bold.ttf",
    "italic": "SourceSansPro-It.ttf",
}
# letters of these kinds need shaping and an order of their own, which a page cannot promise
_RIGHT_TO_LEFT = frozenset({"R", "AL", "AN"})
_MEASURED = "0123456789,.%abcdeghiklmnoprstuvxyABCDGHKLMNPRSTV "
_ASCII = frozenset(map(chr, range(0x20, 0x7F)))


def default_font_folder() -> Path:
    """Return the folder of the default font's TTF files."""
    return _package_folder("font_source_sans_pro") / "files"


def fallback_font_folder() -> Path:
    """Return the folder with DejaVu Sans, which matplotlib brings."""
    return _package_folder("matplotlib") / "mpl-data" / "fonts" / "ttf"


def font_files(brand: BrandLook) -> dict[str, bytes]:
    """Return the brand's font, one TTF file by style; the regular one stands in for others."""
    if not brand.font_files:
        return _default_files()
    files = {style: base64.b64decode(data) for style, data in brand.font_files.items()}
    regular = files.get("regular") or next(iter(files.values()))
    return {style: files.get(style, regular) for style in FONT_STYLES}


def covered_letters(brand: BrandLook) -> frozenset[str]:
    """Return every letter the report can show: in the brand's font or in the fallback."""
    return _letters(font_files(brand)["regular"]) | _fallback_letters()


def embedded_faces(brand: BrandLook, text: str) -> list[tuple[str, str, str]]:
    """Return the parts of the fonts that ``text`` needs, for a page that carries its fonts.

    Returns
    -------
    list of (str, str, str)
        Family, style and the TTF file in base64; the fallback's only where it is needed.
    """
    used = frozenset(text) | _ASCII
    files = font_files(brand)
    faces = [
        (brand.font_family, style, _subset(files[style], used, kerned=style == "bold"))
        for style in FONT_STYLES
    ]
    lacking = (used - _letters(files["regular"])) & _fallback_letters()
    if lacking:
        fallback = _fallback_file("DejaVuSans.ttf")
        faces.append((FALLBACK_FAMILY, "regular", _subset(fallback, lacking, kerned=False)))
    return faces


def text_width(text: str, bold: bool = False) -> float:
    """Return how wide ``text`` is in the default font, in units of the font size."""
    widths = _advances("semibold" if bold else "regular")
    return sum(widths.get(letter, 0.6) for letter in text)


def width_scale(brand: BrandLook) -> float:
    """Return how wide the brand's font runs, as a multiple of the default font."""
    if not brand.font_files:
        return 1.0
    files = font_files(brand)
    ratios = []
    for style in ("regular", "bold"):
        own, default = _file_advances(files[style]), _advances(style)
        known = [letter for letter in _MEASURED if letter in own]
        widths = [sum(font[letter] for letter in known) for font in (own, default)]
        ratios.append(widths[0] / max(widths[1], 0.1))
    return max(ratios)


@cache
def _package_folder(package: str) -> Path:
    spec = find_spec(package)  # importing matplotlib only to find a file costs 0.2 s
    assert spec is not None and spec.submodule_search_locations  # both are dependencies
    return Path(spec.submodule_search_locations[0])


@cache
def _default_files() -> dict[str, bytes]:
    folder = default_font_folder()
    return {style: (folder / name).read_bytes() for style, name in _DEFAULT_FILES.items()}


@cache
def _fallback_file(name: str) -> bytes:
    return (fallback_font_folder() / name).read_bytes()


@cache
def _letters(file: bytes) -> frozenset[str]:
    return frozenset(map(chr, _opened(file).getBestCmap()))


@cache
def _fallback_letters() -> frozenset[str]:
    letters = _letters(_fallback_file("DejaVuSans.ttf"))
    return frozenset(
        letter for letter in letters if unicodedata.bidirectional(letter) not in _RIGHT_TO_LEFT
    )


def _advances(style: str) -> dict[str, float]:
    return _file_advances(_default_files()[style])


@cache
def _file_advances(file: bytes) -> dict[str, float]:
    """Return the width of every letter of a font, in units of its size."""
    font = _opened(file)
    size = font["head"].unitsPerEm
    metrics = font["hmtx"].metrics
    return {chr(code): metrics[name][0] / size for code, name in font.getBestCmap().items()}


@cache
def _subset(file: bytes, letters: frozenset[str], kerned: bool) -> str:
    """Cut a font to its letters; kerning costs most of the time and only shows in large type."""
    from fontTools.subset import Options, Subsetter

    options = Options()
    options.hinting = False
    options.layout_features = ["kern"]
    options.name_IDs = [1, 2]
    options.notdef_outline = True
    options.drop_tables += ["FFTM", "DSIG", "GSUB", *(() if kerned else ("GPOS", "GDEF"))]
    font = _opened(file)
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=sorted(map(ord, letters)))
    subsetter.subset(font)
    part = io.BytesIO()
    font.save(part)
    return base64.b64encode(part.getvalue()).decode("ascii")


def _opened(file: bytes) -> TTFont:
    from fontTools.ttLib import TTFont

    # a file that told when it was made would differ from run to run
    return TTFont(io.BytesIO(file), recalcTimestamp=False, lazy=True)
