"""What the workbook must hold, and what it does: read back cell by cell."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterator
from itertools import groupby
from typing import Any

from openpyxl import load_workbook
from openpyxl.utils import range_boundaries

from analysis.report.blocks import Document
from analysis.report.formats.xlsx.parts import table_parts
from analysis.report.formats.xlsx.sheets import BODY, shown_number
from analysis.report.renderer import Content
from analysis.report.workbook import storable
from analysis.values.table import Table


def needed_content(document: Document) -> Content:
    """Return every table with its rows, texts and numbers."""
    parts = table_parts(document)
    counts = {
        "tables": sum(1 for part in parts if part.table.rows),
        "rows": sum(len(part.table.rows) for part in parts),
    }
    texts = [document.cover.title]
    for part in parts:
        texts += [part.title, part.section, *_texts(part.table)]
    return Content(counts, [storable(text) for text in texts])


def _texts(table: Table) -> Iterator[str]:
    yield from (table.title, table.subtitle, table.stub, table.base, table.source, *table.notes)
    for column in table.columns:
        yield from (column.label, column.letter)
    # a spanner stands once over all its columns
    yield from (spanner for spanner, _columns in groupby(c.spanner for c in table.columns))
    for row in table.rows:
        yield row.label
        for cell in row.cells:
            number = shown_number(cell)
            yield cell.text if number is None else _number_text(number)
            yield cell.mark


def held_content(workbook: bytes) -> Content:
    """Return the named tables with their rows, and all texts, numbers and marks of each sheet."""
    book = load_workbook(io.BytesIO(workbook))
    start = BODY.partition("{")[0]
    bodies = [
        range_boundaries(one.attr_text.rpartition("!")[2])
        for name, one in book.defined_names.items()
        if name.startswith(start)
    ]
    counts = {
        "tables": len(bodies),
        "rows": sum(last - first + 1 for _left, first, _right, last in bodies),
    }
    pages = [" ".join(map(_cell_text, _cells(sheet))) for sheet in book.worksheets]
    return Content(counts, pages)


def _cells(sheet: Any) -> Iterator[Any]:
    return (cell for row in sheet.iter_rows() for cell in row if cell.value is not None)


def _cell_text(cell: Any) -> str:
    """A cell as a reader sees it: its text, or its number with the mark of its format."""
    if isinstance(cell.value, str):
        return cell.value
    marks = cell.number_format.partition(";")[0].split('"')[1::2]
    return " ".join((_number_text(cell.value), *marks))


def _number_text(value: float | dt.date) -> str:
    if isinstance(value, dt.date):
        return f"{value:%Y-%m-%d}"
    return f"{value:.10g}"
