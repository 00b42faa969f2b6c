"""What leads tell, as far as the client's file holds it."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from analysis.errors import NotEnoughData
from analysis.languages import messages
from analysis.methods.prospects.bant import BantTable, bant_table
from analysis.methods.prospects.lead_conversion import LeadConversion, lead_conversion
from analysis.values.absent import Absent, unless_absent

_ = messages(__name__)
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
    outcome = leads.get(OUTCOME)
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


@dataclass(frozen=True)
class ReadinessTrend:
    """Whether leads with more criteria answered yes convert more often.

    Attributes
    ----------
    direction : str
        ``rising``, ``falling`` or ``no_clear_trend``, by the test at the table's level.
    p_value : float
        Two-sided.
    base : int
        Leads with a known outcome.
    """

    direction: str
    p_value: float
    base: int


@unless_absent
def readiness_trend(bant: BantTable) -> ReadinessTrend:
    """Test whether conversion rises with the number of criteria answered yes.

    Parameters
    ----------
    bant : BantTable
        Leads by number of yes, with their conversion.

    Raises
    ------
    NotEnoughData
        If no outcome is known, or all leads have one outcome or one number of yes.

    References
    ----------
    Armitage, P. (1955). Tests for linear trends in proportions and frequencies. Biometrics 11,
    375–386.
    """
    from scipy.special import ndtr

    groups = [(int(g.group), g.conversion) for g in bant.yes_counts if g.conversion is not None]
    known = [(yes, found.base, found.converted) for yes, found in groups if found.base]
    base = sum(leads for _yes, leads, _bought in known)
    bought = sum(converted for _yes, _leads, converted in known)
    if len(known) < 2 or bought in (0, base):
        raise NotEnoughData(_("It is not known which leads became customers."))
    rate = bought / base
    moment = sum(yes * (converted - leads * rate) for yes, leads, converted in known)
    first = sum(yes * leads for yes, leads, _bought in known)
    second = sum(yes**2 * leads for yes, leads, _bought in known)
    z = moment / (rate * (1 - rate) * (second - first**2 / base)) ** 0.5
    p_value = float(2 * ndtr(-abs(z)))
    direction = "no_clear_trend"
    if p_value < 1 - bant.level:
        direction = "rising" if z > 0 else "falling"
    return ReadinessTrend(direction, p_value, base)
