"""What changes of segment need of a study: who people are in both waves, and their weights."""

from __future__ import annotations

import pandas as pd

from analysis.study import Study
from analysis.topics.segments.migration.method import (
    SegmentMigration,
    by_person,
    segment_migration,
)
from analysis.values.absent import Absent


def result(
    study: Study, labels_then: pd.Series | Absent, labels: pd.Series | Absent
) -> SegmentMigration | Absent:
    """Follow people of the reference wave into this one.

    Parameters
    ----------
    study : Study
        The study.
    labels_then, labels : pandas.Series or Absent
        Segments of the people of the reference wave, and of this one.
    """
    then, now = study.reference.people_parts, study.later_parts
    return segment_migration(
        by_person(then.ids, labels_then),
        by_person(now.ids, labels),
        weights=by_person(now.ids, now.weights),
    )
