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

from analysis.statistics.deciding import exceeds, first_smallest, order, ranks

Array = npt.NDArray[np.float64]
Family = Callable[[Array], Array]
STAGES = (12, 40)  # iterations before the worse starts are dropped
FINALISTS = 4
MOST_ITERATIONS = 3000
LEAST_VARIETY = 0.25
ROUGH_TOLERANCE = 1e-7  # gain of the mean log-likelihood a person
MOST_CYCLES = 500
AT_REST = 1e-12  # of the mean features a person: a step that short changes no digit shown
_AT_ONCE = 1 << 22  # numbers held for starts iterated together: 32 MB
_SMALLEST_SHARE = 1e-12


@dataclass(frozen=True, eq=False)
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
        result: Array = self.sums[:, 0] / self.sums[:, 0].sum()
        return result


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
    tolerance: float | None = None,
) -> FittedClasses | None:
    """Return the best mixture of k classes, or None where every start collapsed.

    Short runs from many starts, long ones of the best: the worse half to three quarters of the
    starts are dropped after 12 and again after 40 iterations, the best few go on until a person
    gains less than 0.0000001 of log-likelihood, the best of them to rest: until a step changes
    nothing any more, so that the classes are the same wherever they are computed.

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
    tolerance : float, optional
        Gain of log-likelihood a person at which to stop instead: faster, where only the
        classes of people are asked for.

    References
    ----------
    Varadhan, R., Roland, C. (2008). Simple and globally convergent methods for accelerating the
    convergence of any EM algorithm. Scandinavian Journal of Statistics 35, 335–353.
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
        held = held[order(fits, descending=True)[:left]]
    held, fits = run.converged(held, max(tolerance or 0.0, ROUGH_TOLERANCE))
    for best in order(fits, descending=True):
        final, fit = run.at_rest(held[[best]]) if tolerance is None else (held[[best]], fits[best])
        if np.isfinite(fit):
            break
    else:
        return None
    sums = run.sums(final)[0]
    # the largest first; of equally large ones whatever their answers say, never the start
    placed = np.lexsort([ranks(column) for column in sums[:, :0:-1].T] + [ranks(-sums[:, 0])])
    return FittedClasses(final[0][placed], sums[placed], float(fit))


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
    result: Array = joint / joint.sum(axis=1, keepdims=True)
    return result


@dataclass(frozen=True, eq=False)
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
            size = np.square(drawn).sum(axis=1)
            far = size[:, None] - 2 * drawn @ positions.T
            belongs = np.full((k, len(positions)), 0.1 / k)
            # numbers of equal answers are equally far from several: the first of them counts
            nearest = first_smallest(far, axis=0, scale=float(size.max()))
            belongs[nearest, np.arange(len(positions))] += 0.9
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

    def at_rest(self, held: Array) -> tuple[Array, float]:
        """Go on with one start until a step changes nothing, by squared extrapolation."""
        kept, kept_fit = held, -np.inf
        for _cycle in range(MOST_CYCLES):
            sums, (fit,) = self._summed(held)
            if fit < kept_fit - self._slack(kept_fit):  # the leap went too far
                held, kept_fit = kept, -np.inf
                continue
            first = self._maximised(sums)
            sums_ahead, (fit_ahead,) = self._summed(first)
            change = np.abs(sums_ahead - sums).max() / self.weights.sum()
            if not np.isfinite(fit_ahead) or change < AT_REST:
                return first, float(fit_ahead)
            second = self._maximised(sums_ahead)
            move, turn = first - held, second - 2 * first + held
            leap = max(1.0, float(np.linalg.norm(move)) / max(float(np.linalg.norm(turn)), 1e-300))
            kept, kept_fit = second, fit_ahead
            ahead = held + 2 * leap * move + leap**2 * turn
            held = self._maximised(self._summed(ahead)[0])
        return kept, float(kept_fit)

    def _slack(self, fit: float) -> float:
        return 1e-12 * abs(fit) if np.isfinite(fit) else 0.0

    def sums(self, held: Array) -> Array:
        """Return the weighted sums of features by posterior."""
        return self._summed(held)[0]

    def _step(self, held: Array) -> tuple[Array, Array]:
        sums, fit = self._summed(held)
        return self._maximised(sums), fit

    def _summed(self, held: Array) -> tuple[Array, Array]:
        belongs, fit = self._expected(held)
        belongs *= self.weights
        starts, k, _n = belongs.shape
        sums = belongs.reshape(starts * k, -1) @ self.features
        return sums.reshape(starts, k, -1), fit

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
            fit[exceeds(least, different).any(axis=1)] = -np.inf
        return joint, fit

    def _maximised(self, sums: Array) -> Array:
        coefficients = self.family(sums)
        shares = np.maximum(sums[..., 0] / self.weights.sum(), _SMALLEST_SHARE)
        coefficients[..., 0] += np.log(shares)
        return coefficients
