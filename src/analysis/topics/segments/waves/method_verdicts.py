"""What became of a segment since an earlier wave, and by which rule."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from analysis.statistics.deciding import order, reaches
from analysis.statistics.intervals import newcombe_interval
from analysis.statistics.share_tests import score_test
from analysis.statistics.shares import Share
from analysis.topics.segments.waves.method_drift import FEWEST, CentreMove
from analysis.topics.segments.waves.method_overlap import PATTERN, SegmentMatch

Verdict = Literal["held", "drifted", "split", "merged", "dissolved", "vanished"]
Size = Literal["same", "grew", "shrank"]

# Cohen's (1988) small effect over all variables at once, or his medium one on a single variable:
# less is movement that a report would not speak of, however significant in a large sample.
MOVED, ONE_MOVED = 0.2, 0.5
TRAIT_MOVED, MOST_TRAITS = 0.2, 3  # what is named of a profile that moved
# Steinley (2004): an adjusted Rand index of 0.8 and more is good agreement.
AGREES = 0.8
VANISHING = 0.02  # a segment of one in fifty is no target any more
COLLAPSED = 0.5  # what lost half its share did not merge or split: it went, or lives on smaller


@dataclass(frozen=True)
class MovedTrait:
    """One variable of a profile: its mean then and now in its units, the move in SDs.

    ``is_share`` tells means of 0 and 1, which are shares, from others.
    """

    variable: str
    before: float
    now: float
    change: float
    is_share: bool


@dataclass(frozen=True)
class WaveSegment:
    """One segment of the earlier wave, then and now.

    Attributes
    ----------
    segment : int
        Its number.
    verdict, perhaps, size : str
        What became of it by the rules of `segment_waves`, and what other permutations might have
        said, which is the same where chance leaves nothing open; whether its share changed.
    before, now : Share
        Its share of people in the earlier wave, and now by the frozen rule.
    change, change_low, change_high : float
        Difference of the shares, −1 to 1, with Newcombe's interval.
    p_value, adjusted_p_value : float or None
        Two-sided test of the change; corrected for the number of segments.
    jaccard : float
        Overlap with the segment of the new division it is matched with, 0–1.
    refit_segment : int or None
        Number of that segment.
    distance : float or None
        Movement of the centre: root mean square over the variables, in standard deviations.
    drift_p_value, adjusted_drift_p_value : float or None
        Test of the movement; corrected for the number of segments.
    traits : tuple of MovedTrait
        The variables that moved most, up to three, if they moved by a fifth of a standard
        deviation.
    parts, merged_with : tuple of int
        Segments of the new division it split or merged into; earlier ones it is now one with.
    """

    segment: int
    verdict: Verdict
    perhaps: Verdict
    size: Size
    before: Share
    now: Share
    change: float
    change_low: float
    change_high: float
    p_value: float | None
    adjusted_p_value: float | None
    jaccard: float
    refit_segment: int | None
    distance: float | None
    drift_p_value: float | None
    adjusted_drift_p_value: float | None
    traits: tuple[MovedTrait, ...]
    parts: tuple[int, ...]
    merged_with: tuple[int, ...]


@dataclass(frozen=True)
class NewSegment:
    """A segment of the new division that matches none of the earlier wave.

    Attributes
    ----------
    refit_segment : int
        Its number in the new division.
    share : Share
        Its share of people now.
    from_segment : int
        The earlier segment that the frozen rule puts most of its people into.
    """

    refit_segment: int
    share: Share
    from_segment: int


@dataclass(frozen=True)
class SegmentWaves:
    """Whether the segments of an earlier wave still hold.

    Attributes
    ----------
    segments : tuple of WaveSegment
        By number.
    new : tuple of NewSegment
        Segments that were not there before.
    agreement : float
        Adjusted Rand index of the frozen and the new division of this wave's people.
    keep, perhaps_keep : bool
        Whether the frozen solution may be kept: agreement of 0.8 or more, all segments held or
        drifted, none new; with two standard errors taken off the agreement, and added to it.
    base_before, base_now, effective_base_before, effective_base_now : int, float
        People with a segment in either wave, unweighted, and after weighting (Kish).
    level, seed : float, int
        Confidence of intervals, tests being at 1 − level; seed of the permutations.
    """

    segments: tuple[WaveSegment, ...]
    new: tuple[NewSegment, ...]
    agreement: float
    keep: bool
    perhaps_keep: bool
    base_before: int
    base_now: int
    effective_base_before: float
    effective_base_now: float
    level: float
    seed: int

    @property
    def only_redrawn(self) -> bool:
        """Whether sizes and centres are as before and only a new division's borders differ.

        So it is with segments that are a practical division rather than groups in the data.
        """
        return not self.keep and all(
            row.size == "same" and self._in_its_place(row) for row in self.segments
        )

    def _in_its_place(self, row: WaveSegment) -> bool:
        """Whether a segment held, or has its centre where it was within chance."""
        if row.verdict == "held":  # also where its test lies within chance of its bound
            return True
        still = not reaches(row.distance or 0, MOVED)
        by_chance = bool(reaches(row.adjusted_drift_p_value or 0, 1 - self.level))
        return row.verdict in ("drifted", "dissolved") and (still or by_chance)


def lost_half(before: Share, now: Share) -> bool:
    """Return whether a segment is less than half of what it was, or nearly nobody.

    Parameters
    ----------
    before, now : Share
        Its share of people then and now.
    """
    return not reaches(now.share, COLLAPSED * before.share) or nearly_nobody(now)


def nearly_nobody(now: Share) -> bool:
    """Return whether a segment has fewer than ten people or under 2 %.

    Parameters
    ----------
    now : Share
        Its share of people.
    """
    return now.count < FEWEST or not reaches(now.share, VANISHING)


def share_change(before: Share, now: Share) -> tuple[float, float, float, float | None]:
    """Return the change of a share, Newcombe's interval, and the p-value of the pooled test.

    Parameters
    ----------
    before, now : Share
        A share in two samples.

    References
    ----------
    Newcombe, R. G. (1998). Statistics in Medicine 17, 873–890 (method 10).
    """
    change = now.share - before.share
    ends = newcombe_interval(
        now.share, (now.low, now.high), before.share, (before.low, before.high)
    )
    p_value = score_test(now.share, now.effective_base, before.share, before.effective_base)
    return change, *ends, p_value


def verdict_of(
    match: SegmentMatch,
    before: Share,
    now: Share,
    move: CentreMove | None,
    p_value: float | None,
    alpha: float,
) -> Verdict:
    """Return what became of one segment.

    Parameters
    ----------
    match : SegmentMatch
        What the new division made of it.
    before, now : Share
        Its share of people then and now.
    move : CentreMove or None
        How far its centre moved.
    p_value : float or None
        Of that movement, corrected.
    alpha : float
        Largest p-value that counts.
    """
    if nearly_nobody(now) or (match.fate == "gone" and lost_half(before, now)):
        return "vanished"
    if match.fate == "gone":
        return "dissolved"
    if match.fate in ("split", "merged"):
        return match.fate
    changed = not reaches(match.jaccard, PATTERN) or has_moved(move, p_value, alpha)
    return "drifted" if changed else "held"


def has_moved(move: CentreMove | None, p_value: float | None, alpha: float) -> bool:
    """Return whether a centre moved by more than chance, and by enough to speak of.

    Parameters
    ----------
    move : CentreMove or None
        The movement.
    p_value : float or None
        Its corrected p-value.
    alpha : float
        Largest p-value that counts.
    """
    if move is None or p_value is None or reaches(p_value, alpha):
        return False
    return bool(reaches(move.distance, MOVED) or reaches(np.abs(move.changes), ONE_MOVED).any())


def size_of(change: float, p_value: float | None, alpha: float) -> Size:
    """Return whether a segment grew, shrank or stayed as large.

    Parameters
    ----------
    change : float
        Difference of its shares, now minus before.
    p_value : float or None
        Of the difference, corrected.
    alpha : float
        Largest p-value that counts.
    """
    if p_value is None or reaches(p_value, alpha):
        return "same"
    return "grew" if change > 0 else "shrank"


def moved_traits(
    move: CentreMove | None, variables: Sequence[str], shares: Sequence[bool]
) -> tuple[MovedTrait, ...]:
    """Return the variables that moved most, if they moved by a fifth of a standard deviation.

    Parameters
    ----------
    move : CentreMove or None
        The movement.
    variables : sequence of str
        Names of its variables.
    shares : sequence of bool
        Which of them are 0 or 1 only.
    """
    if move is None:
        return ()
    largest = order(np.abs(move.changes), descending=True)
    return tuple(
        MovedTrait(
            variables[place],
            float(move.before[place]),
            float(move.now[place]),
            float(move.changes[place]),
            bool(shares[place]),
        )
        for place in largest[:MOST_TRAITS]
        if reaches(abs(move.changes[place]), TRAIT_MOVED)
    )
