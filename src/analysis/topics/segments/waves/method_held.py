"""Whether segments still hold, told of divisions as they were made."""

from __future__ import annotations

from analysis.topics.segments.basis.method_basis import SegmentationBasis
from analysis.topics.segments.solution.method import Segments
from analysis.topics.segments.waves.method import segment_waves
from analysis.topics.segments.waves.method_verdicts import SegmentWaves
from analysis.values.absent import unless_absent


@unless_absent
def held_segments(
    solution: Segments,
    basis: SegmentationBasis,
    carried: Segments,
    anew: Segments,
    here: SegmentationBasis,
    *,
    seed: int = 0,
) -> SegmentWaves:
    """Say by rule what became of every segment of an earlier wave; see `segment_waves`.

    Parameters
    ----------
    solution : Segments
        The earlier wave's segments.
    basis : SegmentationBasis
        The answers they were made from.
    carried : Segments
        This wave's people in them, by the frozen rule.
    anew : Segments
        This wave divided by itself.
    here : SegmentationBasis
        This wave's answers.
    seed : int
        Of the permutations.

    Raises
    ------
    NotEnoughData
        As `segment_waves`.
    """
    return segment_waves.__wrapped__(
        solution.labels,
        basis.values,
        carried.labels,
        anew.labels,
        here.values,
        before_weights=basis.weights,
        weights=here.weights,
        seed=seed,
    )
