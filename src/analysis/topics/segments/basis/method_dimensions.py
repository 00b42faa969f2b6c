"""How many different things a segmentation basis holds, and what in it says the same."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from analysis.statistics.answers import category_flags
from analysis.statistics.deciding import exceeds, order
from analysis.statistics.group_differences import mean_effect, share_effect

SAME_NUMBERS = 0.8  # two thirds of one variable are in the other
SAME_CHOICES = 0.6  # yes/no and categories of unequal frequency cannot reach 1
DRAWS = 100
MOST_ROWS = 5_000  # of parallel analysis: its thresholds hardly move with more
PERCENTILE = 95
LEAST_TOGETHER = 10  # people who answered both of a pair
Array = npt.NDArray[np.float64]


@dataclass(frozen=True)
class RelatedPair:
    """Two variables that say nearly the same.

    Attributes
    ----------
    first, second : str
        Their names, in the order of the columns.
    association : float
        −1 to 1 for numbers and yes/no, 0–1 where categories take part.
    measure : str
        ``correlation``, ``phi`` (two yes/no), ``cramers_v`` or ``eta`` (categories and numbers).
    base : int
        Respondents who answered both.
    """

    first: str
    second: str
    association: float
    measure: str
    base: int


def related_pairs(answers: pd.DataFrame, weights: Array) -> tuple[RelatedPair, ...]:
    """Return the pairs of variables that say nearly the same, the closest first.

    Numbers from a correlation of 0.8 on, yes/no and categories from 0.6 on: of unequal
    frequency, two of them cannot reach 1.

    Parameters
    ----------
    answers : pandas.DataFrame
        One row a respondent, one column a variable: numbers, 0/1, categories.
    weights : array
        Survey weights, one a row.
    """
    numeric = [n for n in answers if pd.api.types.is_numeric_dtype(answers[n].dtype)]
    numbers = _numeric_pairs(answers[numeric], weights)
    pairs = [
        numbers[first, second]
        if (first, second) in numbers
        else _pair(answers, first, second, weights)
        for first, second in combinations(answers.columns, 2)
    ]
    close = [
        pair
        for pair in pairs
        if abs(pair.association)
        >= (SAME_NUMBERS if pair.measure in ("correlation", "eta") else SAME_CHOICES)
    ]
    strongest = order([abs(pair.association) for pair in close], descending=True, scale=1.0)
    return tuple(close[place] for place in strongest)


def _numeric_pairs(numbers: pd.DataFrame, weights: Array) -> dict[tuple[Any, ...], RelatedPair]:
    """Return the correlation of every pair of numeric columns, of those who answered both."""
    values = numbers.to_numpy(dtype=float, na_value=np.nan)
    known = (~np.isnan(values) & (weights > 0)[:, None]).astype(float)
    # taken off first, so that large numbers of little spread keep their digits
    middle = np.nansum(values * known, axis=0) / np.maximum(known.sum(axis=0), 1)
    away = np.where(known > 0, values - middle, 0.0)
    weighted = known * weights[:, None]
    people, total = known.T @ known, weighted.T @ known
    total = np.where(total > 0, total, 1.0)
    sums = (away * weights[:, None]).T @ known
    spread = (np.square(away) * weights[:, None]).T @ known - np.square(sums) / total
    shared = (away * weights[:, None]).T @ away - sums * sums.T / total
    product = spread * spread.T
    found = np.divide(
        shared, np.sqrt(np.abs(product)), out=np.zeros_like(shared), where=product > 1e-18
    )
    yes_no = [bool(numbers[name].dropna().isin([0, 1]).all()) for name in numbers]
    return {
        (numbers.columns[i], numbers.columns[j]): RelatedPair(
            str(numbers.columns[i]),
            str(numbers.columns[j]),
            float(found[i, j]) if people[i, j] >= LEAST_TOGETHER else 0.0,
            "phi" if yes_no[i] and yes_no[j] else "correlation",
            int(people[i, j]),
        )
        for i, j in combinations(range(len(numbers.columns)), 2)
    }


def _pair(answers: pd.DataFrame, first: str, second: str, weights: Array) -> RelatedPair:
    """Return how two variables go together of which at least one holds categories."""
    known = (answers[first].notna() & answers[second].notna()).to_numpy() & (weights > 0)
    one, other, weight = answers[first][known], answers[second][known], weights[known]
    base = int(known.sum())
    numeric = [pd.api.types.is_numeric_dtype(column.dtype) for column in (one, other)]
    if any(numeric):
        number, group = (one, other) if numeric[0] else (other, one)
        yes_no = bool(number.isin([0, 1]).all())
        measure = "cramers_v" if yes_no else "eta"
        compare = share_effect if yes_no else mean_effect
        effect, _p = _compared(compare, number.to_numpy(float)[:, None], group, weight)
        value = effect if yes_no else float(np.sqrt(effect))
    else:
        measure = "cramers_v"
        value, _p = _compared(share_effect, category_flags(one).to_numpy(), other, weight)
    if base < LEAST_TOGETHER or value != value:
        value = 0.0
    return RelatedPair(str(first), str(second), value, measure, base)


def _compared(
    compare: Callable[[Array, npt.NDArray[np.int64], Array], tuple[float, object]],
    measures: Array,
    group: pd.Series,
    weight: Array,
) -> tuple[float, object]:
    if not len(group):
        return 0.0, None
    codes = pd.factorize(group, sort=True)[0].astype(np.int64)
    return compare(measures, codes, weight)


def weighted_correlation(one: Array, other: Array, weight: Array) -> float:
    """Return Pearson's correlation of two columns; 0 where one of them is constant.

    Parameters
    ----------
    one, other : array
        Values, none missing.
    weight : array
        Weights of the rows.
    """
    if len(one) < 2 or not weight.any():
        return 0.0
    one = one - np.average(one, weights=weight)
    other = other - np.average(other, weights=weight)
    spread = float((weight * one**2).sum()) * float((weight * other**2).sum())
    # a product of spreads this small is a constant column and its rounding
    return float((weight * one * other).sum() / np.sqrt(spread)) if spread > 1e-18 else 0.0


@dataclass(frozen=True)
class BasisDimensions:
    """How many different things the variables measure.

    Attributes
    ----------
    dimensions : int
        Leading components that are larger than in data without any connection.
    eigenvalues, thresholds : tuple of float
        Eigenvalues of the correlations, descending, and the 95th percentile of each in data
        without connection.
    rows : int
        Respondents they were computed from.
    """

    dimensions: int
    eigenvalues: tuple[float, ...]
    thresholds: tuple[float, ...]
    rows: int


def basis_dimensions(
    matrix: Array, blocks: Sequence[Sequence[int]], *, draws: int = DRAWS, seed: int = 0
) -> BasisDimensions:
    """Return the number of dimensions by parallel analysis with permuted answers.

    Every question is shuffled among the respondents, which keeps its distribution (and the
    exclusion of a choice's answers) and breaks every connection between questions. Components
    count as long as they are larger than the 95th percentile of the shuffled ones.

    Parameters
    ----------
    matrix : array
        Respondents × variables, none missing or constant.
    blocks : sequence of sequences of int
        Columns that belong to one question and are shuffled together.
    draws, seed : int
        Shuffled data sets and their seed; from 5,000 respondents on a seeded sample is used.

    References
    ----------
    Horn, J. L. (1965). A rationale and test for the number of factors in factor analysis.
    Psychometrika 30, 179–185. Buja, A., Eyuboglu, N. (1992). Remarks on parallel analysis.
    Multivariate Behavioral Research 27, 509–540 (permutation).
    """
    generator = np.random.default_rng(seed)
    if len(matrix) > MOST_ROWS:
        matrix = matrix[np.sort(generator.choice(len(matrix), MOST_ROWS, replace=False))]
    matrix = matrix[np.lexsort(matrix.T[::-1])]  # the order of the rows decides nothing
    spread = matrix.std(axis=0)
    varied = spread > 0
    scaled = np.where(varied, (matrix - matrix.mean(axis=0)) / np.where(varied, spread, 1), 0.0)
    found = _eigenvalues(scaled)
    shuffled = np.empty((draws, scaled.shape[1]))
    columns = np.ascontiguousarray(scaled.T)  # one after the other in memory: five times as fast
    mixed = np.empty_like(columns)
    for draw in range(draws):
        for block in blocks:
            mixed[block] = columns[block][:, generator.permutation(len(scaled))]
        shuffled[draw] = _eigenvalues(mixed.T)
    thresholds = np.percentile(shuffled, PERCENTILE, axis=0)
    beyond = exceeds(found, thresholds, scale=1.0)
    dimensions = int(len(beyond) if beyond.all() else np.argmin(beyond))
    return BasisDimensions(
        dimensions, tuple(found.tolist()), tuple(thresholds.tolist()), len(matrix)
    )


def _eigenvalues(scaled: Array) -> Array:
    return np.asarray(np.linalg.eigvalsh(scaled.T @ scaled / len(scaled)), dtype=float)[::-1]
