"""The fonts Typst sets with: those of the product, or of a folder, and no others."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from analysis.report.fonts import default_font_folder, fallback_font_folder

if TYPE_CHECKING:
    import typst


@cache
def default_fonts() -> typst.Fonts:
    """Return the fonts of a report that has none of its own."""
    return found_fonts((str(default_font_folder()), str(fallback_font_folder())))


def found_fonts(folders: tuple[str, ...]) -> typst.Fonts:
    """Return the fonts in some folders."""
    import typst

    return typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=list(folders)
    )
