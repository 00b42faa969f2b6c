"""A table as a frozen value with named parts, and the bundle it travels in."""

from __future__ import annotations

import datetime as dt
import math
from dataclasses import dataclass, field
from typing import Any, Literal

from analysis.languages import formats
from analysis.sources.words import SourceLine
from analysis.tables.html import table_html

TABLE_MIME = "application/vnd.analysis.table+json"
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
    """

    value: str | float | int | None
    text: str
    mark: str = ""
    small: bool = False


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


def base_of_wave(base: str, source: str) -> str:
    """Return a base line with the name of the wave that its numbers are of.

    Parameters
    ----------
    base : str
        The base line; may be empty.
    source : str
        The line that says which files the numbers come from, and of which wave.
    """
    wave = source.wave if isinstance(source, SourceLine) else ""
    named = f" · {wave}"
    return base if not wave or not base or base.endswith(named) else f"{base}{named}"


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

    def bundle(self) -> dict[str, Any]:
        """Return the table as JSON: what the exporters read."""
        return {
            "name": self.name,
            "title": self.title,
            "subtitle": self.subtitle,
            "stub": self.stub,
            "columns": [vars(column) for column in self.columns],
            "rows": [
                {**vars(row), "cells": [vars(cell) for cell in row.cells]} for row in self.rows
            ],
            "base": self.base,
            "source": self.source,
            "notes": list(self.notes),
        }

    def _repr_mimebundle_(self, **_: object) -> dict[str, Any]:
        bundle = self.bundle()
        return {TABLE_MIME: bundle, "text/html": table_html(bundle), "text/plain": self.title}


def cell(
    value: Any,
    format: Format = "text",
    *,
    base: float | None = None,
    currency: str = "VND",
    mark: str = "",
    small: bool = False,
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
    """
    if isinstance(value, dt.date):
        return Cell(value.isoformat(), formats.date(value), mark, small)
    if value is None or (isinstance(value, float) and not math.isfinite(value)):
        return Cell(None, formats.MISSING, mark, small)
    if format == "text":
        return Cell(str(value), str(value), mark, small)
    number = float(value)
    if not math.isfinite(number):
        return Cell(None, formats.MISSING, mark, small)
    if format == "share":
        text = formats.share(number, base)
    elif format == "money":
        text = formats.money(number, currency)
    elif format == "short_money":
        text = formats.short_money(number, currency)
    elif format == "points":
        text = formats.points(number)
    else:
        text = formats.number(number, 1 if format == "decimal" else 0)
    # ten significant digits: enough for any use, and the same on every machine
    return Cell(float(f"{number:.10g}"), text, mark, small)
