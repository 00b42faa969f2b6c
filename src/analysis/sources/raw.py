"""Raw files as tables of cells, nothing interpreted yet."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from analysis.clients.project import shown_path
from analysis.clients.source_settings import RawFile
from analysis.errors import DataError, Problem
from analysis.languages import _
from analysis.sources.inspection import Provenance

LARGEST_BYTES = 500_000_000


@dataclass(frozen=True)
class Codebook:
    """What a survey's columns and codes mean.

    Attributes
    ----------
    labels : dict
        Column → label.
    values : dict
        Column → {code in comparable form: label}, in the order of the codes.
    refused : dict
        Column → codes and (lowest, highest) ranges that stand for a refused answer.
    """

    labels: dict[str, str] = field(default_factory=dict)
    values: dict[str, dict[str, str]] = field(default_factory=dict)
    refused: dict[str, list[Any]] = field(default_factory=dict)


@dataclass(frozen=True)
class RawTable:
    """One raw file: rows of cells under their headers.

    Attributes
    ----------
    path : Path
        The file.
    frame : DataFrame
        Columns as delivered, names in NFC without blanks at the ends; cells are texts, numbers,
        dates or missing. The index counts rows from 0.
    lines : ndarray of int
        The line (CSV) or row (XLSX and others) of each row in the file.
    provenance : Provenance
        Size, hash, sheets, encoding.
    sheets : ndarray of str or None
        XLSX with several sheets: the sheet of each row.
    decomposed : int
        Rows whose Vietnamese letters were in pieces (not NFC) and were put together.
    codebook : Codebook
        SPSS: labels, codes and user-missing values.
    """

    path: Path
    frame: pd.DataFrame
    lines: np.ndarray
    provenance: Provenance
    sheets: np.ndarray | None = None
    decomposed: int = 0
    codebook: Codebook = Codebook()

    def place(self, row: int) -> str:
        """Return where a row stands: ``line 12``, ``row 12 of sheet "2026"``."""
        number = int(self.lines[row])
        if self.sheets is not None:
            return _('row {row} of sheet "{sheet}"', row=number, sheet=self.sheets[row])
        if self.path.suffix.lower() in (".csv", ".tsv", ".txt"):
            return _("line {line}", line=number)
        return _("row {row}", row=number)

    def where(self, column: str | None = None) -> str:
        """Return the file, and a column of it, as messages name them."""
        name = shown_path(self.path)
        return name if column is None else _('{file}, column "{column}"', file=name, column=column)


def read_raw(path: Path, settings: RawFile, source: str = "") -> RawTable:
    """Read one raw file: CSV, TSV, TXT, XLSX, Parquet or SPSS (.sav).

    Parameters
    ----------
    path : Path
        The file.
    settings : RawFile
        What the client file says about it; what it leaves out is found from the file.
    source : str
        Which source it is, for its provenance.

    Raises
    ------
    DataError
        Where the file cannot be read as a table, with everything that is wrong.
    """
    size = path.stat().st_size
    again = _("Export it again from the program it comes from.")
    if size == 0:
        raise refused_file(path, _("the file must hold data, got: an empty file"), again)
    if size > LARGEST_BYTES:
        raise refused_file(
            path,
            _("the file must be smaller than 500 MB, got: a larger one"),
            _("Deliver it as Parquet, or only the columns needed."),
        )
    reader = _READERS.get(path.suffix.lower())
    if reader is None:
        raise refused_file(
            path,
            _(
                "the file must be CSV, TSV, TXT, XLSX, Parquet or SAV, got: {kind}",
                kind=path.suffix or _("a name without ending"),
            ),
            _("Save it in one of these formats."),
        )
    table = reader(path, settings, _provenance(path, settings, source))
    if table.frame.empty:
        raise refused_file(path, _("the file must hold rows under its header, got: none"), again)
    return table


def refused_file(path: Path, what: str, cure: str = "", where: str | None = None) -> DataError:
    """Return the error of a file that cannot be read."""
    return DataError(Problem(where or shown_path(path), what, cure))


def _provenance(path: Path, settings: RawFile, source: str) -> Provenance:
    from analysis.clients.text import written

    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    return Provenance(
        source=source,
        file=path.name,
        rows=0,
        columns=0,
        sha256=digest,
        about=written(settings.about) if settings.about else None,
        url=str(settings.url) if settings.url else None,
        accessed=settings.accessed,
    )


def _csv(path: Path, settings: RawFile, provenance: Provenance) -> RawTable:
    from analysis.sources.delimited import read_delimited

    return read_delimited(path, settings, provenance)


def _xlsx(path: Path, settings: RawFile, provenance: Provenance) -> RawTable:
    from analysis.sources.workbooks import read_workbook

    return read_workbook(path, settings, provenance)


def _parquet(path: Path, settings: RawFile, provenance: Provenance) -> RawTable:
    from analysis.sources.binary import read_parquet

    return read_parquet(path, settings, provenance)


def _sav(path: Path, settings: RawFile, provenance: Provenance) -> RawTable:
    from analysis.sources.binary import read_spss

    return read_spss(path, settings, provenance)


_READERS = {
    ".csv": _csv,
    ".tsv": _csv,
    ".txt": _csv,
    ".xlsx": _xlsx,
    ".xlsm": _xlsx,
    ".parquet": _parquet,
    ".sav": _sav,
    ".zsav": _sav,
}
