"""What a look at the criteria needs of a study: people's answers, and what they are."""

from __future__ import annotations

import pandas as pd

from analysis.sources.words import Words
from analysis.study import Study
from analysis.topics.segments.basis.method import BasisStructure, basis_structure
from analysis.topics.segments.basis.method_answer_style import AnswerStyle, answer_style
from analysis.topics.segments.basis.method_basis import SegmentationBasis, basis_of_people
from analysis.topics.segments.basis.method_summary import BasisSummary, basis_summary
from analysis.values.absent import Absent


def answers(study: Study) -> SegmentationBasis | Absent:
    """Return the answers of a wave's people that segments are made from.

    Parameters
    ----------
    study : Study
        The study, of this wave or of the one in which segments are made.
    """
    return basis_of_people(study.people, study.segment_plan.method)


def words(study: Study) -> Words:
    """Return what people and their answers are called, before there are segments.

    Parameters
    ----------
    study : Study
        The study.
    """
    return study.segment_words


def summary(study: Study) -> BasisSummary | Absent:
    """Sum up the criteria segments are made of.

    Parameters
    ----------
    study : Study
        The study.
    """
    parts = study.people_parts
    return basis_summary(parts.basis, parts.families)


def result(study: Study) -> BasisStructure | Absent:
    """Look at the criteria before people are divided by them.

    Parameters
    ----------
    study : Study
        The study.
    """
    parts = study.people_parts
    return basis_structure(
        parts.answers,
        parts.basis,
        parts.families,
        parts.weights,
        descriptors=parts.descriptors,
        seed=study.client.seed,
    )


def style(study: Study, labels: pd.Series | Absent) -> AnswerStyle | Absent:
    """Tell how segments answer from what they answer.

    Parameters
    ----------
    study : Study
        The study.
    labels : pandas.Series or Absent
        The people's segments.
    """
    parts = study.people_parts
    return answer_style(labels, parts.answers, parts.weights)
