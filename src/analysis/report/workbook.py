"""Workbooks: texts that stay texts, tables of a report, the same bytes for the same content."""

from __future__ import annotations

import datetime as dt
import io
import math
import textwrap
import zipfile
from collections.abc import Callable, Sequence
from copy import copy
from dataclasses import dataclass
from itertools import groupby
from typing import Any
from weakref import WeakKeyDictionary

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.cell.cell import Cell as SheetCell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.utils import get_column_letter
from openpyxl.writer.excel import ExcelWriter

from analysis.languages import formats
from analysis.values.table import Cell, Row, Table

EPOCH = dt.datetime(2020, 1, 1)  # no date of a run: equal content makes equal bytes
_LONGEST_TEXT = 32_000  # a cell holds 32,767 letters
_FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")
_INPUT = "FFF7D6"
_COMPRESSION = 6
_LINE_POINTS, _USUAL_SIZE = 15.0, 11  # height of a line, and the size of its letters
_MOST_LINES = 20
_LOOKS: WeakKeyDictionary[Workbook, dict[tuple[Any, ...], Any]] = WeakKeyDictionary()


@dataclass(frozen=True)
class Ink:
    """The colours of a workbook, as ``RRGGBB``."""

    brand: str = "0B6E69"
    muted: str = "5A666B"


def put_text(sheet: Any, row: int, column: int, text: str, **style: Any) -> SheetCell:
    """Write a text that is never read as a formula, whatever it starts with."""
    cell = sheet.cell(row, column)
    cell.value = storable(text)
    cell.data_type = "s"
    if text.startswith(_FORMULA_SIGNS):
        cell.quotePrefix = True  # it stays a text when somebody edits the cell
    _dress(cell, **style)
    return cell


def storable(text: str) -> str:
    """Return what a cell can hold of a text: no control signs, and no more than its room."""
    text = ILLEGAL_CHARACTERS_RE.sub("", text)
    return text if len(text) <= _LONGEST_TEXT else f"{text[:_LONGEST_TEXT]}…"


def put_number(
    sheet: Any, row: int, column: int, value: float | dt.date, format: str = "General"
) -> SheetCell:
    """Write a number, or a date."""
    cell = sheet.cell(row, column)
    cell.value, cell.number_format = value, format
    cell.alignment = Alignment(vertical="top")  # as texts beside it, which may have several lines
    return cell


def put_formula(sheet: Any, row: int, column: int, formula: str, **style: Any) -> SheetCell:
    """Write a formula of the product's own; texts of clients come into it by reference only."""
    cell = sheet.cell(row, column)
    cell.value = f"={formula}"
    _dress(cell, **style)
    return cell


def put_input(sheet: Any, row: int, column: int, *, text: bool) -> SheetCell:
    """Make a cell one to type into; as a text cell, ``18-24`` does not become a date."""
    cell = sheet.cell(row, column)
    _as_others(cell, ("input", text), lambda: _open(cell, text))
    return cell


def _open(cell: SheetCell, text: bool) -> None:
    cell.protection = Protection(locked=False)
    cell.fill = PatternFill("solid", start_color=_INPUT)
    thin = Side(style="thin", color="C9C2A6")
    cell.border = Border(thin, thin, thin, thin)
    if text:
        cell.number_format = "@"


def _as_others(cell: SheetCell, look: tuple[Any, ...], dress: Callable[[], None]) -> None:
    """Give a cell its look: made once in a workbook, whose thousands of cells share a few."""
    looks = _LOOKS.setdefault(cell.parent.parent, {})
    if cell.has_style:
        dress()
    elif look in looks:
        cell._style = copy(looks[look])
    else:
        dress()
        looks[look] = copy(cell._style)


def _dress(cell: SheetCell, **style: Any) -> None:
    _as_others(cell, tuple(sorted(style.items())), lambda: _styled(cell, **style))


def _styled(
    cell: SheetCell, *, bold: bool = False, size: int = 11, colour: str = "1F2A2E",
    wrap: bool = False, format: str = "General", line: str = "", right: bool = False,
    level: int = 0,
) -> None:  # fmt: skip
    cell.font = Font(bold=bold, size=size, color=colour)
    horizontal = "right" if right else "left" if level else None  # no indent without a side
    cell.alignment = Alignment(wrap_text=wrap, vertical="top", horizontal=horizontal, indent=level)
    cell.number_format = format
    if line:
        cell.border = Border(bottom=Side(style="thin", color=line))


def put_heads(sheet: Any, row: int, heads: Sequence[str], ink: Ink, first: int = 1) -> None:
    """Write a line of column heads."""
    for place, head in enumerate(heads):
        put_text(sheet, row, first + place, head, bold=True, wrap=True, line=ink.brand)


def put_table(sheet: Any, row: int, table: Table, ink: Ink) -> int:
    """Write a table of a report from ``row`` on; return the row after it."""
    put_text(sheet, row, 1, table.title, bold=True, size=13, colour=ink.brand)
    row += 1
    if table.subtitle:
        put_text(sheet, row, 1, table.subtitle, colour=ink.muted)
        row += 1
    if any(column.spanner for column in table.columns):
        place = 2
        for spanner, columns in groupby(table.columns, key=lambda column: column.spanner):
            put_text(sheet, row, place, spanner, bold=True, colour=ink.muted)
            place += len(list(columns))
        row += 1
    put_heads(sheet, row, [table.stub, *(column.label for column in table.columns)], ink)
    for line in table.rows:
        row += 1
        _put_row(sheet, row, line)
    for text in (table.base, *table.notes, table.source):
        if text:
            row += 1
            put_text(sheet, row, 1, text, size=9, colour=ink.muted)
    return row + 2


def _put_row(sheet: Any, row: int, line: Row) -> None:
    bold = line.kind in ("group", "total")
    put_text(sheet, row, 1, line.label, bold=bold, level=line.level, wrap=True)
    for place, cell in enumerate(line.cells, start=2):
        if isinstance(cell.value, int | float):
            found = put_number(sheet, row, place, cell.value, number_format(cell))
            found.font = Font(bold=bold, italic=cell.small)
        else:
            put_text(sheet, row, place, cell.text, bold=bold, right=True)


def number_format(cell: Cell) -> str:
    """Return how a spreadsheet writes a cell's number: as the report does, money in full."""
    decimals = "." + "0" * cell.digits if cell.digits else ""
    if cell.format == "share":
        return f"0{decimals}%"
    plain = f"#,##0{decimals}"
    if cell.currency:
        return formats.with_currency(plain, f'"{formats.currency_sign(cell.currency)}"')
    if cell.format == "points":
        return f"+{plain};-{plain};{plain}"
    return "General" if cell.format == "text" else plain


def set_widths(sheet: Any, widths: Sequence[float], first: int = 1) -> None:
    """Set the widths of columns, in letters."""
    for place, width in enumerate(widths, start=first):
        sheet.column_dimensions[get_column_letter(place)].width = width


def protect(sheet: Any) -> None:
    """Guard formulas against slips; there is no password: whoever wants to may look and change."""
    sheet.protection.sheet = True
    sheet.protection.formatColumns = False
    sheet.protection.formatRows = False


def page(sheet: Any) -> None:
    """Print on the width of one page."""
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.sheet_view.showGridLines = False


def _fit_heights(sheet: Any) -> None:
    """Make rows as high as their texts: not every program does so when it opens a workbook."""
    widths = {
        (one.min_row, one.min_col): sum(_width(sheet, column) for _row, column in next(one.rows))
        for one in sheet.merged_cells.ranges
    }
    for row in sheet.iter_rows():
        place = sheet.row_dimensions[row[0].row]
        if place.height is not None:
            continue
        written = [cell for cell in row if isinstance(cell.value, str) and cell.value]
        height = max(
            (
                _height(cell, widths.get((cell.row, cell.column), _width(sheet, cell.column)))
                for cell in written
            ),
            default=0,
        )
        if height > _LINE_POINTS:
            place.height = height


def _width(sheet: Any, column: int) -> float:
    width: float = sheet.column_dimensions[get_column_letter(column)].width
    return width


def _height(cell: SheetCell, width: float) -> float:
    """Return the height that a text needs in points, as wide as its column in letters is."""
    wider = (cell.font.size or _USUAL_SIZE) / _USUAL_SIZE
    lines = 1
    if cell.alignment.wrap_text:
        room = width - 1 - cell.alignment.indent
        letters = max(math.floor(room / wider / (1.1 if cell.font.bold else 1)), 1)
        parts = str(cell.value).splitlines()
        lines = sum(max(len(textwrap.wrap(part, letters)), 1) for part in parts)
    return _LINE_POINTS * wider * min(lines, _MOST_LINES)


def workbook_bytes(book: Workbook, title: str, *, computes: bool = True) -> bytes:
    """Return the file; it holds no date and no name of a user.

    Parameters
    ----------
    book : Workbook
        The workbook.
    title : str
        Its title, among its properties.
    computes : bool
        Whether it has formulas, which are computed when it is opened.
    """
    for sheet in book.worksheets:
        _fit_heights(sheet)
    book.properties.title = ILLEGAL_CHARACTERS_RE.sub("", title)
    book.properties.creator = "analysis"
    book.properties.created = book.properties.modified = EPOCH
    book.calculation.fullCalcOnLoad = computes
    raw, stable = io.BytesIO(), io.BytesIO()
    with zipfile.ZipFile(raw, "w") as archive:
        ExcelWriter(book, archive).write_data()
    with zipfile.ZipFile(raw) as source, zipfile.ZipFile(stable, "w") as target:
        for name in source.namelist():  # in openpyxl's order: the content types must come first
            entry = zipfile.ZipInfo(name, EPOCH.timetuple()[:6])
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr, entry.create_system = 0o644 << 16, 3
            target.writestr(entry, source.read(name), compresslevel=_COMPRESSION)
    return stable.getvalue()
