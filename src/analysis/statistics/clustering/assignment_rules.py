"""How a person is assigned to a segment: the frozen part of a solution, for any later wave."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt
import pandas as pd

from analysis.statistics.deciding import first_largest, reaches

if TYPE_CHECKING:
    from analysis.statistics.clustering.class_fit import ClassFit

Matrix = npt.NDArray[np.float64]
Clusters = npt.NDArray[np.int64]


@dataclass(frozen=True, eq=False)
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
        """Return the place of the nearest centre, from 0, of every row of ``values``.

        Parameters
        ----------
        values, answers : pandas.DataFrame
            People to assign, one row each: their variables in numbers, and as answered.
        """
        from analysis.statistics.clustering.k_means import nearest

        matrix = on_scale(values, self.middle, self.spread).to_numpy(dtype=float)
        return nearest(matrix, self.centers)


@dataclass(frozen=True, eq=False)
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
        """Return the place of the most similar medoid, from 0, of every row of ``answers``.

        Parameters
        ----------
        values, answers : pandas.DataFrame
            People to assign, one row each: their variables in numbers, and as answered.
        """
        from analysis.statistics.clustering.k_medoids import nearest_medoid

        return nearest_medoid(answers, self.medoids, self.ranges)


@dataclass(frozen=True, eq=False)
class MostLikelyClass:
    """Each person belongs to the class that is most likely given the answers.

    Attributes
    ----------
    fit : ClassFit
        The model.
    order : ndarray of int
        Class of the model that each segment is.
    middle, spread : ndarray or None
        Scale of the variables, for models of numbers.
    """

    fit: ClassFit
    order: Clusters
    middle: Matrix | None = None
    spread: Matrix | None = None

    def assigned(self, values: pd.DataFrame, answers: pd.DataFrame) -> Clusters:
        """Return the place of the most likely segment, from 0, of every row.

        Parameters
        ----------
        values, answers : pandas.DataFrame
            People to assign, one row each: their variables in numbers, and as answered.
        """
        from analysis.statistics.clustering.class_fit import class_posteriors

        known = answers
        if self.middle is not None and self.spread is not None:
            known = on_scale(values, self.middle, self.spread)
        likely = class_posteriors(self.fit, known)
        return first_largest(likely[:, self.order], axis=1, scale=1.0)


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
        """Return the place of the band, from 0 for the highest, of every row of ``values``.

        Parameters
        ----------
        values, answers : pandas.DataFrame
            People to assign, one row each: their variables in numbers, and as answered.
        """
        money = values.iloc[:, 0].to_numpy(dtype=float)
        reached = reaches(money[:, None], np.array((*self.lower[:-1], -np.inf))[None, :])
        places: Clusters = np.argmax(reached, axis=1)
        return places


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
        """Return the place of the answer, from 0; -1 for an answer no segment has.

        Parameters
        ----------
        values, answers : pandas.DataFrame
            People to assign, one row each: their variables in numbers, and as answered.
        """
        places = {answer: place for place, answer in enumerate(self.categories)}
        given = answers.iloc[:, 0].astype(str)
        return given.map(places).fillna(-1).to_numpy().astype(np.int64)


SegmentRule = NearestCentre | NearestMedoid | MostLikelyClass | ValueBands | OwnAnswer


def on_scale(values: pd.DataFrame, middle: Matrix, spread: Matrix) -> pd.DataFrame:
    """Return variables in units of their spread around their middle.

    Parameters
    ----------
    values : pandas.DataFrame
        One row a respondent, one column a variable.
    middle, spread : array
        What is taken off each variable, and what it is divided by.
    """
    return values.sub(middle, axis=1).div(spread, axis=1)
