"""What dividing people needs: their answers, how many segments, and the client's plan."""

from __future__ import annotations

from analysis.study import Study
from analysis.topics.segments.basis.method_basis import SegmentationBasis
from analysis.topics.segments.solution.method import Segments, segment_solution
from analysis.values.absent import Absent


def result(
    study: Study, basis: SegmentationBasis | Absent, segments: int | Absent
) -> Segments | Absent:
    """Divide people as the client's plan says.

    Parameters
    ----------
    study : Study
        The study.
    basis : SegmentationBasis or Absent
        The answers of the wave in which segments are made.
    segments : int or Absent
        How many.
    """
    return segment_solution(basis, segments, **study.segment_making)
