"""Colours of a brand: read, checked for contrast, and completed by a colour-blind-safe series."""

from __future__ import annotations

import re

_HEX = re.compile(r"^#(?:[0-9a-fA-F]{3}|[0-9a-fA-F]{6})$")
_SAFE = ("#0072B2", "#E69F00", "#009E73", "#CC79A7", "#D55E00", "#56B4E9", "#882255", "#7F7F7F")
"""Okabe and Ito (2008) without yellow and black, which fail on white paper, and two of Tol's."""


def normal_hex(colour: str) -> str | None:
    """Return a colour as ``#RRGGBB``; None where it is no hex colour."""
    if not _HEX.match(colour):
        return None
    digits = colour[1:]
    digits = "".join(2 * digit for digit in digits) if len(digits) == 3 else digits
    return f"#{digits.upper()}"


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours, from 1 (the same) to 21 (black on white).

    References
    ----------
    W3C (2018). Web Content Accessibility Guidelines 2.1, "contrast ratio".
    """
    high, low = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(part) for part in _parts(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: int) -> float:
    value = part / 255
    return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4


def _parts(colour: str) -> tuple[int, int, int]:
    red, green, blue = (int(colour[i : i + 2], 16) for i in (1, 3, 5))
    return red, green, blue


def series_colours(primary: str) -> tuple[str, ...]:
    """Return eight colours for series: the primary one, then those people can tell from it.

    The safe colour nearest to the primary one is left out, so that no two look alike.
    """
    nearest = min(_SAFE, key=lambda safe: _distance(primary, safe))
    return (primary, *(colour for colour in _SAFE if colour != nearest))


def _distance(one: str, other: str) -> float:
    """Return how unlike two colours look, by the low-cost formula of Riemersma."""
    (r1, g1, b1), (r2, g2, b2) = _parts(one), _parts(other)
    mean = (r1 + r2) / 2
    return (
        (2 + mean / 256) * (r1 - r2) ** 2
        + 4 * (g1 - g2) ** 2
        + (2 + (255 - mean) / 256) * (b1 - b2) ** 2
    )
