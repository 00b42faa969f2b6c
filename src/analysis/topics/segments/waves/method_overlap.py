"""Segments of two divisions of the same people: which belong together, which split or merged."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt

from analysis.statistics.deciding import best_pairs, exceeds, first_largest, reaches

Counts = npt.NDArray[np.float64]
Fate = Literal["found", "split", "merged", "gone"]

# Hennig (2008): a cluster whose best Jaccard with another division is no more than a half is
# dissolved; over a half at most one partner is possible, so the match is never a matter of taste.
DISSOLVED = 0.5
# Hennig (2007): from 0.6 a cluster shows a pattern, though its borders are doubtful (from 0.75 it
# is the same cluster); under that, people have been regrouped too much to speak of no change.
PATTERN = 0.60
SUBSTANTIAL = 0.25  # part of a segment that is more than its frayed edge: a quarter
MOST = 0.60  # a clear majority of a segment's people, as in PATTERN
MAINLY = 0.50  # a part of a split consists of the split segment's people, more than of any others
# A part of a split was there before, inside the segment; a group that the earlier wave hardly
# had is new, though the frozen rule must put its people somewhere.
THERE_BEFORE = 0.10


@dataclass(frozen=True)
class SegmentMatch:
    """What became of one old segment in a new division.

    Attributes
    ----------
    fate : {"found", "split", "merged", "gone"}
        Whether it is found again.
    partner : int or None
        Position of the new segment matched with it (Hungarian), or that it merged into; None if
        there are fewer.
    jaccard : float
        People in both, as a share of the people in either of the two, 0–1.
    parts : tuple of int
        New segments it split or merged into, else empty.
    merged_with : tuple of int
        Old segments it is now one with, else empty.
    """

    fate: Fate
    partner: int | None
    jaccard: float
    parts: tuple[int, ...] = ()
    merged_with: tuple[int, ...] = ()


def overlap_counts(
    old: npt.ArrayLike, new: npt.ArrayLike, segments: int, new_segments: int
) -> Counts:
    """Return how many people are in each pair of an old and a new segment.

    Parameters
    ----------
    old, new : array-like of int
        Positions 0, 1, 2 … of the same people.
    segments, new_segments : int
        How many old and new segments there are; some may be empty.
    """
    codes = np.asarray(old, dtype=np.int64) * new_segments + np.asarray(new, dtype=np.int64)
    return (
        np.bincount(codes, minlength=segments * new_segments)
        .reshape(segments, new_segments)
        .astype(float)
    )


def matched_segments(
    counts: Counts, counts_before: Counts, lost: npt.NDArray[np.bool_]
) -> tuple[SegmentMatch, ...]:
    """Return what became of every old segment in the new division.

    One-to-one partners are those with the largest sum of Jaccard coefficients among the people of
    now and those of then (Hungarian algorithm): people of then keep a segment from being taken
    for newcomers that the frozen rule puts into it. An old segment *split* if two or more new
    ones each hold a quarter of its people or more, consist mainly of them, and would have held a
    tenth or more of its people before.
    It *merged* if most of its people are in a new segment of which another old one, most of
    whose people are there as well, makes a quarter or more. Else it is *found* if its Jaccard
    with its partner is above a half, or if the partner consists mostly of its people and would
    have held most of them before (others have joined it under the frozen rule); *gone* if not.

    Parameters
    ----------
    counts : numpy.ndarray
        Old × new segments: people of now.
    counts_before : numpy.ndarray
        Old × new segments: people of then, and the new segment they would have been in.
    lost : numpy.ndarray of bool
        Old segments that lost most of their people: they are found or gone, not split or merged.

    References
    ----------
    Kuhn, H. W. (1955). The Hungarian method. Naval Research Logistics Quarterly 2, 83–97.
    Hennig, C. (2007). Cluster-wise assessment of cluster stability. CSDA 52, 258–271. Hennig, C.
    (2008). Dissolution point and isolation robustness. J. Multivariate Analysis 99, 1154–1176.
    """
    jaccard, of_old, of_new = _overlaps(counts)
    jaccard_before, there_before, _of_new = _overlaps(counts_before)
    pairs = best_pairs(jaccard + jaccard_before)
    partner = dict(zip(*(side.tolist() for side in pairs), strict=True))
    parts = reaches(of_old, SUBSTANTIAL) & reaches(of_new, MAINLY)
    parts &= reaches(there_before, THERE_BEFORE)
    found = []
    for old in range(len(counts)):
        own = partner.get(old)
        best = float(jaccard[old, own]) if own is not None else 0.0
        split = tuple(np.flatnonzero(parts[old]).tolist())
        merged = _merged_with(old, of_old, of_new, lost)
        if len(split) > 1 and not lost[old]:
            found.append(SegmentMatch("split", own, best, split))
        elif merged and not lost[old]:
            place = int(first_largest(of_old[old]))
            found.append(
                SegmentMatch("merged", place, float(jaccard[old, place]), (place,), merged)
            )
        else:
            lives = exceeds(best, DISSOLVED) or (
                own is not None
                and reaches(of_new[old, own], MOST)
                and reaches(there_before[old, own], MOST)
            )
            found.append(SegmentMatch("found" if lives else "gone", own, best))
    return tuple(found)


def _overlaps(counts: Counts) -> tuple[Counts, Counts, Counts]:
    """Return Jaccard coefficients, and the overlap as part of the old and of the new segment."""
    rows, columns = counts.sum(axis=1, keepdims=True), counts.sum(axis=0, keepdims=True)
    either = np.maximum(rows + columns - counts, 1)
    return counts / either, counts / np.maximum(rows, 1), counts / np.maximum(columns, 1)


def _merged_with(
    old: int, of_old: Counts, of_new: Counts, lost: npt.NDArray[np.bool_]
) -> tuple[int, ...]:
    place = int(first_largest(of_old[old]))
    if not reaches(of_old[old, place], MOST):
        return ()
    others = reaches(of_old[:, place], MOST) & reaches(of_new[:, place], SUBSTANTIAL) & ~lost
    others[old] = False
    return tuple(np.flatnonzero(others).tolist())
