"""The net promoter score in total and in every group of a banner."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from analysis.errors import NotEnoughData
from analysis.methods.survey.net_promoter import net_promoter_score
from analysis.values.absent import unless_absent

SUPPRESS_UNDER = 10


@dataclass(frozen=True)
class NetPromoterGroups:
    """Net promoter scores, in total and by group.

    Attributes
    ----------
    rows : pandas.DataFrame
        The total first (index ``question``, ``answer``, both empty), then one row a group:
        ``score``, ``low`` and ``high`` (−1 to 1), ``promoters``, ``passives`` and
        ``detractors`` (0–1), ``base``. Groups under ten answers are left out.
    base, effective_base : int, float
        Respondents with an answer.
    level : float
        Confidence level of the intervals.
    """

    rows: pd.DataFrame
    base: int
    effective_base: float
    level: float

    @property
    def score(self) -> float:
        """Everyone's score, −1 to 1."""
        return float(self.rows["score"].iloc[0])


@unless_absent
def net_promoter_groups(
    answers: pd.Series,
    banner: pd.DataFrame,
    weights: pd.Series | None = None,
    scale: tuple[int, int] = (0, 10),
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
    scale : tuple of int
        Lowest and highest answer.
    level : float
        Confidence level of the intervals.

    Raises
    ------
    NotEnoughData
        If too few respondents answered.
    """
    total = net_promoter_score.__wrapped__(answers, weights, scale, level=level)
    rows = {("", ""): total}
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
            rows[(str(question), str(answer))] = score
    table = pd.DataFrame(
        [
            {
                "question": question,
                "answer": answer,
                "score": score.score,
                "low": score.low,
                "high": score.high,
                "promoters": score.promoters.share,
                "passives": score.passives.share,
                "detractors": score.detractors.share,
                "base": score.base,
            }
            for (question, answer), score in rows.items()
        ]
    ).set_index(["question", "answer"])
    return NetPromoterGroups(table, total.base, total.effective_base, level)
