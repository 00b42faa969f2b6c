"""Answers that the choice of segments asks for: shares and means of the client's own criteria."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import pandas as pd

from analysis.clients.model import Client
from analysis.clients.names import suggestion
from analysis.clients.segment_choice_settings import SegmentChoice
from analysis.clients.text import Bilingual, written
from analysis.errors import ClientError, Problem
from analysis.languages import _
from analysis.sources.attributes import NUMERIC
from analysis.sources.records import Source
from analysis.sources.survey import Survey
from analysis.sources.text import as_code, tidy
from analysis.values.absent import Absent


@dataclass(frozen=True, eq=False)
class Asked:
    """What one criterion asks of every person.

    Attributes
    ----------
    label : str
        In the active language: ``Information sources: Facebook``.
    values : pandas.Series
        0/1 for a share, numbers for a mean; missing if not asked.
    kind : str
        ``share`` or ``mean``.
    """

    label: str
    values: pd.Series
    kind: str


@dataclass(frozen=True, eq=False)
class ChoiceAnswers:
    """The answers the choice of segments needs beside the segments themselves.

    Attributes
    ----------
    criteria : mapping of (str, str) to Asked
        Part (``knock_out``, ``attractiveness``, ``fit``) and name of a criterion of the client's
        own → its answers.
    own_brand : Asked or Absent
        Who has bought or visited the own brand: the funnel's stage after awareness.
    recommendation : pandas.Series or Absent
        How likely each person is to recommend the own brand.
    recommendation_scale : tuple of float or None
        Ends of its scale.
    """

    criteria: Mapping[tuple[str, str], Asked] = field(default_factory=dict)
    own_brand: Asked | Absent = field(default_factory=lambda: _no_brand())
    recommendation: pd.Series | Absent = field(default_factory=lambda: _no_recommendation())
    recommendation_scale: tuple[float, float] | None = None


def choice_answers(client: Client, sources: object) -> ChoiceAnswers | Absent:
    """Return the answers that a client's choice of segments asks for.

    Parameters
    ----------
    client : Client
        Its ``segmentation.choice`` names questions and answers.
    sources : WaveSources
        The wave's typed sources.

    Raises
    ------
    ClientError
        If a question has no such answer.
    """
    if client.segmentation is None:
        return Absent(_("The client file describes no segmentation."))
    source = getattr(sources, client.segmentation.source)
    if isinstance(source, Absent):
        return source
    found, problems = _criteria(client, source)
    if problems:
        raise ClientError(problems)
    if not isinstance(source, Survey):
        return ChoiceAnswers(found)
    asked = source.net_promoter
    absent = isinstance(asked, Absent)
    return ChoiceAnswers(
        found,
        _own_brand(source, client.own_brand),
        asked if absent else asked[0],
        None if absent else asked[1],
    )


def choice_problems(client: Client, source: Survey | Source) -> tuple[Problem, ...]:
    """Return the answers that the choice of segments names and the data do not have.

    Parameters
    ----------
    client : Client
        The client.
    source : Survey or Source
        The source the segments come from.
    """
    return tuple(_criteria(client, source)[1])


def _criteria(
    client: Client, source: Survey | Source
) -> tuple[dict[tuple[str, str], Asked], list[Problem]]:
    choice: SegmentChoice | None = client.segmentation.choice if client.segmentation else None
    found: dict[tuple[str, str], Asked] = {}
    problems: list[Problem] = []
    for part, name, criterion in choice.criteria() if choice else ():
        if criterion.mean_of is not None:
            found[part, name] = _mean(source, criterion.mean_of)
        if criterion.share_of is None:
            continue
        columns, own = _shares(client, source, criterion.share_of.question)
        answer = tidy(str(criterion.share_of.answer))
        answer = own.get(as_code(criterion.share_of.answer), own.get(answer, answer))
        if answer in columns:
            label = f"{_label(source, criterion.share_of.question)}: {answer}"
            found[part, name] = Asked(label, columns[answer], "share")
            continue
        path = ("segmentation", "choice", part, name, "share_of", "answer")
        what = _(
            "{key} must be an answer of the question, got: {answer}",
            key=".".join(path),
            answer=answer,
        )
        where = client.file.where(path)
        problems.append(Problem(where, what, suggestion(answer, map(str, columns))))
    return found, problems


def _label(source: Survey | Source, name: str) -> str:
    if isinstance(source, Survey):
        return source.questions[name].label
    return source.attributes[name].label


def _mean(source: Survey | Source, name: str) -> Asked:
    if isinstance(source, Survey):
        values = source.answers(name)
    else:
        values = source.frame.get(NUMERIC + name, source.frame[name])
    return Asked(_label(source, name), values.astype(float), "mean")


def _shares(
    client: Client, source: Survey | Source, name: str
) -> tuple[dict[str, pd.Series], dict[str, str]]:
    """Return each answer's 0/1 column, and what codes and either language's label stand for."""
    if isinstance(source, Survey):
        question = client.sources.survey.questions[name]
        texts: Mapping[object, str | Bilingual] = question.values or question.items
        answers = source.answers(name) if question.type == "multiple" else source.banded(name)
    else:
        attribute = getattr(client.sources, source.kind).attributes[name]
        texts = attribute.values or (_yes_no() if attribute.type == "yes_no" else {})
        answers = source.frame[name]
    own = {as_code(code): written(text) for code, text in texts.items()}
    both = [text for text in texts.values() if isinstance(text, Bilingual)]
    own |= {label: written(text) for text in both for label in (text.vi, text.en)}
    if isinstance(answers, pd.DataFrame):
        return {str(item): answers[item] for item in answers}, own
    flags = {
        str(answer): (answers == answer).astype(float).where(answers.notna())
        for answer in answers.cat.categories
    }
    return flags, own


def _yes_no() -> dict[object, str]:
    """Return how a yes/no without labels of its own may be named, and its labels."""
    return {1: _("Yes"), 0: _("No"), "true": _("Yes"), "false": _("No")}


def _own_brand(survey: Survey, brand: str | None) -> Asked | Absent:
    stages = survey.brand_stages
    if brand is None or isinstance(stages, Absent):
        return _no_brand()
    named = [(label, stage[brand]) for label, stage in stages.items() if brand in stage]
    if len(named) < 2:  # being aware of a brand is not buying it
        return _no_brand()
    label, reached = named[1]
    aware = named[0][1]
    # who does not know the brand is not asked further and has not bought it
    return Asked(f"{label}: {brand}", reached.mask(reached.isna() & (aware == 0), 0.0), "share")


def _no_brand() -> Absent:
    return Absent(_("The survey did not ask who has bought the own brand."))


def _no_recommendation() -> Absent:
    return Absent(_("The recommendation question was not asked."))
