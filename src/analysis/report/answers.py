"""A study as a function: what its notebook displays, without a kernel."""

from __future__ import annotations

import ast
import io
import json
import linecache
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, redirect_stdout
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, overload

from analysis.clients.project import project_root, shown_path
from analysis.errors import ClientError, Problem
from analysis.languages import messages
from analysis.report.display import bundle_of, outputs_of
from analysis.report.opening import study_at_hand
from analysis.study import Study

_ = messages(__name__)
_PARAMETERS = "parameters"
_HEADLINE = "headline"


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


@dataclass(frozen=True)
class Answers(Sequence[Shown]):
    """What a study's notebook displays, in its order, and its headline numbers.

    Attributes
    ----------
    study : Study
        The study asked.
    shown : tuple of Shown
        Everything displayed.
    headline : mapping of str to str
        The key numbers, as the notebook's last cell writes them.
    """

    study: Study
    shown: tuple[Shown, ...]
    headline: Mapping[str, str]

    @property
    def values(self) -> tuple[Any, ...]:
        """Everything displayed, without its headings."""
        return tuple(one.value for one in self.shown)

    @overload
    def __getitem__(self, place: int) -> Shown: ...
    @overload
    def __getitem__(self, place: slice) -> tuple[Shown, ...]: ...
    def __getitem__(self, place: int | slice) -> Shown | tuple[Shown, ...]:
        return self.shown[place]

    def __len__(self) -> int:
        return len(self.shown)


@dataclass
class _Page:
    """Collects what cells display, with the heading they stand under."""

    shown: list[Shown] = field(default_factory=list)
    printed: io.StringIO = field(default_factory=io.StringIO)
    section: str = ""

    def display(self, *values: Any, **_: object) -> None:
        self.end_print()
        for value in values:
            if hasattr(value, "_ipython_display_"):  # of an analyst's own
                value._ipython_display_()
            else:
                self.shown += [Shown(self.section, part) for part in outputs_of(value)]

    def end_print(self) -> None:
        if text := self.taken_print():
            self.shown.append(Shown(self.section, text))

    def taken_print(self) -> str:
        text = self.printed.getvalue()
        self.printed.seek(0)
        self.printed.truncate()
        return text


def answers(study: Study) -> Answers:
    """Ask a study: run its notebook's own cells in this process and return what they display.

    Nothing is left behind: language and style are as before, and nothing of one study reaches
    the next. Magics, shell commands and pictures drawn in passing need a kernel.

    Parameters
    ----------
    study : Study
        As `open_study` returns it; the notebook works with this very study.

    Returns
    -------
    Answers
        The values displayed, in the notebook's order, and the headline numbers.

    Raises
    ------
    ClientError
        If the study has no notebook.
    AnalysisError
        Whatever the notebook's cells raise, such as a data file that the gate refuses.
    """
    path = project_root() / "notebooks" / f"{study.name}.ipynb"
    page, lines = _Page(), ""
    names: dict[str, Any] = {"__name__": "__main__", "display": page.display}
    with study_at_hand(study), redirect_stdout(page.printed), _displaying(page):
        for number, cell in enumerate(_cells(path), start=1):
            source, tags = "".join(cell["source"]), cell["metadata"].get("tags", ())
            if cell["cell_type"] == "markdown":
                page.section = _heading(source) or page.section
            elif cell["cell_type"] == "code":
                _run_cell(source, names, page, _("{notebook}, cell {n}", notebook=shown_path(path),
                                                 n=number))  # fmt: skip
                if _HEADLINE in tags:
                    lines += page.taken_print()
                page.end_print()
            if _PARAMETERS in tags:
                names |= {"client": study.client.id, "wave": study.wave}
                names["language"] = study.cover.language
    return Answers(study, tuple(page.shown), _numbers(lines))


@contextmanager
def _displaying(page: _Page) -> Iterator[None]:
    """Let IPython's own ``display``, which values and notebooks may import, display here."""
    import IPython.display

    before = IPython.display.display
    IPython.display.display = page.display
    try:
        yield
    finally:
        IPython.display.display = before


def _cells(path: Path) -> list[dict[str, Any]]:
    try:
        return json.loads(path.read_text("utf-8"))["cells"]
    except FileNotFoundError as error:
        what = _("the notebook must be there, got: no file")
        raise ClientError(Problem(shown_path(path), what)) from error


def _heading(source: str) -> str:
    """Return the last heading of a Markdown cell, without its signs."""
    found = [line for line in source.splitlines() if line.startswith("#")]
    return found[-1].lstrip("#").strip() if found else ""


def _run_cell(source: str, names: dict[str, Any], page: _Page, where: str) -> None:
    """Run a cell as a notebook does: its last line is displayed if it is an expression."""
    tree = ast.parse(source, where)
    last = tree.body.pop() if tree.body and isinstance(tree.body[-1], ast.Expr) else None
    # a traceback shows the cell's line
    linecache.cache[where] = (len(source), None, source.splitlines(keepends=True), where)
    try:
        exec(compile(tree, where, "exec"), names)
        if last is not None:
            value = eval(compile(ast.Expression(last.value), where, "eval"), names)
            if value is not None and not source.rstrip().endswith(";"):
                page.display(value)
    except Exception as error:
        error.add_note(where)
        raise


def _numbers(lines: str) -> dict[str, str]:
    return dict(_parted(line) for line in lines.splitlines() if ":" in line)


def _parted(line: str) -> tuple[str, str]:
    name, _colon, value = line.partition(":")
    return name.strip(), value.strip()
