"""Maximum likelihood of models whose parameters are all positive, searched in their logarithms."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize

Array = npt.NDArray[np.float64]
Likelihood = Callable[[Array], tuple[float, Array]]
BOUND = 9.0  # of log parameters: e^9, about 8,000, is as good as infinite in the scaled models
_STEP = 1e-4  # of log parameters, for derivatives
_ONE_PERCENT = 2.576  # standard errors, two-sided
_LEAST_INFORMATION = 0.01  # under it a standard error is above 10: a factor of e^10 either way


@dataclass(frozen=True)
class Maximum:
    """Where a log-likelihood is highest.

    Attributes
    ----------
    logs : numpy.ndarray
        Logarithms of the parameters.
    value : float
        The log-likelihood there.
    covariance : numpy.ndarray
        Of the logarithms, from the observed information; NaN where the data cannot tell the
        parameters apart.
    boundary : bool
        Whether a parameter ran to the end of what is tried, or the maximum is flat.
    """

    logs: Array
    value: float
    covariance: Array
    boundary: bool


def highest(likelihood: Likelihood, starts: Sequence[Sequence[float]], weight: float) -> Maximum:
    """Return the maximum of a log-likelihood: quasi-Newton from fixed starts, then Newton steps.

    Parameters
    ----------
    likelihood : callable
        Logarithms of the parameters → log-likelihood and its gradient in them.
    starts : sequence of sequence of float
        Where to begin; the best end counts.
    weight : float
        Number of cases: brings likelihoods of any size to one scale.
    """

    def loss(logs: Array) -> tuple[float, Array]:
        value, gradient = likelihood(logs)
        return -value / weight, -gradient / weight

    options = {"maxiter": 500, "ftol": 1e-13, "gtol": 1e-8}
    tries = [
        minimize(
            loss,
            np.asarray(start, dtype=float),
            jac=True,
            method="L-BFGS-B",
            bounds=[(-BOUND, BOUND)] * len(start),
            options=options,
        )
        for start in starts
    ]
    logs, value, information = _polished(
        likelihood, min(tries, key=lambda found: float(found.fun)).x
    )
    covariance = _covariance(information)
    at_end = bool(np.abs(logs).max() > BOUND - 0.01)
    return Maximum(logs, value, covariance, at_end or bool(np.isnan(covariance).any()))


def _information(likelihood: Likelihood, logs: Array) -> Array:
    """Return the observed information by central differences of the gradient."""
    rows = []
    for step in np.eye(len(logs)) * _STEP:
        rows.append((likelihood(logs - step)[1] - likelihood(logs + step)[1]) / (2 * _STEP))
    matrix = np.array(rows)
    return (matrix + matrix.T) / 2


def _polished(likelihood: Likelihood, logs: Array) -> tuple[Array, float, Array]:
    """Take Newton steps while they go up; return where they end, its value and information."""
    value, gradient = likelihood(logs)
    information = _information(likelihood, logs)
    for _step in range(5):
        if np.linalg.eigvalsh(information)[0] < _LEAST_INFORMATION:
            break
        ahead = logs + np.linalg.solve(information, gradient)
        if np.abs(ahead - logs).max() < 1e-9 or np.abs(ahead).max() > BOUND:
            break
        better, slope = likelihood(ahead)
        if better < value:
            break
        logs, value, gradient = ahead, better, slope
        information = _information(likelihood, logs)
    return logs, value, information


def _covariance(information: Array) -> Array:
    if np.linalg.eigvalsh(information)[0] < _LEAST_INFORMATION:
        return np.full(information.shape, np.nan)
    return np.linalg.inv(information)


def delta_error(function: Callable[[Array], float], logs: Array, covariance: Array) -> float:
    """Return the standard error of a function of the parameters by the delta method.

    Parameters
    ----------
    function : callable
        Logarithms of the parameters → a number.
    logs, covariance : numpy.ndarray
        The parameters' logarithms and their covariance; NaN gives NaN.
    """
    if np.isnan(covariance).any():
        return float("nan")
    slopes = np.array(
        [
            (function(logs + step) - function(logs - step)) / (2 * _STEP)
            for step in np.eye(len(logs)) * _STEP
        ]
    )
    return float(np.sqrt(max(slopes @ covariance @ slopes, 0.0)))


def beyond_chance(difference: float, *errors: float) -> bool:
    """Return whether a difference is more than chance at 1 %, given its standard errors.

    Parameters
    ----------
    difference : float
        What was found, less what was expected.
    errors : float
        Standard errors that add up in squares; one that is not known (NaN) is left out.
    """
    known = [error for error in errors if not np.isnan(error)]
    return bool(abs(difference) > _ONE_PERCENT * np.sqrt(np.square(known).sum()))
