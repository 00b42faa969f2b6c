"""Numbers as features for normal classes with spherical, diagonal or full covariance."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt
import pandas as pd

from analysis.errors import NotEnoughData
from analysis.languages import messages
from analysis.statistics.clustering.answer_features import grid_variances

_ = messages(__name__)
Array = npt.NDArray[np.float64]
Covariance = Literal["spherical", "diagonal", "full"]
COVARIANCES: tuple[Covariance, ...] = ("spherical", "diagonal", "full")


@dataclass(frozen=True, eq=False)
class NumberCoding:
    """How complete numbers become features, so that later persons are coded alike.

    Attributes
    ----------
    numbers : tuple of str
        Names of the numbers.
    means, deviations : ndarray
        What features are centred on and divided by: every number's own weighted standard
        deviation, or one for all where classes are to be spheres.
    grid : ndarray
        Variance of rounding of each number in units of ``deviations``; see `AnswerCoding`.
    covariance : str
        ``spherical``, ``diagonal`` or ``full``.
    """

    numbers: tuple[str, ...]
    means: Array
    deviations: Array
    grid: Array
    covariance: Covariance

    def features(self, values: pd.DataFrame) -> Array:
        """Return rows × features: 1, the numbers, and the squares or products needed.

        Parameters
        ----------
        values : pandas.DataFrame
            With the coded columns, complete.

        Raises
        ------
        NotEnoughData
            Where a number is missing.
        """
        raw = values.loc[:, list(self.numbers)].to_numpy(dtype=float)
        if np.isnan(raw).any():
            raise NotEnoughData(_("A Gaussian mixture needs complete numbers."))
        standard = (raw - self.means) / self.deviations
        if self.covariance == "full":
            first, second = np.triu_indices(len(self.numbers))
            squares = standard[:, first] * standard[:, second]
        else:
            squares = np.square(standard)
        if self.covariance == "spherical":
            squares = squares.sum(axis=1, keepdims=True)
        return np.hstack([np.ones((len(raw), 1)), standard, squares])

    def positions(self, features: Array) -> Array:
        """Return the features as points.

        Parameters
        ----------
        features : ndarray
            Of `features`.
        """
        return features[:, 1 : 1 + len(self.numbers)]

    def parameters(self, k: int) -> int:
        """Return how many free parameters k classes have.

        Parameters
        ----------
        k : int
            Classes.
        """
        p = len(self.numbers)
        free = {"spherical": 1, "diagonal": p, "full": p * (p + 1) // 2}[self.covariance]
        return k - 1 + k * p + k * free

    def family(self, smallest_variance: float) -> NormalNumbers:
        """Return the densities of classes.

        Parameters
        ----------
        smallest_variance : float
            Of a class in any direction, as part of the variance of all.
        """
        return NormalNumbers(self, smallest_variance)

    def least_patterns(self) -> int:
        """Return how many different rows a class must hold not to have collapsed."""
        return len(self.numbers) + 2

    def log_units(self, features: Array) -> Array:
        """Return what each row's log density loses from standard units to the numbers' own.

        Parameters
        ----------
        features : ndarray
            Of `features`.
        """
        return np.full(len(features), np.log(self.deviations).sum())


@dataclass(frozen=True)
class NormalNumbers:
    """Classes within which numbers are normal.

    Attributes
    ----------
    coding : NumberCoding
        Of the features.
    smallest_variance : float
        No class has a lower variance in any direction, as part of the variance of all.
    """

    coding: NumberCoding
    smallest_variance: float

    def __call__(self, sums: Array) -> Array:
        """Turn sums of features by class into coefficients of the log density.

        Parameters
        ----------
        sums : ndarray
            … × features.
        """
        p = len(self.coding.numbers)
        mean = sums[..., 1 : 1 + p] / _mass(sums)
        found = np.empty_like(sums)
        if self.coding.covariance == "full":
            matrices = self._matrices(sums, mean)
            precision = np.linalg.inv(matrices)
            linear = (precision @ mean[..., None])[..., 0]
            log_volume = np.linalg.slogdet(matrices)[1]
            first, second = np.triu_indices(p)
            halves = np.where(first == second, 0.5, 1.0)
            found[..., 1 + p :] = -precision[..., first, second] * halves
        else:
            variance = self._variances(sums, mean)
            linear = mean / variance
            log_volume = np.log(np.broadcast_to(variance, mean.shape)).sum(axis=-1)
            found[..., 1 + p :] = -0.5 / variance
        found[..., 1 : 1 + p] = linear
        square = (linear * mean).sum(axis=-1)
        found[..., 0] = -0.5 * (p * np.log(2 * np.pi) + log_volume + square)
        return found

    def own_moments(self, sums: Array) -> tuple[Array, Array]:
        """Return classes' means and covariance matrices in the numbers' own units.

        Parameters
        ----------
        sums : ndarray
            Classes × features.
        """
        scale, p = self.coding.deviations, len(self.coding.numbers)
        mean = sums[:, 1 : 1 + p] / _mass(sums)
        if self.coding.covariance == "full":
            matrices = self._matrices(sums, mean)
        else:
            variance = np.broadcast_to(self._variances(sums, mean), mean.shape)
            matrices = variance[:, :, None] * np.eye(p)
        return mean * scale + self.coding.means, matrices * np.outer(scale, scale)

    def _variances(self, sums: Array, mean: Array) -> Array:
        p = len(self.coding.numbers)
        second = sums[..., 1 + p :] / _mass(sums)
        if self.coding.covariance == "spherical":
            spread = (second - np.square(mean).sum(axis=-1, keepdims=True)) / p
            result: Array = np.maximum(spread, max(self.smallest_variance, self.coding.grid.mean()))
            return result
        return np.maximum(
            second - np.square(mean), np.maximum(self.smallest_variance, self.coding.grid)
        )

    def _matrices(self, sums: Array, mean: Array) -> Array:
        """Return covariance matrices, beyond those of rounding at least the smallest variance."""
        p = len(self.coding.numbers)
        first, second = np.triu_indices(p)
        matrices = np.empty((*mean.shape, p))
        matrices[..., first, second] = sums[..., 1 + p :] / _mass(sums)
        matrices[..., second, first] = matrices[..., first, second]
        matrices -= mean[..., :, None] * mean[..., None, :]
        rounding = np.diag(self.coding.grid)
        roots, axes = np.linalg.eigh(matrices - rounding)
        raised = np.maximum(roots, self.smallest_variance)
        result: Array = (axes * raised[..., None, :]) @ np.swapaxes(axes, -1, -2) + rounding
        return result


def _mass(sums: Array) -> Array:
    """Return the weight of every class; one that has vanished keeps a trace of it."""
    return np.maximum(sums[..., :1], 1e-100)


def number_coding(values: pd.DataFrame, weights: Array, covariance: Covariance) -> NumberCoding:
    """Return how to code complete numbers.

    Parameters
    ----------
    values : pandas.DataFrame
        One row per person, numbers only.
    weights : ndarray
        One a row.
    covariance : str
        Shape of the classes.
    """
    raw = values.to_numpy(dtype=float)
    means = np.average(raw, axis=0, weights=weights)
    variances = np.average(np.square(raw - means), axis=0, weights=weights)
    if covariance == "spherical":
        variances = np.full_like(variances, variances.mean())
    scale = np.sqrt(variances)
    grid = grid_variances(raw[weights > 0].T, scale)
    return NumberCoding(tuple(values.columns), means, scale, grid, covariance)
