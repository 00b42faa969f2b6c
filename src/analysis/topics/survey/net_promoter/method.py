"""The net promoter score in total and in every group of a banner."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from analysis.errors import NotEnoughData
from analysis.statistics.net_promoter import NetPromoterScore, net_promoter_score
from analysis.values.absent import unless_absent

SUPPRESS_UNDER = 10


@dataclass(frozen=True)
class ScoreOfGroup:
    """The net promoter score of everyone or of one group.

    Attributes
    ----------
    question, answer : str
        What makes the group; both empty for everyone.
    score : NetPromoterScore
        With its parts and interval.
    """

    question: str
    answer: str
    score: NetPromoterScore


@dataclass(frozen=True)
class NetPromoterGroups:
    """Net promoter scores, in total and by group.

    Attributes
    ----------
    rows : tuple of ScoreOfGroup
        Everyone first. Groups under ten answers are left out.
    base, effective_base : int, float
        Respondents with an answer.
    level : float
        Confidence level of the intervals.
    lowest : float
        Lowest answer of the scale.
    """

    rows: tuple[ScoreOfGroup, ...]
    base: int
    effective_base: float
    level: float
    lowest: float

    @property
    def total(self) -> NetPromoterScore:
        """Everyone's score with its parts."""
        return self.rows[0].score

    @property
    def score(self) -> float:
        """Everyone's score, −1 to 1."""
        return self.total.score


@unless_absent
def net_promoter_groups(
    answers: pd.Series,
    banner: pd.DataFrame,
    weights: pd.Series | None = None,
    scale: tuple[float, float] = (0, 10),
    *,
    level: float = 0.95,
) -> NetPromoterGroups:
    """Return the net promoter score of everyone and of every group.

    Parameters
    ----------
    answers : pandas.Series
        One row a respondent: how likely to recommend, missing if not asked.
    banner : pandas.DataFrame
        Same rows, one categorical column a grouping question (its label).
    weights : pandas.Series, optional
        Weights on the same index.
    scale : tuple of float
        Lowest and highest answer.
    level : float
        Confidence level of the intervals.

    Raises
    ------
    NotEnoughData
        If too few respondents answered.
    """
    total = net_promoter_score.__wrapped__(answers, weights, scale, level=level)
    rows = [ScoreOfGroup("", "", total)]
    for question in banner:
        groups = banner[question].astype("category")
        for answer in groups.cat.categories:
            inside = answers.where(groups == answer)
            if inside.notna().sum() < SUPPRESS_UNDER:
                continue
            try:
                score = net_promoter_score.__wrapped__(inside, weights, scale, level=level)
            except NotEnoughData:
                continue
            rows.append(ScoreOfGroup(str(question), str(answer), score))
    return NetPromoterGroups(tuple(rows), total.base, total.effective_base, level, scale[0])
