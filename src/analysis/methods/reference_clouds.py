"""Clouds without segments: what k-means makes of nothing, and of one normal cloud."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from analysis.methods.clustering import within_squares
from analysis.methods.k_means import nearest, rows_by_weight
from analysis.methods.latent_normal import Cloud, normal_cloud
from analysis.methods.lloyd import in_threads, many_runs
from analysis.methods.segment_gaps import separation

REFERENCE_CLOUDS = 20
CLOUD_ROWS = 2_000
CLEARLY_TIGHTER = 0.8  # simplices, uniform but all corners, come down to 0.82 of the box
TIGHTER_THAN_NORMAL = 0.9
EMPTY_BORDER = 0.5  # at most half as many people as at the lower of two peaks
HULL_DIMENSIONS = 3  # a hull in more is too slow, and hardly anyone is inside it
Array = npt.NDArray[np.float64]
Labels = npt.NDArray[np.int64]


@dataclass(frozen=True)
class CloudComparison:
    """Segments of the data against k-means segments of clouds that have none.

    Attributes
    ----------
    tightness : float
        Part of the squared distances within segments, relative to the mean of the clouds that
        come closest; the lower under 1, the more there is to find.
    tighter : bool
        Whether it lies a fifth and three standard deviations under every kind of cloud.
    separation : float
        How empty the fullest border between two segments is, 0–1.
    cloud_separation : float
        Mean of the same in one normal cloud with the data's correlations.
    gaps : bool
        Whether segments are tighter, and have gaps that no such normal cloud shows.
    """

    tightness: float
    tighter: bool
    separation: float
    cloud_separation: float
    gaps: bool


def compared_with_clouds(
    values: Array, weights: Array, labels: Labels, *, people: int, starts: int, seed: int
) -> CloudComparison:
    """Compare segments with what k-means makes of clouds without segments.

    There are two questions. Are the segments tighter than those of points scattered without
    any structure: uniform over the box of the principal axes (with 2 or 3 variables over the
    convex hull, too), yes/no variables and choices each shuffled by itself? And are there gaps
    between them which a single normal cloud with the same correlations, cut to yes and no
    where the answers are, does not show? Such a cloud has everything a trend has – someone who
    says yes to all – but no segments.

    Parameters
    ----------
    values, weights : array
        One row a person or a set of answers, without gaps; its weight.
    labels : array of int
        Segment of each row.
    people : int
        How many people there are; clouds have as many points, at most 2,000.
    starts, seed : int
        Random starts of k-means in each cloud, and seed.

    References
    ----------
    Tibshirani, R., Walther, G., Hastie, T. (2001). Estimating the number of clusters in a data
    set via the gap statistic. JRSS B 63, 411–423.
    Dolnicar, S., Grün, B., Leisch, F. (2018). Market Segmentation Analysis. Springer, ch. 2
    and 7.
    """
    rows = rows_by_weight(weights, min(people, CLOUD_ROWS), seed)
    data, labels = values[rows] - values[rows].mean(axis=0), labels[rows]
    groups = yes_no_groups(data)
    steps = answer_steps(data, groups)
    rounding = len(data) * float(np.square(steps).sum()) / 12
    unexplained = _unexplained(data, labels, rounding)
    k = len(np.unique(labels))
    noise = np.random.default_rng([seed, 3]).uniform(-0.5, 0.5, size=data.shape)
    apart = separation(data + noise * steps, labels)

    tightness, tighter = 0.0, True
    for cloud in _scattered_clouds(data, groups):
        ratio, limit, _, _ = _against(cloud, unexplained, k, starts, seed)
        tightness, tighter = max(tightness, ratio), tighter and ratio < min(CLEARLY_TIGHTER, limit)
    normal = _one_normal_cloud(data, groups)
    ratio, limit, usual, highest = _against(normal, unexplained, k, starts, seed)
    gaps = tighter and ratio < min(TIGHTER_THAN_NORMAL, limit)
    gaps = gaps and apart >= EMPTY_BORDER and apart > highest
    return CloudComparison(tightness, tighter, apart, usual, gaps)


def yes_no_groups(data: Array) -> list[list[int]]:
    """Return the yes/no columns; those of one choice (always one yes among them) together.

    Parameters
    ----------
    data : array
        One row a person; columns of one choice stand side by side.
    """
    low = data.min(axis=0)
    yes_no = [len(np.unique(column)) == 2 for column in data.T]
    groups: list[list[int]] = []
    column = 0
    while column < data.shape[1]:
        width = 1
        answered = np.zeros(len(data))
        for end in range(column, data.shape[1] if yes_no[column] else column):
            if not yes_no[end]:
                break
            answered += data[:, end] > low[end]
            if answered.max() > 1:
                break
            if end > column and answered.min() == 1:
                width = end - column + 1
                break
        if yes_no[column]:
            groups.append(list(range(column, column + width)))
        column += width
    return groups


def answer_steps(data: Array, groups: list[list[int]]) -> Array:
    """Return the distance of neighbouring answers in every column, 0 in yes/no columns.

    Someone who answers 3 on a scale of whole numbers stands between 2.5 and 3.5: the empty
    space between 3 and 4 is no gap between segments.

    Parameters
    ----------
    data : array
        One row a person, one column a variable.
    groups : list of lists of int
        The yes/no columns, as from `yes_no_groups`.
    """
    steps = np.zeros(data.shape[1])
    for column in sorted(set(range(data.shape[1])) - {c for group in groups for c in group}):
        distances = np.diff(np.unique(np.round(data[:, column], 9)))
        if len(distances):
            steps[column] = np.sort(distances)[(len(distances) - 1) // 2]
    return steps


def _scattered_clouds(data: Array, groups: list[list[int]]) -> list[Cloud]:
    yes_no = sorted(column for group in groups for column in group)
    measured = sorted(set(range(data.shape[1])) - set(yes_no))
    if not yes_no:
        clouds = [_uniform_box(data)]
        if 2 <= data.shape[1] <= HULL_DIMENSIONS and len(np.unique(data, axis=0)) > 10:
            clouds.append(_uniform_hull(data))
        return clouds
    box = _uniform_box(data[:, measured]) if measured else None

    def cloud(rng: np.random.Generator) -> Array:
        points = _shuffled(data, groups, rng)
        if box:
            points[:, measured] = box(rng)
        return points

    return [cloud]


def _one_normal_cloud(data: Array, groups: list[list[int]]) -> Cloud:
    """Return one normal cloud; choices of more than one column are shuffled by themselves."""
    choices = [group for group in groups if len(group) > 1]
    chosen = {column for group in choices for column in group}
    others = [column for column in range(data.shape[1]) if column not in chosen]
    if not others:
        return lambda rng: _shuffled(data, choices, rng)
    yes_no = np.array([[column] in groups for column in others])
    normal = normal_cloud(data[:, others], yes_no)

    def cloud(rng: np.random.Generator) -> Array:
        points = _shuffled(data, choices, rng)
        points[:, others] = normal(rng)
        return points

    return cloud


def _shuffled(data: Array, groups: list[list[int]], rng: np.random.Generator) -> Array:
    points = data.copy()
    for group in groups:
        points[:, group] = data[rng.permutation(len(data))][:, group]
    return points


def _uniform_box(data: Array) -> Cloud:
    """Return points uniform over the box of the data's principal axes, as spread as the data.

    Each axis keeps its variance (not its range), so that outliers do not inflate the cloud.
    """
    axes = np.linalg.svd(data, full_matrices=False)[2]
    spread = (data @ axes.T).std(axis=0)
    return lambda rng: (rng.uniform(-1, 1, size=(len(data), len(spread))) * spread) @ axes


def _uniform_hull(data: Array) -> Cloud:
    """Return points uniform over the convex hull of the data: a triangle has corners to cut."""
    from scipy.spatial import Delaunay, QhullError

    try:
        hull = Delaunay(data)
    except QhullError:  # the data lie on a line or a plane
        return _uniform_box(data)
    lowest, highest = data.min(axis=0), data.max(axis=0)

    def cloud(rng: np.random.Generator) -> Array:
        points = np.empty((0, data.shape[1]))
        while len(points) < len(data):
            more = rng.uniform(lowest, highest, size=(4 * len(data), data.shape[1]))
            points = np.concatenate([points, more[hull.find_simplex(more) >= 0]])
        return points[: len(data)]

    return cloud


def _against(
    cloud: Cloud, unexplained: float, k: int, starts: int, seed: int
) -> tuple[float, float, float, float]:
    """Return the data's unexplained part relative to the clouds' mean, and what is too much
    lower to be chance; the clouds' mean separation, and what is too high to be chance."""
    rng = np.random.default_rng([seed, 1])
    drawn = [cloud(rng) for _ in range(REFERENCE_CLOUDS)]

    def cut(number: int) -> tuple[float, float]:
        points, ones = drawn[number], np.ones((1, len(drawn[number])))
        found = many_runs(
            points, ones, k, starts=starts, seeds=[(seed, k, number)], in_parallel=False
        )
        labels = nearest(points, found.best_centers[0])
        return _unexplained(points, labels, 0.0), separation(points, labels)

    parts, apart = np.array(in_threads(cut, range(len(drawn)))).T
    limit = 1 - 3 * float(parts.std(ddof=1) / parts.mean())
    highest = float(apart.mean() + 2 * apart.std(ddof=1))
    return unexplained / float(parts.mean()), limit, float(apart.mean()), highest


def _unexplained(data: Array, labels: Labels, rounding: float) -> float:
    """Return the part of squared distances that lies within segments."""
    within = within_squares(data, labels)
    total = float(np.square(data - data.mean(axis=0)).sum())
    return (within + rounding) / (total + rounding)
