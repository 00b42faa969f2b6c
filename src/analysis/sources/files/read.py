"""Raw files as tables of cells: the reader of each format, and what is wrong with a file."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from analysis.clients.source_settings import RawFile
from analysis.clients.text import written
from analysis.errors import AnalysisError
from analysis.languages import messages
from analysis.sources.files.binary import read_parquet, read_spss
from analysis.sources.files.delimited import read_delimited
from analysis.sources.files.table import Provenance, RawTable, refused_file
from analysis.sources.files.workbooks import read_workbook

_ = messages(__name__)
LARGEST_BYTES = 500_000_000


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


def _provenance(path: Path, settings: RawFile, source: str) -> Provenance:
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


_READERS = {
    ".csv": ("CSV", read_delimited),
    ".tsv": ("TSV", read_delimited),
    ".txt": ("TXT", read_delimited),
    ".xlsx": ("XLSX", read_workbook),
    ".xlsm": ("XLSX", read_workbook),
    ".parquet": ("Parquet", read_parquet),
    ".sav": ("SPSS", read_spss),
    ".zsav": ("SPSS", read_spss),
}
