"""Decide which studies a client's waves get, in which languages, and say why one is left out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from analysis.clients.model import Client
from analysis.clients.names import suggestion
from analysis.clients.project import shown_path
from analysis.clients.survey_settings import Survey
from analysis.errors import ClientError, Problem
from analysis.languages import LANGUAGES, messages
from analysis.report.titles import TITLES

_ = messages(__name__)


@dataclass(frozen=True, order=True)
class Task:
    """One report to make: a study of one wave in one language; the client by its id."""

    client: str
    wave: str
    study: str
    language: str

    def __str__(self) -> str:
        return f"{self.client} · {self.wave} · {self.study} · {self.language}"


@dataclass(frozen=True)
class Skipped:
    """A study that a client cannot have.

    Attributes
    ----------
    study : str
        Name of the study.
    reason : str
        Why, as an English message to translate where it is shown.
    """

    study: str
    reason: str


@dataclass(frozen=True)
class Plan:
    """What to make of one client, and what not."""

    tasks: tuple[Task, ...]
    skipped: tuple[Skipped, ...]


@dataclass(frozen=True)
class StudyNeeds:
    """What a study needs of a client file.

    Attributes
    ----------
    met : callable
        Whether a client has it.
    reason : str
        What is missing, as an English message.
    """

    met: Callable[[Client], bool]
    reason: str


def _any_source(client: Client, *names: str) -> bool:
    return any(name in client.sources.given() for name in names)


def _brands_in_survey(client: Client) -> bool:
    survey = client.sources.of(Survey)
    return survey is not None and bool(survey.image or survey.funnel)


NEEDS: dict[str, StudyNeeds] = {
    "market_research": StudyNeeds(
        lambda c: _any_source(c, "survey", "reviews", "web_analytics", "search_queries"),
        _.later(
            "Needs a survey, reviews, web analytics or search queries; the client delivers none."
        ),
    ),
    "competitor_analysis": StudyNeeds(
        lambda c: _any_source(c, "competitors", "prices") or _brands_in_survey(c),
        _.later(
            "Needs a file of competitors or prices, or a survey that asks about brands; "
            "the client delivers none."
        ),
    ),
    "segmentation": StudyNeeds(
        lambda c: c.segmentation is not None or c.value is not None,
        _.later("Needs segmentation or value in the client file; neither is there."),
    ),
    "personas": StudyNeeds(
        lambda c: (
            (c.personas is not None and c.segmentation is not None) or _any_source(c, "leads")
        ),
        _.later(
            "Needs personas and segmentation in the client file, or a file of leads; "
            "neither is there."
        ),
    ),
}
STUDIES = tuple(TITLES)


def start_order(task: Task) -> tuple[int, bool, int]:
    """Return where a task stands when a wave's reports are started.

    Segments cost most, and other studies and the other language look up what the first one
    found: so it starts first, and a study's second language only after every study's first.
    """
    language, study = LANGUAGES.index(task.language), STUDIES.index(task.study)
    return language, task.study != "segmentation", study


def skipped_studies(client: Client) -> tuple[Skipped, ...]:
    """Return the studies that a client cannot have, with the reason, in the studies' order."""
    return tuple(Skipped(s, NEEDS[s].reason) for s in STUDIES if not NEEDS[s].met(client))


def make_plan(
    client: Client,
    *,
    waves: Sequence[str] = (),
    studies: Sequence[str] = (),
    languages: Sequence[str] = (),
    possible: bool = False,
) -> Plan:
    """Return what to make of a client, in a fixed order.

    Parameters
    ----------
    client : Client
        The client.
    waves, studies, languages : sequence of str
        What was asked for; empty for all the client file has.
    possible : bool
        Whether to leave out what the client cannot have of it, as where all clients are asked.

    Raises
    ------
    ClientError
        For a wave or study that does not exist, or a study asked for that the client cannot have.
    """
    file = shown_path(client.file.path)
    skipped = skipped_studies(client)
    reasons = {one.study: one.reason for one in skipped}
    problems = [
        *_unknown(file, _("the wave"), waves, client.waves),
        *_unknown(file, _("the study"), studies, STUDIES),
        *_unknown(file, _("the language"), languages, LANGUAGES),
        *(
            Problem(file, _("the study {study} is not possible", study=study), _(reasons[study]))
            for study in studies
            if study in reasons and not possible
        ),
    ]
    if problems:
        raise ClientError(problems)
    tasks = (
        Task(client.id, wave, study, language)
        for wave in client.waves
        if not waves or wave in waves
        for study in STUDIES
        if study not in reasons and (not studies or study in studies)
        for language in LANGUAGES
        if language in (languages or client.languages)
    )
    return Plan(tuple(tasks), skipped)


def _unknown(file: str, what: str, asked: Iterable[str], known: Iterable[str]) -> Iterable[Problem]:
    names = list(known)
    for one in asked:
        if one not in names:
            message = _("{what} must be one there is, got: {name}", what=what, name=one)
            yield Problem(file, message, suggestion(one, names))
