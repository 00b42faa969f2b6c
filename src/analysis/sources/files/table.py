"""A raw file as rows of cells under their headers, and where it comes from."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from analysis.clients.project import shown_path
from analysis.errors import DataError, Problem
from analysis.languages import messages

_ = messages(__name__)


@dataclass(frozen=True)
class Provenance:
    """Where a source's data come from.

    Attributes
    ----------
    source : str
        Which source: ``"survey"``, ``"deals"`` … (``"codebook"`` for a survey's codebook).
    file : str
        The file's name.
    rows, columns : int
        Its size, as delivered.
    sha256 : str
        Of the file's bytes.
    sheets : tuple of str
        XLSX: the sheets read.
    encoding : str or None
        CSV: the encoding found or given.
    about, url, accessed
        What the client file says of its origin.
    wave : str
        The wave's name, where a report lists files of several.
    """

    source: str
    file: str
    rows: int
    columns: int
    sha256: str
    sheets: tuple[str, ...] = ()
    encoding: str | None = None
    about: str | None = None
    url: str | None = None
    accessed: dt.date | None = None
    wave: str = ""


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
    unusable : mapping of str to str
        Columns whose cells are no single values, and what they hold: no matter until one of
        them is named in the client file.
    """

    path: Path
    frame: pd.DataFrame
    lines: np.ndarray
    provenance: Provenance
    sheets: np.ndarray | None = None
    decomposed: int = 0
    codebook: Codebook = Codebook()
    unusable: Mapping[str, str] = field(default_factory=dict)

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


def refused_file(path: Path, what: str, cure: str = "", where: str | None = None) -> DataError:
    """Return the error of a file that cannot be read."""
    return DataError(Problem(where or shown_path(path), what, cure))
