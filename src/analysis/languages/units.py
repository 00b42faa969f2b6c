"""Numbers written by their unit: shares, points, money, scores."""

from __future__ import annotations

from analysis.languages import formats

LARGE = 100


def in_unit(
    value: float | None, unit: str, *, currency: str = "VND", base: float | None = None
) -> str:
    """Return a number as the active language writes it in its unit.

    Parameters
    ----------
    value : float or None
        The number; None and NaN give a dash.
    unit : str
        ``share`` (0–1, as a percentage), ``points`` and ``score`` (−1 to 1, as signed points of
        a hundred, with one decimal and without), ``index`` (0–1, two decimals), ``money``,
        ``mean`` or ``judgement`` (one decimal).
    currency : str
        ISO code, for money.
    base : float, optional
        Unweighted base of a share: decides its decimals.
    """
    if unit == "share":
        return formats.share(value, base)
    if unit in ("points", "score"):
        hundredfold = None if value is None else value * 100
        return formats.points(hundredfold, 1 if unit == "points" else 0)
    if unit == "money":
        return formats.short_money(value, currency)
    if unit == "index":
        return formats.number(value, 2)
    large = value is not None and abs(value) >= LARGE
    return formats.number(value, 0 if large else 1)
