"""What the comparison with another classification needs of a study: people's class and weight."""

from __future__ import annotations

import pandas as pd

from analysis.study import Study
from analysis.topics.segments.classification.method import (
    ClassificationAgreement,
    agreement_with_classification,
)
from analysis.values.absent import Absent


def result(study: Study, labels: pd.Series | Absent) -> ClassificationAgreement | Absent:
    """Hold the segments of a study's people against the class each of them was in before."""
    parts = study.people_parts
    return agreement_with_classification(labels, parts.classification, parts.weights)
