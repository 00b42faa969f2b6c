"""The map of segments as they were made: people, scale and distances are those of the basis."""

from __future__ import annotations

from analysis.topics.segments.basis.method_basis import SegmentationBasis
from analysis.topics.segments.separation.method import SegmentSeparation, segment_separation
from analysis.topics.segments.solution.method import Segments
from analysis.values.absent import unless_absent


@unless_absent
def segment_map(
    segments: Segments,
    basis: SegmentationBasis,
    *,
    like: SegmentSeparation | None = None,
    seed: int = 0,
) -> SegmentSeparation:
    """Return the segments on a map, by the answers and the scale they were made by.

    Parameters
    ----------
    segments : Segments
        The people's segments.
    basis : SegmentationBasis
        The same people's answers.
    like : SegmentSeparation, optional
        The map of a reference wave, on whose axes people are placed.
    seed : int
        Of the people drawn and measured.

    Raises
    ------
    NotEnoughData
        As `segment_separation`.
    """
    return segment_separation.__wrapped__(
        segments.labels,
        basis.values,
        basis.weights,
        answers=basis.mixed_answers,
        standardise=basis.standardised,
        axes=like.axes if like else None,
        seed=seed,
    )
