"""Computes the few spreadsheet functions that the typing tool's workbook uses, by their manuals.

Independent of the product: it reads a workbook's cells and knows nothing of typing tools.
"""

from __future__ import annotations

import math
import re
from typing import Any

import numpy as np
from openpyxl.utils import range_boundaries

TOKEN = re.compile(
    r"""\s*(?:(?P<number>\d+(?:\.\d+)?(?:E[-+]?\d+)?)|(?P<text>"(?:[^"]|"")*")"""
    r"""|(?P<ref>(?:'[^']+'!)?\$?[A-Z]{1,3}\$?\d+(?::\$?[A-Z]{1,3}\$?\d+)?)"""
    r"""|(?P<name>[A-Z]+)(?=\()|(?P<sign>[-+*/&=><(),]))"""
)


class Sheets:
    """A workbook whose cells can be typed into and read as computed."""

    def __init__(self, book: Any) -> None:
        self.book = book
        self.known: dict[tuple[str, str], Any] = {}

    def type(self, sheet: str, cell: str, value: Any) -> None:
        self.book[sheet][cell].value = value
        self.known = {}

    def value(self, sheet: str, cell: str) -> Any:
        """Return a cell's value; formulas are computed, empty cells are None."""
        key = (sheet, cell)
        if key not in self.known:
            found = self.book[sheet][cell]
            computed = found.data_type == "f"
            self.known[key] = (
                Formula(self, sheet, found.value[1:]).result() if computed else (found.value)
            )
        return self.known[key]


class Formula:
    """One formula, read from the left by precedence: comparison, &, + and -, * and /, sign."""

    def __init__(self, sheets: Sheets, sheet: str, text: str) -> None:
        self.sheets, self.sheet = sheets, sheet
        self.tokens: list[tuple[str, str]] = []
        at = 0
        while at < len(text):
            found = TOKEN.match(text, at)
            assert found, f"unknown in a formula: {text[at:]}"
            self.tokens.append((found.lastgroup, found[found.lastgroup]))
            at = found.end()
        self.at = 0

    def result(self) -> Any:
        value = self.comparison()
        assert self.at == len(self.tokens)
        return value

    def next(self, *signs: str) -> str:
        """Take the next token if it is one of these signs."""
        if self.at < len(self.tokens) and self.tokens[self.at][1] in signs:
            self.at += 1
            return self.tokens[self.at - 1][1]
        return ""

    def comparison(self) -> Any:
        left = self.joined()
        while sign := self.next("=", ">"):
            right = self.joined()
            left = same(left, right) if sign == "=" else left > right
        return left

    def joined(self) -> Any:
        left = self.sum()
        while self.next("&"):
            left = as_text(left) + as_text(self.sum())
        return left

    def sum(self) -> Any:
        left = self.product()
        while sign := self.next("+", "-"):
            right = numbers(self.product())
            left = numbers(left) + right if sign == "+" else numbers(left) - right
        return left

    def product(self) -> Any:
        left = self.signed()
        while sign := self.next("*", "/"):
            right = numbers(self.signed())
            left = numbers(left) * right if sign == "*" else numbers(left) / right
        return left

    def signed(self) -> Any:
        return -numbers(self.signed()) if self.next("-") else self.single()

    def single(self) -> Any:
        kind, text = self.tokens[self.at]
        self.at += 1
        if kind == "number":
            return float(text)
        if kind == "text":
            return text[1:-1].replace('""', '"')
        if kind == "ref":
            return self.reference(text)
        if kind == "name":
            self.next("(")
            arguments = [self.comparison()]
            while self.next(","):
                arguments.append(self.comparison())
            assert self.next(")")
            return FUNCTIONS[text](*arguments)
        assert text == "("
        value = self.comparison()
        assert self.next(")")
        return value

    def reference(self, text: str) -> Any:
        sheet, _mark, cells = text.rpartition("!")
        sheet = sheet.strip("'") or self.sheet
        left, top, right, bottom = range_boundaries(cells.replace("$", ""))
        grid = [
            [self.sheets.value(sheet, self.sheets.book[sheet].cell(r, c).coordinate)
             for c in range(left, right + 1)]
            for r in range(top, bottom + 1)
        ]  # fmt: skip
        return np.array(grid, dtype=object) if ":" in cells else grid[0][0]


def numbers(value: Any) -> Any:
    if isinstance(value, np.ndarray):
        return value.astype(float)
    return 0.0 if value is None else float(value)


def as_text(value: Any) -> str:
    if value is None:
        return ""
    return f"{value:g}" if isinstance(value, int | float) else str(value)


def same(left: Any, right: Any) -> bool:
    """Compare as spreadsheets do: texts without regard to case, an empty cell equals ""."""
    if isinstance(left, str) or isinstance(right, str):
        mixed = isinstance(left, int | float) or isinstance(right, int | float)
        return not mixed and as_text(left).casefold() == as_text(right).casefold()
    return left == right


def exact(one: Any, other: Any) -> Any:
    if isinstance(other, np.ndarray):
        return np.vectorize(lambda cell: as_text(cell) == as_text(one))(other)
    return as_text(one) == as_text(other)


def largest(cells: np.ndarray, which: float) -> float:
    return sorted(numbers(cells).ravel(), reverse=True)[int(which) - 1]


def sumproduct(*parts: np.ndarray) -> float:
    assert len({part.shape for part in parts}) == 1
    return float(np.prod([numbers(part) for part in parts], axis=0).sum())


FUNCTIONS = {
    "IF": lambda test, yes, no: yes if test else no,
    "OR": lambda *tests: any(tests),
    "SUM": lambda cells: float(numbers(cells).sum()),
    "SUMPRODUCT": sumproduct,
    "EXACT": exact,
    "EXP": lambda value: np.exp(value) if isinstance(value, np.ndarray) else math.exp(value),
    "MAX": lambda cells: float(numbers(cells).max()),
    "LARGE": largest,
    "MEDIAN": lambda *values: float(np.median([numbers(value) for value in values])),
    "INDEX": lambda cells, place: cells.ravel()[int(place) - 1],
    "MATCH": lambda value, cells, _exact: list(numbers(cells).ravel()).index(value) + 1,
    "ISNUMBER": lambda value: isinstance(value, int | float) and not isinstance(value, bool),
    "REPT": lambda text, times: text * int(times),
    "ROUND": lambda value, digits: math.floor(value * 10**digits + 0.5) / 10**digits,
}
