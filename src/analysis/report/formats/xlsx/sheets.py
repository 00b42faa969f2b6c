"""A sheet with one table: numbers as numbers, each written as the report writes it."""

from __future__ import annotations

import datetime as dt
import math
from itertools import groupby

from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.worksheet import Worksheet

from analysis.languages import active_language, formats
from analysis.report.formats.xlsx.parts import Part
from analysis.report.table_columns import foot_lines
from analysis.report.workbook import (
    Ink,
    number_format,
    page,
    put_number,
    put_text,
    set_widths,
    storable,
)
from analysis.values.table import Cell, Column, Row, Table

BODY = "Table_{n}"  # name of the cells of a table, heads left out
_DATES = {"vi": "dd/mm/yyyy", "en": "d mmmm yyyy"}
_FIRST_DATE = dt.date(1900, 3, 1)  # spreadsheets count the days before otherwise
_NARROW, _WIDE, _STUB = 10, 60, 52  # letters
_LINE = 110  # letters of a line of notes
_ROW_HEIGHT = 15.0


def table_sheet(sheet: Worksheet, part: Part, index: str, ink: Ink) -> None:
    """Write a table on its sheet.

    Parameters
    ----------
    sheet : Worksheet
        An empty sheet.
    part : Part
        The table, with its section and title.
    index : str
        Name of the index, to which the sheet links back.
    ink : Ink
        Colours.
    """
    table = part.table
    widths = _widths(table)
    set_widths(sheet, widths)
    put_text(sheet, 1, 1, part.title, bold=True, size=13, colour=ink.brand)
    link(sheet, 2, 1, f"← {index}", index, ink)
    row = 3
    own_title = table.title if part.of_chart and table.title != part.title else ""
    for text in (part.section, own_title, table.subtitle):
        if text:
            row = _put_line(sheet, row, text, widths, ink)
    first = _put_heads(sheet, row + 1, table, ink)
    for place, line in enumerate(table.rows, start=first):
        _put_row(sheet, place, line, ink)
    below = first + len(table.rows)
    _name_body(sheet, part.number, first, below - 1, len(table.columns) + 1)
    for text in foot_lines(table):
        below = _put_line(sheet, below + (below == first + len(table.rows)), text, widths, ink)
    heads = first - 1 - any(column.spanner for column in table.columns)
    print_setup(sheet, (heads, first - 1), f"B{first}")


def link(sheet: Worksheet, row: int, column: int, text: str, target: str, ink: Ink) -> None:
    """Write a text that leads to another sheet."""
    cell = put_text(sheet, row, column, text, wrap=column > 1, colour=ink.brand)
    cell.hyperlink = Hyperlink(ref="", location=f"{quote_sheetname(target)}!A1")
    cell.font = Font(underline="single", color=ink.brand)


def print_setup(sheet: Worksheet, heads: tuple[int, int], frozen: str) -> None:
    """Repeat the heads on every page and keep them in sight."""
    page(sheet)
    sheet.print_title_rows = f"{heads[0]}:{heads[1]}"
    sheet.oddFooter.left.text, sheet.oddFooter.right.text = "&A", "&P / &N"
    sheet.freeze_panes = frozen


def shown_number(cell: Cell) -> float | dt.date | None:
    """Return what a cell holds as a number or date; None where it is a text."""
    if isinstance(cell.value, int | float) and not isinstance(cell.value, bool):
        return cell.value if math.isfinite(cell.value) else None
    if cell.format == "date" and isinstance(cell.value, str):
        day = dt.date.fromisoformat(cell.value)
        return day if day >= _FIRST_DATE else None
    return None


def _put_heads(sheet: Worksheet, row: int, table: Table, ink: Ink) -> int:
    """Write heads, spanners over their columns; return the row after them."""
    if any(column.spanner for column in table.columns):
        start = 2
        for spanner, columns in groupby(table.columns, key=lambda column: column.spanner):
            end = start + len(list(columns)) - 1
            put_text(sheet, row, start, spanner, bold=True, colour=ink.muted)
            sheet.cell(row, start).alignment = Alignment(horizontal="center", wrap_text=True)
            if end > start:
                sheet.merge_cells(start_row=row, end_row=row, start_column=start, end_column=end)
            start = end + 1
        row += 1
    put_text(sheet, row, 1, table.stub, bold=True, wrap=True, line=ink.brand)
    for place, column in enumerate(table.columns, start=2):
        right = column.format != "text"  # a text keeps away from the number before it
        put_text(sheet, row, place, _head(column), bold=True, wrap=True, line=ink.brand,
                 right=right, level=int(not right))  # fmt: skip
    return row + 1


def _head(column: Column) -> str:
    return f"{column.label} ({column.letter})" if column.letter else column.label


def _put_row(sheet: Worksheet, row: int, line: Row, ink: Ink) -> None:
    bold = line.kind in ("group", "total")
    put_text(sheet, row, 1, line.label, bold=bold, level=line.level, wrap=True)
    colour = ink.muted if line.kind == "base" else "1F2A2E"
    for place, cell in enumerate(line.cells, start=2):
        number = shown_number(cell)
        if number is None:
            text = f"{cell.text} {cell.mark}" if cell.mark else cell.text
            numeric = cell.format != "text"  # a dash, or why a number is not shown
            found = put_text(
                sheet, row, place, text, right=numeric, wrap=not numeric, level=int(not numeric)
            )
        else:
            found = put_number(sheet, row, place, number, _written(cell))
        found.font = Font(bold=bold, italic=cell.small, color=colour)
    if line.kind == "total":
        for place in range(1, len(line.cells) + 2):
            sheet.cell(row, place).border = Border(top=Side(style="thin", color=ink.muted))


def _written(cell: Cell) -> str:
    """Return a cell's format; its mark stands behind the number and leaves it a number."""
    plain = _DATES[active_language()] if cell.format == "date" else number_format(cell)
    if not cell.mark:
        return plain
    mark = storable(cell.mark).replace('"', "″")
    return ";".join(f'{part}" {mark}"' for part in plain.split(";"))


def _name_body(sheet: Worksheet, number: int, first: int, last: int, columns: int) -> None:
    if last >= first:
        cells = f"$A${first}:${get_column_letter(columns)}${last}"
        name = BODY.format(n=number)
        sheet.parent.defined_names[name] = DefinedName(
            name, attr_text=f"{quote_sheetname(sheet.title)}!{cells}"
        )


def _put_line(sheet: Worksheet, row: int, text: str, widths: list[float], ink: Ink) -> int:
    """Write a line over as many columns as it may be long; return the row after it."""
    width, columns = 0.0, 0
    while columns < len(widths) and width < _LINE:
        width, columns = width + widths[columns], columns + 1
    put_text(sheet, row, 1, text, size=9, colour=ink.muted, wrap=True)
    if columns > 1:
        sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=columns)
    lines = math.ceil(1.05 * len(text) / width)
    sheet.row_dimensions[row].height = _ROW_HEIGHT * min(max(lines, 1), 20)
    return row + 1


def _letters(cell: Cell) -> int:
    """Return how many letters a cell shows: money stands in full, where pages shorten it."""
    letters = len(cell.text) + len(cell.mark)
    number = shown_number(cell)
    if not isinstance(number, int | float) or cell.format == "share":
        return letters
    sign = len(formats.currency_sign(cell.currency)) + 1 if cell.currency else 0
    mark = len(cell.mark) + 1 if cell.mark else 0
    return max(letters, len(f"{number:,.{cell.digits or 0}f}") + sign + mark)


def _widths(table: Table) -> list[float]:
    rows = [row for row in table.rows if row.cells]
    labels = [len(row.label) + 2 * row.level for row in rows]
    widths: list[float] = [min(max([24, len(table.stub), *labels]) + 2, _STUB)]
    for place, column in enumerate(table.columns):
        head = max(map(len, [*_head(column).split(), ""]))
        texts = [_letters(row.cells[place]) for row in rows]
        widths.append(min(max([_NARROW, head, len(_head(column)) / 2, *texts]) + 2, _WIDE))
    if len(widths) == 1 or sum(widths) < _STUB:
        widths[0] = max(widths[0], _STUB - sum(widths[1:]))
    return widths
