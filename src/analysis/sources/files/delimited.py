"""CSV files: any of the usual encodings and delimiters, each row where it belongs."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd

from analysis.clients.source_settings import RawFile
from analysis.errors import DataError, Problem
from analysis.languages import messages
from analysis.sources.files.encodings import decoded, found_delimiter, in_pieces
from analysis.sources.files.table import Provenance, RawTable, refused_file
from analysis.sources.text import composed, tidy

_ = messages(__name__)
LONGEST_CELL = 1_000_000


def read_delimited(path: Path, settings: RawFile, provenance: Provenance) -> RawTable:
    """Read a CSV file; all cells stay texts, empty ones are missing.

    Raises
    ------
    DataError
        For undecodable bytes, rows of another length than the header, doubled headers, quotes
        without end.
    """
    text, encoding = decoded(path, settings)
    decomposed = _rows_in_pieces(text) if encoding == "utf-8" else 0
    text = composed(text)
    delimiter = settings.delimiter or found_delimiter(text)
    header, records, lines = _records(path, text, delimiter)
    names = [tidy(name) for name in header]
    problems = [*_doubled(path, names), *_ragged(path, names, records, lines)]
    if problems:
        raise DataError(problems)
    frame = framed(names, records)
    found = replace(provenance, rows=len(frame), columns=len(names), encoding=encoding)
    return RawTable(path, frame, np.asarray(lines, dtype=int), found, decomposed=decomposed)


def framed(names: list[str], records: list[list[str]]) -> pd.DataFrame:
    """Return records of texts as a frame; columns without a name are left out."""
    columns = {
        name: pd.Series([cells[i] or None for cells in records], dtype="str")
        for i, name in enumerate(names)
        if name
    }
    return pd.DataFrame(columns, index=pd.RangeIndex(len(records)))


def _rows_in_pieces(text: str) -> int:
    if not in_pieces(text):
        return 0
    return sum(in_pieces(line) for line in text.splitlines())


def _records(path: Path, text: str, delimiter: str) -> tuple[list[str], list[list[str]], list[int]]:
    """Return the header, the rows that are not blank, and the line each row starts on."""
    limit = csv.field_size_limit(LONGEST_CELL)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    records, lines, last = [], [], 0
    try:
        for record in reader:
            if any(cell.strip() for cell in record):
                records.append(record)
                lines.append(last + 1)
            last = reader.line_num
    except csv.Error:
        raise refused_file(
            path,
            _(
                "quotes must be closed and doubled inside, got: an open one at line {line}",
                line=last + 1,
            ),
            _("Save the file again from the program it comes from."),
        ) from None
    finally:
        csv.field_size_limit(limit)
    if not records:
        raise refused_file(path, _("the file must hold data, got: blank lines only"))
    return records[0], records[1:], lines[1:]


def _doubled(path: Path, names: list[str]) -> list[Problem]:
    named = [name for name in names if name]
    doubled = sorted({name for name in named if named.count(name) > 1})
    return [
        refused_file(
            path,
            _('column names must differ, got: "{name}" {n} times', name=name, n=named.count(name)),
            _("Rename one of the columns."),
        ).problems[0]
        for name in doubled
    ]


def _ragged(
    path: Path, names: list[str], records: list[list[str]], lines: list[int]
) -> list[Problem]:
    """Rows must have as many cells as the header; empty cells too many at the end are let go."""
    width = len(names)
    wrong = []
    for i, record in enumerate(records):
        if len(record) > width and not any(cell.strip() for cell in record[width:]):
            del record[width:]
        if len(record) != width:
            wrong.append(i)
    if not wrong:
        return []
    first = wrong[0]
    what = _.plural(
        "each row must have {width} cells, got: {found} in {n} row, at line {line}",
        "each row must have {width} cells, got: {found}, {n} rows, first at line {line}",
        len(wrong),
        width=width,
        found=len(records[first]),
        line=lines[first],
    )
    cure = _("Put cells that hold the delimiter in quotes, or name the delimiter in client.yml.")
    return [refused_file(path, what, cure).problems[0]]
