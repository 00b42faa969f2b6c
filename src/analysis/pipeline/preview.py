"""Render one topic's sections of a client's studies, while its answer or method is worked on."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from analysis.clients.loading import load_client
from analysis.clients.names import nearest_name, suggestion
from analysis.errors import ClientError, Problem
from analysis.languages import language_in_use, messages
from analysis.pipeline.plan import STUDIES, make_plan, skipped_studies
from analysis.pipeline.publish import write_whole, writing
from analysis.pipeline.run import reports_folder
from analysis.report.cell_runs import notebook_cells, notebook_of
from analysis.report.opening import open_study
from analysis.report.rendering import rendered
from analysis.report.topic_cells import section_of, topics_shown
from analysis.topics.method_memory import CACHE_VARIABLE

_ = messages(__name__)
FORMAT = "html"
_FOLDER, _REMEMBERED = ".preview", ".remembered"
_KEPT = 24  # states of code whose results are kept: a topic needs those of some five methods


@dataclass(frozen=True)
class Preview:
    """One page that was written.

    Attributes
    ----------
    study, topic : str
        The study, and the topic whose section of it the page shows.
    path : Path
        The page: beside the published reports, never among them.
    absent : tuple of str
        What it does not answer, and why.
    """

    study: str
    topic: str
    path: Path
    absent: tuple[str, ...]


def preview(client_id: str, topic: str, *, wave: str = "", language: str = "") -> Iterator[Preview]:
    """Write a page for each study of a client that shows a topic, and yield it.

    Parameters
    ----------
    client_id : str
        Name of the client's folder.
    topic : str
        A topic, ``survey/banner`` or, where no other is called so, ``banner``.
    wave, language : str
        Empty for the client file's last wave and its first language.

    Raises
    ------
    ClientError
        If there is no such topic, or the client can have no study that shows it.
    AnalysisError
        Whatever stops a report, such as a data file that the gate refuses.
    """
    client = load_client(client_id)
    there = [study for study in STUDIES if notebook_of(study).is_file()]
    shown = {study: topics_shown(notebook_cells(notebook_of(study))) for study in there}
    topic = _known(topic, shown)
    language = language or client.languages[0]
    wave = wave or list(client.waves)[-1]
    left_out = {one.study for one in skipped_studies(client)}
    showing = [study for study in there if topic in shown[study]]
    possible = [study for study in showing if study not in left_out]
    # says why none of them is possible, and refuses a wave that is not there
    make_plan(client, waves=[wave], studies=possible or showing, languages=[language])
    for study in possible:
        with _remembering(reports_folder() / _FOLDER / _REMEMBERED), language_in_use(language):
            opened = open_study(study, client=client.id, wave=wave, language=language)
            section = section_of(opened, topic)
            page = rendered(section.notebook, [FORMAT], notebook_of(study).parent)[FORMAT]
        folder = reports_folder() / _FOLDER / client.id / wave / language
        path = folder / f"{study}.{topic.replace('/', '.')}.{FORMAT}"
        write_whole(path, page)
        yield Preview(study, topic, path, tuple(dict.fromkeys(a.reason for a in section.absent)))


def _known(asked: str, shown: Mapping[str, Mapping[str, object]]) -> str:
    """Return a topic's whole name."""
    names = list(dict.fromkeys(topic for found in shown.values() for topic in found))
    fitting = [name for name in names if asked in (name, name.rpartition("/")[2])]
    if len(fitting) == 1:
        return fitting[0]
    there = ", ".join(sorted(fitting or names))
    what = _("must be one of {names}, got: {name}", names=there, name=asked)
    near = [*names, *(name.rpartition("/")[2] for name in names)]
    cure = suggestion(asked, near) if nearest_name(asked, near) else ""
    raise ClientError(Problem("--topic", what, cure))


@contextmanager
def _remembering(folder: Path) -> Iterator[None]:
    """Let costly methods remember from one preview to the next, unless they do already."""
    if os.environ.get(CACHE_VARIABLE):
        yield
        return
    with writing(folder):
        folder.mkdir(parents=True, exist_ok=True)
    os.environ[CACHE_VARIABLE] = str(folder)
    try:
        yield
    finally:
        del os.environ[CACHE_VARIABLE]
        states = sorted(folder.iterdir(), key=lambda one: one.stat().st_mtime)
        for state in states[:-_KEPT]:
            shutil.rmtree(state, ignore_errors=True)
