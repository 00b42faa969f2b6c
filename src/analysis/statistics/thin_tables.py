"""Tests of tables with too few people in their cells for chi-square's approximation."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from analysis.statistics.deciding import exceeds, reaches
from analysis.statistics.sampling_error import kish_base

PERMUTATIONS = 1_999
LEAST_EXPECTED = 5
MOST_BELOW = 0.2
Array = npt.NDArray[np.float64]


def is_thin(measures: Array, segment: npt.NDArray[np.int64], weight: Array) -> bool:
    """Return whether chi-square's approximation is in doubt by Cochran's rule.

    It is where a cell is expected to hold under one person, or more than a fifth of the cells
    under five (of effective people, under weights).

    Parameters
    ----------
    measures : array
        Respondents × categories, 0/1; one column alone is a yes/no variable.
    segment : array of int
        Group of each respondent.
    weight : array
        Weights of the respondents.

    References
    ----------
    Cochran, W. G. (1954). Some methods for strengthening the common χ² tests. Biometrics 10,
    417–451.
    """
    table = _table(_categories(measures), segment, weight)
    if min(table.shape) < 2:
        return False
    base = kish_base(weight)
    expected = np.outer(table.sum(axis=1), table.sum(axis=0)) / table.sum() ** 2 * base
    below = float(exceeds(LEAST_EXPECTED, expected).mean())
    return bool(exceeds(1, expected.min()) or exceeds(below, MOST_BELOW))


def permutation_p_value(
    measures: Array,
    segment: npt.NDArray[np.int64],
    weight: Array,
    *,
    draws: int = PERMUTATIONS,
    seed: int = 0,
) -> float:
    """Return the p-value of chi-square among tables with the same margins, drawn at random.

    Groups are shuffled among the respondents, who keep their answer and their weight.

    Parameters
    ----------
    measures, segment, weight : array
        As in `is_thin`.
    draws, seed : int
        Shuffled tables and their seed.

    References
    ----------
    Hope, A. C. A. (1968). A simplified Monte Carlo significance test procedure. JRSS B 30,
    582–598 (as ``chisq.test(simulate.p.value = TRUE)`` of R).
    """
    category = _categories(measures)
    # rows in a fixed order, so that the p-value does not depend on theirs
    order = np.lexsort((weight, segment, category))
    category, segment, weight = category[order], segment[order], weight[order]
    found = _chi_square(_table(category, segment, weight))
    generator = np.random.default_rng(seed)
    reached = sum(
        reaches(_chi_square(_table(category, generator.permutation(segment), weight)), found)
        for _draw in range(draws)
    )
    return float((1 + reached) / (draws + 1))


def _categories(measures: Array) -> npt.NDArray[np.int64]:
    if measures.shape[1] == 1:
        return measures[:, 0].astype(np.int64)
    result: npt.NDArray[np.int64] = measures.argmax(axis=1).astype(np.int64)
    return result


def _table(category: npt.NDArray[np.int64], segment: npt.NDArray[np.int64], weight: Array) -> Array:
    rows, columns = int(segment.max()) + 1, int(category.max()) + 1
    cells = np.bincount(segment * columns + category, weight, minlength=rows * columns)
    table = cells.reshape(rows, columns)
    result: Array = table[table.sum(axis=1) > 0][:, table.sum(axis=0) > 0]
    return result


def _chi_square(table: Array) -> float:
    expected = np.outer(table.sum(axis=1), table.sum(axis=0)) / table.sum()
    return float((np.square(table - expected) / expected).sum())
