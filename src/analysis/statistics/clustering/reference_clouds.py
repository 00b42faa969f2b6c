"""Clouds without segments: what k-means makes of nothing, and of one normal cloud."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from analysis.statistics.clustering.answer_patterns import within_squares
from analysis.statistics.clustering.k_means import nearest, rows_by_weight
from analysis.statistics.clustering.lloyd import in_threads, many_runs
from analysis.statistics.clustering.own_order import columns_in_order
from analysis.statistics.clustering.scattered_clouds import (
    Groups,
    are_scales,
    measured_columns,
    scattered_clouds,
    shuffled,
    unconnected,
)
from analysis.statistics.clustering.segment_gaps import separation
from analysis.statistics.deciding import exceeds, reaches
from analysis.statistics.latent_normal import Cloud, normal_cloud
from analysis.statistics.within_chance import careful, error_of_limit, error_of_mean

REFERENCE_CLOUDS = 20
SPREADINGS = 10
CLOUD_ROWS = 2_000
CLEARLY_TIGHTER = 0.8  # simplices, uniform but all corners, come down to 0.82 of the box
TIGHTER_THAN_CUT = 0.9  # where answers have gaps of their own
EMPTY_BORDER = 0.5  # at most half as many people as at the lower of two peaks
WORTH_THREADS = 2**16
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
        Whether it lies a fifth and three standard deviations under every kind of cloud, by more
        than other clouds of the kind would move these limits.
    separation : float
        How empty the fullest border between two segments is, 0–1.
    cloud_separation : float
        Mean of the same in one normal cloud with the data's correlations.
    gaps : bool
        Whether there are gaps between the segments that no cloud shows, by more than that.
    perhaps_tighter, perhaps_gaps : bool
        The same where chance speaks for it: other clouds might have said so.
    """

    tightness: float
    tighter: bool
    separation: float
    cloud_separation: float
    gaps: bool
    perhaps_tighter: bool
    perhaps_gaps: bool


def compared_with_clouds(
    values: Array, weights: Array, labels: Labels, *, people: int, starts: int, seed: int
) -> CloudComparison:
    """Compare segments with what k-means makes of clouds without segments.

    There are two questions. Are the segments tighter than those of points scattered without
    any structure: uniform over the box of the principal axes and over the convex hull (with
    more than 3 variables: over a simplex), or yes/no variables and choices each shuffled by
    itself? And are there gaps between them which neither those show nor a single normal cloud
    with the same correlations, cut to yes and no where the answers are? Such a cloud has
    everything a trend has – someone who says yes to all – but no segments. (Answers that are
    only shuffled are not asked about gaps: k-means cuts them at one yes/no, or at one scale
    with an empty middle. So segments of scales have to be tighter than those of shuffled ones.)

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
    data, labels = values[rows], labels[rows]
    # those who differ may be so few, or weigh so little, that none of them is drawn
    data = data[:, np.ptp(data, axis=0) > 0]
    data = data - data.mean(axis=0)
    if not data.size or len(np.unique(labels)) < 2:
        return CloudComparison(1.0, False, 0.0, 0.0, False, False, False)
    data, groups = _in_own_order(data, yes_no_groups(data))
    k = len(np.unique(labels))
    scattered = [_cut(cloud, k, starts, seed) for cloud in scattered_clouds(data, groups)]
    normal = _cut(_one_normal_cloud(data, groups), k, starts, seed)
    smooth = _spread_again(data, groups, seed)
    own = _Own.of(smooth, labels)
    alone = None
    if not groups and are_scales(data):
        alone = _cut(unconnected(smooth[0]), k, starts, seed)
    tighter, perhaps_tighter = careful(lambda lean: _tighter(own, scattered, lean))
    gaps, perhaps_gaps = careful(
        lambda lean: (
            _gaps_of_yes_no(own, scattered, normal, lean)
            if groups
            else _gaps_of_numbers(own, scattered, normal, alone, lean)
        )
    )
    return CloudComparison(
        tightness=max(own.unexplained / float(cloud.parts.mean()) for cloud in scattered),
        tighter=tighter,
        separation=own.apart,
        cloud_separation=float(normal.separations.mean()),
        gaps=gaps,
        perhaps_tighter=perhaps_tighter,
        perhaps_gaps=perhaps_gaps,
    )


@dataclass(frozen=True)
class _Own:
    """The data's own unexplained part and separation, and the latter's error by spreading."""

    unexplained: float
    apart: float
    error: float

    @classmethod
    def of(cls, spread: Sequence[Array], labels: Labels) -> _Own:
        apart = [separation(values, labels) for values in spread]
        parts = [_unexplained(values, labels) for values in spread]
        return cls(float(np.mean(parts)), float(np.mean(apart)), error_of_mean(apart))


def _tighter(own: _Own, scattered: Sequence[_Cut], lean: float) -> bool:
    return all(cloud.clearly_looser(own, CLEARLY_TIGHTER, lean) for cloud in scattered)


def _gaps_of_yes_no(own: _Own, scattered: Sequence[_Cut], normal: _Cut, lean: float) -> bool:
    """Shuffled yes/no variables are cut at one of them, which leaves a gap as well."""
    return (
        _border_is_empty(own, lean)
        and _tighter(own, scattered, lean)
        and normal.clearly_fuller(own, 2, lean)
        and normal.clearly_looser(own, TIGHTER_THAN_CUT, lean)
    )


def _gaps_of_numbers(
    own: _Own, scattered: Sequence[_Cut], normal: _Cut, alone: _Cut | None, lean: float
) -> bool:
    """So is a scale that is answered at its ends: ``alone`` are scales each by itself."""
    loosest = float(normal.parts.mean()) + lean * error_of_mean(normal.parts)
    return (
        _border_is_empty(own, lean)
        and all(cloud.clearly_fuller(own, 3, lean) for cloud in (*scattered, normal))
        and bool(exceeds(loosest, own.unexplained))
        and (alone is None or alone.clearly_looser(own, TIGHTER_THAN_CUT, lean))
    )


def _border_is_empty(own: _Own, lean: float) -> bool:
    return bool(reaches(own.apart + lean * own.error, EMPTY_BORDER))


def _in_own_order(data: Array, groups: Groups) -> tuple[Array, Groups]:
    """Return the columns in an order of their own, those of one choice together."""
    place = np.argsort(columns_in_order(data, np.ones(len(data))))
    alone = [[column] for column in measured_columns(data, groups)]
    sets = [sorted(group, key=place.__getitem__) for group in (*groups, *alone)]
    sets.sort(key=lambda group: place[group[0]])
    order = [column for group in sets for column in group]
    now = {column: number for number, column in enumerate(order)}
    yes_no = {column for group in groups for column in group}
    return data[:, order], [[now[c] for c in group] for group in sets if group[0] in yes_no]


@dataclass(frozen=True, eq=False)
class _Cut:
    """What k-means makes of clouds of one kind: unexplained parts and separations."""

    parts: Array
    separations: Array

    def clearly_looser(self, own: _Own, least: float, lean: float) -> bool:
        mean, spread = float(self.parts.mean()), float(self.parts.std(ddof=1))
        part = least * (mean + lean * error_of_mean(self.parts))
        limit = mean - 3 * spread + lean * error_of_limit(self.parts, 3)
        return bool(exceeds(min(part, limit), own.unexplained))

    def clearly_fuller(self, own: _Own, deviations: float, lean: float) -> bool:
        spread = float(self.separations.std(ddof=1))
        error = float(np.hypot(error_of_limit(self.separations, deviations), own.error))
        limit = float(self.separations.mean()) + deviations * spread
        return bool(exceeds(own.apart + lean * error, limit))


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


def spread_answers(data: Array, groups: list[list[int]], rng: np.random.Generator) -> Array:
    """Return the data with every measured answer spread evenly as far as halfway to the next.

    Someone who answers 3 on a scale of whole numbers stands between 2.5 and 3.5, and someone
    who says 500 where others say 300 and 1,000 between 400 and 750: the empty space between
    round numbers is no gap between segments.

    Parameters
    ----------
    data : array
        One row a person, one column a variable.
    groups : list of lists of int
        The yes/no columns, as from `yes_no_groups`; they stay as they are.
    rng : numpy Generator
        To draw from.
    """
    spread = data.copy()
    for column in measured_columns(data, groups):
        given, place = np.unique(np.round(data[:, column], 9), return_inverse=True)
        if len(given) > 1:
            halfway = (given[1:] + given[:-1]) / 2
            first, last = 2 * given[0] - halfway[0], 2 * given[-1] - halfway[-1]
            edges = np.concatenate([[first], halfway, [last]])
            spread[:, column] = rng.uniform(edges[place], edges[place + 1])
    return spread


def _spread_again(data: Array, groups: Groups, seed: int) -> list[Array]:
    """Return the data spread several times over; once where there is nothing to spread."""
    times = SPREADINGS if measured_columns(data, groups) else 1
    return [
        spread_answers(data, groups, np.random.default_rng([seed, 3, number]))
        for number in range(times)
    ]


def _one_normal_cloud(data: Array, groups: list[list[int]]) -> Cloud:
    """Return one normal cloud; choices of more than one column are shuffled by themselves."""
    choices = [group for group in groups if len(group) > 1]
    chosen = {column for group in choices for column in group}
    others = [column for column in range(data.shape[1]) if column not in chosen]
    if not others:
        return lambda rng: shuffled(data, choices, rng)
    yes_no = np.array([[column] in groups for column in others])
    normal = normal_cloud(data[:, others], yes_no)

    def cloud(rng: np.random.Generator) -> Array:
        points = shuffled(data, choices, rng)
        points[:, others] = normal(rng)
        return points

    return cloud


def _cut(cloud: Cloud, k: int, starts: int, seed: int) -> _Cut:
    rng = np.random.default_rng([seed, 1])
    drawn = [cloud(rng) for _ in range(REFERENCE_CLOUDS)]

    def cut(number: int) -> tuple[float, float]:
        points, ones = drawn[number], np.ones((1, len(drawn[number])))
        found = many_runs(
            points, ones, k, starts=starts, seeds=[(seed, k, number)], in_parallel=False
        )
        labels = nearest(points, found.best_centers[0])
        return _unexplained(points, labels), separation(points, labels)

    numbers = range(len(drawn))
    large = drawn[0].size * k >= WORTH_THREADS
    return _Cut(*np.array(in_threads(cut, numbers) if large else [*map(cut, numbers)]).T)


def _unexplained(data: Array, labels: Labels) -> float:
    """Return the part of squared distances that lies within segments."""
    total = float(np.square(data - data.mean(axis=0)).sum())
    return within_squares(data, labels) / total
