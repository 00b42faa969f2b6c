"""Maximum likelihood of models whose parameters are all positive, searched in their logarithms.

A maximum has to be the same on every processor, to all the digits that are shown. So a search
does not stop where the likelihood hardly gains any more, but goes on until its own step
vanishes; and a parameter that the data do not determine is not left wherever rounding brought
it: it is fixed at the best of a few whole logarithms and said to be so.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize

from analysis.statistics.deciding import TOLERANCE, exceeds

Array = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]
Likelihood = Callable[[Array], tuple[float, Array]]
BOUND = 9.0  # of log parameters: e^9, about 8,000, is as good as infinite in the scaled models
_STEP = 3e-3  # of log parameters, for derivatives
_ONE_PERCENT = 2.576  # standard errors, two-sided
_LEAST_INFORMATION = 0.01  # under it a standard error is above 10: a factor of e^10 either way
_EQUAL = 1e-4  # of a log-likelihood: a smaller difference tells no two solutions apart
_AT_BOUND = 1e-3
_AT_REST = 1e-10  # of log parameters
_AS_NOISE = 1e-6  # steps this short that grow no shorter are rounding
_MOST_STEPS = 60
_LONGEST_STEP = 1.0
_HALVINGS = 40
_UNDECIDED = (0.0, 3.0, -3.0, 6.0, -6.0, BOUND, -BOUND)  # where a parameter may be fixed
_PART_OF_FLAT = 0.1  # of a parameter's direction, squared
_STEADY = 0.01  # what moves more as a fixed parameter moves by 1 is as arbitrary as that one


@dataclass(frozen=True, eq=False)
class Maximum:
    """Where a log-likelihood is highest.

    Attributes
    ----------
    logs : numpy.ndarray
        Logarithms of the parameters.
    value : float
        The log-likelihood there.
    covariance : numpy.ndarray
        Of the logarithms, from the observed information; NaN for parameters that the data do
        not determine.
    identified : tuple of bool
        Whether the data determine each parameter. One that they do not ran to the end of what
        is tried or left the likelihood flat: it was fixed, or goes along with a fixed one.
    """

    logs: Array
    value: float
    covariance: Array
    identified: tuple[bool, ...]

    @property
    def boundary(self) -> bool:
        """Whether a parameter is not determined by the data."""
        return not all(self.identified)


def highest(likelihood: Likelihood, starts: Sequence[Sequence[float]], weight: float) -> Maximum:
    """Return the maximum of a log-likelihood: quasi-Newton from fixed starts, Newton to rest.

    Parameters
    ----------
    likelihood : callable
        Logarithms of the parameters → log-likelihood and its gradient in them.
    starts : sequence of sequence of float
        Where to begin; the first of the best ends counts, by 0.0001 of log-likelihood.
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
    logs, value = _first_best([(found.x, -float(found.fun) * weight) for found in tries])
    begin = np.asarray(starts[0], dtype=float)
    logs, value, free = _determined(likelihood, np.array(logs), begin)
    information = _information(likelihood, logs)
    identified = _steady(information, free)
    covariance = np.full(information.shape, np.nan)
    covariance[np.ix_(free, free)] = np.linalg.inv(information[np.ix_(free, free)])
    covariance[~identified], covariance[:, ~identified] = np.nan, np.nan
    return Maximum(logs, value, covariance, tuple(identified.tolist()))


def _first_best(ends: Sequence[tuple[Array, float]]) -> tuple[Array, float]:
    """Return the first place whose log-likelihood is as good as the best."""
    best = max(value for _logs, value in ends)
    return next(end for end in ends if end[1] >= best - _EQUAL)


def _determined(likelihood: Likelihood, logs: Array, begin: Array) -> tuple[Array, float, Flags]:
    """Go to the maximum and fix, one after the other, what the data do not determine there.

    Where the likelihood is flat, rounding decides where a search ends. So a parameter is never
    fixed where it happens to be: the others are searched anew, from the first start.
    """
    free = np.ones(len(logs), dtype=bool)
    logs, value = _at_rest(likelihood, logs, free)
    while free.any():
        outward = likelihood(logs)[1] * np.sign(logs)
        at_end = free & (np.abs(logs) > BOUND - _AT_BOUND) & (outward > _EQUAL)
        if at_end.any():
            logs, free = np.where(at_end, np.sign(logs) * BOUND, logs), free & ~at_end
            begin = np.where(free, begin, logs)
            logs, value = _at_rest(likelihood, logs, free)
            continue
        open_ones = _flat(_information(likelihood, logs), free)
        if not open_ones.any():
            break
        last = int(np.flatnonzero(open_ones)[-1])
        free[last] = False
        ends = [_at_rest(likelihood, _with(begin, last, fixed), free) for fixed in _UNDECIDED]
        logs, value = _first_best(ends)
        begin = _with(begin, last, float(logs[last]))
    return logs, value, free


def _with(logs: Array, place: int, value: float) -> Array:
    return np.where(np.arange(len(logs)) == place, value, logs)


def _flat(information: Array, free: Flags) -> Flags:
    """Say which free parameters have a part in a direction in which the likelihood is flat."""
    roots, axes = np.linalg.eigh(information[np.ix_(free, free)])
    part = np.square(axes[:, roots < _LEAST_INFORMATION]).sum(axis=1)
    found = np.zeros(len(free), dtype=bool)
    found[free] = part > _PART_OF_FLAT
    return found


def _information(likelihood: Likelihood, logs: Array) -> Array:
    """Return the observed information: the gradient's own slopes."""
    matrix = -_slopes(lambda at: likelihood(at)[1], logs)
    return (matrix + matrix.T) / 2


def _slopes(function: Callable[[Array], Array | float], logs: Array) -> Array:
    """Return a function's derivatives, one row a parameter, by differences of fourth order.

    Their steps are so wide that rounding plays no part in the digits that are shown.
    """
    rows = []
    for step in np.eye(len(logs)) * _STEP:
        near = np.asarray(function(logs + step)) - function(logs - step)
        far = np.asarray(function(logs + 2 * step)) - function(logs - 2 * step)
        rows.append((8 * near - far) / (12 * _STEP))
    return np.array(rows)


def _at_rest(likelihood: Likelihood, logs: Array, free: Flags) -> tuple[Array, float]:
    """Take Newton steps of the free parameters, within bounds, until the steps vanish."""
    value, gradient = likelihood(logs)
    before = np.inf
    for _step in range(_MOST_STEPS):
        outward = (np.abs(logs) > BOUND - _AT_REST) & (gradient * logs > 0)
        moving = free & ~outward
        if not moving.any():
            break
        step = _newton_step(_information(likelihood, logs), gradient, moving)
        length = float(np.abs(step).max())
        if length < _AT_REST or before / 2 < length < _AS_NOISE:
            break
        logs, value, gradient = _ahead(likelihood, logs, value, step)
        before = length
    return logs, value


def _newton_step(information: Array, gradient: Array, moving: Flags) -> Array:
    """Return the step uphill; along flat directions as if they were a little curved."""
    roots, axes = np.linalg.eigh(information[np.ix_(moving, moving)])
    curved = np.maximum(np.abs(roots), _LEAST_INFORMATION)
    step = np.zeros(len(gradient))
    step[moving] = axes @ ((axes.T @ gradient[moving]) / curved)
    return step * min(1.0, _LONGEST_STEP / max(float(np.abs(step).max()), 1e-300))


def _ahead(
    likelihood: Likelihood, logs: Array, value: float, step: Array
) -> tuple[Array, float, Array]:
    """Return where the step ends, halved while the likelihood falls by more than rounding.

    Near the maximum the likelihood is level to its last digits: there the gradient alone, which
    the steps come from, says where the maximum is, and no step may be refused for a digit.
    """
    slack = TOLERANCE * max(1.0, abs(value))
    for _halving in range(_HALVINGS):
        ahead = np.clip(logs + step, -BOUND, BOUND)
        found, slope = likelihood(ahead)
        if found >= value - slack:
            break
        step = step / 2
    return ahead, found, slope


def _steady(information: Array, free: Flags) -> Flags:
    """Say which parameters hardly move when a fixed one is moved by a factor of e."""
    steady = free.copy()
    if free.any() and not free.all():
        inner = information[np.ix_(free, free)]
        moves = np.linalg.solve(inner, information[np.ix_(free, ~free)])
        steady[free] = np.abs(moves).max(axis=1) <= _STEADY
    return steady


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
    slopes = _slopes(function, logs)
    return float(np.sqrt(max(float(slopes @ covariance @ slopes), 0.0)))


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
    return bool(exceeds(abs(difference), _ONE_PERCENT * np.sqrt(np.square(known).sum())))
