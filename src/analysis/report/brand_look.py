"""Pack a brand into what travels in a notebook: colours, font and logos as data."""

from __future__ import annotations

import base64
from pathlib import Path

from analysis.clients.brand import Brand
from analysis.values.cover import BrandLook, Logo

_MIMES = {".svg": "image/svg+xml", ".png": "image/png", ".jpg": "image/jpeg"}
_STYLES = ("regular", "semibold", "bold", "italic")


def brand_look(brand: Brand) -> BrandLook:
    """Return a brand as the report's cover carries it.

    Parameters
    ----------
    brand : Brand
        As `analysis.clients.brand.load_brand` returns it.
    """
    own_font = brand.font_family != BrandLook.font_family
    return BrandLook(
        primary=brand.primary,
        accent=brand.accent,
        ink=brand.ink,
        muted=brand.muted,
        paper=brand.paper,
        series=tuple(brand.series),
        font_family=brand.font_family,
        agency_logo=_logo(brand.agency_logo),
        client_logo=_logo(brand.client_logo),
        font_files=_by_style(brand.font_files) if own_font else None,
    )


def _logo(path: Path | None) -> Logo | None:
    if path is None:
        return None
    return Logo(_MIMES[path.suffix.lower()], base64.b64encode(path.read_bytes()).decode())


def _by_style(files: tuple[Path, ...]) -> dict[str, str]:
    """Tell styles apart by the files' names; the first file is the regular one if none says so."""
    found: dict[str, str] = {}
    for path in files:
        name = path.stem.lower()
        style = next((style for style in _STYLES[1:] if style in name), "regular")
        found.setdefault(style, base64.b64encode(path.read_bytes()).decode())
    return found
