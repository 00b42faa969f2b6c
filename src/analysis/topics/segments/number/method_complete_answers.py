"""How segments lie among those who answered everything: silhouette, within-SS, clouds."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from analysis.statistics.clustering.answer_patterns import within_squares
from analysis.statistics.clustering.own_order import people_order
from analysis.statistics.clustering.reference_clouds import CloudComparison, compared_with_clouds
from analysis.topics.segments.basis.method_basis import SegmentationBasis

SILHOUETTE_SAMPLE = 2_000
Array = npt.NDArray[np.float64]
Labels = npt.NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class CompleteAnswers:
    """The respondents without missing answers, in an order that is not the file's.

    Attributes
    ----------
    rows : ndarray of int
        Their rows in the basis.
    values, weights : ndarray
        Their answers as clustered (one row each); their survey weights.
    sampled : ndarray of int
        Places in ``rows`` of those whose distances to each other are known: 2,000 at most.
    distances : ndarray
        Between those.
    """

    rows: Labels
    values: Array
    weights: Array
    sampled: Labels
    distances: Array

    def silhouette(self, labels: Labels) -> float:
        """Return the mean silhouette width of segments, −1 … 1.

        Parameters
        ----------
        labels : array of int
            Segment, from 0, of each row of the basis.
        """
        from sklearn.metrics import silhouette_score

        own = labels[self.rows[self.sampled]]
        if not 2 <= len(np.unique(own)) < len(own):
            return float("nan")
        return float(silhouette_score(self.distances, own, metric="precomputed"))

    def within_ss(self, labels: Labels) -> float:
        """Return the weighted squared distances to the segments' centres, summed.

        Parameters
        ----------
        labels : array of int
            Segment, from 0, of each row of the basis.
        """
        return within_squares(self.values, labels[self.rows], self.weights)

    def against_clouds(self, labels: Labels, *, starts: int, seed: int) -> CloudComparison:
        """Return how segments compare with those of clouds that have none.

        Parameters
        ----------
        labels : array of int
            Segment, from 0, of each row of the basis.
        starts, seed : int
            Random starts of k-means in each cloud, and seed.
        """
        return compared_with_clouds(
            self.values,
            self.weights,
            labels[self.rows],
            people=len(self.rows),
            starts=starts,
            seed=seed,
        )


def complete_answers(basis: SegmentationBasis, seed: int) -> CompleteAnswers:
    """Return the respondents of a basis without missing answers.

    Parameters
    ----------
    basis : SegmentationBasis
        The answers.
    seed : int
        Of the sample whose distances are measured.
    """
    from scipy.spatial.distance import pdist, squareform

    matrix, weights = basis.matrix, basis.weights.to_numpy(dtype=float)
    order = people_order(matrix, basis.order, weights)
    rows = order[~np.isnan(matrix[order]).any(axis=1)]
    sampled = np.arange(len(rows))
    if len(rows) > SILHOUETTE_SAMPLE:
        rng = np.random.default_rng(seed)
        sampled = np.sort(rng.choice(len(rows), SILHOUETTE_SAMPLE, replace=False))
    distances = squareform(pdist(matrix[rows[sampled]]))
    return CompleteAnswers(rows, matrix[rows], weights[rows], sampled, distances)
