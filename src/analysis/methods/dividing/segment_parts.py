"""Parts of a division that other methods take: absent where there is no division."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from analysis.methods.dividing.segment_number import SegmentNumberDecision
from analysis.methods.dividing.segment_solution import Segments
from analysis.methods.dividing.segment_stability import SegmentStabilities
from analysis.values.absent import unless_absent


@unless_absent
def decided_number(decision: SegmentNumberDecision) -> int:
    """Return the number of segments the study goes on with.

    Parameters
    ----------
    decision : SegmentNumberDecision
        What was decided.
    """
    return decision.segments


@unless_absent
def number_of_segments(segments: Segments) -> int:
    """Return how many segments there are.

    Parameters
    ----------
    segments : Segments
        The division.
    """
    return segments.segments


@unless_absent
def segment_labels(segments: Segments) -> pd.Series:
    """Return the segment of each respondent, 1 … k.

    Parameters
    ----------
    segments : Segments
        The division.
    """
    return segments.labels


@unless_absent
def segment_names(segments: Segments) -> Mapping[int, str]:
    """Return the names that come with the data: bands, answers of a rule; else none.

    Parameters
    ----------
    segments : Segments
        The division.
    """
    return segments.names


@unless_absent
def unstable_segments(stability: SegmentStabilities) -> tuple[int, ...]:
    """Return the segments that hardly come out again in repeated samples.

    Parameters
    ----------
    stability : SegmentStabilities
        How often each comes out again.
    """
    return stability.unstable
