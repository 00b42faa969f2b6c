"""Latent classes: segments of people who answer yes/no and multiple-choice questions alike."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from analysis.statistics.clustering.answer_features import (
    AnswerCoding,
    IndependentAnswers,
    answer_coding,
)
from analysis.statistics.clustering.answer_kinds import scaled_weights
from analysis.statistics.clustering.class_fit import (
    STARTS,
    ClassFit,
    class_divider,
    class_posteriors,
    fitted_people,
)
from analysis.statistics.clustering.mixture_fit import FittedClasses

__all__ = [
    "LatentClasses",
    "answer_probabilities",
    "class_posteriors",
    "latent_class_divider",
    "latent_classes",
]
Array = npt.NDArray[np.float64]
Labels = npt.NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class LatentClasses(ClassFit):
    """Classes of people; within a class the answers to different questions are independent.

    Attributes
    ----------
    probabilities : pandas.DataFrame
        How likely each answer is in each class: ``class``, ``question``, ``answer``,
        ``probability``, one row each.
    """

    probabilities: pd.DataFrame


def latent_classes(
    answers: pd.DataFrame,
    k: int,
    *,
    weights: Array | None = None,
    starts: int = STARTS,
    seed: int = 0,
) -> LatentClasses:
    """Find k latent classes by maximum likelihood; a missing answer says nothing.

    Fitted on the different sets of answers with their weights, so that neither the order of
    the rows nor giving a row twice instead of weight 2 changes the classes. From every start
    four short runs set out; the best go on to the end.

    Parameters
    ----------
    answers : pandas.DataFrame
        One row per person; 0/1, booleans, categoricals or up to 10 whole numbers a question.
    k : int
        Classes.
    weights : ndarray, optional
        Survey weight of each row; scaled to mean 1. Rows of weight 0 are assigned only.
    starts, seed : int
        Random starts and their seed.

    Raises
    ------
    DataError
        Where a column cannot be used.
    NotEnoughData
        Where a column is constant or fewer than k people answered differently.

    References
    ----------
    Lazarsfeld, P. F., Henry, N. W. (1968). Latent Structure Analysis. Houghton Mifflin.
    Linzer, D. A., Lewis, J. B. (2011). poLCA. Journal of Statistical Software 42 (10).
    Biernacki, C., Celeux, G., Govaert, G. (2003). Computational Statistics & Data Analysis 41.
    """
    scaled = scaled_weights(weights, len(answers))
    coding = answer_coding(answers, scaled)
    fit = fitted_people(coding, answers, scaled, k, starts=starts, seed=seed)
    return LatentClasses(**vars(fit), probabilities=answer_probabilities(coding, fit.fitted))


def latent_class_divider(answers: pd.DataFrame) -> Callable[..., Labels]:
    """Return a function that divides bootstrap samples of the same people again and again.

    Parameters
    ----------
    answers : pandas.DataFrame
        One row per person, as in `latent_classes`.

    Returns
    -------
    callable
        ``(weights_of_rows, k, *, starts, seed)`` → class 0 … k-1 of every row.
    """
    return class_divider(answer_coding(answers, np.ones(len(answers))), answers)


def answer_probabilities(coding: AnswerCoding, fitted: FittedClasses) -> pd.DataFrame:
    """Return how likely every answer is in every class: tidy, one row each.

    Parameters
    ----------
    coding : AnswerCoding
        Of the answers.
    fitted : FittedClasses
        The classes.
    """
    columns = ["class", "question", "answer", "probability"]
    if not coding.levels:
        return pd.DataFrame(columns=columns)
    shares = IndependentAnswers(coding, 0.0).shares(fitted.sums)
    names = [(name, level) for name, found in coding.levels.items() for level in found]
    rows = [
        (label, question, answer, float(share))
        for label, row in enumerate(shares)
        for (question, answer), share in zip(names, row, strict=True)
    ]
    return pd.DataFrame(rows, columns=columns)
