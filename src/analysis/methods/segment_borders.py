"""How many people stand between two segments, by their distances to the people of both."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
import numpy.typing as npt

BETWEEN = 0.1  # silhouette: the other segment is at most a ninth farther away
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
        Share of its people (0–1) with a silhouette of at most 0.1.
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
    """Two segments and the share (0–1) of the people of both who stand between them."""

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
    nearest = means.argmin(axis=1)
    outside = means[rows, nearest]
    larger = np.maximum(inside, outside)
    found = np.divide(outside - inside, larger, out=np.zeros(len(rows)), where=larger > 0)
    return np.where(alone, 0.0, found), numbers[nearest]


def segment_borders(
    distances: Array, labels: Labels, weights: Array, segments: Sequence[int]
) -> tuple[tuple[SegmentBorder, ...], tuple[SegmentPair, ...]]:
    """Return how sharp the borders of the segments are, and of every pair of them.

    Parameters
    ----------
    distances, labels, weights : array
        As in `silhouettes`.
    segments : sequence of int
        All segment numbers.
    """
    widths, nearest = silhouettes(distances, labels, weights)
    between = widths <= BETWEEN
    rows = []
    for segment in segments:
        mine = labels == segment
        if not mine.any():
            rows.append(SegmentBorder(segment, 0, float("nan"), float("nan"), None))
            continue
        weight, held = weights[mine], between[mine]
        pulls = {n: float(weight[held & (nearest[mine] == n)].sum()) for n in segments}
        strongest = max(segments, key=lambda n, pulls=pulls: pulls[n])
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
    pairs.sort(key=lambda pair: -round(pair.between, 12))
    return tuple(rows), tuple(pairs)
