"""What the number of segments needs: the answers they are made from, and the client's plan."""

from __future__ import annotations

from analysis.sources.words import Words
from analysis.study import Study
from analysis.topics.segments.basis.method_basis import SegmentationBasis
from analysis.topics.segments.number.method import SegmentNumberDecision, segment_number
from analysis.values.absent import Absent


def result(study: Study, basis: SegmentationBasis | Absent) -> SegmentNumberDecision | Absent:
    """Try the numbers of segments of the client's plan, and settle on one.

    Parameters
    ----------
    study : Study
        The study.
    basis : SegmentationBasis or Absent
        The answers of the wave in which segments are made.
    """
    plan = study.segment_plan
    return segment_number(
        basis,
        plan.candidates,
        plan.segments,
        smallest_segment=plan.smallest_segment,
        **study.segment_making,
    )


def words(study: Study) -> Words:
    """Return what the people are called of the wave in which segments are made.

    Parameters
    ----------
    study : Study
        The study.
    """
    return study.reference.segment_words
