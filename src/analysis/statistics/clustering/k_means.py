"""k-means: the best of many starts, also on a million rows, and starts from Ward's tree."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from analysis.statistics.clustering.lloyd import (
    center_order,
    full_runs,
    in_threads,
    many_runs,
    sorted_centers,
)
from analysis.statistics.clustering.starting_centers import spread_centers
from analysis.statistics.deciding import first_smallest, order

STARTS = 50
ROWS_FOR_STARTS = 50_000
FINISHED_STARTS = 2
COMPARED_STARTS = 3
NEARLY_AT_REST, AT_REST = 1e-5, 1e-7  # squared move of centres, as a part of the variance
ROWS_FOR_TREE = 3_000
NUDGE = 1e-6  # of a variable's range
BLOCK_ROWS = 2**16
Array = npt.NDArray[np.float64]
Labels = npt.NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class KMeansFit:
    """The best k-means solution that was found.

    Attributes
    ----------
    centers : ndarray
        One row a cluster: the weighted mean of its rows.
    labels : ndarray of int
        Cluster 0 … k-1 of each row. Clusters are in lexical order of their centres.
    within_ss : float
        Weighted squared distances of rows to their centre, summed.
    starts : int
        Starts it is the best of.
    sampled : int or None
        Rows on which the starts were run, where there were too many for all.
    sampling_gap : float or None
        Where sampled: how much more within-SS than the best of three starts run on all rows
        from beginning to end, as a part of it (negative: less).
    """

    centers: Array
    labels: Labels
    within_ss: float
    starts: int
    sampled: int | None = None
    sampling_gap: float | None = None


def k_means(
    values: Array,
    weights: Array | None,
    k: int,
    *,
    starts: int = STARTS,
    seed: int = 0,
    first_centers: Array | None = None,
) -> KMeansFit:
    """Divide rows into the k clusters with the lowest within-SS of many starts.

    Neither the order of the rows nor the number of cores or the kind of processor changes the
    result: a row equally near to two centres belongs to the first of the sorted ones.

    With more than 50,000 rows the starts are run on a random sample of as many; the two best
    of them are then run on all rows beside three starts on all rows from the beginning, which
    tell what the sampling cost. The best of these is kept.

    Parameters
    ----------
    values : array
        One row a point (or a set of answers), one column a variable, without gaps.
    weights : array or None
        How much each row counts, e.g. how many people gave these answers; 1 by default.
    k : int
        Clusters to make; at most as many as there are different rows.
    starts : int
        Starts by greedy k-means++; without effect where ``first_centers`` are given.
    seed : int
        Of the starts and the sample.
    first_centers : array, optional
        Clusters × variables to start from instead.

    References
    ----------
    Arthur, D., Vassilvitskii, S. (2007). k-means++. SODA, 1027–1035.
    Steinley, D. (2003). Local optima in k-means clustering: what you don't know may hurt you.
    Psychological Methods 8, 294–304.
    """
    values = np.asarray(values, dtype=float)
    weights = np.ones(len(values)) if weights is None else np.asarray(weights, dtype=float)
    sorting = _own_order(values, weights)
    if sorting is not None:
        values, weights = values[sorting], weights[sorting]
    sampled, gap = None, None
    if first_centers is not None:
        starts, begun = 1, np.asarray(first_centers, dtype=float)
        if len(values) > ROWS_FOR_STARTS:
            begun = _rested(values, weights, begun)
    elif len(values) <= ROWS_FOR_STARTS:
        runs = many_runs(values, weights[None], k, starts=starts, seeds=[(seed, k)])
        begun = runs.best_centers[0]
    else:
        begun, gap = _from_sample(values, weights, k, starts, seed)
        sampled = ROWS_FOR_STARTS
    centers, labels, within = _at_rest_exactly(values, weights, begun)
    if sorting is not None:
        labels = labels[np.argsort(sorting)]
    return KMeansFit(centers, labels, within, starts, sampled, gap)


def ward_centers(values: Array, weights: Array | None, k: int, seed: int = 0) -> Array:
    """Return the centres (clusters × variables) of Ward's tree cut into k clusters.

    Up to 3,000 people (rows with whole-numbered weights counted as often) the tree is that of
    all; otherwise of 3,000 rows drawn at equal steps along the sorted rows, each in proportion
    to its weight.

    Parameters
    ----------
    values, weights : array
        As in `k_means`.
    k : int
        Clusters to make.
    seed : int
        Where the equal steps begin.

    References
    ----------
    Ward, J. H. (1963). Hierarchical grouping to optimize an objective function. Journal of
    the American Statistical Association 58, 236–244.
    """
    from scipy.cluster.hierarchy import fcluster, ward

    values = np.asarray(values, dtype=float)
    weights = np.ones(len(values)) if weights is None else np.asarray(weights, dtype=float)
    sorting = _own_order(values, weights)
    if sorting is not None:
        values, weights = values[sorting], weights[sorting]
    rows = rows_by_weight(weights, ROWS_FOR_TREE, seed)
    # answers on a grid are equally far from each other, and rounding would say who joins first
    draws = np.random.default_rng([seed, len(rows), 7]).uniform(-1, 1, (len(rows), values.shape[1]))
    apart = values[rows] + NUDGE * np.ptp(values, axis=0) * draws
    labels = fcluster(ward(apart), k, criterion="maxclust")
    return np.stack([values[rows][labels == label].mean(axis=0) for label in np.unique(labels)])


def rows_by_weight(weights: Array, most: int, seed: int) -> Labels:
    """Return places of rows so that each comes up in proportion to its weight.

    Whole-numbered weights with a sum up to ``most`` are met exactly; otherwise ``most`` rows
    are drawn at equal steps along the running sum of weights.

    Parameters
    ----------
    weights : array
        Weight of each row.
    most : int
        Places to return at most.
    seed : int
        Where the equal steps begin.
    """
    total = float(weights.sum())
    if total <= most and np.array_equal(weights, np.round(weights)):
        return np.repeat(np.arange(len(weights)), weights.astype(int))
    begin = np.random.default_rng([seed, len(weights)]).random()
    steps = (begin + np.arange(most)) * (total / most)
    return np.minimum(np.searchsorted(np.cumsum(weights), steps, side="right"), len(weights) - 1)


def nearest(values: Array, centers: Array) -> Labels:
    """Return the nearest centre of every row: its place, from 0; of equally near ones the first.

    Parameters
    ----------
    values : array
        One row a point, one column a variable.
    centers : array
        One row a centre, same columns.
    """
    middle = centers.mean(axis=0)  # distances are exact to the last digit near the origin
    moved = centers - middle
    squares = np.square(moved).sum(axis=1)

    def block(first: int) -> Labels:
        rows = values[first : first + BLOCK_ROWS] - middle
        away = np.square(rows).sum(axis=1) + squares.mean()
        return first_smallest(squares - 2 * (rows @ moved.T), axis=1, scale=away)

    blocks = range(0, len(values), BLOCK_ROWS)
    if len(blocks) == 1:
        return block(0)
    return np.concatenate(in_threads(block, blocks))


def _own_order(values: Array, weights: Array) -> Labels | None:
    """Return the order that sorts the rows; None where they are sorted already."""
    before, after = values[:-1], values[1:]
    differs = before != after
    first = differs.argmax(axis=1)
    rows = np.arange(len(before))
    same = ~differs[rows, first] if len(before) else np.zeros(0, dtype=bool)
    smaller = before[rows, first] < after[rows, first]
    if (smaller | (same & (weights[:-1] <= weights[1:]))).all():
        return None
    return np.lexsort((weights, *values.T[::-1]))


def _from_sample(
    values: Array, weights: Array, k: int, starts: int, seed: int
) -> tuple[Array, float]:
    """Return the best centres found from a sample or from all rows, and the sample's gap."""
    rng = np.random.default_rng([seed, k, 1])
    rows = np.sort(rng.choice(len(values), ROWS_FOR_STARTS, replace=False))
    runs = many_runs(
        values[rows],
        weights[rows][None],
        k,
        starts=starts,
        seeds=[(seed, k)],
        at_rest_below=NEARLY_AT_REST,
    )
    best = _best_different(runs.within_ss[0], float(runs.total[0]))
    finished = [runs.centers[0, place] for place in best]
    for start in range(COMPARED_STARTS):
        others = np.sort(rng.choice(len(values), ROWS_FOR_STARTS, replace=False))
        finished.append(
            spread_centers(values[others], weights[others], k, seed=(seed, k, 2, start))
        )
    full = full_runs(values, weights, np.stack(finished), at_rest_below=NEARLY_AT_REST)
    within = full.within_ss[0]
    gap = within[:-COMPARED_STARTS].min() / within[-COMPARED_STARTS:].min() - 1
    return _rested(values, weights, full.best_centers[0]), float(gap)


def _rested(values: Array, weights: Array, begun: Array) -> Array:
    result: Array = full_runs(values, weights, begun[None], at_rest_below=AT_REST).best_centers[0]
    return result


def _best_different(within: Array, total: float) -> list[int]:
    """Return the places of the best starts that came to different ends."""
    places: list[int] = []
    for place in order(within, scale=total):
        if not any(np.isclose(within[place], within[taken], rtol=1e-5) for taken in places):
            places.append(int(place))
    return places[:FINISHED_STARTS]


def _at_rest_exactly(values: Array, weights: Array, centers: Array) -> tuple[Array, Labels, float]:
    """Take Lloyd's steps until no row changes its cluster.

    A cluster without rows is given the row furthest from its own centre. Very many rows take
    one step only: their clusters have come to rest before.
    """
    centers = sorted_centers(centers)
    labels = nearest(values, centers)
    for _ in range(1 if len(values) > ROWS_FOR_STARTS else 100):
        centers = sorted_centers(_means(values, weights, labels, centers))
        changed = nearest(values, centers)
        if np.array_equal(changed, labels):
            break
        labels = changed
    centers = _means(values, weights, labels, centers)
    ranked = center_order(centers)
    centers, labels = centers[ranked], np.argsort(ranked)[labels]
    return centers, labels.astype(np.int64), _within(values, weights, labels, centers)


def _means(values: Array, weights: Array, labels: Labels, centers: Array) -> Array:
    people = np.bincount(labels, weights, minlength=len(centers))
    sums = [np.bincount(labels, weights * column, minlength=len(centers)) for column in values.T]
    held = people > 0
    means = np.where(held[:, None], np.column_stack(sums) / np.where(held, people, 1)[:, None], 0)
    if not held.all():
        distances = np.square(values - means[labels]).sum(axis=1) * (weights > 0)
        furthest = order(distances, descending=True)
        means[~held] = values[furthest[: int((~held).sum())]]
    return means


def _within(values: Array, weights: Array, labels: Labels, centers: Array) -> float:
    total = 0.0
    for first in range(0, len(values), BLOCK_ROWS):
        rows = slice(first, first + BLOCK_ROWS)
        squares = np.square(values[rows] - centers[labels[rows]]).sum(axis=1)
        total += float(squares @ weights[rows])
    return total
