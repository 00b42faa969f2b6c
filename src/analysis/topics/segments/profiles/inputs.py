"""What profiles need of a study: what segments were made from, and what else is known of people."""

from __future__ import annotations

import pandas as pd

from analysis.study import Study
from analysis.topics.segments.profiles.method import SegmentProfiles, segment_profiles
from analysis.topics.segments.profiles.method_mosaics import SegmentMosaics, segment_mosaics
from analysis.values.absent import Absent


def result(study: Study, labels: pd.Series | Absent) -> SegmentProfiles | Absent:
    """Describe the segments by what they were made from.

    Parameters
    ----------
    study : Study
        The study.
    labels : pandas.Series or Absent
        The people's segments.
    """
    parts = study.people_parts
    return segment_profiles(
        labels, parts.basis, parts.weights, role="basis", families=parts.families
    )


def described(study: Study, labels: pd.Series | Absent) -> SegmentProfiles | Absent:
    """Describe the segments by what did not make them, tested.

    Parameters
    ----------
    study : Study
        The study.
    labels : pandas.Series or Absent
        The people's segments.
    """
    parts = study.people_parts
    return segment_profiles(labels, parts.descriptors, parts.weights)


def clear_traits(
    study: Study, labels: pd.Series | Absent, profiles: SegmentProfiles | Absent
) -> SegmentMosaics | Absent:
    """Cross the traits that clearly differ with the segments.

    Parameters
    ----------
    study : Study
        The study.
    labels : pandas.Series or Absent
        The people's segments.
    profiles : SegmentProfiles or Absent
        The traits, as `described` tested them.
    """
    parts = study.people_parts
    return segment_mosaics(labels, parts.descriptors, profiles, parts.weights)
