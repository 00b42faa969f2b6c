"""Segments around real persons: k-medoids by PAM, and by CLARA where people are many."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import partial

import numpy as np
import numpy.typing as npt
import pandas as pd

from analysis.statistics.clustering.answer_kinds import refuse_too_few, scaled_weights
from analysis.statistics.clustering.mixed_distance import answer_ranges, gower_distances
from analysis.statistics.deciding import exceeds, first_smallest

MOST_AT_ONCE = 4000
SAMPLES = 5
SAMPLE_ROWS = 1000
CANDIDATES = 400
Array = npt.NDArray[np.float64]
Labels = npt.NDArray[np.int64]
_BLOCK = 1 << 17  # distances looked at together: stays in a processor's cache


@dataclass(frozen=True, eq=False)
class KMedoidsFit:
    """A division of people around k of them.

    Attributes
    ----------
    medoids : ndarray of int
        Row number of the person each segment is built around, ascending.
    labels : ndarray of int
        Segment 0 … k-1 of every row: that of its nearest medoid.
    objective, objective_build : float
        Weighted mean distance to the nearest medoid: at the end, and before any medoid was
        exchanged.
    silhouette : float
        Mean silhouette, −1 … 1, weighted; of the sampled rows where a sample was used. NaN for
        one segment, or one a person.
    sampled : int
        Rows in which medoids were sought; all rows unless CLARA was used.
    samples : int
        Samples tried; 1 where all rows were used.
    base : int
        Rows with a weight above zero.
    """

    medoids: Labels
    labels: Labels
    objective: float
    objective_build: float
    silhouette: float
    sampled: int
    samples: int
    base: int


def k_medoids(distances: Array, k: int, *, weights: Array | None = None) -> KMedoidsFit:
    """Find k persons such that everyone is as near as possible to one of them: PAM.

    BUILD adds one medoid after the other, SWAP makes the best exchange of a medoid for another
    person while one lowers the objective. Nothing is random: ties go to the lowest row.

    Parameters
    ----------
    distances : ndarray
        n × n, symmetric.
    k : int
        Segments.
    weights : ndarray, optional
        One a row; rows of weight 0 are assigned only.

    Raises
    ------
    NotEnoughData
        Where fewer than k rows differ from each other.

    References
    ----------
    Kaufman, L., Rousseeuw, P. J. (1990). Finding Groups in Data. Wiley, ch. 2.
    Schubert, E., Rousseeuw, P. J. (2021). Fast and eager k-medoids clustering. Information
    Systems 101, 101804.
    """
    scaled = scaled_weights(weights, len(distances))
    rows = np.flatnonzero(scaled > 0)
    refuse_too_few(len(rows), k)
    part = distances if len(rows) == len(distances) else distances[np.ix_(rows, rows)]
    built, medoids = _pam(part, scaled[rows], k)
    found = np.sort(rows[medoids])
    return KMedoidsFit(
        medoids=found,
        labels=_nearest(distances[:, found]),
        objective=_objective(distances[:, found], scaled),
        objective_build=built,
        silhouette=_silhouette(part, _nearest(distances[rows][:, found]), scaled[rows]),
        sampled=len(rows),
        samples=1,
        base=len(rows),
    )


def k_medoids_of(
    answers: pd.DataFrame,
    k: int,
    *,
    weights: Array | None = None,
    ranges: Mapping[str, float] | None = None,
    seed: int = 0,
) -> KMedoidsFit:
    """Divide people by mixed answers, with Gower's distance, around k of them.

    Up to 4,000 people all distances are used (PAM). Beyond that (CLARA), medoids are sought in
    five random samples of 1,000 people, each with the best medoids so far added, and the
    medoids nearest to *all* people are kept; the result says so in ``samples``.

    Parameters
    ----------
    answers : pandas.DataFrame
        One row per person; numbers, 0/1 or categoricals; missing values allowed.
    k : int
        Segments.
    weights : ndarray, optional
        One a row.
    ranges : mapping of str to float, optional
        As in `gower_distances`.
    seed : int
        Of the samples.

    Raises
    ------
    NotEnoughData
        Where fewer than k people answered differently, or a column is constant.
    DataError
        Where a column cannot be used.

    References
    ----------
    Kaufman, L., Rousseeuw, P. J. (1990). Finding Groups in Data. Wiley, ch. 2, 3.
    """
    if len(answers) <= MOST_AT_ONCE:
        return k_medoids(gower_distances(answers, ranges=ranges), k, weights=weights)
    scaled = scaled_weights(weights, len(answers))
    spans = answer_ranges(answers) if ranges is None else ranges
    return _clara(answers, k, scaled, spans, np.random.default_rng([seed, k]))


def nearest_medoid(
    answers: pd.DataFrame, medoid_answers: pd.DataFrame, ranges: Mapping[str, float]
) -> Labels:
    """Return the segment 0 … k-1 of the medoid nearest to each (new) person.

    Parameters
    ----------
    answers : pandas.DataFrame
        People to assign, one row each.
    medoid_answers : pandas.DataFrame
        The medoids' own answers, in the order of the segments, with the categories of the
        people they come from. Answers that are none of these count as missing.
    ranges : mapping of str to float
        Of the numbers and ranks of the people the medoids come from (`answer_ranges`).
    """
    # a category is known by the medoids' frame, so that is the side that defines the codes
    distances = gower_distances(medoid_answers, answers, ranges=ranges)
    return _nearest(distances.T)


def k_medoids_divider(
    answers: pd.DataFrame, *, candidates: int | None = CANDIDATES
) -> Callable[..., Labels]:
    """Return a function that divides bootstrap samples of the same people again and again.

    Parameters
    ----------
    answers : pandas.DataFrame
        One row per person.
    candidates : int, optional
        People among whom medoids are sought, drawn anew with every seed; None for all. 400
        cost 1–2 % of the objective and save most of the time.

    Returns
    -------
    callable
        ``(weights_of_rows, k, *, starts, seed)`` → segment 0 … k-1 of every row; rows of
        weight 0 are assigned only. PAM has no random starts: ``starts`` is not used.
    """
    if len(answers) > MOST_AT_ONCE:
        spans = answer_ranges(answers)

        def divide_sampled(weights_of_rows: Array, k: int, *, starts: int, seed: int) -> Labels:
            return k_medoids_of(answers, k, weights=weights_of_rows, ranges=spans, seed=seed).labels

        return divide_sampled
    distances = gower_distances(answers)

    def divide(weights_of_rows: Array, k: int, *, starts: int, seed: int) -> Labels:
        scaled = scaled_weights(weights_of_rows, len(distances))
        rows = np.flatnonzero(scaled > 0)
        refuse_too_few(len(rows), k)
        drawn = rows
        if candidates is not None and len(rows) > max(candidates, k):
            generator = np.random.default_rng([seed, k])
            drawn = np.sort(generator.choice(rows, size=max(candidates, k), replace=False))
        _built, medoids = _pam(distances[np.ix_(drawn, rows)], scaled[rows], k)
        return _nearest(distances[:, np.sort(drawn[medoids])])

    return divide


def _pam(distances: Array, weights: Array, k: int) -> tuple[float, Labels]:
    """Return the objective after BUILD, and the final medoids' rows of a candidates × people."""
    medoids = _build(distances, weights, k)
    built = _objective(distances[medoids].T, weights)
    return built, _swap(distances, weights, medoids)


def _build(distances: Array, weights: Array, k: int) -> Labels:
    medoids = [int(first_smallest(distances @ weights))]
    nearest = distances[medoids[0]].copy()
    while len(medoids) < k:
        if not nearest.any():
            refuse_too_few(len(medoids), k)
        costs = _by_blocks(distances, partial(_costs_beside, nearest, weights))
        medoids.append(int(first_smallest(costs)))
        np.minimum(nearest, distances[medoids[-1]], out=nearest)
    return np.array(medoids, dtype=np.int64)


def _costs_beside(nearest: Array, weights: Array, block: Array) -> Array:
    """Return the objective with each candidate (row) beside the medoids there are."""
    costs: Array = np.minimum(block, nearest) @ weights
    return costs


def _swap(distances: Array, weights: Array, medoids: Labels) -> Labels:
    medoids = medoids.copy()
    k = len(medoids)
    while True:
        near = np.sort(distances[medoids], axis=0)
        first, second = near[0], (near[1] if k > 1 else np.full(near.shape[1], np.inf))
        member = np.zeros((len(first), k))
        member[np.arange(len(first)), _nearest(distances[medoids].T)] = weights
        now = float(first @ weights)

        def costs(
            block: Array, first: Array = first, second: Array = second, member: Array = member
        ) -> Array:
            """Objective if a candidate (row) took the place of a medoid (column)."""
            with_it = np.minimum(block, first)
            without = np.minimum(block, second)
            without -= with_it
            result: Array = (with_it @ weights)[:, None] + without @ member
            return result

        table = _by_blocks(distances, costs)
        table[medoids] = np.inf
        candidate, place = np.unravel_index(first_smallest(table, scale=now), table.shape)
        # a gain that is rounding would exchange equal persons for ever
        if not exceeds(now, table[candidate, place]):
            return medoids
        medoids[place] = candidate


def _by_blocks(distances: Array, cost: Callable[[Array], Array]) -> Array:
    step = max(1, _BLOCK // distances.shape[1])
    return np.concatenate(
        [cost(distances[start : start + step]) for start in range(0, len(distances), step)]
    )


def _clara(
    answers: pd.DataFrame,
    k: int,
    weights: Array,
    ranges: Mapping[str, float],
    generator: np.random.Generator,
) -> KMedoidsFit:
    rows = np.flatnonzero(weights > 0)
    refuse_too_few(len(rows), k)
    best: KMedoidsFit | None = None
    for _sample in range(SAMPLES):
        drawn = generator.choice(rows, size=min(SAMPLE_ROWS, len(rows)), replace=False)
        if best is not None:
            drawn = np.union1d(drawn, best.medoids)
        drawn = np.sort(drawn)
        fit = k_medoids(
            gower_distances(answers.iloc[drawn], ranges=ranges), k, weights=weights[drawn]
        )
        found = drawn[fit.medoids]
        distances = gower_distances(answers.iloc[found], answers, ranges=ranges).T
        objective = _objective(distances, weights)
        if best is None or exceeds(best.objective, objective):
            labels = _nearest(distances)
            best = replace(fit, medoids=found, labels=labels, objective=objective, samples=SAMPLES)
    assert best is not None  # at least one sample is drawn
    return replace(best, base=len(rows))


def _nearest(to_medoids: Array) -> Labels:
    """Return the place of each person's (row's) nearest medoid; distances are parts of 1."""
    return first_smallest(to_medoids, axis=1, scale=1.0)


def _objective(to_medoids: Array, weights: Array) -> float:
    return float(to_medoids.min(axis=1) @ weights / weights.sum())


def _silhouette(distances: Array, labels: Labels, weights: Array) -> float:
    """Return the weighted mean of the persons' silhouettes; NaN where there is one segment."""
    from sklearn.metrics import silhouette_samples

    if len(np.unique(labels)) < 2 or len(np.unique(labels)) == len(labels):
        return float("nan")
    widths = silhouette_samples(distances, labels, metric="precomputed")
    return float(widths @ weights / weights.sum())
