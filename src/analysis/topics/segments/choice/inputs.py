"""What the choice of segments needs: the client's criteria, what they ask, and the people."""

from __future__ import annotations

import pandas as pd

from analysis.sources.choice_answers import choice_answers
from analysis.study import Study, criterion_code
from analysis.topics.segments.choice.method import SegmentChoice, segment_choice
from analysis.topics.segments.choice.method_criteria import Criterion, segment_criteria
from analysis.topics.segments.choice.method_measures import SegmentChanges
from analysis.topics.segments.sizes.method import SegmentSizes
from analysis.topics.segments.stability.method import SegmentStabilities
from analysis.values.absent import Absent


def result(
    study: Study,
    labels: pd.Series | Absent,
    sizes: SegmentSizes | Absent,
    *,
    money: pd.Series | Absent | None = None,
    stability: SegmentStabilities | Absent | None = None,
    changes: SegmentChanges | Absent | None = None,
) -> SegmentChoice | Absent:
    """Score the segments by what the client file asks for.

    Parameters
    ----------
    study : Study
        The study.
    labels, sizes : pandas.Series, SegmentSizes or Absent
        The people's segments, and how large these are.
    money, stability, changes : pandas.Series, SegmentStabilities, SegmentWaves or Absent
        What else criteria can measure: money by person, how often segments come out again, and
        how their shares changed.
    """
    criteria = segment_criteria(
        wanted_criteria(study),
        study.people,
        labels,
        sizes,
        choice_answers(study.client, study.sources),
        money=None if isinstance(money, Absent) else money,
        stability=stability,
        changes=changes,
    )
    return segment_choice(criteria, seed=study.client.seed)


def wanted_criteria(study: Study) -> tuple[Criterion, ...]:
    """Return what the client file judges segments by; empty where it leaves that to the default.

    Parameters
    ----------
    study : Study
        The study.
    """
    settings = study.client.segmentation
    choice = settings.choice if settings else None
    told = {"judgement", "weight", "low", "high", "at_least", "at_most"}
    return tuple(
        Criterion(
            part,
            name,
            criterion_code(part, name) if one.label else "",
            **one.model_dump(include=told),
        )
        for part, name, one in (choice.criteria() if choice else ())
    )
