"""Which kinds of leads become customers: conversion by every trait of the leads."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

import pandas as pd

from analysis.errors import NotEnoughData
from analysis.languages import messages
from analysis.topics.prospects.conversion.method import OUTCOME, LeadConversion, lead_conversion
from analysis.values.absent import unless_absent

_ = messages(__name__)


@dataclass(frozen=True)
class TraitConversion:
    """Conversion of leads by their traits.

    Attributes
    ----------
    traits : mapping of str to LeadConversion
        Trait → conversion by its values, in the client file's order.
    leads : int
        Leads in the file.
    level : float
        Confidence of the intervals; tests are corrected within a trait.
    """

    traits: Mapping[str, LeadConversion]
    leads: int
    level: float


@unless_absent
def trait_conversion(
    leads: pd.DataFrame,
    traits: Collection[str],
    *,
    smallest_base: int = 30,
    level: float = 0.95,
) -> TraitConversion:
    """Return how many leads became customers, by each of their traits.

    Parameters
    ----------
    leads : pandas.DataFrame
        One row per lead: its traits (categoricals or 0/1) and ``converted``.
    traits : collection of str
        Columns of ``leads``.
    smallest_base : int
        Smaller groups are marked and not tested.
    level : float
        Confidence of the intervals.

    Raises
    ------
    NotEnoughData
        If the file holds no trait or no outcome.
    """
    if not traits:
        raise NotEnoughData(_("The client file names no traits of the leads."))
    if OUTCOME not in leads:
        raise NotEnoughData(_("The leads file does not say which leads became customers."))
    found = {
        trait: lead_conversion.__wrapped__(
            _as_groups(leads[trait]), leads[OUTCOME], smallest_base=smallest_base, level=level
        )
        for trait in traits
    }
    return TraitConversion(found, len(leads), level)


def _as_groups(values: pd.Series) -> pd.Series:
    """Yes/no traits may be numbers in the frame; as groups they have codes."""
    if isinstance(values.dtype, pd.CategoricalDtype):
        return values.astype("str").where(values.notna())
    return values.map({0: f"{values.name}/0", 1: f"{values.name}/1"}).where(values.isin([0, 1]))
