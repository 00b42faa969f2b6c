"""Where k-means starts: rows far from each other, drawn by greedy k-means++."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from analysis.statistics.deciding import first_smallest

SAME_PLACE = 1e-12  # squared distance, as a part of the squared distance to the middle
Array = npt.NDArray[np.float64]
Labels = npt.NDArray[np.int64]


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
    own = np.asarray(weights, dtype=float)[None]
    result: Array = spread_rows(values - middle, own, k, uniforms_of([seed], 1, k))[:, 0] + middle
    return result


def spread_rows(points: Array, weights: Array, k: int, uniforms: Array) -> Array:
    """Return starting centres (clusters × runs × variables) by greedy k-means++.

    They come in the order of their rows, so that ties do not depend on who was drawn first.

    Parameters
    ----------
    points : array
        One row a point, centred.
    weights : array
        One row a run, one column a point.
    k : int
        Clusters to make.
    uniforms : array
        One row a run, from `uniforms_of`.
    """
    runs, trials = len(weights), _trials(k)
    each = np.arange(runs)
    squares = np.square(points).sum(axis=1)
    total = weights @ squares
    plain = np.ascontiguousarray(points)
    rows = _drawn(weights, uniforms[:, :1])[:, 0]
    chosen = [rows]
    closest = _squared_distances(plain, squares, rows)
    for place in range(k - 1):
        draws = uniforms[:, 1 + place * trials : 1 + (place + 1) * trials]
        rows = _drawn(weights * closest, draws)
        trial = _squared_distances(plain, squares, rows.reshape(-1)).reshape(runs, trials, -1)
        np.minimum(trial, closest[:, None], out=trial)
        left = np.matmul(trial, weights[:, :, None])[:, :, 0]
        best = first_smallest(left, axis=1, scale=total)
        closest = trial[each, best]
        chosen.append(rows[each, best])
    return plain[np.sort(chosen, axis=0)]


def _squared_distances(plain: Array, squares: Array, rows: Labels) -> Array:
    here = squares[rows, None]
    lines = np.hstack([-2 * plain[rows], np.ones_like(here), here])
    cross = lines @ np.vstack([plain.T, squares, np.ones_like(squares)])
    # who stands where a centre stands is at no distance: what is left there is rounding
    return np.multiply(cross, cross > SAME_PLACE * squares[rows, None], out=cross)


def _drawn(mass: Array, uniforms: Array) -> Labels:
    """Return drawn columns of every row of ``mass``, with probability in proportion to it."""
    rows, columns = mass.shape
    running = np.cumsum(mass, dtype=float)
    ends = running[columns - 1 :: columns]
    begins = np.concatenate([[0.0], ends[:-1]])
    targets = begins[:, None] + uniforms * (ends - begins)[:, None]
    found = np.searchsorted(running, targets, side="right")
    first = np.arange(rows)[:, None] * columns
    result: Labels = np.clip(found - first, 0, columns - 1)
    return result


def _trials(k: int) -> int:
    return 2 + int(np.log(k))


def uniforms_of(seeds: Sequence[Sequence[int]], starts: int, k: int) -> Array:
    """Return what decides the draws of every start of every sample, one row a start.

    Parameters
    ----------
    seeds : sequence of sequences of int
        Seed of every sample.
    starts, k : int
        Starts in each sample, and clusters to make.
    """
    draws = 1 + (k - 1) * _trials(k)
    return np.concatenate([np.random.default_rng(seed).random((starts, draws)) for seed in seeds])
