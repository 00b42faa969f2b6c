"""Many k-means runs at once: the arithmetic of Lloyd's steps as a few large matrix products."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
import numpy.typing as npt

T = TypeVar("T")
MOST_STEPS = 300
AT_REST = 1e-9  # squared move of a run's centres, as a part of the variance
CHUNK = 2**19  # cells worked on at once: they stay in the processor's own memory
BLOCK_ROWS = 2**14
Array = npt.NDArray[np.float64]
Single = npt.NDArray[np.float32]
Labels = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Runs:
    """Where k-means runs came to rest.

    Attributes
    ----------
    centers : ndarray
        Samples × starts × clusters × variables. A cluster that lost all its rows stays where
        it was last.
    within_ss : ndarray
        Samples × starts: weighted squared distances to the nearest centre, summed.
    """

    centers: Array
    within_ss: Array

    @property
    def best_centers(self) -> Array:
        """Centres of each sample's best start: samples × clusters × variables."""
        return self.centers[np.arange(len(self.centers)), self.within_ss.argmin(axis=1)]


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
    rest. Distances are computed in single precision; runs are cut into chunks by their number
    alone, so that the result does not depend on how many threads there are.

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
    samples = np.asarray(weights, dtype=np.float32)
    uniforms = _uniforms(seeds, starts, k)
    runs = len(uniforms)
    at_once = max(1, CHUNK // (k * len(points)))

    def chunk(first: int) -> tuple[Array, Array]:
        these = slice(first, min(first + at_once, runs))
        own = samples[np.arange(these.start, these.stop) // starts]
        begun = _spread(points, own, k, uniforms[these])
        return _at_rest(points, own, begun, at_rest_below)

    chunks = range(0, runs, at_once)
    found = in_threads(chunk, chunks) if in_parallel else [chunk(first) for first in chunks]
    centers = np.concatenate([c for c, _ in found], axis=1).transpose(1, 0, 2) + middle
    within = np.concatenate([w for _, w in found])
    shape = (len(samples), starts)
    return Runs(centers.reshape(*shape, k, values.shape[1]), within.reshape(shape))


def spread_centers(values: Array, weights: Array, k: int, *, seed: Sequence[int]) -> Array:
    """Return k starting centres (clusters × variables) drawn by greedy k-means++.

    Parameters
    ----------
    values, weights : array
        One row a point; its weight.
    k : int
        Clusters to make.
    seed : sequence of int
        Of the draw.
    """
    middle = values.mean(axis=0)
    points = _with_ones(values - middle)
    own = np.asarray(weights, dtype=np.float32)[None]
    return _spread(points, own, k, _uniforms([seed], 1, k))[:, 0] + middle


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
    own = np.asarray(weights, dtype=np.float32)
    centers = (begun - middle).transpose(1, 0, 2).astype(np.float32)
    firsts = range(0, len(points), BLOCK_ROWS)

    def step(now: Single, _active: Labels) -> Array:
        def block(first: int) -> Array:
            rows = slice(first, first + BLOCK_ROWS)
            shared = np.broadcast_to(own[rows], (now.shape[1], len(own[rows])))
            return _sums(points[rows], shared, now).astype(float)

        return np.sum(in_threads(block, firsts), axis=0)

    squares = float((np.square(points[:, :-1]).sum(axis=1, dtype=float) * own).sum())
    total = np.full(len(begun), squares)
    tolerance = at_rest_below * float(np.var(points[:, :-1], axis=0, dtype=float).sum())
    found, within = _until_rest(step, centers, total, tolerance)
    return Runs(found.transpose(1, 0, 2)[None] + middle, within[None])


def _at_rest(points: Single, weights: Single, centers: Single, below: float) -> tuple[Array, Array]:
    """Return centres (clusters × runs × variables) and within-SS where Lloyd's steps end."""
    squares = np.square(points[:, :-1]).sum(axis=1)
    total = weights.astype(float) @ squares
    tolerance = below * float(np.var(points[:, :-1], axis=0).sum())
    left = {"runs": np.arange(weights.shape[0]), "weights": weights}

    def step(now: Single, active: Labels) -> Array:
        if len(active) < len(left["runs"]):
            left.update(runs=active, weights=weights[active])
        return _sums(points, left["weights"], now)

    return _until_rest(step, centers, total, tolerance)


def _until_rest(
    step: Callable[[Single, Labels], Array], centers: Single, total: Array, tolerance: float
) -> tuple[Array, Array]:
    """Repeat Lloyd's step for all runs; a run whose centres rest takes no further part."""
    found = centers.astype(float)
    within = np.empty(centers.shape[1])
    active = np.arange(centers.shape[1])
    for remaining in range(MOST_STEPS, 0, -1):
        sums = step(centers, active)
        people, held = sums[..., -1:], sums[..., -1:] > 0
        means = sums[..., :-1] / np.where(held, people, 1)
        moved = np.where(held, means, centers).astype(np.float32)
        ended = np.square(moved - centers).sum(axis=(0, 2)) <= tolerance
        if remaining == 1:
            ended[:] = True
        between = (np.square(means, dtype=float) * people).sum(axis=(0, 2))
        found[:, active[ended]] = moved[:, ended]
        within[active[ended]] = (total[active] - between)[ended]
        active, centers = active[~ended], moved[:, ~ended]
        if not len(active):
            break
    return found, within


def _sums(points: Single, weights: Single, centers: Single) -> Single:
    """Return, for each cluster and run, its rows' weighted sums and (last) their weight."""
    k, runs, p = centers.shape
    lines = np.empty((k, runs, p + 1), dtype=np.float32)
    np.multiply(centers, -2, out=lines[..., :p])
    np.square(centers).sum(axis=2, out=lines[..., p])
    distances = lines.reshape(k * runs, p + 1) @ points.T
    distances = distances.reshape(k, runs, len(points))
    member = distances == distances.min(axis=0)
    taken = member[0].copy()
    for cluster in member[1:]:  # of equally near centres the first one counts
        np.greater(cluster, taken, out=cluster)
        np.logical_or(taken, cluster, out=taken)
    distances[...] = member
    distances *= weights
    return (distances.reshape(k * runs, -1) @ points).reshape(k, runs, p + 1)


def _spread(points: Single, weights: Single, k: int, uniforms: Array) -> Single:
    """Return starting centres (clusters × runs × variables) by greedy k-means++."""
    runs, trials = len(weights), _trials(k)
    each = np.arange(runs)
    squares = np.square(points[:, :-1]).sum(axis=1)
    plain = np.ascontiguousarray(points[:, :-1])
    rows = _drawn(weights, uniforms[:, :1])[:, 0]
    chosen = [plain[rows]]
    closest = _squared_distances(plain, squares, rows)
    for place in range(k - 1):
        draws = uniforms[:, 1 + place * trials : 1 + (place + 1) * trials]
        rows = _drawn(weights * closest, draws)
        trial = _squared_distances(plain, squares, rows.reshape(-1)).reshape(runs, trials, -1)
        np.minimum(trial, closest[:, None], out=trial)
        best = np.matmul(trial, weights[:, :, None])[:, :, 0].argmin(axis=1)
        closest = trial[each, best]
        chosen.append(plain[rows[each, best]])
    return np.stack(chosen)


def _squared_distances(plain: Single, squares: Single, rows: Labels) -> Single:
    cross = plain[rows] @ plain.T
    cross *= -2
    cross += squares
    cross += squares[rows, None]
    return np.maximum(cross, 0, out=cross)


def _drawn(mass: Single, uniforms: Array) -> Labels:
    """Return drawn columns of every row of ``mass``, with probability in proportion to it."""
    rows, columns = mass.shape
    running = np.cumsum(mass, dtype=float)
    ends = running[columns - 1 :: columns]
    begins = np.concatenate([[0.0], ends[:-1]])
    targets = begins[:, None] + uniforms * (ends - begins)[:, None]
    found = np.searchsorted(running, targets, side="right")
    first = np.arange(rows)[:, None] * columns
    return np.clip(found - first, 0, columns - 1)


def _trials(k: int) -> int:
    return 2 + int(np.log(k))


def _uniforms(seeds: Sequence[Sequence[int]], starts: int, k: int) -> Array:
    draws = 1 + (k - 1) * _trials(k)
    return np.concatenate([np.random.default_rng(seed).random((starts, draws)) for seed in seeds])


def _with_ones(values: Array) -> Single:
    points = np.ones((len(values), values.shape[1] + 1), dtype=np.float32)
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
