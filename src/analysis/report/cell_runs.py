"""A study's notebook run cell by cell in this process, without a kernel."""

from __future__ import annotations

import ast
import io
import json
import linecache
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, redirect_stdout
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from analysis.clients.project import project_root, shown_path
from analysis.errors import ClientError, Problem
from analysis.languages import messages
from analysis.report.cells import cell_source, cell_tags
from analysis.report.display import bundle_of, outputs_of
from analysis.report.opening import study_at_hand
from analysis.study import Study

_ = messages(__name__)
PARAMETERS = "parameters"


@dataclass(frozen=True)
class Shown:
    """One thing a notebook displays.

    Attributes
    ----------
    section : str
        The heading it stands under, as the notebook writes it.
    value : object
        What was displayed, as it is: a finding, a table, a figure, a card, an absence …; text
        that was printed is a str.
    """

    section: str
    value: Any

    @property
    def bundle(self) -> dict[str, Any]:
        """What a frontend is given to show, by media type."""
        return bundle_of(self.value)


@dataclass
class Page:
    """What cells display, with the heading they stand under.

    Attributes
    ----------
    shown : list of Shown
        Everything displayed so far.
    printed : StringIO
        What was printed since the last thing displayed.
    section : str
        The heading.
    """

    shown: list[Shown] = field(default_factory=list)
    printed: io.StringIO = field(default_factory=io.StringIO)
    section: str = ""

    def display(self, *values: Any, **_: object) -> None:
        """Note what a cell displays, an answer part by part."""
        self.end_print()
        for value in values:
            if hasattr(value, "_ipython_display_"):  # of an analyst's own
                value._ipython_display_()
            else:
                self.shown += [Shown(self.section, part) for part in outputs_of(value)]

    def end_print(self) -> None:
        """Note what was printed as one text."""
        if text := self.taken_print():
            self.shown.append(Shown(self.section, text))

    def taken_print(self) -> str:
        """Return what was printed, and forget it."""
        text = self.printed.getvalue()
        self.printed.seek(0)
        self.printed.truncate()
        return text


@dataclass
class CellRuns:
    """The cells of a study's notebook, and what running them has left so far.

    Attributes
    ----------
    study : Study
        The study; the cells work with this very one.
    path : Path
        The notebook.
    cells : sequence of dict
        Its cells, as nbformat writes them.
    page : Page
        What they display.
    names : dict
        The names they have set.
    """

    study: Study
    path: Path
    cells: Sequence[dict[str, Any]]
    page: Page
    names: dict[str, Any]

    def run(self, place: int, kept: Sequence[ast.stmt] | None = None) -> None:
        """Run a code cell as a notebook does, or some of its statements without displaying.

        Parameters
        ----------
        place : int
            The cell, from 0 on.
        kept : sequence of statements, optional
            Those to run; left out, the whole cell, whose last line is displayed if it is an
            expression.
        """
        cell = self.cells[place]
        source = cell_source(cell)
        where = _("{notebook}, cell {n}", notebook=shown_path(self.path), n=place + 1)
        # a traceback shows the cell's line
        linecache.cache[where] = (len(source), None, source.splitlines(keepends=True), where)
        try:
            if kept is None:
                self._run_whole(source, where)
            else:
                exec(compile(ast.Module(list(kept), []), where, "exec"), self.names)
        except Exception as error:
            error.add_note(where)
            raise
        if PARAMETERS in cell_tags(cell):
            self.names |= {"client": self.study.client.id, "wave": self.study.wave}
            self.names["language"] = self.study.cover.language

    def _run_whole(self, source: str, where: str) -> None:
        tree = ast.parse(source, where)
        last = tree.body[-1] if tree.body else None
        shown = last.value if isinstance(last, ast.Expr) else None
        if shown is not None:
            tree.body.pop()
        exec(compile(tree, where, "exec"), self.names)
        if shown is not None:
            value = eval(compile(ast.Expression(shown), where, "eval"), self.names)
            if value is not None and not source.rstrip().endswith(";"):
                self.page.display(value)


def notebook_of(study: str) -> Path:
    """Return where a study's notebook lies."""
    return project_root() / "notebooks" / f"{study}.ipynb"


@contextmanager
def cells_run(study: Study) -> Iterator[CellRuns]:
    """Let a study's cells be run inside a ``with`` block; nothing is left behind after it.

    Raises
    ------
    ClientError
        If the study has no notebook.
    """
    path, page = notebook_of(study.name), Page()
    names: dict[str, Any] = {"__name__": "__main__", "display": page.display}
    runs = CellRuns(study, path, notebook_cells(path), page, names)
    with study_at_hand(study), redirect_stdout(page.printed), _displaying(page):
        yield runs


def notebook_cells(path: Path) -> list[dict[str, Any]]:
    """Return the cells of a notebook.

    Raises
    ------
    ClientError
        If it is not there.
    """
    try:
        cells: list[dict[str, Any]] = json.loads(path.read_text("utf-8"))["cells"]
        return cells
    except FileNotFoundError as error:
        what = _("the notebook must be there, got: no file")
        raise ClientError(Problem(shown_path(path), what)) from error


def heading_in(source: str) -> str:
    """Return the last heading of a Markdown cell, without its signs."""
    found = [line for line in source.splitlines() if line.startswith("#")]
    return found[-1].lstrip("#").strip() if found else ""


@contextmanager
def _displaying(page: Page) -> Iterator[None]:
    """Let IPython's own ``display``, which values and notebooks may import, display here."""
    import IPython.display

    before = IPython.display.display
    IPython.display.display = page.display
    try:
        yield
    finally:
        IPython.display.display = before
