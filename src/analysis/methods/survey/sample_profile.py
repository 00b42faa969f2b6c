"""Who answered: the sample before and after weighting."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from analysis.statistics.sampling_error import respondent_weights
from analysis.values.absent import unless_absent


@dataclass(frozen=True)
class SampleProfile:
    """The composition of a sample.

    Attributes
    ----------
    rows : pandas.DataFrame
        One row an answer (index ``question``, ``answer``, in the questionnaire's order):
        ``base`` respondents, ``unweighted_share`` and ``weighted_share`` (0–1) of those who
        answered the question.
    base : int
        Respondents in the sample.
    """

    rows: pd.DataFrame
    base: int


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
    parts = []
    for label in questions:
        answers = questions[label].astype("category")
        known = answers.notna()
        counts = answers[known].value_counts(sort=False)
        sums = weight[known].groupby(answers[known], observed=False).sum()
        part = pd.DataFrame(
            {
                "question": str(label),
                "answer": [str(answer) for answer in counts.index],
                "base": counts.to_numpy(),
                "unweighted_share": (counts / counts.sum()).to_numpy(),
                "weighted_share": (sums / sums.sum()).reindex(counts.index).to_numpy(),
            }
        )
        parts.append(part)
    rows = pd.concat(parts).set_index(["question", "answer"])
    return SampleProfile(rows, len(questions))
