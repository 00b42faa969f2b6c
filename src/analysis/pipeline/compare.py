"""Make published reports again and compare them byte by byte, and number by number."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from analysis.clients.loading import load_client
from analysis.clients.model import Client
from analysis.clients.project import shown_path
from analysis.errors import ClientError, Problem
from analysis.languages import messages
from analysis.pipeline import kernels, manifest, publish
from analysis.pipeline.make import Order, Progress, make_reports
from analysis.pipeline.manifest import NOTEBOOK, Entry, Inputs, Manifest
from analysis.pipeline.plan import Task
from analysis.pipeline.published import read_manifest
from analysis.pipeline.run import default_jobs, reports_folder
from analysis.report.renderer import renderers

_ = messages(__name__)


@dataclass(frozen=True)
class Comparison:
    """What `verify` found.

    Attributes
    ----------
    compared : int
        Files made again.
    differences : tuple of Problem
        Where something is not as it was published.
    """

    compared: int
    differences: tuple[Problem, ...]


def verify(client_id: str, jobs: int, progress: Progress) -> Comparison:
    """Make a client's published reports again, beside them, and compare.

    Raises
    ------
    ClientError
        If nothing of the client is published.
    RunError
        If a notebook does not run, or another run is at work on the client.
    """
    client, reports = load_client(client_id), reports_folder()
    kernels.start_fork_server()
    with publish.client_lock(reports, client_id):
        publish.recover(reports, client_id)
        waves = {
            wave: found
            for wave in client.waves
            if (found := read_manifest(reports / client_id / wave)) is not None
        }
        if not waves:
            cure = _("Publish first: research run {name}", name=client_id)
            what = _("there must be published reports, got: none")
            raise ClientError(Problem(shown_path(reports / client_id), what, cure))
        return _compare(client, waves, jobs, progress)


def _compare(
    client: Client, waves: dict[str, Manifest], jobs: int, progress: Progress
) -> Comparison:
    differences: list[Problem] = []
    folder = Path(tempfile.mkdtemp(prefix="rk-"))
    try:
        orders: list[Order] = []
        for wave, published in waves.items():
            inputs = manifest.current_inputs(client, wave)
            differences += _changed_inputs(published, inputs)
            orders += _orders(client.id, wave, published, inputs, folder)
        compared = 0
        for result in make_reports(orders, jobs or default_jobs(), progress):
            if result.error:
                raise result.error
            task = result.order.task
            before = waves[task.wave].entry(task)
            if before and result.entry:
                compared += len(before.files)
                differences += _different(task, before, result.entry)
        return Comparison(compared, tuple(sorted(differences, key=str)))
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _orders(
    client_id: str, wave: str, published: Manifest, inputs: Inputs, folder: Path
) -> Iterator[Order]:
    for entry in published.reports:
        formats = tuple(name for name in renderers() if name in entry.files)
        task = Task(client_id, wave, entry.study, entry.language)
        yield Order(task, inputs, formats, folder / wave, str(folder / "cache"))


def _changed_inputs(published: Manifest, now: Inputs) -> Iterator[Problem]:
    before = published.inputs.get(published.latest)
    if before is None or before.digest == now.digest:
        return
    for place in manifest.changed(before, now):
        yield Problem(place, _("has changed since the reports were published"))


def _different(task: Task, before: Entry, now: Entry) -> Iterator[Problem]:
    folder = reports_folder() / task.client / task.wave
    for name in sorted({*before.headline, *now.headline}):
        old, new = before.headline.get(name, "–"), now.headline.get(name, "–")
        if old != new:
            what = _("{name} was {old} and is {new}", name=name, old=old, new=new)
            yield Problem(str(task), what)
    for kind, file in sorted(before.files.items()):
        path = folder / file.path
        if not manifest.is_intact(folder, file):
            yield Problem(shown_path(path), _("is not as it was published"))
        elif kind != NOTEBOOK and (kind not in now.files or now.files[kind].sha256 != file.sha256):
            yield Problem(shown_path(path), _("differs from the same report made again"))
