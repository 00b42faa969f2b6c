"""What a typing tool needs of a study: what people of the reference wave can be asked again."""

from __future__ import annotations

import pandas as pd

from analysis.study import Study
from analysis.topics.segments.typing.method import TypingTool, typing_tool
from analysis.values.absent import Absent


def result(study: Study, labels_then: pd.Series | Absent) -> TypingTool | Absent:
    """Find the few questions that place people in their segment.

    Parameters
    ----------
    study : Study
        The study.
    labels_then : pandas.Series or Absent
        Segments of the people of the reference wave, in which they were made.
    """
    parts = study.reference.people_parts
    return typing_tool(
        labels_then,
        parts.askable,
        parts.weights,
        most_questions=study.segment_plan.typing_questions,
        seed=study.client.seed,
    )
