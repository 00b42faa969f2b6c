"""What a list of competitors says of each; nothing is estimated."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd
from pandas.api.types import is_numeric_dtype

from analysis.values.absent import unless_absent

FACTS = ("kind", "customers", "sales", "outlets")
DESCRIPTIONS = ("audience", "channels", "strengths", "weaknesses")


@dataclass(frozen=True)
class Competitor:
    """One line of the list.

    Attributes
    ----------
    name : str
        Code of the brand.
    told : mapping of str to str, float or None
        Fact → code of a text, or a number; None where it is not known.
    """

    name: str
    told: Mapping[str, str | float | None]


@dataclass(frozen=True)
class CompetitorFacts:
    """What is known of competitors.

    Attributes
    ----------
    competitors : tuple of Competitor
        In the order of the list.
    known : tuple of str
        Facts that are known of at least one: of `FACTS` and `DESCRIPTIONS`, in their order.
    counted : tuple of str
        Those of them that are numbers.
    origins : tuple of str
        Where they come from, as far as the list says.
    oldest : datetime.date or None
        When the oldest was looked up.
    """

    competitors: tuple[Competitor, ...]
    known: tuple[str, ...]
    counted: tuple[str, ...]
    origins: tuple[str, ...]
    oldest: dt.date | None


@unless_absent
def competitor_facts(facts: pd.DataFrame) -> CompetitorFacts:
    """Return what a list of competitors says of each.

    Parameters
    ----------
    facts : pandas.DataFrame
        One row a competitor: ``name`` and, where known, the `FACTS`, the `DESCRIPTIONS`,
        ``origin`` and ``accessed`` (a date).
    """
    there = [name for name in (*FACTS, *DESCRIPTIONS) if name in facts]
    accessed = facts.get("accessed", pd.Series(dtype=object)).dropna()
    return CompetitorFacts(
        competitors=tuple(
            Competitor(str(row["name"]), {name: _value(row[name]) for name in there})
            for _place, row in facts.iterrows()
        ),
        known=tuple(name for name in there if facts[name].notna().any()),
        counted=tuple(name for name in there if is_numeric_dtype(facts[name])),
        origins=tuple(dict.fromkeys(facts["origin"].dropna())) if "origin" in facts else (),
        oldest=pd.to_datetime(accessed).min().date() if len(accessed) else None,
    )


def _value(value: Any) -> str | float | None:
    return None if pd.isna(value) else value
