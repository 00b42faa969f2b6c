"""What segments are made of, variable by variable and family by family."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from analysis.topics.segments.profiles.method import variable_kind
from analysis.values.absent import unless_absent

FAMILIES = ("demographic", "geographic", "psychographic", "behavioural", "firmographic")


@dataclass(frozen=True)
class Criterion:
    """One variable segments are made of.

    Attributes
    ----------
    family, variable : str
        Its family of criteria; its column.
    kind : str
        ``share`` for yes/no, else ``mean``.
    estimate, lowest, highest : float
        Unweighted share (0–1) or mean, and the ends of what was answered; NaN without answers.
    base, missing : int
        Rows answered, and not.
    """

    family: str
    variable: str
    kind: str
    estimate: float
    lowest: float
    highest: float
    base: int
    missing: int


@dataclass(frozen=True)
class BasisSummary:
    """The variables segments are made of.

    Attributes
    ----------
    rows : tuple of Criterion
        One for each variable, the families in their fixed order.
    base : int
        Rows, answered or not.
    """

    rows: tuple[Criterion, ...]
    base: int


@unless_absent
def basis_summary(frame: pd.DataFrame, families: Mapping[str, str]) -> BasisSummary:
    """Return the variables segments are made of, by family of criteria.

    Parameters
    ----------
    frame : pandas.DataFrame
        One row per respondent or customer, one numeric column per variable.
    families : mapping of str to str
        Column → family.
    """
    rows = []
    for family in FAMILIES:
        for variable in (name for name in frame.columns if families[name] == family):
            known = frame[variable].dropna().astype(float)
            rows.append(
                Criterion(
                    family,
                    str(variable),
                    variable_kind(frame[variable]),
                    estimate=float(known.mean()),
                    lowest=float(known.min()),
                    highest=float(known.max()),
                    base=len(known),
                    missing=len(frame) - len(known),
                )
            )
    return BasisSummary(tuple(rows), len(frame))
