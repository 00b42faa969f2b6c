"""Surveys drawn anew from the respondents, and the segments that each of them gives."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from analysis.statistics.clustering.k_means import nearest
from analysis.statistics.clustering.lloyd import many_runs
from analysis.statistics.clustering.own_order import DIGITS, people_order
from analysis.topics.segments.basis.method_basis import SegmentationBasis
from analysis.topics.segments.solution.method_fits import divider

K_MEANS = ("k_means", "ward")
MOST_PEOPLE = 3_000
Array = npt.NDArray[np.float64]
Labels = npt.NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class RepeatedSurveys:
    """Bootstrap samples of the respondents.

    Attributes
    ----------
    rows : ndarray of int
        Rows of the basis that are studied, in the order of their answers, which is not the
        file's.
    times : ndarray of int
        One row a sample, one column a studied row: how often it was drawn. Everyone is as
        likely to be drawn, and brings the survey weight along.
    weights : ndarray
        Survey weight of each studied row.
    sampled : int or None
        Respondents studied, where there are too many to study all.
    """

    rows: Labels
    times: npt.NDArray[np.int32]
    weights: Array
    sampled: int | None


def repeated_surveys(
    basis: SegmentationBasis, samples: int, *, seed: int, labels: Labels | None = None
) -> RepeatedSurveys:
    """Draw bootstrap samples, the same whatever the order of the rows.

    Parameters
    ----------
    basis : SegmentationBasis
        The answers. Of more than 3,000 respondents a random 3,000 are studied.
    samples : int
        How many surveys.
    seed : int
        Of the draws.
    labels : array of int, optional
        A segment of each row that tells rows with the same answers apart.
    """
    matrix, weights = basis.matrix, basis.weights.to_numpy(dtype=float)
    kept = np.zeros(len(matrix), dtype=int) if labels is None else labels
    rows = people_order(matrix, basis.order, weights, kept)
    sampled = None
    if len(rows) > MOST_PEOPLE:
        chosen = np.random.default_rng([seed, 4]).choice(len(rows), MOST_PEOPLE, replace=False)
        rows, sampled = rows[np.sort(chosen)], MOST_PEOPLE
    people = len(rows)
    times = np.empty((samples, people), dtype=np.int32)
    for sample in range(samples):
        drawn = np.random.default_rng([seed, 5, sample]).integers(people, size=people)
        times[sample] = np.bincount(drawn, minlength=people)
    return RepeatedSurveys(rows, times, weights[rows], sampled)


def divisions(
    basis: SegmentationBasis,
    surveys: RepeatedSurveys,
    k: int,
    *,
    method: str,
    starts: int,
    seed: int,
) -> Labels:
    """Return the segment, from 0, of every studied row by every survey's own solution.

    One row a survey, one column a studied row; also those who were not drawn are assigned. A
    method that leaves someone out gives -1.

    Parameters
    ----------
    basis : SegmentationBasis
        The answers.
    surveys : RepeatedSurveys
        From `repeated_surveys` of the same basis.
    k : int
        Segments to make.
    method : str
        See `segment_solution`; started from Ward's tree or at random, k-means is k-means.
    starts, seed : int
        Random starts in each survey, and their seed.
    """
    if method in K_MEANS:
        matrix = basis.matrix[surveys.rows][:, basis.order]
        return _by_k_means(matrix, surveys, k, starts, seed)
    divide = divider(basis, method)
    found = np.empty(surveys.times.shape, dtype=np.int64)
    weights = np.zeros(len(basis.values))
    for sample, times in enumerate(surveys.times):
        weights[surveys.rows] = times * surveys.weights
        found[sample] = divide(weights, k, starts=starts, seed=seed + sample)[surveys.rows]
    return found


def _by_k_means(matrix: Array, surveys: RepeatedSurveys, k: int, starts: int, seed: int) -> Labels:
    values, pattern = np.unique(np.round(matrix, DIGITS), axis=0, return_inverse=True)
    pattern = pattern.reshape(-1)
    begins = np.flatnonzero(np.diff(pattern, prepend=-1))  # rows come in the patterns' order
    weights = np.add.reduceat(surveys.times * surveys.weights, begins, axis=1)
    samples = range(len(weights))
    seeds = [(seed, k, 6, sample) for sample in samples]
    centers = many_runs(values, weights, k, starts=starts, seeds=seeds).best_centers
    return np.stack([nearest(values, centers[sample])[pattern] for sample in samples])
