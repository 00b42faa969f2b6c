"""What statements need of a study: what people said, by block of questions."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from analysis.sources.words import Words
from analysis.study import Study
from analysis.topics.survey.statements.method import StatementShares, statement_shares
from analysis.values.absent import Absent, part_of


def result(study: Study) -> StatementShares | Absent:
    """Return how frequent each statement of the client's persona blocks is."""
    weights = part_of(study.told_people, lambda people: people.weights)
    return statement_shares(_statements(study), weights)


def words(study: Study) -> Words:
    """Return what statements and the survey's file are called."""
    return study.source_words("survey")


def _statements(study: Study) -> Mapping[str, pd.DataFrame] | Absent:
    """Return what people say, by block; without a survey, its absence is the reason."""
    told = study.told_people
    if isinstance(told, Absent) and isinstance(study.survey, Absent):
        return study.survey
    return part_of(told, lambda people: people.statements)
