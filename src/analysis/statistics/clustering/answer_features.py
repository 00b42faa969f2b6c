"""Answers as features whose sums are all a mixture of classes needs to know of them."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterable
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt
import pandas as pd

from analysis.errors import DataError, Problem, called
from analysis.languages import messages
from analysis.statistics.clustering.answer_kinds import answer_kinds, level_codes, numbers_of
from analysis.statistics.deciding import exceeds

_ = messages(__name__)
MOST_STEPS = 10
SMALLEST_VARIANCE = 1e-3
Array = npt.NDArray[np.float64]
# as if this small part of a person had answered like everyone: no share is exactly 0, and a
# class in which nobody answered a question has the shares of all
_PRIOR = 1e-10


@dataclass(frozen=True, eq=False)
class AnswerCoding:
    """How answers become features, so that later persons are coded alike.

    Attributes
    ----------
    levels : mapping of str to tuple
        Categorical question → its answers.
    numbers : tuple of str
        Questions treated as numbers.
    means, deviations : ndarray
        Of the numbers, weighted: features are in units of standard deviations.
    grid : ndarray
        Variance of rounding to the smallest step between two values of each number, in
        standard units: a count 0, 1, 2 is never known better than to a half.
    marginals : ndarray
        Share of every answer of every categorical question, in order.
    """

    levels: dict[str, tuple[Hashable, ...]]
    numbers: tuple[str, ...]
    means: Array
    deviations: Array
    grid: Array
    marginals: Array

    @cached_property
    def question_of_level(self) -> npt.NDArray[np.int64]:
        """Number of the categorical question every answer belongs to."""
        return np.repeat(np.arange(len(self.levels)), [len(v) for v in self.levels.values()])

    @cached_property
    def first_levels(self) -> npt.NDArray[np.int64]:
        """Where the answers of every categorical question begin."""
        return np.flatnonzero(np.diff(self.question_of_level, prepend=-1))

    def features(self, answers: pd.DataFrame) -> Array:
        """Return rows × features: 1, answers 0/1, numbers' masks, values and squares.

        Parameters
        ----------
        answers : pandas.DataFrame
            With the coded columns; unknown and missing answers have all their features 0.
        """
        blocks = [np.ones((len(answers), 1))]
        blocks += [_indicators(answers[name], levels) for name, levels in self.levels.items()]
        if self.numbers:
            raw = np.column_stack([numbers_of(answers[name]) for name in self.numbers])
            known = ~np.isnan(raw)
            values = np.where(known, (raw - self.means) / self.deviations, 0.0)
            blocks += [known.astype(float), values, np.square(values)]
        return np.hstack(blocks)

    def positions(self, features: Array) -> Array:
        """Return the features as points: answers 0/1 and numbers.

        Parameters
        ----------
        features : ndarray
            Of `features`.
        """
        first = 1 + len(self.marginals)
        numbers = len(self.numbers)
        return np.hstack([features[:, 1:first], features[:, first + numbers : first + 2 * numbers]])

    def family(self, smallest_variance: float) -> IndependentAnswers:
        """Return the densities of classes.

        Parameters
        ----------
        smallest_variance : float
            Of a number in a class, as part of the variance of all.
        """
        return IndependentAnswers(self, smallest_variance)

    def parameters(self, k: int) -> int:
        """Return how many free parameters k classes have.

        Parameters
        ----------
        k : int
            Classes.
        """
        return k - 1 + k * (len(self.marginals) - len(self.levels) + 2 * len(self.numbers))

    def least_patterns(self) -> int:
        """Return how many different rows a class must hold not to have collapsed."""
        return 3 if self.numbers else 0

    def log_units(self, features: Array) -> Array:
        """Return what each row's log density loses from standard units to the numbers' own.

        Parameters
        ----------
        features : ndarray
            Of `features`.
        """
        first = 1 + len(self.marginals)
        return features[:, first : first + len(self.numbers)] @ np.log(self.deviations)


@dataclass(frozen=True)
class IndependentAnswers:
    """Classes within which answers are independent: shares of answers, normal numbers.

    Attributes
    ----------
    coding : AnswerCoding
        Of the features.
    smallest_variance : float
        No class has a lower variance of a number, as part of the variance of all.
    """

    coding: AnswerCoding
    smallest_variance: float

    def __call__(self, sums: Array) -> Array:
        """Turn sums of features by class into coefficients of the log density.

        Parameters
        ----------
        sums : ndarray
            … × features.
        """
        found = np.zeros_like(sums)
        levels, numbers = len(self.coding.marginals), len(self.coding.numbers)
        if levels:
            found[..., 1 : 1 + levels] = np.log(self.shares(sums))
        if numbers:
            mean, variance = self.moments(sums)
            at = 1 + levels
            found[..., at : at + numbers] = -0.5 * (
                np.log(2 * np.pi * variance) + np.square(mean) / variance
            )
            found[..., at + numbers : at + 2 * numbers] = mean / variance
            found[..., at + 2 * numbers :] = -0.5 / variance
        return found

    def shares(self, sums: Array) -> Array:
        """Return the share of every answer in every class, summing to 1 a question.

        Parameters
        ----------
        sums : ndarray
            … × features.
        """
        question = self.coding.question_of_level
        given = sums[..., 1 : 1 + len(question)] + _PRIOR * self.coding.marginals
        asked = np.add.reduceat(given, self.coding.first_levels, axis=-1)
        return given / asked[..., question]

    def moments(self, sums: Array) -> tuple[Array, Array]:
        """Return mean and variance of every number in every class, in standard units.

        Parameters
        ----------
        sums : ndarray
            … × features.
        """
        at, numbers = 1 + len(self.coding.marginals), len(self.coding.numbers)
        count = sums[..., at : at + numbers] + _PRIOR
        mean = sums[..., at + numbers : at + 2 * numbers] / count
        variance = (sums[..., at + 2 * numbers :] + _PRIOR) / count - np.square(mean)
        return mean, np.maximum(variance, np.maximum(self.smallest_variance, self.coding.grid))

    def own_moments(self, sums: Array) -> tuple[Array, Array]:
        """Return classes' means and covariance matrices in the numbers' own units.

        Parameters
        ----------
        sums : ndarray
            Classes × features.
        """
        mean, variance = self.moments(sums)
        scale = self.coding.deviations
        matrices = (variance * np.square(scale))[:, :, None] * np.eye(len(scale))
        return mean * scale + self.coding.means, matrices


def answer_coding(
    answers: pd.DataFrame, weights: Array, *, numbers: Collection[str] | None = ()
) -> AnswerCoding:
    """Return how to code answers: which are categories, and the scale of the numbers.

    Parameters
    ----------
    answers : pandas.DataFrame
        One row per person; numbers, 0/1 or categoricals, missing values allowed.
    weights : ndarray
        One a row.
    numbers : collection of str, optional
        Columns to treat as numbers; None: all numeric ones that are not 0/1. Other numeric
        columns count as categories and may have 10 different whole values.

    Raises
    ------
    DataError
        Where a column has too many values to be categories, is text or infinite.
    NotEnoughData
        Where a column is constant among the rows with a weight.
    """
    counted = answers[weights > 0]
    kinds = answer_kinds(counted)
    if numbers is None:
        numbers = [name for name in kinds.numbers if not counted[name].dropna().isin([0, 1]).all()]
    chosen = tuple(name for name in answers.columns if name in set(numbers))
    levels = _levels(counted, [name for name in answers.columns if name not in chosen])
    flags = [_indicators(counted[name], found) for name, found in levels.items()]
    heavy = weights[weights > 0]
    marginals = np.concatenate([heavy @ flag / (heavy @ flag).sum() for flag in flags] or [[]])
    raw = np.array([numbers_of(counted[name]) for name in chosen]).reshape(len(chosen), len(heavy))
    mass = np.where(np.isnan(raw), 0.0, heavy)
    means = (np.nan_to_num(raw) * mass).sum(axis=1) / mass.sum(axis=1)
    squares = np.square(np.nan_to_num(raw) - means[:, None]) * mass
    deviations = np.sqrt(squares.sum(axis=1) / mass.sum(axis=1))
    return AnswerCoding(
        levels, chosen, means, deviations, grid_variances(raw, deviations), marginals
    )


def grid_variances(numbers: Array, deviations: Array) -> Array:
    """Return the variance of rounding of every number, as part of its variance.

    Parameters
    ----------
    numbers : ndarray
        One row a number, missing values NaN.
    deviations : ndarray
        Standard deviation of each.

    References
    ----------
    Sheppard, W. F. (1898). Proceedings of the London Mathematical Society 29, 353–380.
    """
    steps = [_smallest_step(row[~np.isnan(row)]) for row in numbers]
    return np.square(np.array(steps) / deviations) / 12 if steps else np.empty(0)


def _smallest_step(numbers: Array) -> float:
    """Return the smallest difference; numbers that differ by rounding only are one."""
    different = np.unique(numbers)
    steps = np.diff(different)
    return float(steps[exceeds(different[1:], different[:-1])].min())


def _levels(answers: pd.DataFrame, names: Iterable[str]) -> dict[str, tuple[Hashable, ...]]:
    found: dict[str, tuple[Hashable, ...]] = {}
    problems = []
    for name in names:
        column = answers[name]
        if isinstance(column.dtype, pd.CategoricalDtype):
            given = set(column.dropna().astype(object))
            found[name] = tuple(level for level in column.cat.categories if level in given)
            continue
        values = np.unique(numbers_of(column)[column.notna()])
        if len(values) > MOST_STEPS or (values != np.round(values)).any():
            problems.append(
                Problem(
                    called(name),
                    _("must be categories or at most 10 whole numbers for latent classes"),
                    _("Cut the number into bands, or use the method mixed_mixture."),
                )
            )
        found[name] = tuple(float(value) for value in values)
    if problems:
        raise DataError(problems)
    return found


def _indicators(column: pd.Series, levels: tuple[Hashable, ...]) -> Array:
    codes = level_codes(column, levels)
    flags = np.zeros((len(column), len(levels)))
    rows = np.flatnonzero(codes >= 0)
    flags[rows, codes[rows]] = 1.0
    return flags
