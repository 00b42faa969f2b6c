"""The tables of a document in reading order, each with its section and the name of its sheet."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from analysis.languages import messages
from analysis.languages.catalog import language_in_use
from analysis.report.blocks import Document, Heading
from analysis.values.chart import Chart
from analysis.values.table import Table

_ = messages(__name__)
_LONGEST_NAME = 31  # letters that a spreadsheet takes
_REFUSED = re.compile(r"[\[\]:*?/\\\x00-\x1f]")


@dataclass(frozen=True)
class Part:
    """A table that gets a sheet.

    Attributes
    ----------
    number : int
        Its place among the tables, from 1.
    section : str
        The heading it stands under; empty before the first.
    title : str
        Its title, or what it is called where it has none.
    of_chart : bool
        Whether it is the data of a chart.
    sheet : str
        Name of its sheet: the number first, so that no two are equal.
    """

    number: int
    section: str
    title: str
    table: Table
    of_chart: bool
    sheet: str


def table_parts(document: Document) -> list[Part]:
    """Return every table, and the data of every chart under the chart's title."""
    parts: list[Part] = []
    section = ""
    with language_in_use(document.cover.language):
        for block in document.blocks:
            value = block.value
            if isinstance(value, Heading):
                section = value.text
            elif isinstance(value, Table):
                parts.append(_part(len(parts) + 1, section, value.title, value, False))
            elif isinstance(value, Chart) and value.data:
                title = value.title or value.data.title
                # under a page's chart its base and source are said once
                data = replace(
                    value.data,
                    base=value.data.base or value.base,
                    source=value.data.source or value.source,
                )
                parts.append(_part(len(parts) + 1, section, title, data, True))
    return parts


def _part(number: int, section: str, title: str, table: Table, of_chart: bool) -> Part:
    title = title or _("Table {n}", n=number)
    name = " ".join(_REFUSED.sub(" ", f"{number} {title}").split())
    return Part(number, section, title, table, of_chart, name[:_LONGEST_NAME].rstrip(" '"))
