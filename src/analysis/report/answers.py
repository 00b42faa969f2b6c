"""A study as a function: what its notebook displays, without a kernel."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, overload

from analysis.report.cell_runs import Shown, cells_run, heading_in
from analysis.report.cells import HEADLINE, cell_source, cell_tags
from analysis.study import Study


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
    lines = ""
    with cells_run(study) as notebook:
        for place, cell in enumerate(notebook.cells):
            if cell["cell_type"] == "markdown":
                notebook.page.section = heading_in(cell_source(cell)) or notebook.page.section
            elif cell["cell_type"] == "code":
                notebook.run(place)
                if HEADLINE in cell_tags(cell):
                    lines += notebook.page.taken_print()
                notebook.page.end_print()
    return Answers(study, tuple(notebook.page.shown), _numbers(lines))


def _numbers(lines: str) -> dict[str, str]:
    return dict(_parted(line) for line in lines.splitlines() if ":" in line)


def _parted(line: str) -> tuple[str, str]:
    name, _colon, value = line.partition(":")
    return name.strip(), value.strip()
