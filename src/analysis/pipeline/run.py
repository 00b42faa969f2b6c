"""From clients to published reports: check, plan, make, publish."""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from analysis.clients.loading import load_client
from analysis.clients.model import Client
from analysis.clients.project import EXAMPLES, client_folder, project_root, shown_path
from analysis.errors import AnalysisError, DataError, Problem, RunError
from analysis.languages import messages
from analysis.pipeline import index, manifest, publish, staff_key
from analysis.pipeline.manifest import NOTEBOOK, Entry, Inputs, Manifest
from analysis.pipeline.plan import Skipped, Task, make_plan, skipped_studies, start_order
from analysis.pipeline.published import read_manifest
from analysis.pipeline.unexpected import unexpected
from analysis.report.renderer import renderers, usual_formats

if TYPE_CHECKING:  # these import pandas and Papermill: a run with nothing to do needs neither
    from analysis.pipeline.make import Order, Progress, Result

_ = messages(__name__)


@dataclass(frozen=True)
class Wanted:
    """What a run is asked for; empty means all there is.

    Attributes
    ----------
    jobs : int
        Notebooks at a time; 0 for two, or one on a single core.
    force : bool
        Make reports again that are current.
    every : bool
        All clients are asked: what one of them cannot have is left out of it.
    """

    clients: tuple[str, ...]
    waves: tuple[str, ...] = ()
    studies: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    formats: tuple[str, ...] = field(default_factory=usual_formats)
    jobs: int = 0
    force: bool = False
    every: bool = False


@dataclass
class WaveRun:
    """One client's wave in a run.

    Attributes
    ----------
    tasks, stale : tuple of Task
        What was asked for, and what of it must be made.
    """

    client: Client
    wave: str
    skipped: tuple[Skipped, ...]
    inputs: Inputs
    published: Manifest | None
    tasks: tuple[Task, ...]
    stale: tuple[Task, ...]


@dataclass
class Outcome:
    """What a run did: the waves it published, those that were current already, and what failed.

    Attributes
    ----------
    failures : dict of str to list
        Client's id → its errors.
    without : dict of str to tuple of Skipped
        Ids of clients that can have nothing of what was asked for, with the reasons.
    """

    published: list[WaveRun] = field(default_factory=list)
    current: list[WaveRun] = field(default_factory=list)
    failures: dict[str, list[AnalysisError]] = field(default_factory=dict)
    without: dict[str, tuple[Skipped, ...]] = field(default_factory=dict)

    @contextmanager
    def failing(self, client_id: str) -> Iterator[None]:
        """Keep a client's error: it must not stop the others."""
        try:
            yield
        except AnalysisError as error:
            self.failures.setdefault(client_id, []).append(error)
        except Exception as error:
            self.failures.setdefault(client_id, []).append(unexpected(error, client_id))


class Unfinished(RunError):
    """Some of what a run was asked for failed; the rest was made.

    Parameters
    ----------
    outcome : Outcome
        What was done, and what failed.
    """

    def __init__(self, outcome: Outcome) -> None:
        self.outcome = outcome
        errors = (error for found in outcome.failures.values() for error in found)
        super().__init__("\n".join(str(error) for error in errors))


def reports_folder() -> Path:
    """Return the folder of all reports."""
    return project_root() / "reports"


def run(wanted: Wanted, progress: Progress) -> Outcome:
    """Bring the reports of clients up to date and return what was done.

    Raises
    ------
    AnalysisError
        With everything that is wrong with client files, data and notebooks, after all else was
        made: a client's fault stops no other client, a wave's no other wave.
    """
    reports, outcome = reports_folder(), Outcome()
    waves: list[WaveRun] = []
    with ExitStack() as locks:
        for client_id in sorted(set(wanted.clients)):
            with outcome.failing(client_id):
                client = load_client(client_id)
                locks.enter_context(publish.client_lock(reports, client_id))
                publish.recover(reports, client_id)
                found = _waves(wanted, client)
                if not found:
                    outcome.without[client_id] = tuple(
                        one for one in skipped_studies(client) if one.study in wanted.studies
                    )
                waves += found
        outcome.current = [wave for wave in waves if not wave.stale]
        stale = [wave for wave in waves if wave.stale]
        if stale:
            _start_kernels()  # they import while the data are checked
            if good := _with_good_data(stale, outcome):
                _make(good, wanted, progress, outcome)
        if outcome.published or outcome.current:
            index.write_index(reports)
    if outcome.failures:
        outcome.failures = dict(sorted(outcome.failures.items()))
        raise _failure(outcome)
    return outcome


def _with_good_data(waves: Sequence[WaveRun], outcome: Outcome) -> list[WaveRun]:
    for client_id in sorted({wave.client.id for wave in waves}):
        with outcome.failing(client_id):
            _check_data(client_id)
    return [wave for wave in waves if wave.client.id not in outcome.failures]


def _failure(outcome: Outcome) -> AnalysisError:
    """Return the error itself where it is all there is to tell."""
    errors = [error for found in outcome.failures.values() for error in found]
    alone = len(outcome.failures) == 1 and not (outcome.published or outcome.current)
    return errors[0] if alone and len(errors) == 1 else Unfinished(outcome)


def planned(wanted: Wanted) -> list[WaveRun]:
    """Return what a run would do, without doing any of it."""
    clients = [load_client(client_id) for client_id in sorted(set(wanted.clients))]
    return [wave for client in clients for wave in _waves(wanted, client)]


def without_data(names: Iterable[str]) -> list[str]:
    """Return those example clients whose raw files, which are not committed, are not there."""
    found = []
    for name in names:
        folder = client_folder(name)
        if folder.parent.name == EXAMPLES and not any(
            path.is_file() for path in folder.glob("*/*")
        ):
            found.append(name)
    return found


def _waves(wanted: Wanted, client: Client) -> list[WaveRun]:
    plan = make_plan(
        client,
        waves=wanted.waves,
        studies=wanted.studies,
        languages=wanted.languages,
        possible=wanted.every,
    )
    by_wave = defaultdict(list)
    for task in plan.tasks:
        by_wave[task.wave].append(task)
    return [_wave(wanted, client, tasks, plan.skipped) for tasks in by_wave.values()]


def _wave(
    wanted: Wanted, client: Client, tasks: Sequence[Task], skipped: tuple[Skipped, ...]
) -> WaveRun:
    wave = tasks[0].wave
    folder = reports_folder() / client.id / wave
    published = read_manifest(folder)
    inputs = manifest.current_inputs(client, wave)
    stale = tuple(
        task
        for task in tasks
        if wanted.force or not manifest.is_current(published, task, inputs, wanted.formats, folder)
    )
    return WaveRun(client, wave, skipped, inputs, published, tuple(tasks), stale)


def _start_kernels() -> None:
    from analysis.pipeline import kernels

    kernels.start_fork_server()  # imports in the background while the data are checked


def _check_data(client_id: str) -> None:
    from analysis.report.brand_check import brand_problems
    from analysis.sources.delivery import check_client

    problems = [*check_client(client_id).problems, *brand_problems(client_id)]
    if problems:
        raise DataError(dict.fromkeys(problems))


def _make(waves: Sequence[WaveRun], wanted: Wanted, progress: Progress, outcome: Outcome) -> None:
    import shutil
    import tempfile

    from analysis.pipeline.make import make_reports

    by_name = {(wave.client.id, wave.wave): wave for wave in waves}
    done: dict[tuple[str, str], list[Result]] = defaultdict(list)
    cache = tempfile.mkdtemp(prefix="rk-")
    try:
        orders: list[Order] = []
        for wave in waves:
            with outcome.failing(wave.client.id):
                orders += _orders(wave, wanted.formats, cache)
        for result in make_reports(orders, wanted.jobs or default_jobs(), progress):
            key = (result.order.task.client, result.order.task.wave)
            with outcome.failing(key[0]):
                if result.error:
                    raise result.error
                done[key].append(result)
                if len(done[key]) == len(by_name[key].stale):
                    publish_wave(by_name[key], done[key])
                    outcome.published.append(by_name[key])
    finally:
        shutil.rmtree(cache, ignore_errors=True)
        for client_id in {wave.client.id for wave in waves}:
            publish.recover(reports_folder(), client_id)


def _orders(wave: WaveRun, formats: Sequence[str], cache: str) -> list[Order]:
    from analysis.pipeline.make import Order

    staged = publish.stage(reports_folder(), wave.client.id, wave.wave)
    orders = []
    for task in sorted(wave.stale, key=start_order):
        entry = wave.published.entry(task) if wave.published else None
        # what is there already in another format must not be left behind, made of older data
        wanted = {*formats, *(entry.files if entry else ())} - {NOTEBOOK}
        in_order = tuple(name for name in renderers() if name in wanted)
        orders.append(Order(task, wave.inputs, in_order, staged, cache))
    return orders


def publish_wave(wave: WaveRun, results: Sequence[Result]) -> Path:
    """Publish a wave's new reports, with those that were there already."""
    from analysis.pipeline.make import forget_failure

    reports = reports_folder()
    refuse_changes(wave, [result.entry for result in results if result.entry])
    before = wave.published.reports if wave.published else []
    fresh = manifest.new_manifest(wave.client, wave.wave, wave.skipped)
    fresh.inputs = dict(wave.published.inputs) if wave.published else {}
    fresh.reports = [e for e in before if e.study not in {s.study for s in wave.skipped}]
    entries = [result.entry for result in results if result.entry]
    staged = results[0].order.folder
    whole = fresh.with_entries(entries, wave.inputs)
    publish.write_whole(staged / manifest.NAME, whole.text())
    kept = {manifest.NAME, *whole.paths()}
    if key := staff_key.staff_key(wave.client, wave.wave):
        publish.write_whole(staged / staff_key.NAME, key)
        kept.add(staff_key.NAME)
    publish.remove_others(staged, kept)
    published = publish.publish(staged, reports, wave.client.id, wave.wave)
    for result in results:
        forget_failure(result.order.task)
    return published


def default_jobs() -> int:
    """Return how many notebooks run at a time unless told: two, where there are two cores."""
    return min(2, os.cpu_count() or 1)


def refuse_changes(wave: WaveRun, made: Sequence[Entry]) -> None:
    """Refuse to publish what was made while its inputs changed: nobody could say of what.

    Raises
    ------
    RunError
        With each file that is not as it was when the run began.
    """
    manifest.code_digest.cache_clear()
    client = load_client(wave.client.id)
    now = manifest.current_inputs(client, wave.wave)
    # the seed stands in the client file, which is named
    changed = [place for place in manifest.changed(wave.inputs, now) if place != "seed"]
    changed += [
        shown_path(manifest.notebook_path(entry.study))
        for entry in made
        if entry.notebook != manifest.notebook_sha256(entry.study)
    ]
    if client != wave.client and not changed:
        changed.append(shown_path(client.file.path))
    if changed:
        what = _("must stay as it is while reports are made, got: a change; not published")
        cure = _("Run again when nobody works on it: research run {name}", name=client.id)
        raise RunError(Problem(place, what, cure) for place in dict.fromkeys(changed))
