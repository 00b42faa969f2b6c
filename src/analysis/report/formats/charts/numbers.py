"""The numbers of a chart as CSV: numbers in full, with a point, and texts that stay texts."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence

from analysis.values.table import Cell, Table

_FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")


def number_lines(table: Table) -> Iterator[tuple[str, ...]]:
    """Return the lines of a table: its heads, then its rows."""
    heads = (f"{column.spanner} {column.label}".strip() for column in table.columns)
    yield (safe(table.stub), *map(safe, heads))
    for row in table.rows:
        yield (safe(row.label), *map(cell_text, row.cells))


def cell_text(cell: Cell) -> str:
    """Return a number in full; nothing where there is none."""
    if isinstance(cell.value, int | float) and not isinstance(cell.value, bool):
        return f"{cell.value:.10g}"
    return "" if cell.value is None else safe(cell.text)


def safe(text: str) -> str:
    """Return a text that no spreadsheet takes for a formula."""
    return f"'{text}" if text.startswith(_FORMULA_SIGNS) else text


def csv_bytes(lines: Iterable[Sequence[str]]) -> bytes:
    """Return lines as a file; with a byte order mark, so that spreadsheets read its letters."""
    text = io.StringIO(newline="")
    csv.writer(text).writerows(lines)
    return text.getvalue().encode("utf-8-sig")


def csv_lines(content: bytes) -> list[list[str]]:
    """Return the lines of such a file."""
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))
