"""Dates as people and machines write them, and answers that mean yes or no."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

import numpy as np
import pandas as pd

from analysis.sources.text import tidy

_TIME = r"(?:[ T,]+(\d{1,2})[:h](\d{2})(?::(\d{2})(?:\.\d+)?)?\s*(AM|PM|SA|CH)?)?"
_ZONE = r"\s*(?:Z|UTC|[+-]\d{2}:?\d{2})?"
_YEAR_FIRST = re.compile(rf"^(\d{{4}})[-/.](\d{{1,2}})[-/.](\d{{1,2}}){_TIME}{_ZONE}$", re.I)
_YEAR_LAST = re.compile(rf"^(\d{{1,2}})[-/.](\d{{1,2}})[-/.](\d{{4}}){_TIME}$", re.I)
_VIETNAMESE = re.compile(
    r"^(?:ngày\s+)?(\d{1,2})\s+tháng\s+(\d{1,2})(?:\s+năm|,)?\s+(\d{4})$", re.I
)
_DAY_NAME = re.compile(r"^(\d{1,2})(?:st|nd|rd|th)?[ -]([A-Za-z]{3,9})\.?[ ,-]+(\d{4})$")
_NAME_DAY = re.compile(r"^([A-Za-z]{3,9})\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})$")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_EXCEL_DAYS = (10_000, 80_000)  # 1927 to 2119
_CALENDAR = (np.datetime64("0001-01-01", "us"), np.datetime64("9999-12-31", "us"))
_UNIX_SECONDS = (1e8, 4.2e9)  # 1973 to 2103
_YES = frozenset({"true", "yes", "y", "có", "co", "x", "✓", "✔", "1", "đúng", "t"})
_NO = frozenset({"false", "no", "n", "không", "khong", "0", "sai", "f"})


@dataclass(frozen=True)
class Dates:
    """A column read as dates.

    Attributes
    ----------
    values : Series of datetime64
        The dates, with time of day where given; NaT where missing or unreadable.
    wrong : Series of bool
        Where a cell is no date.
    other_order : bool
        Whether every wrong cell would be a date with day and month the other way round.
    """

    values: pd.Series
    wrong: pd.Series
    other_order: bool = False


def parsed_dates(values: pd.Series, day_first: bool = True) -> Dates:
    """Read a column of dates, however they are written.

    ISO dates, 05/03/2026 in the order told, ``ngày 5 tháng 3 năm 2026``, ``5 March 2026``,
    spreadsheet serial days, and Unix seconds (read as UTC).

    Parameters
    ----------
    values : Series
        Raw cells: texts, numbers, dates, missing values.
    day_first : bool
        Whether 03/04/2026 is the third of April.

    Returns
    -------
    Dates
        The dates, and which cells are none.
    """
    if pd.api.types.is_datetime64_any_dtype(values):
        plain = values.dt.tz_convert(None) if values.dt.tz is not None else values
        # a column of seconds reaches years that no calendar has
        far = (plain < _CALENDAR[0]) | (plain > _CALENDAR[1])
        return Dates(plain.mask(far).astype("datetime64[us]"), far)
    cells = list(dict.fromkeys(values[values.notna()]))
    read = {cell: _date(cell, day_first) for cell in cells}
    dates = pd.Series(
        [read.get(cell, pd.NaT) for cell in values.where(values.notna(), None)],
        index=values.index,
        dtype="datetime64[us]",
    )
    wrong = values.notna() & dates.isna()
    failed = [cell for cell, date in read.items() if date is None]
    other = bool(failed) and all(_date(cell, not day_first) is not None for cell in failed)
    return Dates(dates, wrong, other)


def parsed_yes_no(values: pd.Series) -> tuple[pd.Series, pd.Series]:
    """Return a column of yes/no cells as 1.0 and 0.0, and which cells are neither.

    TRUE/FALSE, Yes/No, Có/Không, 1/0 and x are understood.
    """
    read = {cell: _yes_no(cell) for cell in dict.fromkeys(values[values.notna()])}
    answers = pd.to_numeric(values.map(read)).astype(float)
    return answers, values.notna() & answers.isna()


def _yes_no(cell: object) -> float:
    if isinstance(cell, bool | np.bool_):
        return float(cell)
    text = tidy(str(cell)).lower().removesuffix(".0")
    return 1.0 if text in _YES else 0.0 if text in _NO else float("nan")


def _date(cell: object, day_first: bool) -> dt.datetime | None:
    if isinstance(cell, dt.datetime):
        return cell.replace(tzinfo=None)
    if isinstance(cell, dt.date):
        return dt.datetime(cell.year, cell.month, cell.day)
    if isinstance(cell, bool):
        return None
    if isinstance(cell, int | float | np.number):
        return _from_number(float(cell))
    text = tidy(str(cell))
    if re.fullmatch(r"\d+(\.\d+)?", text):
        return _from_number(float(text))
    return _from_text(text, day_first)


def _from_text(text: str, day_first: bool) -> dt.datetime | None:
    if found := _YEAR_FIRST.match(text):
        year, month, day, *time = found.groups()
    elif found := _YEAR_LAST.match(text):
        day, month, year, *time = found.groups()
        day, month = (day, month) if day_first else (month, day)
    elif (found := _VIETNAMESE.match(text)) or (found := _DAY_NAME.match(text)):
        (day, month, year), time = found.groups(), [None] * 4
    elif found := _NAME_DAY.match(text):
        (month, day, year), time = found.groups(), [None] * 4
    else:
        return None
    return _built(year, month, day, time)


def _built(year: str, month: str, day: str, time: list[str | None]) -> dt.datetime | None:
    if not month.isdigit():
        if month[:3].lower() not in _MONTHS:
            return None
        month = str(_MONTHS.index(month[:3].lower()) + 1)
    hour, minute, second = (int(part or 0) for part in time[:3])
    half = (time[3] or "").upper()
    if half in ("PM", "CH") and hour < 12:
        hour += 12
    if half in ("AM", "SA") and hour == 12:
        hour = 0
    try:
        return dt.datetime(int(year), int(month), int(day), hour, minute, second)
    except ValueError:
        return None


def _from_number(value: float) -> dt.datetime | None:
    if _EXCEL_DAYS[0] <= value <= _EXCEL_DAYS[1]:
        return dt.datetime(1899, 12, 30) + dt.timedelta(seconds=round(value * 86_400))
    if not np.isfinite(value):
        return None
    if value > _UNIX_SECONDS[1]:
        value /= 1000  # milliseconds
    if _UNIX_SECONDS[0] <= value <= _UNIX_SECONDS[1]:
        return dt.datetime(1970, 1, 1) + dt.timedelta(seconds=value)
    if value == int(value) and 19_000_101 <= value <= 21_001_231:
        text = str(int(value))
        return _built(text[:4], text[4:6], text[6:], [None] * 4)
    return None
