"""The cells of a notebook: how they are named in messages, and whether all of them were run."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from analysis.errors import Problem, ReportError
from analysis.languages import messages

_ = messages(__name__)
_QUOTED = 40  # letters of a cell's first line that its name quotes
HEADLINE = "headline"  # the tag of the cell that is committed with its outputs


def cell_source(cell: Mapping[str, Any]) -> str:
    """Return what was typed into a cell."""
    source = cell.get("source", "")
    return source if isinstance(source, str) else "".join(source)


def cell_name(place: int, cell: Mapping[str, Any]) -> str:
    """Return how a message names a cell: its place from 1 on, and its first words."""
    lines = (line.strip() for line in cell_source(cell).splitlines())
    words = next((line for line in lines if line), "")
    if not words:
        return _("cell {n}", n=place)
    words = words if len(words) <= _QUOTED else words[:_QUOTED].rstrip() + "…"
    return _("cell {n} “{words}”", n=place, words=words)


def cell_tags(cell: Mapping[str, Any]) -> frozenset[str]:
    """Return the tags of a cell."""
    return frozenset(cell.get("metadata", {}).get("tags", ()))


def refuse_unfinished(notebook: Mapping[str, Any]) -> None:
    """Refuse a notebook with failed cells, or with cells that were not run.

    Raises
    ------
    ReportError
        Names each such cell.
    """
    cells = list(enumerate(notebook["cells"], start=1))
    if problems := [problem for place, cell in cells for problem in _failures(place, cell)]:
        raise ReportError(problems)
    # headline cells are committed with their outputs, which say nothing of this run
    code = [(n, cell) for n, cell in cells if _has_code(cell) and HEADLINE not in cell_tags(cell)]
    if any(cell.get("execution_count") for _n, cell in code):
        unrun = [(n, cell) for n, cell in code if not _was_run(cell)]
    else:  # another tool may have removed all counts, but not all outputs
        unrun = [] if any(cell.get("outputs") for _n, cell in code) else code
    if unrun and len(unrun) == len(code):
        raise ReportError(Problem(_("notebook"), _("must have been run, got: no outputs"), _cure()))
    what = _("must have been run, got: no output of this run")
    if unrun:
        raise ReportError([Problem(cell_name(n, cell), what, _cure()) for n, cell in unrun])


def _cure() -> str:
    return _("Run all cells, save, and export again.")


def _failures(place: int, cell: Mapping[str, Any]) -> Iterator[Problem]:
    for output in cell.get("outputs", ()):
        if output.get("output_type") == "error":
            what = _(
                "must run without error, got: {name}: {value}",
                name=output.get("ename", ""),
                value=output.get("evalue", ""),
            )
            yield Problem(cell_name(place, cell), what)


def _has_code(cell: Mapping[str, Any]) -> bool:
    return cell["cell_type"] == "code" and bool(cell_source(cell).strip())


def _was_run(cell: Mapping[str, Any]) -> bool:
    return bool(cell.get("execution_count") or cell.get("outputs"))
