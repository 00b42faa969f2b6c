"""Where the data come from and what was done to them before any number was computed."""

from __future__ import annotations

from collections.abc import Iterable

from analysis.languages import formats, messages
from analysis.sources.files.table import Provenance
from analysis.sources.inspection import DataNote, Repair
from analysis.values.absent import Absent
from analysis.values.table import Cell, Column, Row, Table, cell

_ = messages(__name__)
SOURCES = {
    "survey": _.later("survey"),
    "codebook": _.later("codebook"),
    "transactions": _.later("purchases"),
    "customers": _.later("customers"),
    "deals": _.later("sales pipeline"),
    "leads": _.later("enquiries (leads)"),
    "competitors": _.later("competitors"),
    "prices": _.later("prices"),
    "reviews": _.later("reviews"),
    "web_analytics": _.later("visits"),
    "search_queries": _.later("search queries"),
}


def provenance(files: Iterable[Provenance]) -> Table | Absent:
    """Return the table of the files a report was made from, each once with all its uses.

    Parameters
    ----------
    files : iterable of Provenance
        One entry a use of a raw file.
    """
    uses: dict[tuple[str, str], list[Provenance]] = {}
    for file in files:
        uses.setdefault((file.wave, file.file), []).append(file)
    if not uses:
        return Absent(_("No raw file was read."))
    waves = any(wave for wave, _file in uses)
    told = any(_origin(use) for found in uses.values() for use in found)
    return Table(
        name="provenance",
        title=_("The files this report was made from"),
        stub=_("File"),
        columns=(
            *([Column(_("Wave"))] if waves else []),
            Column(_("Used for")),
            Column(_("Rows"), "number"),
            Column(_("Columns"), "number"),
            Column("SHA-256"),
            *([Column(_("Origin"))] if told else []),
        ),
        rows=tuple(
            Row(name, (*([cell(wave)] if waves else []), *_file_cells(found, told)))
            for (wave, name), found in uses.items()
        ),
    )


def _file_cells(uses: list[Provenance], told: bool) -> tuple[Cell, ...]:
    """Return a file's cells; where uses take sheets of different size, each size is told."""
    named = dict.fromkeys(_(SOURCES[use.source]) for use in uses)
    origins = dict.fromkeys(filter(None, map(_origin, uses)))
    return (
        cell(formats.and_list([*named])),
        _counts([use.rows for use in uses]),
        _counts([use.columns for use in uses]),
        cell(uses[0].sha256[:12]),
        *([cell(" · ".join(origins))] if told else []),
    )


def _counts(found: list[int]) -> Cell:
    sizes = [*dict.fromkeys(found)]
    if len(sizes) == 1:
        return cell(sizes[0], "number")
    return cell(" · ".join(map(formats.number, sizes)))


def _origin(file: Provenance) -> str:
    return " · ".join(str(part) for part in (file.about, file.url, file.accessed) if part)


def _place(where: str) -> str:
    """Name the file as the table above does, without its folders, and the column."""
    file, *column = where.split(", ", 1)
    return ", ".join([file.rsplit("/", 1)[-1], *column])


def repairs(done: Iterable[Repair | DataNote]) -> Table | Absent:
    """Return the table of everything the data gate repaired or noticed.

    Parameters
    ----------
    done : iterable of Repair or DataNote
        One entry a repair: its file, what was done, and to how many rows.
    """
    found = list(done)
    if not found:
        return Absent(_("No row was dropped, repaired or remarked on."))
    waves = any(one.wave for one in found)
    return Table(
        name="repairs",
        title=_("What was repaired or noticed in the data"),
        stub=_("File"),
        columns=(
            *([Column(_("Wave"))] if waves else []),
            Column(_("What was done")),
            Column(_("Rows"), "number"),
        ),
        rows=tuple(
            Row(
                _place(one.where),
                (
                    *([cell(one.wave)] if waves else []),
                    cell(one.what),
                    cell(getattr(one, "rows", None), "number"),
                ),
            )
            for one in found
        ),
    )
