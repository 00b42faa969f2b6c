"""XLSX workbooks: one sheet, or several put one under the other. Formulas are never computed."""

from __future__ import annotations

import warnings
import zipfile
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from analysis.clients.names import suggestion
from analysis.clients.source_settings import RawFile
from analysis.errors import DataError, Problem
from analysis.languages import messages
from analysis.sources.files.encodings import in_pieces
from analysis.sources.files.table import Provenance, RawTable, refused_file
from analysis.sources.text import composed, tidy

_ = messages(__name__)
LARGEST_UNPACKED = 2_000_000_000
LAST_ROW, LAST_COLUMN = 1_048_576, 16_384  # of any sheet, in every spreadsheet program
_OLD_OR_LOCKED = bytes.fromhex("d0cf11e0a1b11ae1")  # Microsoft's container of before 2007


def read_workbook(path: Path, settings: RawFile, provenance: Provenance) -> RawTable:
    """Read one or several sheets of a workbook with the same columns.

    The header is the first row that is not empty. Without ``sheet`` in the client file the first
    sheet that holds anything is read.

    Raises
    ------
    DataError
        Where it is no workbook, a sheet does not exist, headers are doubled or differ.
    """
    _checked_archive(path)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl warns of styles and extensions it drops
        from openpyxl import load_workbook

        with closing(load_workbook(path, read_only=True, data_only=True)) as book:
            wanted = _sheets(path, settings, book)
            read = {name: list(_filled(book[name])) for name in wanted}
    return _stacked(path, read, provenance)


def _checked_archive(path: Path) -> None:
    cure = _("Open it in a spreadsheet program and save it as XLSX.")
    with path.open("rb") as file:
        if file.read(len(_OLD_OR_LOCKED)) == _OLD_OR_LOCKED:
            what = _("the file must be an XLSX workbook, got: an XLS file or one with a password")
            raise refused_file(path, what, _("Save it as XLSX without a password."))
    try:
        with zipfile.ZipFile(path) as archive:
            unpacked = sum(item.file_size for item in archive.infolist())
    except zipfile.BadZipFile:
        raise refused_file(
            path, _("the file must be an XLSX workbook, got: something else"), cure
        ) from None
    if unpacked > LARGEST_UNPACKED:
        raise refused_file(path, _("the workbook must unpack to less than 2 GB, got: more"))


def _sheets(path: Path, settings: RawFile, book: Any) -> list[str]:
    names = [sheet.title for sheet in book.worksheets]  # a chart's own sheet holds no cells
    there = {composed(name): name for name in names}
    if not there:
        raise refused_file(
            path,
            _("the workbook must have a sheet, got: none"),
            _("Open it in a spreadsheet program and save it as XLSX."),
        )
    if settings.sheet is None:
        filled = (n for n in names if next(_filled(book[n]), None) is not None)
        return [next(filled, names[0])]
    wanted = [settings.sheet] if isinstance(settings.sheet, str) else settings.sheet
    problems = [
        refused_file(
            path,
            _('the workbook must have the sheet named in client.yml, got: no "{name}"', name=name),
            suggestion(name, there),
        ).problems[0]
        for name in wanted
        if composed(name) not in there
    ]
    if problems:
        raise DataError(problems)
    return [there[composed(name)] for name in wanted]


def _filled(sheet: Any) -> Iterator[tuple[int, tuple[Any, ...]]]:
    sheet.reset_dimensions()  # exported files often state a wrong size
    for number, row in enumerate(sheet.iter_rows(values_only=True), start=1):
        if number > LAST_ROW or len(row) > LAST_COLUMN:
            raise ValueError(f"a cell beyond row {LAST_ROW} or column {LAST_COLUMN}")
        if any(cell is not None and str(cell).strip() for cell in row):
            yield number, row


def _stacked(
    path: Path, read: dict[str, list[tuple[int, tuple[Any, ...]]]], provenance: Provenance
) -> RawTable:
    header: list[str] = []
    records: list[list[Any]] = []
    lines: list[int] = []
    sheets: list[str] = []
    problems: list[Problem] = []
    for sheet, rows in read.items():
        names = [tidy(str(c)) if c is not None else "" for c in rows[0][1]] if rows else []
        problems += _wrong_header(path, sheet, names, header)
        header = header or names
        for number, row in rows[1:]:
            cells = list(row[: len(header)]) + [None] * (len(header) - len(row))
            records.append(cells)
            lines.append(number)
            sheets.append(sheet)
    if problems:
        raise DataError(problems)
    pieces = sum(any(isinstance(c, str) and in_pieces(c) for c in cells) for cells in records)
    frame = _framed(header, records)
    several = np.asarray(sheets, dtype=object) if len(read) > 1 else None
    found = replace(
        provenance, rows=len(frame), columns=len([n for n in header if n]), sheets=tuple(read)
    )
    return RawTable(path, frame, np.asarray(lines, dtype=int), found, several, pieces)


def _wrong_header(path: Path, sheet: str, names: list[str], header: list[str]) -> list[Problem]:
    named = [name for name in names if name]
    if not named:
        return [
            refused_file(
                path, _('sheet "{sheet}" must have a header, got: none', sheet=sheet)
            ).problems[0]
        ]
    doubled = sorted({name for name in named if named.count(name) > 1})
    problems = [
        refused_file(
            path,
            _('column names must differ, got: "{name}" {n} times', name=name, n=named.count(name)),
            _("Rename one of the columns."),
        ).problems[0]
        for name in doubled
    ]
    if header and names != header:
        other = next((n for n in names if n not in header), names[-1])
        problems.append(
            refused_file(
                path,
                _(
                    'sheet "{sheet}" must have the same columns as the first, got: "{name}"',
                    sheet=sheet,
                    name=other,
                ),
                _("Use the same header on every sheet that is read together."),
            ).problems[0]
        )
    return problems


def _framed(names: list[str], records: list[list[Any]]) -> pd.DataFrame:
    columns = {
        name: _column([cells[i] for cells in records]) for i, name in enumerate(names) if name
    }
    return pd.DataFrame(columns, index=pd.RangeIndex(len(records)))


def _column(cells: list[Any]) -> pd.Series:
    """Return cells as they are: whole numbers stay whole, so that ids never become 12417.0."""
    tidied = [(tidy(c) or None) if isinstance(c, str) else c for c in cells]
    return pd.Series(tidied, dtype=object)
