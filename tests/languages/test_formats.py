"""Numbers, money and dates as each language writes them."""

from __future__ import annotations

import datetime as dt

import pytest

from analysis.languages import formats
from analysis.languages.catalog import language_in_use


@pytest.mark.parametrize(
    ("language", "call", "expected"),
    [
        ("vi", lambda: formats.share(0.1254, 500), "12,5 %"),
        ("en", lambda: formats.share(0.1254, 500), "12.5%"),
        ("vi", lambda: formats.share(0.1254, 199), "13 %"),
        ("vi", lambda: formats.money(1_250_000), "1.250.000 ₫"),
        ("en", lambda: formats.money(1_250_000), "₫1,250,000"),
        ("vi", lambda: formats.short_money(1.2e9), "1,2 tỷ ₫"),
        ("en", lambda: formats.short_money(1.2e9), "₫1.2bn"),
        ("en", lambda: formats.short_money(1284.4, "EUR"), "€1,284"),
        ("en", lambda: formats.short_money(12_844, "EUR"), "€12.8k"),
        ("en", lambda: formats.short_money(18.48, "EUR"), "€18.48"),
        ("en", lambda: formats.money(-5, "USD"), "−$5.00"),
        ("vi", lambda: formats.date(dt.date(2026, 3, 5)), "05/03/2026"),
        ("en", lambda: formats.date(dt.date(2026, 3, 5)), "5 March 2026"),
        ("vi", lambda: formats.share_interval(0.47, 0.57, 100), "47–57 %"),
        ("en", lambda: formats.share_interval(0.47, 0.57, 100), "47–57%"),
        ("en", lambda: formats.points(-0.01), "0.0"),
        ("en", lambda: formats.points(-3.25), "−3.3"),
        ("vi", lambda: formats.number(1234567.5, 1), "1.234.567,5"),
        # a half is one, whatever the processor's last digits are
        ("en", lambda: formats.share(0.13 - 0.005 - 1e-16, 100), "13%"),
        ("en", lambda: formats.share(0.125 + 1e-16, 100), "13%"),
        ("en", lambda: formats.number(2.5 - 1e-14), "3"),
        ("vi", lambda: formats.money(1_234_567_890_123), "1.234.567.890.123 ₫"),
        ("vi", lambda: formats.share(float("nan")), "–"),
        ("vi", lambda: formats.and_list(["A", "B", "C"]), "A, B và C"),
    ],
)
def test_format(language, call, expected) -> None:
    with language_in_use(language):
        assert call() == expected


def test_half_is_rounded_away_from_zero_as_by_hand() -> None:
    with language_in_use("en"):
        assert formats.number(2.5) == "3"
        assert formats.number(0.125, 2) == "0.13"
        assert formats.number(-2.5) == "-3"


@pytest.mark.parametrize(
    ("last", "vi", "en"),
    [
        (dt.date(2026, 9, 20), "07–20/09/2026", "7–20 September 2026"),
        (dt.date(2026, 10, 2), "07/09 – 02/10/2026", "7 September – 2 October 2026"),
        (dt.date(2027, 1, 2), "07/09/2026 – 02/01/2027", "7 September 2026 – 2 January 2027"),
        (dt.date(2026, 9, 7), "07/09/2026", "7 September 2026"),
    ],
)
def test_period_names_month_and_year_once(last, vi, en) -> None:
    for language, expected in (("vi", vi), ("en", en)):
        with language_in_use(language):
            assert formats.date_range(dt.date(2026, 9, 7), last) == expected


@pytest.mark.parametrize("value", [1e26, -1e300, 10**30, 1.7e308])
def test_any_finite_number_can_be_written(value) -> None:
    with language_in_use("en"):
        assert float(formats.number(value).replace(",", "")) == pytest.approx(float(value))
        for written in (formats.share, formats.points, formats.money, formats.short_money):
            assert written(value)
