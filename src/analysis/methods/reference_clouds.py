"""Clouds without segments: what k-means makes of nothing."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import numpy.typing as npt

from analysis.methods.clustering import AnswerPatterns, Matrix, within_squares

REFERENCE_CLOUDS = 20
CLEARLY_TIGHTER = 0.8  # simplices, uniform but all corners, come down to 0.82 of the box
SHORT_RUN_STEPS = 5
HULL_DIMENSIONS = 3  # a hull in more is too slow, and hardly anyone is inside it
Cloud = Callable[[np.random.Generator], Matrix]


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
        Within-SS as a part of all squared distances, relative to the mean of the clouds that
        come closest; and whether it lies at least a fifth and three standard deviations under
        the mean of every kind of cloud.

    References
    ----------
    Tibshirani, R., Walther, G., Hastie, T. (2001). Estimating the number of clusters in a data
    set via the gap statistic. JRSS B 63, 411–423.
    """
    data = np.repeat(patterns.values, patterns.counts.astype(int), axis=0)
    data = data - data.mean(axis=0)
    rng = np.random.default_rng([seed, 1])
    unexplained = within_ss / float(np.square(data).sum())
    tightness, clearly = 0.0, True
    for cloud in _kinds_of_cloud(patterns, data):
        parts = np.array(
            [_unexplained(cloud(rng), segments, starts, seed + i) for i in range(REFERENCE_CLOUDS)]
        )
        limit = min(CLEARLY_TIGHTER, 1 - 3 * float(parts.std(ddof=1) / parts.mean()))
        ratio = unexplained / float(parts.mean())
        tightness, clearly = max(tightness, ratio), clearly and ratio < limit
    return tightness, clearly


def _kinds_of_cloud(patterns: AnswerPatterns, data: Matrix) -> list[Cloud]:
    if all(len(np.unique(column)) == 2 for column in patterns.values.T):
        return [lambda rng: rng.permuted(data, axis=0)]
    clouds: list[Cloud] = [_uniform_box(data)]
    if 2 <= data.shape[1] <= HULL_DIMENSIONS and len(patterns.values) > 10:
        clouds.append(_uniform_hull(data))
    return clouds


def _uniform_box(data: Matrix) -> Cloud:
    """Return points uniform over the box of the data's principal axes, as spread as the data.

    Each axis keeps its variance (not its range), so that outliers do not inflate the cloud.
    """
    axes = np.linalg.svd(data, full_matrices=False)[2]
    spread = (data @ axes.T).std(axis=0)
    return lambda rng: rng.uniform(-1, 1, size=(len(data), len(spread))) * spread


def _uniform_hull(data: Matrix) -> Cloud:
    """Return points uniform over the convex hull of the data: a triangle has corners to cut."""
    from scipy.spatial import Delaunay, QhullError

    try:
        hull = Delaunay(data)
    except QhullError:  # the data lie on a line or a plane
        return _uniform_box(data)
    lowest, highest = data.min(axis=0), data.max(axis=0)

    def cloud(rng: np.random.Generator) -> Matrix:
        points = np.empty((0, data.shape[1]))
        while len(points) < len(data):
            more = rng.uniform(lowest, highest, size=(4 * len(data), data.shape[1]))
            points = np.concatenate([points, more[hull.find_simplex(more) >= 0]])
        return points[: len(data)]

    return cloud


def _unexplained(cloud: Matrix, k: int, starts: int, seed: int) -> float:
    """Return the part of a cloud's squared distances that k-means leaves within clusters."""
    centers = quick_centers(cloud, np.ones(len(cloud)), k, starts, seed)
    within = within_squares(cloud, assigned_to(cloud, centers))
    return within / float(np.square(cloud - cloud.mean(axis=0)).sum())


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
    """Return the nearest centre of every row: its place, from 0.

    Parameters
    ----------
    values : array
        One row a respondent, one column a variable.
    centers : array
        One row a centre, same columns.
    """
    return np.argmin(np.square(centers).sum(axis=1) - 2 * values @ centers.T, axis=1)
