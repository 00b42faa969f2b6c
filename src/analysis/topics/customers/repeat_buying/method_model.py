"""The BG/NBD model of repeat buying: likelihood, maximum, expectations.

While active, a customer buys at a steady rate; after any repeat purchase they may drop out for
good. Rates differ between customers by a gamma distribution (r, alpha), chances of dropping out
by a beta distribution (a, b).
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy.special import betaln, expit, gammaln, hyp2f1

from analysis.statistics.maximum_likelihood import Likelihood, highest

Array = npt.NDArray[np.float64]
PARAMETERS = ("r", "alpha", "a", "b")
_STARTS = ((0.0, 0.0, -1.0, 0.5), (-1.0, -1.0, 0.0, 1.0), (1.0, 1.0, -3.0, 1.0))
_TINY = 1e-6  # how far a and a + b are kept from 1, where the closed form is 0 / 0
_DEEPEST = 300.0  # exp(-300) and its inverse are still numbers


@dataclass(frozen=True, eq=False)
class Patterns:
    """Customers with the same history, counted.

    Attributes
    ----------
    frequency, recency, age : numpy.ndarray
        The histories, each once, ordered.
    counts : numpy.ndarray
        How many customers have each.
    row : numpy.ndarray
        The history of every customer, as a place in the others.
    """

    frequency: Array
    recency: Array
    age: Array
    counts: Array
    row: npt.NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class ModelFit:
    """A BG/NBD model at its maximum.

    Attributes
    ----------
    parameters : tuple of float
        r, alpha, a, b; alpha in units of time.
    log_likelihood : float
        At the maximum.
    standard_errors : tuple of float
        Of the parameters; NaN where the data cannot tell them apart.
    covariance : numpy.ndarray
        4 × 4, of the parameters' logarithms; NaN where the data cannot tell them apart.
    identified : tuple of bool
        Whether the data determine each parameter; see `Maximum`.
    """

    parameters: tuple[float, float, float, float]
    log_likelihood: float
    standard_errors: tuple[float, float, float, float]
    covariance: Array
    identified: tuple[bool, ...]

    @property
    def boundary(self) -> bool:
        """Whether a parameter ran to the end of what is tried, or the maximum is flat."""
        return not all(self.identified)


def purchase_patterns(frame: pd.DataFrame) -> Patterns:
    """Return the different histories in a frame, with how many customers have each.

    Parameters
    ----------
    frame : pandas.DataFrame
        One row per customer: ``frequency``, ``recency``, ``age``.
    """
    by_history = frame.groupby(["frequency", "recency", "age"], sort=True)
    counts = by_history.size()
    frequency, recency, age = (
        counts.index.get_level_values(place).to_numpy(dtype=float) for place in range(3)
    )
    row = by_history.ngroup().to_numpy().astype(np.int64)
    return Patterns(frequency, recency, age, counts.to_numpy().astype(float), row)


def log_likelihood(parameters: tuple[float, ...], patterns: Patterns) -> float:
    """Return the log-likelihood of all customers.

    Parameters
    ----------
    parameters : tuple of float
        r, alpha, a, b, all above 0.
    patterns : Patterns
        The customers.

    References
    ----------
    Fader, P. S., Hardie, B. G. S., Lee, K. L. (2005), equation 6; Fader, P. S., Hardie, B. G. S.
    (2013). Overcoming the BG/NBD model's #NUM! error problem (its terms on a log scale).
    """
    return _likelihood(patterns)(np.log(parameters))[0]


def _gone_or_active(parameters: tuple[float, ...] | Array, known: Patterns) -> Array:
    """Return the log odds of having dropped out at the last purchase against being active."""
    r, alpha, a, b = parameters
    x = known.frequency
    odds = np.full(len(x), -np.inf)
    again = x > 0
    silent = np.log((alpha + known.age[again]) / (alpha + known.recency[again]))
    odds[again] = np.log(a / (b + x[again] - 1)) + (r + x[again]) * silent
    return odds


def _likelihood(known: Patterns) -> Likelihood:
    """Return the log-likelihood and its gradient as a function of the parameters' logarithms.

    Frequencies are whole, so ratios of gamma functions are products: their differences would
    lose the digits that tell where the maximum is once a parameter is in the thousands.
    """
    values, place = np.unique(known.frequency, return_inverse=True)
    x, counts = known.frequency, known.counts
    people = np.bincount(place, weights=counts)

    def by_value(numbers: Array) -> Array:
        return np.asarray(np.bincount(place, weights=counts * numbers), dtype=float)

    def likelihood(logs: Array) -> tuple[float, Array]:
        r, alpha, a, b = parameters = np.exp(logs)
        odds = _gone_or_active(parameters, known)
        left = expit(odds)
        until, last = np.log(alpha + known.age), np.log(alpha + known.recency)
        (rising_r, slope_r), (rising_b, slope_b), (rising_ab, slope_ab) = (
            _rising(start, values) for start in (r, b, a + b)
        )
        special = rising_r + r * np.log(alpha) + rising_b - rising_ab
        total = people @ special + counts @ (np.logaddexp(0, odds) - (r + x) * until)
        gone = by_value(left)
        slopes = np.array(
            [
                people @ (slope_r + np.log(alpha)) - counts @ (until + left * (last - until)),
                people.sum() * r / alpha
                - (r + values) @ by_value((1 - left) * np.exp(-until) + left * np.exp(-last)),
                gone.sum() / a - people @ slope_ab,
                people @ (slope_b - slope_ab) - gone @ (1 / (b + np.maximum(values, 1) - 1)),
            ]
        )
        return float(total), slopes * parameters

    return likelihood


def _rising(start: float, times: Array) -> tuple[Array, Array]:
    """Return log gamma(start + times) − log gamma(start) and its slope in ``start``."""
    factors = start + np.arange(times.max())
    at = times.astype(np.int64)
    return (
        np.append(0.0, np.cumsum(np.log(factors)))[at],
        np.append(0.0, np.cumsum(1 / factors))[at],
    )


def fit_model(patterns: Patterns) -> ModelFit:
    """Return the maximum-likelihood model of the customers.

    The search starts at three fixed points, with time in mean ages, so that the unit of time
    plays no part.

    Parameters
    ----------
    patterns : Patterns
        The customers; at least one with a repeat purchase.
    """
    people = float(patterns.counts.sum())
    scale = float(patterns.counts @ patterns.age) / people
    scaled = replace(patterns, recency=patterns.recency / scale, age=patterns.age / scale)
    found = highest(_likelihood(scaled), _STARTS, people)
    logs = found.logs + np.array([0.0, np.log(scale), 0.0, 0.0])
    errors = np.exp(logs) * np.sqrt(np.diag(found.covariance))
    r, alpha, a, b = np.exp(logs).tolist()
    of_r, of_alpha, of_a, of_b = errors.tolist()
    return ModelFit(
        (r, alpha, a, b),
        found.value - float(np.log(scale) * (patterns.counts @ patterns.frequency)),
        (of_r, of_alpha, of_a, of_b),
        found.covariance,
        found.identified,
    )


def probability_active(parameters: tuple[float, ...], patterns: Patterns) -> Array:
    """Return how likely every history's customers are still active at the end, 0–1.

    Parameters
    ----------
    parameters : tuple of float
        r, alpha, a, b.
    patterns : Patterns
        The histories. Without a repeat purchase it is 1: nobody drops out before.

    References
    ----------
    Fader, P. S., Hardie, B. G. S., Lee, K. L. (2008). Computing P(alive) using the BG/NBD model.
    """
    active: Array = expit(-_gone_or_active(parameters, patterns))
    return active


def expected_purchases(
    parameters: tuple[float, ...], patterns: Patterns, horizon: float | Array
) -> Array:
    """Return the purchases every history's customers are expected to make after the end.

    Parameters
    ----------
    parameters : tuple of float
        r, alpha, a, b.
    patterns : Patterns
        The histories.
    horizon : float or numpy.ndarray
        How long after the end, in units of time.

    References
    ----------
    Fader, P. S., Hardie, B. G. S., Lee, K. L. (2005), equation 10; where a is not in the hundreds
    by Euler's transformation of its hypergeometric function, which then does not overflow.
    """
    if_active = _while_active(parameters, patterns.frequency, patterns.age, horizon)
    return if_active * probability_active(parameters, patterns)


def expected_from_first(parameters: tuple[float, ...], time: Array) -> Array:
    """Return the repeat purchases a new customer is expected to make within ``time``.

    Parameters
    ----------
    parameters : tuple of float
        r, alpha, a, b.
    time : numpy.ndarray
        Time since the first purchase; 0 or less gives none.
    """
    return _while_active(parameters, np.zeros_like(time), 0.0, np.maximum(time, 0.0))


def _while_active(
    parameters: tuple[float, ...], x: Array, age: Array | float, horizon: Array | float
) -> Array:
    r, alpha, a, b = parameters
    a = 1 + _TINY if abs(a - 1) < _TINY else a
    b = b + 2 * _TINY if abs(a + b - 1) < _TINY else b
    z = horizon / (alpha + age + horizon)
    passed = -np.log1p(-z)
    # where dropping out hardly differs between customers, Euler's form is 0 times infinity
    by_euler = (a - 1) * passed < _DEEPEST
    power = np.where(by_euler, a - 1, r + x)
    first, second = np.where(by_euler, a + b - 1 - r, r + x), np.where(by_euler, a - 1, b + x)
    stays = np.exp(-power * passed) * hyp2f1(first, second, a + b + x - 1, z)
    purchases: Array = (a + b + x - 1) / (a - 1) * (1 - stays)
    return purchases


def count_probabilities(parameters: tuple[float, ...], age: Array, most: int) -> Array:
    """Return how likely 0, 1 … ``most`` − 1 and ``most`` or more repeat purchases are.

    Parameters
    ----------
    parameters : tuple of float
        r, alpha, a, b.
    age : numpy.ndarray
        Times since the first purchase.
    most : int
        The open last class.

    Returns
    -------
    numpy.ndarray
        One row per age, ``most`` + 1 columns; rows add up to 1.

    References
    ----------
    Fader, P. S., Hardie, B. G. S., Lee, K. L. (2005), equation 8.
    """
    r, alpha, a, b = parameters
    x = np.arange(most)[None, :]
    at = np.asarray(age, dtype=float)[:, None]
    z = at / (alpha + at)
    bought = np.exp(gammaln(r + x) - gammaln(r) - gammaln(x + 1) + r * np.log1p(-z)) * z**x
    stayed = np.exp(betaln(a, b + x) - betaln(a, b))
    dropped = np.exp(betaln(a + 1, b + np.maximum(x, 1) - 1) - betaln(a, b))
    more = 1 - np.cumsum(bought, axis=1) + bought  # x or more, were nobody to drop out
    found = stayed * bought + np.where(x > 0, dropped * more, 0.0)
    return np.concatenate([found, np.clip(1 - found.sum(axis=1, keepdims=True), 0, 1)], axis=1)
