"""What leads tell, as far as the client's file holds it."""

from __future__ import annotations

import pandas as pd

from analysis.errors import NotEnoughData
from analysis.languages import _
from analysis.methods.bant import BantTable, bant_table
from analysis.methods.lead_conversion import LeadConversion, lead_conversion
from analysis.sources.absent import Absent, unless_absent

OUTCOME = "converted"


@unless_absent
def lead_readiness(leads: pd.DataFrame, *, smallest_base: int = 30) -> BantTable | Absent:
    """Return leads by budget, authority, need and timeline, with their conversion if known.

    Parameters
    ----------
    leads : pandas.DataFrame
        One row per lead: the four criteria and, where the client keeps it, ``converted``.
    smallest_base : int
        Conversions on fewer leads are marked.

    Raises
    ------
    NotEnoughData
        If nothing is known of any lead.
    """
    outcome = leads[OUTCOME] if OUTCOME in leads else None
    return bant_table(leads, outcome, smallest_base=smallest_base)


@unless_absent
def channel_conversion(leads: pd.DataFrame, *, smallest_base: int = 30) -> LeadConversion | Absent:
    """Return how many leads of each channel became customers.

    Parameters
    ----------
    leads : pandas.DataFrame
        One row per lead: ``channel`` and ``converted``.
    smallest_base : int
        Smaller channels are marked and not tested.

    Raises
    ------
    NotEnoughData
        If the file holds no channel or no outcome.
    """
    if "channel" not in leads:
        raise NotEnoughData(_("The leads file does not say through which channel leads came."))
    if OUTCOME not in leads:
        raise NotEnoughData(_("The leads file does not say which leads became customers."))
    return lead_conversion(leads["channel"], leads[OUTCOME], smallest_base=smallest_base)
