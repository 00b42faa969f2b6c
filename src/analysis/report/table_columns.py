"""What renderings need to know of a table's columns, labels and foot."""

from __future__ import annotations

import re

from analysis.values.table import Table

_CLOSING_NUMBER = re.compile(r" (?=\d{1,3}$)")


def label_text(label: str) -> str:
    """Return a label whose closing number stays with the word before it: Segment 1."""
    return _CLOSING_NUMBER.sub("\u00a0", label)


def numeric_columns(table: Table) -> list[bool]:
    """Return for each column whether it holds numbers, which stand to the right."""
    rows = [row.cells for row in table.rows if row.cells]
    return [
        column.format != "text"
        or any(isinstance(cells[place].value, int | float) for cells in rows)
        for place, column in enumerate(table.columns)
    ]


def mark_widths(table: Table) -> list[int]:
    """Return for each column the letters of its longest mark: digits align before that slot."""
    rows = [row.cells for row in table.rows if row.cells]
    return [
        max((len(cells[place].mark) for cells in rows), default=0)
        for place in range(len(table.columns))
    ]


def foot_lines(table: Table) -> list[str]:
    """Return what stands under a table: its base, numbered notes and source."""
    notes = [f"{number}. {note}" for number, note in enumerate(table.notes, start=1)]
    return [line for line in (table.base, *notes, table.source) if line]
