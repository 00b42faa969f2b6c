"""Show how a run goes: bars on a terminal, one plain line a report in a log."""

from __future__ import annotations

import io
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, TextIO

from analysis.errors import AnalysisError
from analysis.languages import active_language, messages, use_language
from analysis.languages.formats import number
from analysis.pipeline.plan import Task

if TYPE_CHECKING:
    from rich.progress import Progress as Bars
    from rich.progress import TaskID

_ = messages(__name__)


class LogProgress:
    """One line a report, without control characters.

    Parameters
    ----------
    stream : text file
        Where to write.
    """

    def __init__(self, stream: TextIO) -> None:
        self._stream: TextIO | None = stream
        self._lock = threading.Lock()

    def started(self, task: Task) -> None:
        """Write nothing: the line comes at the end."""

    def cell(self, task: Task, done: int, total: int) -> None:
        """Write nothing: a log is no place for it."""

    def ended(self, task: Task, seconds: float, error: AnalysisError | None) -> None:
        """Write the report's line."""
        with self._lock, suppress(OSError):  # nobody reads any more: the reports are made anyway
            if self._stream is not None:
                self._stream.write(_ended_line(task, seconds, error) + "\n")
                self._stream.flush()

    def close(self) -> None:
        """Write nothing any more: what was at work when the run was ended has no say."""
        with self._lock:
            self._stream = None


class BarProgress:
    """A bar a notebook, by its cells, and a line for each that is done.

    Parameters
    ----------
    bars : rich.progress.Progress
        The display, started.
    """

    def __init__(self, bars: Bars) -> None:
        self._bars = bars
        self._of_task: dict[Task, TaskID] = {}
        self._language = active_language()

    def started(self, task: Task) -> None:
        """Add the notebook's bar."""
        self._of_task[task] = self._bars.add_task(str(task), total=None)

    def cell(self, task: Task, done: int, total: int) -> None:
        """Move the notebook's bar."""
        self._bars.update(self._of_task[task], completed=done, total=total)

    def ended(self, task: Task, seconds: float, error: AnalysisError | None) -> None:
        """Replace the notebook's bar by its line."""
        use_language(self._language)
        self._bars.remove_task(self._of_task.pop(task))
        self._bars.console.print(
            _ended_line(task, seconds, error), markup=False, highlight=False, soft_wrap=True
        )


@contextmanager
def shown_progress(stream: TextIO | None = None) -> Iterator[LogProgress | BarProgress]:
    """Show progress on ``stream`` (standard error unless given) in the form that fits it."""
    stream = stream or sys.stderr or io.StringIO()  # a program without a terminal has none
    if not stream.isatty():
        log = LogProgress(stream)
        try:
            yield log
        finally:
            log.close()
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn

    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        MofNCompleteColumn(),
    )
    with Progress(*columns, console=Console(file=stream), transient=True) as bars:
        yield BarProgress(bars)


def _ended_line(task: Task, seconds: float, error: AnalysisError | None) -> str:
    if error:
        return _("{report}: failed", report=task)
    return _("{report}: {seconds} s", report=task, seconds=number(seconds, 1))
