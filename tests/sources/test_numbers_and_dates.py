"""Numbers, dates and yes/no as people write them."""

from __future__ import annotations

import pandas as pd
import pytest

from analysis.sources.dates import parsed_dates, parsed_yes_no
from analysis.sources.numbers import parsed_numbers

NUMBERS = [
    (["1.000.000 ₫", "3.500 ₫"], [1_000_000, 3500]),
    (["3.639.000 ₫"], [3_639_000]),
    (["1,234.5", "7"], [1234.5, 7]),
    (["12,5", "1.234"], [12.5, 1234]),
    (["1 234 567,89"], [1_234_567.89]),
    (["12\u00a0500 đ", "7.000 đ"], [12_500, 7000]),
    (["$1,054", "$20"], [1054, 20]),
    (["33.33%", "5%"], [0.3333, 0.05]),
    (["96%"], [0.96]),
    (["(250)", "-3", "5-", "−4"], [-250, -3, -5, -4]),
    (["0.125"], [0.125]),
    (["1.2E+07"], [12_000_000]),
    (["250.000 VND"], [250_000]),
]


@pytest.mark.parametrize(("cells", "numbers"), NUMBERS)
def test_numbers(cells: list[str], numbers: list[float]) -> None:
    read = parsed_numbers(pd.Series(cells))
    assert read.unclear is None
    assert read.values.tolist() == pytest.approx(numbers)


@pytest.mark.parametrize("cells", [["1.234", "2.345"], ["1,5", "1.5"], ["12,000"]])
def test_unclear_marks_are_asked_for(cells: list[str]) -> None:
    assert parsed_numbers(pd.Series(cells)).unclear


def test_told_mark_decides() -> None:
    assert parsed_numbers(pd.Series(["1.234"]), ".").values[0] == 1.234
    assert parsed_numbers(pd.Series(["1.234"]), ",").values[0] == 1234
    assert parsed_numbers(pd.Series(["7.5"]), ",").wrong[0]
    assert parsed_numbers(pd.Series(["1.234"]), grouped=True).values[0] == 1234


def test_words_are_wrong_and_blanks_missing() -> None:
    read = parsed_numbers(pd.Series(["ba", None, "3"], dtype="str"))
    assert read.wrong.tolist() == [True, False, False]


@pytest.mark.parametrize(
    "cell",
    [
        "2026-03-05",
        "05/03/2026",
        "5.3.2026",
        "ngày 5 tháng 3 năm 2026",
        "5 tháng 3 năm 2026",
        "5 March 2026",
        "Mar 5, 2026",
        "05/03/2026 00:00",
        "20260305",
        46086,
        "2026-03-05T00:00:00Z",
    ],
)
def test_dates(cell: object) -> None:
    read = parsed_dates(pd.Series([cell], dtype=object))
    assert read.values[0] == pd.Timestamp("2026-03-05")


def test_unix_seconds_are_utc() -> None:
    read = parsed_dates(pd.Series(["1698375066"]))
    assert read.values[0] == pd.Timestamp("2023-10-27 02:51:06")


def test_month_first() -> None:
    cells = pd.Series(["10/20/2016", "3/1/2017"])
    assert parsed_dates(cells).other_order
    assert parsed_dates(cells, day_first=False).values[1] == pd.Timestamp("2017-03-01")


def test_yes_no() -> None:
    answers, wrong = parsed_yes_no(pd.Series(["Có", "Không", "x", "TRUE", "0", None, "maybe"]))
    assert answers.tolist()[:5] == [1, 0, 1, 1, 0]
    assert wrong.tolist() == [False] * 6 + [True]
