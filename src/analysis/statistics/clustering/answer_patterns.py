"""The different sets of answers people gave, and how far people are from their cluster's mean."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from analysis.statistics.clustering.own_order import DIGITS

Matrix = npt.NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class AnswerPatterns:
    """The different sets of answers, in a fixed order, and who gave which.

    Attributes
    ----------
    values : ndarray
        One row per different set of answers, sorted.
    counts : ndarray
        Respondents who gave it.
    weights : ndarray
        Their survey weights, summed.
    pattern_of_row : ndarray of int
        Row of ``values`` of each respondent.
    """

    values: Matrix
    counts: npt.NDArray[np.float64]
    weights: npt.NDArray[np.float64]
    pattern_of_row: npt.NDArray[np.int64]


def answer_patterns(matrix: Matrix, weights: Matrix | None = None) -> AnswerPatterns:
    """Return the different rows of a matrix: fewer to cluster, and in an order of their own.

    Clustering them with their weights equals clustering the respondents, and does not depend
    on the order in which the respondents come.

    Parameters
    ----------
    matrix : array
        One row a respondent, one column a variable, in the units clustered.
    weights : array, optional
        Survey weight of each row; 1 by default.
    """
    values, row, counts = np.unique(
        np.round(matrix, DIGITS), axis=0, return_inverse=True, return_counts=True
    )
    row = row.reshape(-1)
    summed = counts.astype(float)
    if weights is not None:
        order = np.lexsort((weights, row))  # sums do not depend on the order of the rows
        summed = np.bincount(row[order], weights=weights[order], minlength=len(values))
    return AnswerPatterns(np.ascontiguousarray(values), counts.astype(float), summed, row)


def within_squares(
    matrix: Matrix, labels: npt.NDArray[np.int64], weights: Matrix | None = None
) -> float:
    """Return the sum of squared distances of rows to the mean of their cluster.

    Parameters
    ----------
    matrix : array
        One row a respondent, one column a variable.
    labels : array of int
        Cluster number of every row.
    weights : array, optional
        Weight of every row; 1 by default.
    """
    weight = np.ones(len(matrix)) if weights is None else weights
    squares = 0.0
    for label in np.unique(labels):
        mine = labels == label
        if weight[mine].any():
            members, share = matrix[mine], weight[mine]
            away = members - np.average(members, axis=0, weights=share)
            squares += float((share[:, None] * np.square(away)).sum())
    return squares
