"""Fitting mixtures of classes by expectation-maximisation, many starts at a time.

The density of every class is that of an exponential family, its logarithm linear in features of
a person's answers. So an E-step is one product of matrices and the sums an M-step needs are
another, whatever the answers are; a family only turns sums into coefficients.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]
Family = Callable[[Array], Array]
STAGES = (12, 40)  # iterations before the worse starts are dropped
FINALISTS = 4
MOST_ITERATIONS = 3000
LEAST_VARIETY = 0.25
ROUGH_TOLERANCE = 1e-7
TOLERANCE = 1e-10  # gain of the mean log-likelihood a person
_AT_ONCE = 1 << 22  # numbers held for starts iterated together: 32 MB
_SMALLEST_SHARE = 1e-12


@dataclass(frozen=True)
class FittedClasses:
    """Classes found by the best of many starts, the largest first.

    Attributes
    ----------
    coefficients : ndarray
        Classes × features: the log of share times density is ``coefficients @ features``.
    sums : ndarray
        Classes × features: weighted sums of the features, by posterior; the first is the
        weight of the class.
    log_likelihood : float
        Weighted, in the units of the features.
    """

    coefficients: Array
    sums: Array
    log_likelihood: float

    @property
    def shares(self) -> Array:
        """Share of every class."""
        return self.sums[:, 0] / self.sums[:, 0].sum()


def fit_classes(
    features: Array,
    positions: Array,
    weights: Array,
    family: Family,
    k: int,
    *,
    starts: int,
    seed: int,
    least_patterns: float = 0.0,
    tolerance: float = TOLERANCE,
) -> FittedClasses | None:
    """Return the best mixture of k classes, or None where every start collapsed.

    Short runs from many starts, long ones of the best: the worse half to three quarters of the
    starts are dropped after 12 and again after 40 iterations, the best few go on until a person
    gains less than 0.0000001 of log-likelihood, the best of them until ``tolerance``.

    Parameters
    ----------
    features : ndarray
        One row a pattern of answers; the first column is 1.
    positions : ndarray
        The patterns as points; starts put every pattern to the nearest of k random ones.
    weights : ndarray
        Weight of every pattern, above zero.
    family : callable
        Weighted sums of features (… × features) → coefficients (… × features) of the log
        density.
    k, starts, seed : int
        Classes, random starts and their seed.
    least_patterns : float
        Different patterns every class must hold, by posterior, and a quarter as many for its
        weight as all classes together; a start that ends with fewer has collapsed onto people
        with equal answers and does not count. 0: no such rule.
    tolerance : float
        When to stop.

    References
    ----------
    Dempster, A. P., Laird, N. M., Rubin, D. B. (1977). Maximum likelihood from incomplete data
    via the EM algorithm. JRSS B 39, 1–38.
    Biernacki, C., Celeux, G., Govaert, G. (2003). Choosing starting values for the EM algorithm.
    Computational Statistics & Data Analysis 41, 561–575.
    """
    run = _Run(np.ascontiguousarray(features), weights, family, least_patterns)
    generator = np.random.default_rng([seed, k])
    held = run.start(positions, k, starts, generator)
    for iterations, left in zip(STAGES, (max(FINALISTS, starts // 4), FINALISTS), strict=True):
        held, fits = run.iterated(held, iterations)
        held = held[np.argsort(-fits, kind="stable")[:left]]
    held, fits = run.converged(held, max(tolerance, ROUGH_TOLERANCE))
    for best in np.argsort(-fits, kind="stable"):
        (final,), (fit,) = run.converged(held[[best]], tolerance)
        if np.isfinite(fit):
            break
    else:
        return None
    sums = run.sums(final)
    order = np.lexsort((np.arange(k), -np.round(sums[:, 0], 9)))
    return FittedClasses(final[order], sums[order], float(fit))


def posteriors(coefficients: Array, features: Array) -> Array:
    """Return the probability of every class (columns) for every row of features.

    Parameters
    ----------
    coefficients : ndarray
        Classes × features of `FittedClasses`.
    features : ndarray
        Rows × features.
    """
    joint = features @ coefficients.T
    joint -= joint.max(axis=1, keepdims=True)
    np.exp(joint, out=joint)
    return joint / joint.sum(axis=1, keepdims=True)


def log_densities(coefficients: Array, features: Array) -> Array:
    """Return the log density of every row under the whole mixture.

    Parameters
    ----------
    coefficients, features : ndarray
        As in `posteriors`.
    """
    joint = features @ coefficients.T
    top = joint.max(axis=1)
    return top + np.log(np.exp(joint - top[:, None]).sum(axis=1))


@dataclass(frozen=True)
class _Run:
    features: Array
    weights: Array
    family: Family
    least_patterns: float

    def start(self, positions: Array, k: int, starts: int, generator: np.random.Generator) -> Array:
        """Return coefficients (starts × k × features) from k random patterns a start."""
        found = []
        for _start in range(starts):
            # the k largest of these are k different patterns, drawn by their weights
            keys = np.log(self.weights) + generator.gumbel(size=len(self.weights))
            drawn = positions[np.argsort(-keys, kind="stable")[:k]]
            far = np.square(drawn).sum(axis=1)[:, None] - 2 * drawn @ positions.T
            belongs = np.full((k, len(positions)), 0.1 / k)
            belongs[far.argmin(axis=0), np.arange(len(positions))] += 0.9
            found.append((belongs * self.weights) @ self.features)
        return self._maximised(np.stack(found))

    def iterated(self, held: Array, iterations: int) -> tuple[Array, Array]:
        """Iterate starts side by side; collapsed ones have log-likelihood −inf."""
        size = held.shape[1] * len(self.features)
        together = max(1, _AT_ONCE // size)
        done, fits = [], []
        for first in range(0, len(held), together):
            part = held[first : first + together]
            for _iteration in range(iterations):
                part, fit = self._step(part)
            done.append(part)
            fits.append(fit)
        return np.concatenate(done), np.concatenate(fits)

    def converged(self, held: Array, tolerance: float) -> tuple[Array, Array]:
        """Iterate starts side by side, each to its end."""
        held, fits = held.copy(), np.full(len(held), -np.inf)
        least_gain = tolerance * self.weights.sum()
        going = np.arange(len(held))
        for _iteration in range(MOST_ITERATIONS):
            improved, fit = self._step(held[going])
            gain = np.where(np.isfinite(fit), fit, 0) - np.where(np.isfinite(fit), fits[going], 0)
            fits[going] = fit
            on = gain >= least_gain
            going = going[on]
            if not len(going):
                break
            held[going] = improved[on]
        return held, fits

    def sums(self, coefficients: Array) -> Array:
        """Return the weighted sums of features by posterior."""
        belongs, _fit = self._expected(coefficients[None])
        return (belongs[0] * self.weights) @ self.features

    def _step(self, held: Array) -> tuple[Array, Array]:
        belongs, fit = self._expected(held)
        belongs *= self.weights
        starts, k, _n = belongs.shape
        sums = belongs.reshape(starts * k, -1) @ self.features
        return self._maximised(sums.reshape(starts, k, -1)), fit

    def _expected(self, held: Array) -> tuple[Array, Array]:
        """Return posteriors (starts × k × patterns) and log-likelihoods of the coefficients."""
        starts, k, width = held.shape
        joint = (held.reshape(starts * k, width) @ self.features.T).reshape(starts, k, -1)
        top = joint.max(axis=1)
        joint -= top[:, None]
        np.exp(joint, out=joint)
        total = joint.sum(axis=1)
        fit = (np.log(total) + top) @ self.weights
        joint /= total[:, None]
        if self.least_patterns:
            different, mass = joint.sum(axis=2), joint @ self.weights
            usual = joint.shape[2] / self.weights.sum()
            least = np.maximum(self.least_patterns, LEAST_VARIETY * usual * mass)
            fit[(different < least).any(axis=1)] = -np.inf
        return joint, fit

    def _maximised(self, sums: Array) -> Array:
        coefficients = self.family(sums)
        shares = np.maximum(sums[..., 0] / self.weights.sum(), _SMALLEST_SHARE)
        coefficients[..., 0] += np.log(shares)
        return coefficients
