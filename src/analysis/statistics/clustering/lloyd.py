"""Many k-means runs at once: the arithmetic of Lloyd's steps as a few large matrix products."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
import numpy.typing as npt

from analysis.statistics.clustering.starting_centers import spread_rows, uniforms_of
from analysis.statistics.deciding import TOLERANCE, first_smallest

T = TypeVar("T")
MOST_STEPS = 300
AT_REST = 1e-9  # squared move of a run's centres, as a part of the variance
CHUNK = 2**19  # cells worked on at once: they stay in the processor's own memory
BLOCK_ROWS = 2**14
Array = npt.NDArray[np.float64]
Labels = npt.NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Runs:
    """Where k-means runs came to rest.

    Attributes
    ----------
    centers : ndarray
        Samples × starts × clusters × variables. A cluster that lost all its rows stays where
        it was last.
    within_ss : ndarray
        Samples × starts: weighted squared distances to the nearest centre, summed.
    total : ndarray
        Weighted squared distances to the middle, summed, of each sample.
    """

    centers: Array
    within_ss: Array
    total: Array

    @property
    def best_centers(self) -> Array:
        """Centres of each sample's best start, sorted: samples × clusters × variables.

        Of equally good starts the first one counts.
        """
        best = first_smallest(self.within_ss, axis=1, scale=self.total)
        return sorted_centers(self.centers[np.arange(len(self.centers)), best])


def many_runs(
    values: Array,
    weights: Array,
    k: int,
    *,
    starts: int,
    seeds: Sequence[Sequence[int]],
    at_rest_below: float = AT_REST,
    in_parallel: bool = True,
) -> Runs:
    """Run k-means to its end from every start in every sample of the same rows.

    All samples share their rows and differ in the rows' weights only, so distances are
    products of one matrix. Each start is drawn by greedy k-means++ and runs until its centres
    rest. Runs are cut into chunks by their number alone, so that the result does not depend
    on how many threads there are.

    Starts are rows, and answers lie on a grid: up to a quarter of the first assignments are
    exact ties. A row as near to two centres as rounding can tell belongs to the one that comes
    first when the starting centres are sorted, on every processor.

    Parameters
    ----------
    values : array
        One row a point, one column a variable.
    weights : array
        One row a sample, one column a point; 0 where it was not drawn.
    k, starts : int
        Clusters to make, and starts in each sample.
    seeds : sequence of sequences of int
        Seed of every sample.
    at_rest_below : float
        Squared move of a run's centres at which it ends, as a part of the variance.
    in_parallel : bool
        Whether to use all cores; not where the caller does already.

    References
    ----------
    Arthur, D., Vassilvitskii, S. (2007). k-means++. SODA, 1027–1035.
    Lloyd, S. (1982). Least squares quantization in PCM. IEEE Trans. Inf. Theory 28, 129–137.
    """
    middle = values.mean(axis=0)
    points = _with_ones(values - middle)
    samples = np.asarray(weights, dtype=float)
    uniforms = uniforms_of(seeds, starts, k)
    runs = len(uniforms)
    at_once = max(1, CHUNK // (k * len(points)))

    def chunk(first: int) -> tuple[Array, Array]:
        these = slice(first, min(first + at_once, runs))
        own = samples[np.arange(these.start, these.stop) // starts]
        begun = spread_rows(points[:, :-1], own, k, uniforms[these])
        return _at_rest(points, own, begun, at_rest_below)

    chunks = range(0, runs, at_once)
    found = in_threads(chunk, chunks) if in_parallel else [chunk(first) for first in chunks]
    centers = np.concatenate([c for c, _ in found], axis=1).transpose(1, 0, 2) + middle
    within = np.concatenate([w for _, w in found])
    shape = (len(samples), starts)
    total = samples @ np.square(points[:, :-1]).sum(axis=1)
    return Runs(centers.reshape(*shape, k, values.shape[1]), within.reshape(shape), total)


def full_runs(values: Array, weights: Array, begun: Array, *, at_rest_below: float) -> Runs:
    """Run k-means over very many rows from given centres, block of rows by block of rows.

    Parameters
    ----------
    values, weights : array
        One row a point; its weight.
    begun : array
        Starts × clusters × variables.
    at_rest_below : float
        Squared move of a run's centres at which it ends, as a part of the variance.
    """
    middle = values.mean(axis=0)
    points = _with_ones(values - middle)
    own = np.asarray(weights, dtype=float)
    centers = (begun - middle).transpose(1, 0, 2)
    firsts = range(0, len(points), BLOCK_ROWS)
    near = _equally_near(points)

    def step(now: Array, _active: Labels) -> Array:
        def block(first: int) -> Array:
            rows = slice(first, first + BLOCK_ROWS)
            shared = np.broadcast_to(own[rows], (now.shape[1], len(own[rows])))
            whole = shared @ points[rows]
            room = _Room(now.shape[0], now.shape[1], len(points[rows]))
            return _sums(points[rows], shared, whole, now, near[rows], room)

        result: Array = np.sum(in_threads(block, firsts), axis=0)
        return result

    squares = float((np.square(points[:, :-1]).sum(axis=1) * own).sum())
    total = np.full(len(begun), squares)
    tolerance = at_rest_below * float(np.var(points[:, :-1], axis=0).sum())
    found, within = _until_rest(step, centers, total, tolerance)
    return Runs(found.transpose(1, 0, 2)[None] + middle, within[None], total[:1])


def _at_rest(points: Array, weights: Array, centers: Array, below: float) -> tuple[Array, Array]:
    """Return centres (clusters × runs × variables) and within-SS where Lloyd's steps end."""
    squares = np.square(points[:, :-1]).sum(axis=1)
    total = weights @ squares
    tolerance = below * float(np.var(points[:, :-1], axis=0).sum())
    near = _equally_near(points)
    room = _Room(centers.shape[0], centers.shape[1], len(points))
    whole = weights @ points
    left = {"weights": weights, "whole": whole}

    def step(now: Array, active: Labels) -> Array:
        if len(active) < len(left["weights"]):
            left.update(weights=weights[active], whole=whole[active])
        return _sums(points, left["weights"], left["whole"], now, near, room)

    return _until_rest(step, centers, total, tolerance)


def _until_rest(
    step: Callable[[Array, Labels], Array], centers: Array, total: Array, tolerance: float
) -> tuple[Array, Array]:
    """Repeat Lloyd's step for all runs; a run whose centres rest takes no further part."""
    found = centers.copy()
    within = np.empty(centers.shape[1])
    active = np.arange(centers.shape[1])
    for remaining in range(MOST_STEPS, 0, -1):
        sums = step(centers, active)
        people = sums[..., -1:]
        held = people > 0
        moved = sums[..., :-1] / np.where(held, people, 1)
        np.copyto(moved, centers, where=~held)
        ended = np.square(moved - centers).sum(axis=(0, 2)) <= tolerance
        if remaining == 1:
            ended[:] = True
        last, there = active[ended], moved[:, ended]
        found[:, last] = there
        within[last] = total[last] - (np.square(there) * people[:, ended]).sum(axis=(0, 2))
        active, centers = active[~ended], moved[:, ~ended]
        if not len(active):
            break
    return found, within


def _equally_near(points: Array) -> Array:
    """Return by how much squared distances of each row may differ and still count as equal."""
    squares = np.square(points[:, :-1]).sum(axis=1)
    result: Array = TOLERANCE * (squares + squares.mean())
    return result


class _Room:
    """Where Lloyd's steps work: taken from the system once, not anew at every step.

    Parameters
    ----------
    k, runs, rows : int
        Clusters, the most runs at once, and points.
    """

    def __init__(self, k: int, runs: int, rows: int) -> None:
        self.rows = rows
        self._further = np.empty(max(k - 1, 1) * runs * rows)
        self._lowest = np.empty(runs * rows)
        self._marks = np.empty(k * runs * rows, dtype=bool)

    def further(self, k: int, runs: int) -> Array:
        """Return room for a number of each cluster but the first, run and point."""
        size = (k - 1) * runs * self.rows
        return self._further[:size].reshape(k - 1, runs, self.rows)

    def lowest(self, runs: int) -> Array:
        """Return room for a number of each run and point."""
        return self._lowest[: runs * self.rows].reshape(runs, self.rows)

    def marks(self, k: int, runs: int) -> npt.NDArray[np.bool_]:
        """Return room for a mark of each cluster, run and point."""
        return self._marks[: k * runs * self.rows].reshape(k, runs, self.rows)


def _sums(
    points: Array, weights: Array, whole: Array, centers: Array, near: Array, room: _Room
) -> Array:
    """Return, for each cluster and run, its rows' weighted sums and (last) their weight.

    Distances are counted from the first cluster's, which has what the others leave of the
    ``whole``.
    """
    k, runs, p = centers.shape
    sums = np.empty((k, runs, p + 1))
    squares = np.square(centers).sum(axis=2)
    lines = np.empty((k - 1, runs, p + 1))
    np.multiply(centers[1:] - centers[0], -2, out=lines[..., :p])
    np.subtract(squares[1:], squares[0], out=lines[..., p])
    further, lowest, marks = room.further(k, runs), room.lowest(runs), room.marks(k, runs)
    flat = further.reshape((k - 1) * runs, len(points))
    np.matmul(lines.reshape((k - 1) * runs, p + 1), points.T, out=flat)
    lowest.fill(0)
    for cluster in further:
        np.minimum(lowest, cluster, out=lowest)
    lowest += near
    free, members = np.less(lowest, 0, out=marks[0]), marks[1:]
    np.less_equal(further, lowest, out=members)
    for member in members:  # of equally near centres the first one counts
        member &= free
        free ^= member
    np.copyto(further, members)
    further *= weights
    sums[1:] = (flat @ points).reshape(k - 1, runs, p + 1)
    left = whole - sums[1:].sum(axis=0)
    sums[0] = left * (left[:, -1:] > TOLERANCE * whole[:, -1:])
    return sums


def sorted_centers(centers: Array) -> Array:
    """Return centres by their first coordinate that differs, the lowest first.

    Parameters
    ----------
    centers : array
        … × clusters × variables; each … by itself.
    """
    return np.take_along_axis(centers, center_order(centers)[..., None], axis=-2)


def center_order(centers: Array) -> Labels:
    """Return the places of the sorted centres; see `sorted_centers`.

    Parameters
    ----------
    centers : array
        … × clusters × variables; each … by itself.
    """
    scale = np.abs(centers).max(axis=(-1, -2), keepdims=True, initial=0.0)
    apart = centers[..., :, None, :] - centers[..., None, :, :]
    differs = np.abs(apart) > TOLERANCE * scale[..., None]
    first = differs.argmax(axis=-1)[..., None]
    higher = np.take_along_axis(apart * differs, first, axis=-1)[..., 0] > 0
    return np.argsort(higher.sum(axis=-1), axis=-1, kind="stable")


def _with_ones(values: Array) -> Array:
    points = np.ones((len(values), values.shape[1] + 1))
    points[:, :-1] = values
    return points


def in_threads(work: Callable[[int], T], items: Sequence[int]) -> list[T]:
    """Return ``work`` of every item, in their order, computed on all cores.

    Parameters
    ----------
    work : callable
        Its result must depend on the item alone.
    items : sequence of int
        What to work on.
    """
    import joblib
    from threadpoolctl import threadpool_limits

    workers = min(joblib.cpu_count(), len(items))
    with threadpool_limits(limits=1):
        if workers < 2:
            return [work(item) for item in items]
        with ThreadPoolExecutor(workers) as pool:
            return list(pool.map(work, items))
