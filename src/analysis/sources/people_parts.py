"""The people of a segmentation part by part, for methods that take frames."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from analysis.sources.people import People
from analysis.values.absent import Absent, part_of


@dataclass(frozen=True, eq=False)
class PeopleParts:
    """What methods take of the people; where there are none, every part is absent likewise.

    Attributes
    ----------
    basis, answers, askable, descriptors : pandas.DataFrame or Absent
        As in `People`.
    basis_names : tuple of str or Absent
        Columns of ``answers``: what the segments are made of, named as in ``statements``.
    families : mapping of str to str, or Absent
        Column of ``basis`` → its family of criteria.
    statements : mapping of str to pandas.DataFrame, or Absent
        Persona block → its questions and attributes.
    ids, weights, classification : pandas.Series or Absent
        As in `People`.
    """

    basis: pd.DataFrame | Absent
    basis_names: tuple[str, ...] | Absent
    answers: pd.DataFrame | Absent
    askable: pd.DataFrame | Absent
    families: Mapping[str, str] | Absent
    descriptors: pd.DataFrame | Absent
    statements: Mapping[str, pd.DataFrame] | Absent
    ids: pd.Series | Absent
    weights: pd.Series | Absent
    classification: pd.Series | Absent


def parts_of(people: People | Absent) -> PeopleParts:
    """Return the people's parts.

    Parameters
    ----------
    people : People or Absent
        The people of a wave.
    """
    return PeopleParts(
        basis=part_of(people, lambda them: them.basis),
        basis_names=part_of(people, lambda them: tuple(them.answers.columns)),
        answers=part_of(people, lambda them: them.answers),
        askable=part_of(people, lambda them: them.askable),
        families=part_of(people, lambda them: them.families),
        descriptors=part_of(people, lambda them: them.descriptors),
        statements=part_of(people, lambda them: them.statements),
        ids=part_of(people, lambda them: them.ids),
        weights=part_of(people, lambda them: them.weights),
        classification=part_of(people, lambda them: them.classification),
    )
