"""What personas need of a study: what its people say, and what their segments were made from."""

from __future__ import annotations

import pandas as pd

from analysis.study import Study
from analysis.topics.personas.portraits.method import Personas, personas
from analysis.values.absent import Absent


def result(study: Study, labels: pd.Series | Absent) -> Personas | Absent:
    """Return what to say about every segment of the study's people.

    Parameters
    ----------
    study : Study
        The study.
    labels : pandas.Series or Absent
        Segment of each of its people.
    """
    parts, least = study.people_parts, study.client.tables.smallest_base
    return personas(labels, parts.statements, parts.basis_names, parts.weights, smallest_base=least)
