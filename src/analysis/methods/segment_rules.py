"""How a person is assigned to a segment: the frozen part of a solution, for any later wave."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

Matrix = npt.NDArray[np.float64]
Clusters = npt.NDArray[np.int64]


@dataclass(frozen=True)
class NearestCentre:
    """Each person belongs to the nearest centre.

    Attributes
    ----------
    middle, spread : ndarray
        What is taken off each variable, and what it is divided by.
    centers : ndarray
        One row a segment, in those units.
    """

    middle: Matrix
    spread: Matrix
    centers: Matrix

    def assigned(self, values: pd.DataFrame, answers: pd.DataFrame) -> Clusters:
        """Return the place of the nearest centre, from 0, of every row of ``values``."""
        matrix = (values.to_numpy(dtype=float) - self.middle) / self.spread
        return nearest(matrix, self.centers)


@dataclass(frozen=True)
class NearestMedoid:
    """Each person belongs to the most similar of a few persons, by Gower's distance.

    Attributes
    ----------
    medoids : pandas.DataFrame
        The answers of each segment's medoid.
    ranges : mapping of str to float
        Range of every number when the segments were made.
    """

    medoids: pd.DataFrame
    ranges: Mapping[str, float]

    def assigned(self, values: pd.DataFrame, answers: pd.DataFrame) -> Clusters:
        """Return the place of the most similar medoid, from 0, of every row of ``answers``."""
        from analysis.methods.k_medoids import nearest_medoid

        return nearest_medoid(answers, self.medoids, self.ranges)


@dataclass(frozen=True)
class MostLikelyClass:
    """Each person belongs to the class that is most likely given the answers.

    Attributes
    ----------
    fit : LatentClasses or MixtureFit
        The model.
    order : ndarray of int
        Class of the model that each segment is.
    middle, spread : ndarray or None
        Scale of the variables, for models of numbers.
    """

    fit: Any
    order: Clusters
    middle: Matrix | None = None
    spread: Matrix | None = None

    def assigned(self, values: pd.DataFrame, answers: pd.DataFrame) -> Clusters:
        """Return the place of the most likely segment, from 0, of every row."""
        from analysis.methods.latent_classes import LatentClasses, class_posteriors
        from analysis.methods.mixtures import mixture_posteriors

        if isinstance(self.fit, LatentClasses):
            likely = class_posteriors(self.fit, answers)
        elif self.middle is None:
            likely = mixture_posteriors(self.fit, answers)
        else:
            likely = mixture_posteriors(
                self.fit, (values.to_numpy(dtype=float) - self.middle) / self.spread
            )
        return np.argmax(likely[:, self.order], axis=1)


@dataclass(frozen=True)
class ValueBands:
    """Each person belongs to the band of their money.

    Attributes
    ----------
    lower : tuple of float
        Lower bound of each band, the highest first.
    """

    lower: tuple[float, ...]

    def assigned(self, values: pd.DataFrame, answers: pd.DataFrame) -> Clusters:
        """Return the place of the band, from 0 for the highest, of every row of ``values``."""
        money = values.iloc[:, 0].to_numpy(dtype=float)
        reached = money[:, None] >= np.array(self.lower[:-1])[None, :]
        return np.where(reached.any(axis=1), reached.argmax(axis=1), len(self.lower) - 1)


@dataclass(frozen=True)
class OwnAnswer:
    """Each person belongs to the segment of the answer given.

    Attributes
    ----------
    categories : tuple of str
        The answer of each segment.
    """

    categories: tuple[str, ...]

    def assigned(self, values: pd.DataFrame, answers: pd.DataFrame) -> Clusters:
        """Return the place of the answer, from 0; -1 for an answer no segment has."""
        places = {answer: place for place, answer in enumerate(self.categories)}
        given = answers.iloc[:, 0].astype(str)
        return given.map(places).fillna(-1).to_numpy(dtype=np.int64)


SegmentRule = NearestCentre | NearestMedoid | MostLikelyClass | ValueBands | OwnAnswer


def nearest(matrix: Matrix, centers: Matrix) -> Clusters:
    """Return the place of the nearest centre of every row; the first of equally near ones.

    Parameters
    ----------
    matrix : array
        One row a respondent, one column a variable.
    centers : array
        One row a centre, same columns.
    """
    distances = np.square(centers).sum(axis=1) - 2 * matrix @ centers.T
    # what differs by rounding only is equally near, on every machine
    return np.argmin(np.round(distances, 9), axis=1)
