"""People in fitted classes: who belongs where, how well the classes fit, and fitting again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt
import pandas as pd

from analysis.statistics.clustering.answer_features import SMALLEST_VARIANCE
from analysis.statistics.clustering.answer_kinds import refuse_too_few, scaled_weights
from analysis.statistics.clustering.answer_patterns import answer_patterns
from analysis.statistics.clustering.mixture_fit import (
    Family,
    FittedClasses,
    fit_classes,
    posteriors,
)
from analysis.statistics.deciding import first_largest

STARTS = 20
SHORT_RUNS_PER_START = 4
QUICK_TOLERANCE = 1e-6
Array = npt.NDArray[np.float64]
Labels = npt.NDArray[np.int64]
# classes that collapse nevertheless are fitted again with more variance in every class
_FLOORS = (SMALLEST_VARIANCE, 0.01, 0.1, 1.0)


class Coding(Protocol):
    """How people's answers become the features of a mixture.

    Its methods are described where they are made: `AnswerCoding`, `NumberCoding`.
    """

    def features(self, answers: pd.DataFrame, /) -> Array:
        """Return rows × features of answers."""

    def positions(self, features: Array, /) -> Array:
        """Return points that starts are drawn from."""

    def family(self, smallest_variance: float, /) -> Family:
        """Return the densities of classes."""

    def parameters(self, k: int, /) -> int:
        """Return how many free parameters k classes have."""

    def least_patterns(self) -> int:
        """Return how many different rows a class must hold."""

    def log_units(self, features: Array, /) -> Array:
        """Return each row's loss of log density from standard units to the numbers' own."""


@dataclass(frozen=True, eq=False)
class ClassFit:
    """Classes of people, the largest first.

    Attributes
    ----------
    k : int
        Classes.
    log_likelihood : float
        Weighted, with weights of mean 1; densities in the numbers' own units.
    parameters : int
        Free ones: k − 1 shares and those of every class.
    bic, aic : float
        −2 log-likelihood + parameters · ln(base) or · 2; lower is better.
    entropy : float
        Entropy R², 0–1: how much of the classes' uncertainty the answers remove; NaN for k = 1.
    class_shares : pandas.Series
        Share of every class, 0–1, by its number 0 … k-1.
    labels : pandas.Series
        Class of each person, the likeliest one, by the rows of the answers.
    posterior : pandas.DataFrame
        Probability of each class (columns) for each person.
    smallest_variance : float
        Part of the variance of all that no class was allowed to fall below.
    base, patterns : int
        People with a weight above zero; different rows of answers among them.
    starts, seed : int
        Random starts and their seed.
    coding, fitted
        What new persons are assigned with, by `class_posteriors`.
    """

    k: int
    log_likelihood: float
    parameters: int
    bic: float
    aic: float
    entropy: float
    class_shares: pd.Series
    labels: pd.Series
    posterior: pd.DataFrame
    smallest_variance: float
    base: int
    patterns: int
    starts: int
    seed: int
    coding: Any
    fitted: FittedClasses


def fitted_people(
    coding: Coding, answers: pd.DataFrame, weights: Array, k: int, *, starts: int, seed: int
) -> ClassFit:
    """Fit k classes to people and put everyone into the likeliest one.

    Parameters
    ----------
    coding : Coding
        How answers become features.
    answers : pandas.DataFrame
        One row per person.
    weights : ndarray
        One a row, of mean 1 among those above zero.
    k, starts, seed : int
        Classes, random starts and their seed; four short runs a start.

    Raises
    ------
    NotEnoughData
        Where fewer than k people differ.
    """
    features = coding.features(answers)
    used = weights > 0
    patterns = answer_patterns(features[used], weights[used])
    runs = starts * SHORT_RUNS_PER_START
    fitted, floor = _uncollapsed(coding, patterns.values, patterns.weights, k, runs, seed)
    belongs = posteriors(fitted.coefficients, features)
    likelihood = fitted.log_likelihood - float(weights @ coding.log_units(features))
    count, base = coding.parameters(k), int(used.sum())
    return ClassFit(
        k=k,
        log_likelihood=likelihood,
        parameters=count,
        bic=-2 * likelihood + count * float(np.log(base)),
        aic=-2 * likelihood + 2 * count,
        entropy=entropy_r2(belongs, weights),
        class_shares=pd.Series(fitted.shares, name="share").rename_axis("class"),
        labels=pd.Series(first_largest(belongs, axis=1), index=answers.index, name="class"),
        posterior=pd.DataFrame(belongs, index=answers.index).rename_axis(columns="class"),
        smallest_variance=floor,
        base=base,
        patterns=len(patterns.values),
        starts=starts,
        seed=seed,
        coding=coding,
        fitted=fitted,
    )


def class_posteriors(fit: ClassFit, answers: pd.DataFrame) -> Array:
    """Return the probability of every class (columns) for (new) persons.

    Parameters
    ----------
    fit : ClassFit
        The classes.
    answers : pandas.DataFrame
        With the same questions. Missing answers and such as nobody gave before say nothing:
        who gave none has the shares of the classes.
    """
    return posteriors(fit.fitted.coefficients, fit.coding.features(answers))


def class_divider(coding: Coding, answers: pd.DataFrame) -> Callable[..., Labels]:
    """Return a function that divides bootstrap samples of the same people again and again.

    Parameters
    ----------
    coding : Coding
        How answers become features.
    answers : pandas.DataFrame
        One row per person.

    Returns
    -------
    callable
        ``(weights_of_rows, k, *, starts, seed)`` → class 0 … k-1 of every row, fitted on rows
        with a weight above zero: one short run a start, and an end as soon as a person's
        log-likelihood gains less than 0.000001.
    """
    patterns = answer_patterns(coding.features(answers))

    def divide(weights_of_rows: Array, k: int, *, starts: int, seed: int) -> Labels:
        scaled = scaled_weights(weights_of_rows, len(answers))
        mass = _mass(patterns.pattern_of_row, scaled, len(patterns.values))
        used = mass > 0
        fitted, _floor = _uncollapsed(
            coding, patterns.values[used], mass[used], k, starts, seed, QUICK_TOLERANCE
        )
        belongs = posteriors(fitted.coefficients, patterns.values)
        return first_largest(belongs, axis=1)[patterns.pattern_of_row]

    return divide


def entropy_r2(belongs: Array, weights: Array) -> float:
    """Return 1 less the mean entropy of the posteriors over ln k; NaN for one class.

    Parameters
    ----------
    belongs : ndarray
        Rows × classes.
    weights : ndarray
        One a row.

    References
    ----------
    Ramaswamy, V. et al. (1993). An empirical pooling approach. Marketing Science 12, 103–124.
    """
    if belongs.shape[1] == 1:
        return float("nan")
    spread = -(belongs * np.log(np.maximum(belongs, 1e-300))).sum(axis=1)
    return float(1 - spread @ weights / weights.sum() / np.log(belongs.shape[1]))


def _uncollapsed(
    coding: Coding,
    patterns: Array,
    weights: Array,
    k: int,
    starts: int,
    seed: int,
    tolerance: float | None = None,
) -> tuple[FittedClasses, float]:
    """Return the best classes of which none sits on a few equal rows, and their least variance."""
    refuse_too_few(len(patterns), k)
    positions = coding.positions(patterns)
    # k classes cannot share out more different rows than there are
    least = min(coding.least_patterns(), len(patterns) / (2 * k))
    for floor, needed in [*((floor, least) for floor in _FLOORS), (_FLOORS[-1], 0.0)]:
        fitted = fit_classes(
            patterns,
            positions,
            weights,
            coding.family(floor),
            k,
            starts=starts,
            seed=seed,
            least_patterns=needed,
            tolerance=tolerance,
        )
        if fitted is not None:
            return fitted, floor
    raise AssertionError("where no row is asked for, no class has collapsed")


def _mass(pattern_of_row: Labels, weights: Array, patterns: int) -> Array:
    """Return the summed weight of every pattern, the same whatever the order of the rows."""
    order = np.lexsort((weights, pattern_of_row))
    found = np.bincount(pattern_of_row[order], weights=weights[order], minlength=patterns)
    return np.asarray(found, dtype=np.float64)
