"""The cells of a notebook that show a topic, and what of the cells before they need."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from analysis import topics
from analysis.report.cell_runs import PARAMETERS, cells_run, heading_in
from analysis.report.cells import HEADLINE, cell_source, cell_tags
from analysis.report.display import bundle_of
from analysis.study import Study
from analysis.values.absent import Absent

_PACKAGE = topics.__name__
_FOLDER = Path(topics.__path__[0])
_NOT_SHOWN = frozenset({PARAMETERS, "setup", HEADLINE})
Cells = Sequence[Mapping[str, Any]]
Statements = dict[int, list[ast.stmt]]


@dataclass(frozen=True)
class Section:
    """What a study shows of one topic.

    Attributes
    ----------
    notebook : mapping
        The executed cells, with the headings and texts of their sections.
    absent : tuple of Absent
        What the data do not answer of it.
    """

    notebook: Mapping[str, Any]
    absent: tuple[Absent, ...]


def topics_shown(cells: Cells) -> dict[str, tuple[int, ...]]:
    """Return the topics that a notebook's cells show, each with the places of its cells.

    Parameters
    ----------
    cells : sequence of mapping
        A notebook's cells; those with the tag ``setup`` and their like show nothing.

    Returns
    -------
    dict of str to tuple of int
        ``survey/banner`` → places from 0 on, in the order of the notebook.
    """
    code = _code(cells)
    bound = dict(pair for body in code.values() for pair in _imported_topics(body))
    made: dict[str, str] = {}  # name → the topic whose call it was set by
    found: dict[str, list[int]] = {}
    for place, body in code.items():
        made |= {name: topic for name, value in _assigned(body) if (topic := _topic(value, bound))}
        if not _NOT_SHOWN & cell_tags(cells[place]):
            shown = (_topic(one, bound, made) for one in _displayed(body))
            for topic in dict.fromkeys(topic for topic in shown if topic):
                found.setdefault(topic, []).append(place)
    return {topic: tuple(places) for topic, places in found.items()}


def section_of(study: Study, topic: str) -> Section:
    """Run the cells of one topic in a study's notebook, and of the others what they need.

    Parameters
    ----------
    study : Study
        The study whose notebook shows the topic.
    topic : str
        One of `topics_shown`.

    Raises
    ------
    AnalysisError
        Whatever the cells raise, such as a data file that the gate refuses.
    """
    with cells_run(study) as notebook:
        shown = topics_shown(notebook.cells)[topic]
        texts = _told(notebook.cells, shown)
        needed = _needed(_code(notebook.cells), shown)
        outputs: dict[int, list[dict[str, Any]]] = {}
        for place, statements in needed.items():
            before = len(notebook.page.shown)
            notebook.run(place, None if place in shown else statements)
            notebook.page.end_print()
            outputs[place] = [
                {"output_type": "display_data", "metadata": {}, "data": one.bundle}
                for one in notebook.page.shown[before:]
            ]
        cover = {"output_type": "display_data", "metadata": {}, "data": bundle_of(study)}
        opening = _executed({"source": "study", "metadata": {"tags": ["setup"]}}, [cover])
        told = [
            _executed(cell, outputs[place]) if place in shown else cell
            for place, cell in enumerate(notebook.cells)
            if place in shown or place in texts
        ]
        absent = (one.value for one in notebook.page.shown if isinstance(one.value, Absent))
        return Section({"cells": [opening, *told], "metadata": {}}, tuple(absent))


def _executed(cell: Mapping[str, Any], outputs: list[dict[str, Any]]) -> dict[str, Any]:
    return {**cell, "cell_type": "code", "execution_count": 1, "outputs": outputs}


def _told(cells: Cells, shown: Sequence[int]) -> set[int]:
    """Return the places of headings and texts in the sections of the cells that are shown."""
    found: set[int] = set()
    section: set[int] = set()
    for place, cell in enumerate(cells):
        if cell["cell_type"] == "markdown":
            section = set() if heading_in(cell_source(cell)) else section
            section.add(place)
        if place in shown:
            found |= section
    return found


def _code(cells: Cells) -> dict[int, list[ast.stmt]]:
    """Return the statements of each code cell; an analyst's magic is none."""
    found = {}
    for place, cell in enumerate(cells):
        if cell["cell_type"] == "code":
            with suppress(SyntaxError):
                found[place] = ast.parse(cell_source(cell)).body
    return found


def _imported_topics(body: Sequence[ast.stmt]) -> Iterator[tuple[str, str]]:
    """Yield name and topic of every import of a topic or of its parts."""
    for node in (node for statement in body for node in ast.walk(statement)):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith(_PACKAGE):
            for alias in node.names:
                whole = f"{node.module}.{alias.name}".removeprefix(f"{_PACKAGE}.").split(".")
                parts = (whole[:length] for length in range(len(whole), 0, -1))
                folder = next(("/".join(one) for one in parts if _is_topic(one)), None)
                if folder:
                    yield alias.asname or alias.name, folder


def _is_topic(parts: Sequence[str]) -> bool:
    return _FOLDER.joinpath(*parts, "answer.py").is_file()


def _assigned(body: Sequence[ast.stmt]) -> Iterator[tuple[str, ast.expr]]:
    """Yield the names that statements set, with what each is set to."""
    for statement in body:
        if isinstance(statement, ast.Assign) and isinstance(statement.targets[0], ast.Name):
            yield statement.targets[0].id, statement.value


def _displayed(body: Sequence[ast.stmt]) -> Iterator[ast.expr]:
    """Yield what a cell displays: what ``display`` is given, and its last line."""
    for statement in body:
        if not isinstance(statement, ast.Expr):
            continue
        call = statement.value
        if isinstance(call, ast.Call) and ast.unparse(call.func) == "display":
            yield from call.args
        elif statement is body[-1]:
            yield call


def _topic(
    value: ast.expr, bound: Mapping[str, str], made: Mapping[str, str] | None = None
) -> str | None:
    """Return the topic that a call asks, or whose answer a name is; None of anything else."""
    if isinstance(value, ast.Name):
        return (made or {}).get(value.id)
    if isinstance(value, ast.Call) and isinstance(value.func, ast.Attribute):
        asked = value.func.value
        return bound.get(asked.id) if isinstance(asked, ast.Name) else None
    return None


def _needed(code: Mapping[int, list[ast.stmt]], shown: Sequence[int]) -> Statements:
    """Return what must be run, in order: the cells shown, and of those before what they need."""
    found: Statements = {}
    needed: set[str] = set()
    for place, body in sorted(code.items(), reverse=True):
        if place > max(shown):
            continue
        kept = body if place in shown else []
        if place in shown:
            needed |= _names(body)
        else:
            for statement in reversed(_undisplayed(body)):
                if _set(statement) & needed:
                    needed |= _names([statement])
                    kept = [statement, *kept]
        if kept:
            found[place] = kept
    return dict(sorted(found.items()))


def _undisplayed(body: list[ast.stmt]) -> list[ast.stmt]:
    """Return a cell's statements without a last line that only displays."""
    return body[:-1] if body and isinstance(body[-1], ast.Expr) else body


def _names(body: Sequence[ast.stmt]) -> set[str]:
    nodes = (node for statement in body for node in ast.walk(statement))
    return {node.id for node in nodes if isinstance(node, ast.Name)}


def _set(statement: ast.stmt) -> set[str]:
    """Return the names that a statement sets, or whose values it may change."""
    found: set[str] = set()
    for node in ast.walk(statement):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            found.add(node.id)
        elif isinstance(node, ast.alias):
            found.add((node.asname or node.name).split(".")[0])
        elif isinstance(node, ast.FunctionDef | ast.ClassDef):
            found.add(node.name)
        elif isinstance(node, ast.Attribute | ast.Subscript) and isinstance(node.ctx, ast.Store):
            found |= _names([ast.Expr(node)])
    if isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Call):
        function = statement.value.func  # a method may change what it belongs to
        found |= _names([ast.Expr(function)]) if isinstance(function, ast.Attribute) else set()
    return found
