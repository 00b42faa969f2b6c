"""Make reports: run their notebooks, several at a time, and render what they show."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from joblib import Parallel, delayed

from analysis.clients.project import project_root, shown_path
from analysis.errors import AnalysisError, Problem, ReportError
from analysis.languages import active_language, messages, use_language
from analysis.pipeline import execute, kernels, manifest, render
from analysis.pipeline.manifest import NOTEBOOK, Entry, Inputs, Made
from analysis.pipeline.plan import Task
from analysis.pipeline.publish import write_whole, writing
from analysis.pipeline.unexpected import unexpected

_ = messages(__name__)


class Progress(Protocol):
    """Who wants to know how a run goes. Called from several threads."""

    def started(self, task: Task) -> None:
        """A notebook starts."""

    def cell(self, task: Task, done: int, total: int) -> None:
        """A cell of a notebook starts, after ``done`` of ``total``."""

    def ended(self, task: Task, seconds: float, error: AnalysisError | None) -> None:
        """A report is made, or could not be."""


@dataclass(frozen=True)
class Order:
    """One report to make.

    Attributes
    ----------
    inputs : Inputs
        What it is made from.
    formats : tuple of str
        Names of formats.
    folder : Path
        Where to write it: a folder beside the published one.
    cache : str
        Where costly methods remember results for the other reports of this run.
    """

    task: Task
    inputs: Inputs
    formats: tuple[str, ...]
    folder: Path
    cache: str


@dataclass(frozen=True)
class Result:
    """What became of an order: an entry for the manifest, or the error."""

    order: Order
    entry: Entry | None = None
    error: AnalysisError | None = None


def make_reports(orders: Sequence[Order], jobs: int, progress: Progress) -> Iterator[Result]:
    """Make reports, ``jobs`` at a time, and yield each as soon as it is done.

    Where one report of a wave fails, those of the same wave that have not begun are left out:
    a wave is published whole or not at all.
    """
    language = active_language()
    failed_waves: set[tuple[str, str]] = set()

    def one(order: Order) -> Result | None:
        wave = (order.task.client, order.task.wave)
        if wave in failed_waves:
            return None
        use_language(language)  # a thread starts without
        result = _made(order, progress)
        if result.error:
            failed_waves.add(wave)
        return result

    # the work is done in kernels, which are processes: threads only wait for them
    pool = Parallel(n_jobs=jobs, backend="threading", return_as="generator_unordered")
    try:
        yield from (r for r in pool(delayed(one)(order) for order in orders) if r is not None)
    except BaseException:
        kernels.end_all_kernels()
        raise


def _made(order: Order, progress: Progress) -> Result:
    began = time.monotonic()
    progress.started(order.task)
    try:
        with writing(order.folder):  # any refusal of the system on the way, temporary files too
            result = Result(order, _report(order, progress))
    except AnalysisError as error:
        result = Result(order, error=error)
    except Exception as error:  # a fault of one report must not stop the others
        result = Result(order, error=unexpected(error, str(order.task)))
    progress.ended(order.task, time.monotonic() - began, result.error)
    return result


def _report(order: Order, progress: Progress) -> Entry:
    import nbformat

    from analysis.report.attached import attach_pictures

    task = order.task
    notebook_hash = manifest.notebook_sha256(task.study)
    executed = execute.execute_notebook(
        manifest.notebook_path(task.study),
        {"client": task.client, "wave": task.wave, "language": task.language},
        failed=failed_notebook(task),
        cache=order.cache,
        run_id=manifest.run_id(order.inputs, notebook_hash),
        on_cell=lambda done, total: progress.cell(task, done, total),
    )
    folder = manifest.notebook_path(task.study).parent
    attach_pictures(executed, folder)
    whole = (nbformat.writes(executed) + "\n").encode()
    try:
        contents = render.rendered(executed, order.formats, task.language, folder)
    except ReportError as error:
        write_whole(failed_notebook(task), whole)
        raise _named(error, task) from error
    contents[NOTEBOOK] = whole
    return Entry(
        study=task.study,
        language=task.language,
        inputs=order.inputs.digest,
        notebook=notebook_hash,
        headline=execute.headline_numbers(executed),
        files={kind: _written(order, kind, contents[kind]) for kind in sorted(contents)},
    )


def _named(error: ReportError, task: Task) -> ReportError:
    """Say of which report an exporter speaks: it knows only the notebook it was given."""
    kept = _("The notebook is kept: {path}", path=shown_path(failed_notebook(task)))
    problems = error.problems or (Problem("", str(error)),)
    return ReportError(
        Problem(f"{task}: {p.where}" if p.where else str(task), p.what, p.cure or kept)
        for p in problems
    )


def _written(order: Order, kind: str, content: bytes) -> Made:
    path = manifest.report_file(order.task.study, order.task.language, kind)
    write_whole(order.folder / path, content)
    return manifest.made(path, content)


def failed_notebook(task: Task) -> Path:
    """Return where a failed notebook is kept."""
    folder = project_root() / "reports" / ".failed" / task.client / task.wave / task.language
    return folder / f"{task.study}.ipynb"


def forget_failure(task: Task) -> None:
    """Remove a failed notebook that has run to its end since."""
    path = failed_notebook(task)
    with writing(path):
        path.unlink(missing_ok=True)
