"""What Typst sets and draws with: the product's fonts or a brand's; drawings as pixels."""

from __future__ import annotations

import tempfile
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from analysis.report.fonts import (
    FALLBACK_FAMILY,
    default_font_folder,
    fallback_font_folder,
    font_files,
)
from analysis.values.cover import BrandLook

if TYPE_CHECKING:
    import typst

_PICTURE = """\
#set text(font: ("{family}", "{fallback}"))
#set page(width: auto, height: auto, margin: 0pt, fill: white)
#image("{name}", width: {width})
"""


@cache
def default_fonts() -> typst.Fonts:
    """Return the fonts of a report that has none of its own."""
    return _found_fonts((str(default_font_folder()), str(fallback_font_folder())))


def report_fonts(brand: BrandLook, folder: Path) -> typst.Fonts:
    """Return the fonts of a report; those of its brand are put into a folder in ``folder``."""
    if not brand.font_files:
        return default_fonts()
    own = folder / "fonts"
    own.mkdir()
    for style, content in sorted(font_files(brand).items()):
        (own / f"{style}.ttf").write_bytes(content)
    return _found_fonts((str(own), str(default_font_folder()), str(fallback_font_folder())))


def pixels(content: bytes, ending: str, brand: BrandLook, ppi: int, width: str = "auto") -> bytes:
    """Return a picture or drawing on white, as PNG; the same bytes for the same picture.

    Parameters
    ----------
    content : bytes
        A file that Typst reads.
    ending : str
        What its name ends with, such as ``"svg"``.
    brand : BrandLook
        Whose fonts its texts have.
    ppi : int
        Pixels per 72 points.
    width : str
        How wide it is drawn, such as ``"120pt"``; of itself as wide as it says.

    Raises
    ------
    typst.TypstError
        If it cannot be drawn.
    """
    import typst

    with tempfile.TemporaryDirectory(prefix="picture-") as name:
        root = Path(name)
        (root / f"picture.{ending}").write_bytes(content)
        source = _PICTURE.format(
            family=brand.font_family, fallback=FALLBACK_FAMILY, name=f"picture.{ending}",
            width=width,
        )  # fmt: skip
        (root / "picture.typ").write_text(source, "utf-8")
        return typst.compile(
            str(root / "picture.typ"),
            root=name,
            font_paths=report_fonts(brand, root),
            ignore_system_fonts=True,
            format="png",
            ppi=ppi,
        )


def _found_fonts(folders: tuple[str, ...]) -> typst.Fonts:
    import typst

    return typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=list(folders)
    )
