"""The workbook: an index with links, then a sheet for every table."""

from __future__ import annotations

from collections.abc import Sequence

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from analysis.languages import messages
from analysis.languages.catalog import language_in_use
from analysis.report.blocks import Document
from analysis.report.formats.xlsx.parts import Part, table_parts
from analysis.report.formats.xlsx.sheets import link, print_setup, table_sheet
from analysis.report.labels import cover_facts, labels, run_line
from analysis.report.theme import readable
from analysis.report.workbook import (
    Ink,
    put_heads,
    put_number,
    put_text,
    set_widths,
    workbook_bytes,
)

_ = messages(__name__)
_WIDTHS = (7, 44, 64, 16, 48)


def tables_workbook(document: Document) -> bytes:
    """Return the workbook; the same bytes for the same document."""
    cover = document.cover
    ink = Ink(brand=readable(cover.brand.primary, "#FFFFFF").removeprefix("#"))
    parts = table_parts(document)
    with language_in_use(cover.language):
        book = Workbook()
        index = book.active
        index.title = _("Contents")
        _index_sheet(index, document, parts, ink)
        for part in parts:
            table_sheet(book.create_sheet(part.sheet), part, index.title, ink)
    return workbook_bytes(book, cover.title, computes=False)


def _index_sheet(sheet: Worksheet, document: Document, parts: Sequence[Part], ink: Ink) -> None:
    cover, words = document.cover, labels()
    put_text(sheet, 1, 1, cover.title, bold=True, size=16, colour=ink.brand)
    facts = cover_facts(cover, words) if cover.client else []
    about = [f"{label}: {text}" for label, text in facts]
    about += [words["synthetic_long"]] if cover.synthetic else []
    lines = [line for line in (*about, run_line(cover, words)) if line]
    for row, line in enumerate(lines, start=2):
        put_text(sheet, row, 1, line, colour=ink.muted)
    head = len(lines) + 3
    heads = [_("No."), _("Section"), _("Title"), _("What it is"), _("Base")]
    put_heads(sheet, head, heads, ink)
    print_setup(sheet, (head, head), f"A{head + 1}")
    kinds = {False: _("Table"), True: _("Data of a chart")}
    for row, part in enumerate(parts, start=head + 1):
        put_number(sheet, row, 1, part.number)
        put_text(sheet, row, 2, part.section, wrap=True)
        link(sheet, row, 3, part.title, part.sheet, ink)
        put_text(sheet, row, 4, kinds[part.of_chart], colour=ink.muted)
        put_text(sheet, row, 5, part.table.base, wrap=True, colour=ink.muted)
    set_widths(sheet, _WIDTHS)
