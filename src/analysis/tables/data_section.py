"""Where the data come from and what was done to them before any number was computed."""

from __future__ import annotations

from collections.abc import Iterable

from analysis.languages import _
from analysis.sources.absent import Absent
from analysis.tables.table import Column, Row, Table, cell


def provenance(files: Iterable[object]) -> Table | Absent:
    """Return the table of raw files: name, rows, columns and the start of their SHA-256.

    Parameters
    ----------
    files : iterable of Provenance
        One entry a raw file.
    """
    rows = [
        Row(
            file.file,
            (
                cell(file.rows, "number"),
                cell(file.columns, "number"),
                cell(file.sha256[:12]),
                cell(_origin(file)),
            ),
        )
        for file in files
    ]
    if not rows:
        return Absent(_("No raw file was read."))
    return Table(
        name="provenance",
        title=_("The files this report was made from"),
        stub=_("File"),
        columns=(
            Column(_("Rows"), "number"),
            Column(_("Columns"), "number"),
            Column("SHA-256"),
            Column(_("Origin")),
        ),
        rows=tuple(rows),
    )


def _origin(file: object) -> str:
    return " · ".join(str(part) for part in (file.about, file.url, file.accessed) if part)


def _place(where: str) -> str:
    """Name the file as the table above does, without its folders, and the column."""
    file, *column = where.split(", ", 1)
    return ", ".join([file.rsplit("/", 1)[-1], *column])


def repairs(done: Iterable[object]) -> Table | Absent:
    """Return the table of everything the data gate repaired or noticed.

    Parameters
    ----------
    done : iterable of Repair
        One entry a repair: its file, what was done, and to how many rows.
    """
    rows = [
        Row(
            _place(repair.where), (cell(repair.what), cell(getattr(repair, "rows", None), "number"))
        )
        for repair in done
    ]
    if not rows:
        return Absent(_("No row was dropped, repaired or remarked on."))
    return Table(
        name="repairs",
        title=_("What was repaired or noticed in the data"),
        stub=_("File"),
        columns=(Column(_("What was done")), Column(_("Rows"), "number")),
        rows=tuple(rows),
    )
