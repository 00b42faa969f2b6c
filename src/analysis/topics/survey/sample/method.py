"""Who answered: the sample before and after weighting."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from analysis.statistics.sampling_error import respondent_weights
from analysis.statistics.weighting import WeightSummary
from analysis.values.absent import Absent, unless_absent


@dataclass(frozen=True)
class AnswerShare:
    """How many of a sample gave one answer.

    Attributes
    ----------
    question, answer : str
        Codes.
    base : int
        Respondents who gave it.
    unweighted, weighted : float
        Their share of those who answered the question, 0–1.
    """

    question: str
    answer: str
    base: int
    unweighted: float
    weighted: float


@dataclass(frozen=True)
class SampleProfile:
    """The composition of a sample.

    Attributes
    ----------
    rows : tuple of AnswerShare
        Question by question, in the questionnaire's order.
    base : int
        Respondents in the sample.
    """

    rows: tuple[AnswerShare, ...]
    base: int


@dataclass(frozen=True)
class Sample:
    """Who answered.

    Attributes
    ----------
    weighting : WeightSummary
        How many, and what weighting makes of them.
    profile : SampleProfile or Absent
        The composition by the survey's groups, where it has some.
    population : str or None
        Where the targets of the weights come from.
    """

    weighting: WeightSummary
    profile: SampleProfile | Absent
    population: str | None = None


@unless_absent
def sample_profile(questions: pd.DataFrame, weights: pd.Series | None = None) -> SampleProfile:
    """Return how the sample is made up, question by question.

    Parameters
    ----------
    questions : pandas.DataFrame
        One row a respondent, one categorical column a question (its label).
    weights : pandas.Series, optional
        Weights on the same index.
    """
    weight = pd.Series(respondent_weights(questions.index, weights), index=questions.index)
    rows: list[AnswerShare] = []
    for label in questions:
        answers = questions[label].astype("category")
        known = answers.notna()
        counts = answers[known].value_counts(sort=False)
        sums = weight[known].groupby(answers[known], observed=False).sum()
        weighted = (sums / sums.sum()).reindex(counts.index)
        rows += [
            AnswerShare(str(label), str(answer), int(base), float(plain), float(share))
            for answer, base, plain, share in zip(
                counts.index, counts, counts / counts.sum(), weighted, strict=True
            )
        ]
    return SampleProfile(tuple(rows), len(questions))
