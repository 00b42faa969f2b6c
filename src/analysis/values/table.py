"""A table as a value: rows of cells, each with its number and the text that shows it."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, Self

from analysis.languages import formats
from analysis.values.source_line import base_of_wave

Format = Literal[
    "text", "share", "number", "decimal", "money", "short_money", "points", "index", "date"
]
RowKind = Literal["data", "group", "base", "total"]


@dataclass(frozen=True)
class Cell:
    """One value with the text that shows it.

    Attributes
    ----------
    value : str, float, int, None
        The typed value; shares are 0–1, dates ISO texts.
    text : str
        The value as the active language writes it.
    mark : str
        What stands beside it in a lighter weight: significance letters or arrows.
    small : bool
        Whether its base is too small to rely on.
    format : str
        How the value is written.
    currency : str
        ISO code where it is money, else empty.
    digits : int
        Decimals a number is shown with: of a percentage those after the point; of money written
        in short, those of the amount in full.
    """

    value: str | float | int | None
    text: str
    mark: str = ""
    small: bool = False
    format: Format = "text"
    currency: str = ""
    digits: int = 0


@dataclass(frozen=True)
class Column:
    """A column's head: its label, the spanner above it and the letter tests refer to."""

    label: str
    format: Format = "text"
    spanner: str = ""
    letter: str = ""


@dataclass(frozen=True)
class Row:
    """A line of a table: the stub's label and one cell a column.

    ``level`` indents the label; ``kind`` tells data from group heads (no cells), bases and totals.
    """

    label: str
    cells: tuple[Cell, ...] = ()
    level: int = 0
    kind: RowKind = "data"

    def to_json(self) -> dict[str, Any]:
        """Return the row as JSON."""
        return {**vars(self), "cells": [dict(vars(cell)) for cell in self.cells]}

    @classmethod
    def from_json(cls, json: Mapping[str, Any]) -> Self:
        """Return the row that `to_json` wrote; cells of version 0.2.0 have no format."""
        return cls(**{**json, "cells": tuple(Cell(**cell) for cell in json["cells"])})


@dataclass(frozen=True)
class Table:
    """A table of a report.

    Attributes
    ----------
    name : str
        An ASCII name, unique in the study; it becomes the anchor.
    title : str
        What is in the table.
    columns : tuple of Column
        Heads, without the stub's.
    rows : tuple of Row
        Lines, the base row first.
    stub : str
        Head of the first column.
    subtitle, base, source : str
        Measure and unit; base line; origin of the data.
    notes : tuple of str
        Footnotes, numbered in this order.
    """

    name: str
    title: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    stub: str = ""
    subtitle: str = ""
    base: str = ""
    source: str = ""
    notes: tuple[str, ...] = field(default=())

    def __post_init__(self) -> None:
        object.__setattr__(self, "base", base_of_wave(self.base, self.source))
        for row in self.rows:
            if row.kind != "group" and len(row.cells) != len(self.columns):
                raise ValueError(
                    f"table {self.name}: row {row.label!r} has {len(row.cells)} cells"
                    f" for {len(self.columns)} columns"
                )

    def to_json(self) -> dict[str, Any]:
        """Return the table as JSON."""
        return {
            "name": self.name,
            "title": self.title,
            "subtitle": self.subtitle,
            "stub": self.stub,
            "columns": [dict(vars(column)) for column in self.columns],
            "rows": [row.to_json() for row in self.rows],
            "base": self.base,
            "source": self.source,
            "notes": list(self.notes),
        }

    @classmethod
    def from_json(cls, json: Mapping[str, Any]) -> Self:
        """Return the table that `to_json` wrote."""
        return cls(
            name=json["name"],
            title=json["title"],
            columns=tuple(Column(**column) for column in json["columns"]),
            rows=tuple(map(Row.from_json, json["rows"])),
            stub=json["stub"],
            subtitle=json["subtitle"],
            base=json["base"],
            source=json["source"],
            notes=tuple(json["notes"]),
        )


def cell(
    value: Any,
    format: Format = "text",
    *,
    base: float | None = None,
    currency: str = "VND",
    mark: str = "",
    small: bool = False,
    digits: int | None = None,
) -> Cell:
    """Return a cell with ``value`` written in ``format``.

    Parameters
    ----------
    value : object
        A number, text, date or None; None and NaN show as a dash.
    format : str
        How to write it; ``decimal`` has one digit, ``index`` none.
    base : float, optional
        Unweighted base of a share: decides its digits.
    currency : str
        ISO code, for money.
    mark : str
        Significance letters or arrows.
    small : bool
        Whether the base is too small to rely on.
    digits : int, optional
        Decimals, where neither format nor base should decide.
    """
    money = currency if format in ("money", "short_money") else ""
    if isinstance(value, dt.date):
        return Cell(value.isoformat(), formats.date(value), mark, small, "date")
    if value is None or (isinstance(value, float) and not math.isfinite(value)):
        return Cell(None, formats.MISSING, mark, small, format, money)
    if format == "text":
        return Cell(str(value), str(value), mark, small)
    number = float(value)
    if not math.isfinite(number):
        return Cell(None, formats.MISSING, mark, small, format, money)
    if digits is None:
        digits = _digits(number, format, base, money)
    text = _written(number, format, digits, money)
    # ten significant digits: enough for any use, and the same on every machine
    return Cell(float(f"{number:.10g}"), text, mark, small, format, money, digits)


def _digits(number: float, format: Format, base: float | None, currency: str) -> int:
    if format == "share":
        return formats.share_digits(base)
    if currency:
        in_short = format == "short_money" and abs(number) >= formats.WHOLE_FROM
        return 0 if in_short else formats.money_digits(currency)
    return 1 if format in ("decimal", "points") else 0


def _written(number: float, format: Format, digits: int, currency: str) -> str:
    if format == "share":
        return formats.share(number, digits=digits)
    if format == "money":
        return formats.money(number, currency, digits)
    if format == "short_money":
        return formats.short_money(number, currency)
    if format == "points":
        return formats.points(number, digits)
    return formats.number(number, digits)
