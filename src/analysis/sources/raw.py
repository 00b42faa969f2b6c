"""Raw files as tables of cells, nothing interpreted yet."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from analysis.clients.project import shown_path
from analysis.clients.source_settings import RawFile
from analysis.errors import AnalysisError, DataError, Problem
from analysis.languages import messages
from analysis.sources.inspection import Provenance

_ = messages(__name__)
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
    again = _("Export it again from the program it comes from.")
    kind, reader = _READERS.get(path.suffix.lower(), ("", None))
    with reading_file(path, kind):
        size = path.stat().st_size
    if size == 0:
        raise refused_file(path, _("the file must hold data, got: an empty file"), again)
    if size > LARGEST_BYTES:
        raise refused_file(
            path,
            _("the file must be smaller than 500 MB, got: a larger one"),
            _("Deliver it as Parquet, or only the columns needed."),
        )
    if reader is None:
        raise refused_file(
            path,
            _(
                "the file must be CSV, TSV, TXT, XLSX, Parquet or SAV, got: {kind}",
                kind=path.suffix or _("a name without ending"),
            ),
            _("Save it in one of these formats."),
        )
    with reading_file(path, kind):
        table = reader(path, settings, _provenance(path, settings, source))
    if table.frame.empty:
        raise refused_file(path, _("the file must hold rows under its header, got: none"), again)
    return table


@contextmanager
def reading_file(path: Path, kind: str) -> Iterator[None]:
    """Turn whatever is raised while a file is read into a `DataError` that names the file.

    Libraries raise what they like over damaged files, errors of XML, archives, codecs and
    indices; no list of them would be whole.

    Parameters
    ----------
    path : Path
        The file.
    kind : str
        What it is read as.
    """
    try:
        yield
    except AnalysisError:
        raise
    except OSError as error:
        told = error.strerror or _in_a_line(error)
        what = _("the file must be readable as {kind}, got: {error}", kind=kind, error=told)
        cure = _("Check that the file is whole and may be read, or export it again.")
        raise refused_file(path, what, cure) from error
    except MemoryError as error:
        what = _("the file must fit into memory, got: a larger one")
        raise refused_file(path, what, _("Deliver only the columns and rows needed.")) from error
    except Exception as error:
        told = _("damaged content ({error})", error=_in_a_line(error))
        what = _("the file must be readable as {kind}, got: {error}", kind=kind, error=told)
        cure = _("Export it again from the program it comes from.")
        raise refused_file(path, what, cure) from error


def _in_a_line(error: Exception) -> str:
    """Return a library's message in one short line, without places on this machine."""
    text = re.sub(r"\S*[/\\]\S*[/\\]\S*", "…", str(error))
    text = " ".join("".join(c if c.isprintable() else " " for c in text).split())
    return text[:80].strip() or type(error).__name__


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
    ".csv": ("CSV", _csv),
    ".tsv": ("TSV", _csv),
    ".txt": ("TXT", _csv),
    ".xlsx": ("XLSX", _xlsx),
    ".xlsm": ("XLSX", _xlsx),
    ".parquet": ("Parquet", _parquet),
    ".sav": ("SPSS", _sav),
    ".zsav": ("SPSS", _sav),
}
