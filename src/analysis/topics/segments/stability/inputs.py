"""What stability needs: the answers segments were made from, who is in which, and the seed."""

from __future__ import annotations

import pandas as pd

from analysis.sources.words import Words
from analysis.study import Study
from analysis.topics.segments.basis.method_basis import SegmentationBasis
from analysis.topics.segments.solution.method import Segments, segment_names
from analysis.topics.segments.stability.method import (
    SegmentStabilities,
    segment_stability,
    unstable_segments,
)
from analysis.topics.segments.stability.method_across import (
    SegmentsAcross,
    segment_stability_across,
)
from analysis.values.absent import Absent


def result(
    study: Study, basis: SegmentationBasis | Absent, labels: pd.Series | Absent
) -> SegmentStabilities | Absent:
    """Look for each segment again in repeated samples.

    Parameters
    ----------
    study : Study
        The study.
    basis, labels : SegmentationBasis, pandas.Series or Absent
        The answers segments were made from, and the segment of everyone in them.
    """
    method, seed = study.segment_plan.method, study.client.seed
    return segment_stability(basis, labels, method=method, seed=seed)


def across(
    study: Study, basis: SegmentationBasis | Absent, labels: pd.Series | Absent
) -> SegmentsAcross | Absent:
    """Follow segments as their number grows.

    Parameters
    ----------
    study : Study
        The study.
    basis, labels : SegmentationBasis, pandas.Series or Absent
        The answers segments were made from, and the segment of everyone in them.
    """
    plan, seed = study.segment_plan, study.client.seed
    return segment_stability_across(
        basis, plan.numbers, method=plan.method, final=labels, seed=seed
    )


def words(
    study: Study, segments: Segments | Absent, stability: SegmentStabilities | Absent
) -> Words:
    """Return what segments are called, those marked that hardly come out again.

    Parameters
    ----------
    study : Study
        The study, of this wave or of the one in which segments are made.
    segments, stability : Segments, SegmentStabilities or Absent
        The segments, and how often each comes out again.
    """
    return study.segment_words.naming(segment_names(segments), unstable_segments(stability))
