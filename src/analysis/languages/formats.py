"""Numbers, money, dates and intervals as the active language writes them."""

from __future__ import annotations

import datetime as dt
import decimal
import math
from collections.abc import Sequence
from typing import TypeGuard

from babel import Locale, dates, lists, numbers

from analysis.languages.catalog import active_language, messages

_ = messages(__name__)
MISSING = "–"
SMALL_BASE = 200  # under it a percentage has no decimals: the interval does not support them
WHOLE_FROM, SHORT_FROM = 100, 10_000  # money: without cents, and in thousands
EVERY_DIGIT = decimal.Context(prec=400)  # of any finite number, with its decimals


def number(value: float | None, digits: int = 0) -> str:
    """Return a plain number with ``digits`` decimals and grouped thousands."""
    if not _given(value):
        return MISSING
    pattern = "#,##0" + ("." + "0" * digits if digits else "")
    with decimal.localcontext(EVERY_DIGIT):
        rounded = _rounded(value, digits)
        return numbers.format_decimal(rounded, format=pattern, locale=active_language())


def share(value: float | None, base: float | None = None, digits: int | None = None) -> str:
    """Return a share (0–1) as a percentage: ``12,5 %`` in Vietnamese, ``12.5%`` in English.

    Parameters
    ----------
    value : float or None
        The share; ``None`` and NaN give a dash.
    base : float, optional
        Its unweighted base: under 200 the percentage has no decimals.
    digits : int, optional
        Decimals, where the base should not decide.
    """
    if not _given(value):
        return MISSING
    if digits is None:
        digits = share_digits(base)
    text = number(value * 100, digits)
    return f"{text} %" if active_language() == "vi" else f"{text}%"


def share_digits(base: float | None = None) -> int:
    """Return the decimals of a percentage: none where its unweighted base is under 200."""
    return 0 if base is not None and base < SMALL_BASE else 1


def points(value: float | None, digits: int = 1) -> str:
    """Return a signed difference: ``+3.2``, ``−1.0``."""
    if not _given(value):
        return MISSING
    text = number(abs(value), digits)
    return text if float(_rounded(value, digits)) == 0 else ("+" if value > 0 else "−") + text


def money(value: float | None, currency: str = "VND", digits: int | None = None) -> str:
    """Return an amount in full: ``1.250.000 ₫`` or ``₫1,250,000``; VND has no decimals."""
    if not _given(value):
        return MISSING
    if digits is None:
        digits = money_digits(currency)
    return with_currency(number(value, digits), currency_sign(currency))


def money_digits(currency: str) -> int:
    """Return the decimals of an amount in full; VND has none."""
    return numbers.get_currency_precision(currency)


def short_money(value: float | None, currency: str = "VND") -> str:
    """Return an amount in short: ``1,2 tỷ ₫`` or ``₫1.2bn``; under 10,000 in full, ``₫1,250``."""
    if not _given(value):
        return MISSING
    if WHOLE_FROM <= abs(value) < SHORT_FROM:
        return money(value, currency, digits=0)
    for size, unit in (
        (1e9, _("{amount}bn")),
        (1e6, _("{amount}m")),
        (1e3, _("{amount}k")),
    ):
        if abs(value) >= size:
            scaled = value / size
            whole = abs(scaled) >= 100 or float(_rounded(scaled, 1)).is_integer()
            digits = 0 if whole else 1
            amount = unit.format(amount=number(scaled, digits))
            return with_currency(amount, currency_sign(currency))
    return money(value, currency)


def date(value: dt.date | None) -> str:
    """Return a date: ``05/03/2026`` in Vietnamese, ``5 March 2026`` in English."""
    if value is None or value != value:
        return MISSING
    pattern = "dd/MM/yyyy" if active_language() == "vi" else "d MMMM yyyy"
    return dates.format_date(value, format=pattern, locale=active_language())


def date_range(first: dt.date | None, last: dt.date | None) -> str:
    """Return two dates as a period: ``07–20/09/2026``, ``7–20 September 2026``."""
    if first is None or last is None:
        return MISSING
    if first == last:
        return date(first)
    if first.year != last.year:
        return f"{date(first)} – {date(last)}"
    same_month = first.month == last.month
    if active_language() == "vi":
        start = f"{first.day:02d}" if same_month else f"{first.day:02d}/{first.month:02d}"
    else:
        pattern = "d" if same_month else "d MMMM"
        start = dates.format_date(first, format=pattern, locale=active_language())
    return f"{start}–{date(last)}" if same_month else f"{start} – {date(last)}"


def share_interval(low: float | None, high: float | None, base: float | None = None) -> str:
    """Return the two ends of a share's interval: ``47–57 %``, ``47–57%``."""
    low_text, high_text = share(low, base), share(high, base)
    return f"{low_text.rstrip('%').rstrip()}–{high_text}"


def or_list(items: Sequence[str]) -> str:
    """Return names as a choice in words: ``A, B or C``."""
    return lists.format_list(list(items), style="or", locale=Locale(active_language()))


def and_list(items: Sequence[str]) -> str:
    """Return names as a list in words: ``A, B and C``."""
    return lists.format_list(list(items), locale=Locale(active_language()))


def _given(value: float | None) -> TypeGuard[float]:
    return value is not None and math.isfinite(value)


def _rounded(value: float, digits: int) -> decimal.Decimal:
    """Round half away from zero, as people do by hand.

    Halves are looked for in the first twelve digits, in large money in fifteen: what comes after
    them is the processor's.
    """
    exact = decimal.Decimal(f"{float(value):.{12 if abs(value) < 1e6 else 15}g}")
    step = decimal.Decimal(1).scaleb(-digits)
    result = exact.quantize(step, rounding=decimal.ROUND_HALF_UP, context=EVERY_DIGIT)
    return result if result else decimal.Decimal(0).quantize(step)


def currency_sign(currency: str) -> str:
    """Return how the active language writes a currency: ``₫``, ``US$``."""
    return numbers.get_currency_symbol(currency, locale=active_language())


def with_currency(text: str, sign: str) -> str:
    """Return an amount with its currency's sign: behind it in Vietnamese, before it in English."""
    if active_language() == "vi":
        return f"{text} {sign}"
    return text.replace("-", "−" + sign, 1) if text.startswith("-") else sign + text
