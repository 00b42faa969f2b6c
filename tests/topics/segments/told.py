"""What tests of sentences, tables and charts of segments need."""

from __future__ import annotations

from analysis.values.finding import Finding
from analysis.values.table import Table


def titled(headline: str = "A title") -> Finding:
    """Return a finding of this headline, for a chart whose title does not matter or is given."""
    return Finding("titled", headline, f"{headline}.")


def text_of(table: Table) -> list[str]:
    """Return a table as lines: a row's label and its cells with their marks."""
    return [
        " | ".join([row.label, *(f"{c.text} {c.mark}".strip() for c in row.cells)])
        for row in table.rows
    ]
