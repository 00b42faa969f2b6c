"""Numbers written by their unit: shares, points, money, scores."""

from __future__ import annotations

import re

from analysis.languages import formats, messages

_ = messages(__name__)
LARGE = 100
_AMOUNT = re.compile(r"([\d.,]+)(\D+)")  # an amount that ends in its unit


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


def interval_in_unit(low: float, high: float, unit: str, *, currency: str = "VND") -> str:
    """Return both ends of an interval, with their unit once where it is the same.

    Parameters
    ----------
    low, high : float
        The ends.
    unit : str
        As for :func:`in_unit`; shares have a form of their own.
    currency : str
        ISO code, for money.
    """
    first, last = (in_unit(end, unit, currency=currency) for end in (low, high))
    low_amount, high_amount = _AMOUNT.fullmatch(first), _AMOUNT.fullmatch(last)
    if unit == "money" and low_amount and high_amount and low_amount[2] == high_amount[2]:
        return f"{low_amount[1]}–{last}"  # 555–632 nghìn ₫
    # after signs and currencies a dash would be read as a minus
    signed = unit in ("points", "score", "money") or low < 0
    return _("{low} to {high}", low=first, high=last) if signed else f"{first}–{last}"
