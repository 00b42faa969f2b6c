"""How many people stand half-way between two segments, and how far segments are apart."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
import numpy.typing as npt

from analysis.statistics.deciding import first_largest, first_smallest, order, reaches

MIDDLE = 0.1  # of the way between two centres, to either side of its middle
Array = npt.NDArray[np.float64]
Labels = npt.NDArray[np.int64]


@dataclass(frozen=True)
class SegmentBorder:
    """One segment against its neighbours.

    Attributes
    ----------
    segment, base : int
        Its number; people of it that were measured.
    silhouette : float
        Mean silhouette, −1 to 1: near 1 apart, near 0 between segments.
    between : float
        Share of its people (0–1) in the middle fifth of the way to another segment's centre.
    neighbour : int or None
        The segment most of those are between it and.
    """

    segment: int
    base: int
    silhouette: float
    between: float
    neighbour: int | None


@dataclass(frozen=True)
class SegmentPair:
    """Two segments and the share (0–1) of the people of both half-way between them."""

    first: int
    second: int
    between: float


def silhouettes(distances: Array, labels: Labels, weights: Array) -> tuple[Array, Labels]:
    """Return every person's silhouette and the number of the nearest other segment.

    (b − a) / max(a, b), where a is the mean distance to the others of the own segment and b
    that to the nearest other segment; 0 for the only person of a segment.

    Parameters
    ----------
    distances : array
        People × people.
    labels : array of int
        Segment of each person; at least two segments.
    weights : array
        Weight of each person, more than zero.

    References
    ----------
    Rousseeuw, P. J. (1987). Silhouettes. J. Computational and Applied Mathematics 20, 53–65.
    """
    numbers = np.unique(labels)
    member = (labels[:, None] == numbers).astype(float) * weights[:, None]
    sums, totals = distances @ member, member.sum(axis=0)
    own = np.searchsorted(numbers, labels)
    rows = np.arange(len(labels))
    others = totals[own] - weights
    alone = others <= 1e-12 * totals[own]
    inside = np.divide(sums[rows, own], others, out=np.zeros(len(rows)), where=~alone)
    means = sums / totals
    means[rows, own] = np.inf
    nearest = first_smallest(means, axis=1)
    outside = means[rows, nearest]
    larger = np.maximum(inside, outside)
    found = np.divide(outside - inside, larger, out=np.zeros(len(rows)), where=larger > 0)
    return np.where(alone, 0.0, found), numbers[nearest]


def ways_to_others(squares: Array, labels: Labels, weights: Array) -> tuple[Array, Labels]:
    """Return how far everyone is from the middle between the own and the next segment.

    On the straight line from the own centre (0.5) to another one (−0.5) a person stands at
    (d² to the other − d² to the own) / (2 d² between the centres); the segment for which this
    is least is next. Distances to centres follow from those between people, so that any kind
    of distance will do.

    Parameters
    ----------
    squares : array
        Squared distances, people × people.
    labels : array of int
        Segment of each person; at least two segments.
    weights : array
        Weight of each person, more than zero.

    Returns
    -------
    tuple
        Place on that line, and number of the other segment.

    References
    ----------
    Gower, J. C. (1968). Adding a point to vector diagrams in multivariate analysis. Biometrika
    55, 582–585 (distances to centres). Leisch, F. (2010). Neighborhood graphs, stripes and
    shadow plots for cluster visualization. Statistics and Computing 20, 457–469 (people between
    two centres).
    """
    numbers = np.unique(labels)
    member = (labels[:, None] == numbers).astype(float) * weights[:, None]
    sizes = member.sum(axis=0)
    means = squares @ member / sizes
    between = member.T @ means / sizes[:, None]
    spread = np.diag(between) / 2
    to_centres = means - spread
    apart = between - spread[:, None] - spread[None, :]
    own = np.searchsorted(numbers, labels)
    rows = np.arange(len(labels))
    way = to_centres - to_centres[rows, own][:, None]
    length = 2 * apart[own]
    place = np.divide(way, length, out=np.zeros_like(way), where=length > 1e-12)
    place[rows, own] = np.inf
    nearest = first_smallest(place, axis=1, scale=1.0)
    return place[rows, nearest], numbers[nearest]


def segment_borders(
    distances: Array,
    squares: Array,
    labels: Labels,
    weights: Array,
    segments: Sequence[int],
) -> tuple[tuple[SegmentBorder, ...], tuple[SegmentPair, ...]]:
    """Return how sharp the borders of the segments are, and of every pair of them.

    Parameters
    ----------
    distances, labels, weights : array
        As in `silhouettes`.
    squares : array
        As in `ways_to_others`.
    segments : sequence of int
        All segment numbers.
    """
    widths, _nearest = silhouettes(distances, labels, weights)
    place, nearest = ways_to_others(squares, labels, weights)
    between = reaches(MIDDLE, place, scale=1.0)
    rows = []
    for segment in segments:
        mine = labels == segment
        if not mine.any():
            rows.append(SegmentBorder(segment, 0, float("nan"), float("nan"), None))
            continue
        weight, held = weights[mine], between[mine]
        pulls = {n: float(weight[held & (nearest[mine] == n)].sum()) for n in segments}
        strongest = segments[int(first_largest(list(pulls.values())))]
        rows.append(
            SegmentBorder(
                segment,
                int(mine.sum()),
                float(np.average(widths[mine], weights=weight)),
                float(np.average(held, weights=weight)),
                strongest if pulls[strongest] > 0 else None,
            )
        )
    pairs = []
    for first, second in combinations(segments, 2):
        both = np.isin(labels, (first, second))
        other = np.where(labels == first, second, first)
        held = both & between & (nearest == other)
        total = float(weights[both].sum())
        share = float(weights[held].sum()) / total if total else 0.0
        pairs.append(SegmentPair(first, second, share))
    fullest = order([pair.between for pair in pairs], descending=True, scale=1.0)
    return tuple(rows), tuple(pairs[place] for place in fullest)
