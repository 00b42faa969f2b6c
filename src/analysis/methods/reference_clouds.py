"""Clouds without segments: what k-means makes of nothing."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from analysis.methods.clustering import AnswerPatterns, Matrix, within_squares

REFERENCE_CLOUDS = 20
CLEARLY_TIGHTER = 0.95  # of the reference clouds' within-SS
SHORT_RUN_STEPS = 5


def compared_with_clouds(
    patterns: AnswerPatterns, segments: int, within_ss: float, *, starts: int, seed: int
) -> tuple[float, bool]:
    """Return within-SS relative to clouds without segments, and whether it is clearly lower.

    Parameters
    ----------
    patterns : AnswerPatterns
        What was clustered.
    segments, within_ss : int, float
        Number of segments, and the within-SS they reach in the data.
    starts, seed : int
        Random starts in each cloud, and their seed.

    Returns
    -------
    tuple
        Within-SS relative to the clouds' mean, and whether it lies at least 5 % and three of
        their standard deviations under it.

    References
    ----------
    Tibshirani, R., Walther, G., Hastie, T. (2001). Estimating the number of clusters in a data
    set via the gap statistic. JRSS B 63, 411–423.
    """
    data = np.repeat(patterns.values, patterns.counts.astype(int), axis=0)
    data = data - data.mean(axis=0)
    two_valued = all(len(np.unique(column)) == 2 for column in patterns.values.T)
    rng = np.random.default_rng([seed, 1])
    cloud = _shuffled if two_valued else _uniform_box
    squares = np.array(
        [
            _reference_within(cloud(data, rng), segments, starts, seed + i)
            for i in range(REFERENCE_CLOUDS)
        ]
    )
    tightness = within_ss / float(squares.mean())
    clear = min(CLEARLY_TIGHTER, 1 - 3 * float(squares.std(ddof=1) / squares.mean()))
    return tightness, tightness < clear


def _shuffled(data: Matrix, rng: np.random.Generator) -> Matrix:
    return rng.permuted(data, axis=0)


def _uniform_box(data: Matrix, rng: np.random.Generator) -> Matrix:
    """Return points uniform over the box of the data's principal axes, as spread as the data.

    Each axis keeps its variance (not its range), so that outliers do not inflate the cloud.
    """
    axes = np.linalg.svd(data, full_matrices=False)[2]
    spread = (data @ axes.T).std(axis=0)
    return rng.uniform(-np.sqrt(3), np.sqrt(3), size=(len(data), len(spread))) * spread


def _reference_within(cloud: Matrix, k: int, starts: int, seed: int) -> float:
    centers = quick_centers(cloud, np.ones(len(cloud)), k, starts, seed)
    return within_squares(cloud, assigned_to(cloud, centers))


def quick_centers(values: Matrix, counts: Matrix, k: int, starts: int, seed: int) -> Matrix:
    """Return k-means centres: short runs from many starts, the best of them run to its end.

    Twice as fast as full runs from every start.

    Parameters
    ----------
    values, counts : ndarray
        Different sets of answers, and how often each was given (0: not at all).
    k, starts, seed : int
        Number of clusters, random starts, seed.

    References
    ----------
    Biernacki, C., Celeux, G., Govaert, G. (2003). Choosing starting values for the EM
    algorithm. Computational Statistics & Data Analysis 41, 561–575.
    """
    from sklearn.cluster import KMeans

    drawn = counts > 0
    values, counts = values[drawn], counts[drawn]
    k = min(k, len(values))
    short = KMeans(k, init="random", n_init=starts, max_iter=SHORT_RUN_STEPS, random_state=seed)
    begun = short.fit(values, sample_weight=counts).cluster_centers_
    full = KMeans(k, init=begun, n_init=1, tol=1e-3)
    return full.fit(values, sample_weight=counts).cluster_centers_


def assigned_to(values: Matrix, centers: Matrix) -> npt.NDArray[np.int64]:
    """Return the nearest centre of every row: its place, from 0."""
    return np.argmin(np.square(centers).sum(axis=1) - 2 * values @ centers.T, axis=1)
