"""What the map of segments needs: the answers they were made from, and the seed."""

from __future__ import annotations

from analysis.study import Study
from analysis.topics.segments.basis.method_basis import SegmentationBasis
from analysis.topics.segments.separation.method import SegmentSeparation
from analysis.topics.segments.separation.method_map import segment_map
from analysis.topics.segments.solution.method import Segments
from analysis.values.absent import Absent


def result(
    study: Study,
    made: Segments | Absent,
    basis: SegmentationBasis | Absent,
    segments: Segments | Absent,
    here: SegmentationBasis | Absent,
) -> SegmentSeparation | Absent:
    """Lay this wave's people on the axes of the wave in which the segments were made.

    Parameters
    ----------
    study : Study
        The study.
    made, basis : Segments, SegmentationBasis or Absent
        The segments of the reference wave, and the answers they were made from.
    segments, here : Segments, SegmentationBasis or Absent
        The segments of this wave's people, and their answers.
    """
    seed = study.client.seed
    return segment_map(segments, here, like=segment_map(made, basis, seed=seed), seed=seed)
