"""Numbers as people write them: 1.000.000 ₫ · 1,234.5 · 12,5 · $1,054 · 33.33% · (250)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import pandas as pd

from analysis.sources.text import tidy

_CURRENCY = re.compile(r"(?i)vn[dđ]|usd|eur|gbp|đồng|[₫$€£¥]|(?<=[\d\s])đ\.?$")
_DONG = re.compile(r"(?i)vn[dđ]|đồng|₫|(?<=[\d\s])đ\.?$")
_DOLLAR = re.compile(r"[$£]\s*\d|US\$", re.IGNORECASE)
_BLANKS = re.compile(r"(?<=\d)[\s\u00a0\u202f'’](?=\d{3}(?!\d))")
_SCIENTIFIC = re.compile(r"^\d+(\.\d+)?e[+-]?\d+$", re.IGNORECASE)
_OPEN = re.compile(r"^\d{1,3}[.,]\d{3}$")


@dataclass(frozen=True)
class Numbers:
    """A column read as numbers.

    Attributes
    ----------
    values : Series of float
        The numbers; NaN where missing or unreadable. Percentages are shares (33 % → 0.33).
    wrong : Series of bool
        Where a cell is no number.
    decimal : str or None
        The decimal mark found or given; None where no cell needs one.
    unclear : str or None
        A cell such as 1.234 that nothing in the column explains, or two cells that contradict
        each other.
    """

    values: pd.Series
    wrong: pd.Series
    decimal: str | None
    unclear: str | None = None


def parsed_numbers(values: pd.Series, decimal: str | None = None, grouped: bool = False) -> Numbers:
    """Read a column of numbers, however they are written.

    Parameters
    ----------
    values : Series
        Raw cells: texts, numbers, missing values.
    decimal : str, optional
        The decimal mark, ``"."`` or ``","``; left out, the column itself tells it.
    grouped : bool
        Whether three digits after a mark are thousands where nothing else tells (money in VND,
        which has no smaller unit).

    Returns
    -------
    Numbers
        The numbers, and which cells are none.
    """
    if pd.api.types.is_numeric_dtype(values) and not pd.api.types.is_bool_dtype(values):
        numbers = values.astype(float)
        infinite = pd.Series(np.isinf(numbers), index=values.index)
        return Numbers(numbers.mask(infinite), infinite, None)
    known = values[values.notna()]
    bare = {cell: _bare(cell) for cell in dict.fromkeys(known)}
    texts = [body for body, _sign, _percent in bare.values() if isinstance(body, str)]
    dong = grouped or any(isinstance(cell, str) and _DONG.search(cell) for cell in bare)
    mark, unclear = (decimal, None) if decimal else decimal_mark(texts, dong)
    if unclear and "." not in unclear and any(_DOLLAR.search(str(cell)) for cell in bare):
        mark, unclear = ".", None  # $1,054: where prices are in dollars or pounds, commas group
    read = {cell: _number(*parts, mark) for cell, parts in bare.items()}
    numbers = pd.to_numeric(values.map(read), errors="coerce").astype(float)
    return Numbers(numbers, values.notna() & numbers.isna(), mark, unclear)


def decimal_mark(texts: Iterable[str], grouped: bool = False) -> tuple[str | None, str | None]:
    """Return a column's decimal mark, and a text that leaves it unclear.

    A mark that comes twice in a number, or before the other one, groups thousands; one that is
    followed by anything but three digits is the decimal mark. If only texts such as 1.234 are
    there, ``grouped`` decides; otherwise it is unclear.
    """
    seen: dict[str, str] = {}
    opened: str | None = None
    for text in texts:
        marks = re.sub(r"[^.,]", "", text)
        if not marks or not re.fullmatch(r"[\d.,]+", text):
            continue
        if _OPEN.match(text) and not text.startswith("0"):
            opened = opened or text
            continue
        seen.setdefault(_evident_mark(marks), text)
    if len(seen) > 1:
        return None, " · ".join(seen.values())
    if seen:
        return next(iter(seen)), None
    if opened is None:
        return None, None
    mark = opened.strip("0123456789")
    return ("," if mark == "." else ".", None) if grouped else (None, opened)


def _evident_mark(marks: str) -> str:
    other = "," if marks[-1] == "." else "."
    if len(set(marks)) == 2:
        return marks[-1]
    return other if len(marks) > 1 else marks[-1]


def _bare(cell: object) -> tuple[object, int, bool]:
    """Return a cell's digits and marks, its sign, and whether it is a percentage."""
    if isinstance(cell, bool) or not isinstance(cell, str):
        return (None if isinstance(cell, bool) else cell), 1, False
    text = tidy(cell)
    sign = 1
    if text.startswith("(") and text.endswith(")"):
        sign, text = -1, text[1:-1]
    percent = text.endswith("%")
    text = _CURRENCY.sub("", text.rstrip("% ")).strip()
    text = text.replace("−", "-")
    if text.startswith("-") or text.endswith("-"):
        sign, text = -sign, text.strip("-").strip()
    text = _CURRENCY.sub("", text.removeprefix("+")).strip()
    return _BLANKS.sub("", text), sign, percent


def _number(body: object, sign: int, percent: bool, mark: str | None) -> float:
    if not isinstance(body, str):
        return _plain_number(body)
    group = "," if mark == "." else r"\."
    point = re.escape(mark or ".")
    plain = re.fullmatch(rf"\d*({point}\d+)?|\d+{point}", body) if body else None
    if not plain and not re.fullmatch(rf"\d{{1,3}}({group}\d{{3}})+({point}\d+)?", body):
        if not _SCIENTIFIC.match(body):
            return float("nan")
        value = float(body)
    else:
        value = float(re.sub(group, "", body).replace(",", "."))
    return sign * value / (100 if percent else 1)


def _plain_number(value: object) -> float:
    try:
        number = float(value)  # type: ignore[arg-type]  # what is none raises
    except (TypeError, ValueError):
        return float("nan")
    return number if np.isfinite(number) else float("nan")
