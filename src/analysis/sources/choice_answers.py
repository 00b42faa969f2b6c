"""Answers that the choice of segments asks for: shares and means of the client's own criteria."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from analysis.clients.kinds.customers import Customers
from analysis.clients.model import Client
from analysis.clients.names import suggestion
from analysis.clients.segment_choice_settings import SegmentChoice
from analysis.clients.survey_settings import Survey as SurveySettings
from analysis.clients.text import written
from analysis.errors import ClientError, Problem
from analysis.languages import messages
from analysis.sources.attributes import NUMERIC
from analysis.sources.labels import Text, in_both, indicator, pair
from analysis.sources.records import Source
from analysis.sources.survey import Survey
from analysis.sources.text import as_code, tidy
from analysis.sources.wave import WaveSources
from analysis.values.absent import Absent

_ = messages(__name__)


@dataclass(frozen=True, eq=False)
class Asked:
    """What one criterion asks of every person.

    Attributes
    ----------
    code : str
        What it asks: ``sources=q5_3``, or the question a mean is of.
    values : pandas.Series
        0/1 for a share, numbers for a mean; missing if not asked.
    kind : str
        ``share`` or ``mean``.
    """

    code: str
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


def choice_answers(client: Client, sources: WaveSources) -> ChoiceAnswers | Absent:
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
    source = sources.read(client.segmentation.source)
    if isinstance(source, Absent):
        return source
    found, problems = _criteria(client, source)
    if problems:
        raise ClientError(problems)
    if not isinstance(source, Survey):
        return ChoiceAnswers(found)
    asked, own_brand = source.net_promoter, _own_brand(source, client.own_brand)
    if isinstance(asked, Absent):
        return ChoiceAnswers(found, own_brand, asked)
    return ChoiceAnswers(found, own_brand, *asked)


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
        question = criterion.share_of.question
        columns = _shares(source, question)
        labels = {code: source.labels.text(code) for code in columns}
        texts = _texts(client, source, question)
        own = _named(texts, labels)
        answer = tidy(str(criterion.share_of.answer))
        raw = as_code(criterion.share_of.answer)
        code = own.get(raw, own.get(answer))
        if code in columns:
            found[part, name] = Asked(indicator(question, code), columns[code], "share")
            continue
        path = ("segmentation", "choice", part, name, "share_of", "answer")
        what = _(
            "{key} must be an answer of the question, got: {answer}",
            key=".".join(path),
            answer=written(texts.get(raw, answer)),
        )
        where, called = client.file.where(path), written(texts.get(raw, answer))
        problems.append(Problem(where, what, suggestion(called, map(written, labels.values()))))
    return found, problems


def _mean(source: Survey | Source, name: str) -> Asked:
    if isinstance(source, Survey):
        values = source.one_column(name)
    else:
        values = source.frame.get(NUMERIC + name, source.frame[name])
    return Asked(name, values.astype(float), "mean")


def _shares(source: Survey | Source, name: str) -> dict[str, pd.Series]:
    """Return each answer's 0/1 column by its code."""
    if isinstance(source, Survey):
        many = source.questions[name].type == "multiple"
        answers = source.answers(name) if many else source.banded(name)
    else:
        answers = source.frame[name]
    if isinstance(answers, pd.DataFrame):
        return {str(item): answers[item] for item in answers}
    if isinstance(answers, Absent):  # numbers without bands
        return {}
    return {
        str(answer): (answers == answer).astype(float).where(answers.notna())
        for answer in answers.cat.categories
    }


def _named(texts: Mapping[str, Text], labels: Mapping[str, Text]) -> dict[str, str]:
    """Return the code behind each way to name an answer: its label in a language, its raw code.

    Parameters
    ----------
    texts : mapping of str to text
        Raw code → label in the client file.
    labels : mapping of str to text
        Code → label, of the answers there are.
    """
    called = {text: code for code in reversed([*labels]) for text in pair(labels[code])}
    raw = {one: called[pair(text)[0]] for one, text in texts.items() if pair(text)[0] in called}
    return {**raw, **called}


def _texts(client: Client, source: Survey | Source, name: str) -> dict[str, Text]:
    """Return what the client file calls the raw codes of a question or attribute."""
    if isinstance(source, Survey):
        survey = client.sources.of(SurveySettings)
        assert survey is not None
        question = survey.questions[name]
        return _by_code(question.values or question.items)
    assert isinstance(source.settings, Customers)
    attribute = source.settings.attributes[name]
    return _by_code(attribute.values or (_yes_no() if attribute.type == "yes_no" else {}))


def _by_code(texts: Mapping[Any, Text]) -> dict[str, Text]:
    return {as_code(raw): text for raw, text in texts.items()}


def _yes_no() -> dict[object, Text]:
    """Return how a yes/no without labels of its own may be named, and its labels."""
    yes, no = in_both(lambda: _("Yes")), in_both(lambda: _("No"))
    return {1: yes, 0: no, "true": yes, "false": no}


def _own_brand(survey: Survey, brand: str | None) -> Asked | Absent:
    stages = survey.brand_stages
    if brand is None or isinstance(stages, Absent):
        return _no_brand()
    named = [(key, stage[brand]) for key, stage in stages.items() if brand in stage]
    if len(named) < 2:  # being aware of a brand is not buying it
        return _no_brand()
    key, reached = named[1]
    aware = named[0][1]
    # who does not know the brand is not asked further and has not bought it
    values = reached.mask(reached.isna() & (aware == 0), 0.0)
    return Asked(indicator(key, brand), values, "share")


def _no_brand() -> Absent:
    return Absent(_("The survey did not ask who has bought the own brand."))


def _no_recommendation() -> Absent:
    return Absent(_("The recommendation question was not asked."))
