"""What the comparison of waves needs: this wave's people divided anew, by the same plan."""

from __future__ import annotations

from analysis.sources.words import Words
from analysis.study import Study
from analysis.topics.segments.basis.method_basis import SegmentationBasis, basis_of_people
from analysis.topics.segments.number.method import decided_number, segment_number
from analysis.topics.segments.solution.method import Segments, segment_names, segment_solution
from analysis.topics.segments.stability.method import SegmentStabilities, unstable_segments
from analysis.topics.segments.waves.method_held import held_segments
from analysis.topics.segments.waves.method_verdicts import SegmentWaves
from analysis.values.absent import Absent


def result(
    study: Study,
    made: Segments | Absent,
    basis: SegmentationBasis | Absent,
    segments: Segments | Absent,
    here: SegmentationBasis | Absent,
) -> SegmentWaves | Absent:
    """Hold the segments of the reference wave against a new division of this wave.

    Parameters
    ----------
    study : Study
        The study.
    made, basis : Segments, SegmentationBasis or Absent
        The segments of the reference wave, and the answers they were made from.
    segments, here : Segments, SegmentationBasis or Absent
        This wave's people in them, and their answers.
    """
    plan, making = study.segment_plan, study.segment_making
    later = basis_of_people(study.later_people, plan.method)
    number = segment_number(later, plan.candidates, plan.segments, **making)
    anew = segment_solution(later, decided_number(number), **making)
    return held_segments(made, basis, segments, anew, here, seed=study.client.seed)


def words(
    study: Study, segments: Segments | Absent, stability: SegmentStabilities | Absent
) -> Words:
    """Return what segments are called in the wave in which they are made and in this one.

    Parameters
    ----------
    study : Study
        The study.
    segments, stability : Segments, SegmentStabilities or Absent
        The segments, and how often each comes out again.
    """
    both = study.words_of_both_waves
    return both.naming(segment_names(segments), unstable_segments(stability))
