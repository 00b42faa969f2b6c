"""What the folder of charts must hold, and what it does: read back file by file."""

from __future__ import annotations

from collections.abc import Mapping

from analysis.report.blocks import Document
from analysis.report.formats.charts.folder import charts_of, told
from analysis.report.formats.charts.numbers import csv_lines, number_lines
from analysis.report.renderer import Content

_PNG = b"\x89PNG\r\n\x1a\n"


def needed_content(document: Document) -> Content:
    """Return every chart, the rows of its numbers, and what is said of it."""
    charts = charts_of(document).values()
    tables = [chart.data for chart in charts if chart.data]
    texts = [text for chart in charts for text in told(chart)]
    texts += [text for table in tables for line in number_lines(table) for text in line]
    rows = sum(len(table.rows) for table in tables)
    return Content({"figures": len(charts), "tables": len(tables), "rows": rows}, texts)


def held_content(files: Mapping[str, bytes]) -> Content:
    """Return the pictures there are, and the lines and texts of the other files."""
    pictures = [content for content in files.values() if content.startswith(_PNG)]
    listed = csv_lines(files["charts"])
    tables = [csv_lines(content) for name, content in files.items() if name.endswith(".csv")]
    counts = {
        "figures": len(pictures),
        "tables": len(tables),
        "rows": sum(len(lines) - 1 for lines in tables),
    }
    pages = [" ".join(text for line in lines for text in line) for lines in (listed, *tables)]
    return Content(counts, pages)
