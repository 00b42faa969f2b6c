"""The band of customers that brings most of the revenue, if one does."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from analysis.errors import NotEnoughData
from analysis.languages import messages
from analysis.statistics.deciding import exceeds, in_order, reaches
from analysis.topics.customers.revenue_bands.method_bands import (
    DEFAULT_NAMES,
    RevenueBand,
    RevenueBands,
    revenue_bands,
)
from analysis.topics.customers.values.method import CustomerValues
from analysis.values.absent import unless_absent

_ = messages(__name__)
SPLITS = (DEFAULT_NAMES, ("small", "large"), (*DEFAULT_NAMES, "very_large"))
ABOUT_EQUAL = 0.05
Reason = Literal["majority", "largest", "equal"]


@dataclass(frozen=True)
class RevenueSource:
    """The most important source of revenue.

    Attributes
    ----------
    band : str or None
        Its name; None where the bands are about equal.
    share, low, high : float
        Share of revenue of the band that brings most, with its interval.
    majority : bool
        Whether it brings more than half.
    certain : bool
        Whether its whole interval lies above one half.
    reason : str
        ``majority``; ``largest`` where no band brings half but one leads; ``equal`` where the
        leading two are too close to tell apart.
    runner_up : str or None
        The band that comes second.
    proposal : RevenueBands or None
        Where bands are about equal: the customers split anew so that one band leads, if any
        split does.
    """

    band: str | None
    share: float
    low: float
    high: float
    majority: bool
    certain: bool
    reason: Reason
    runner_up: str | None
    proposal: RevenueBands | None = None


@dataclass(frozen=True)
class CustomerBands:
    """A client's customers by band, and where most of the revenue comes from.

    Attributes
    ----------
    bands : RevenueBands
        Every band.
    important : RevenueSource
        The most important source of revenue.
    band_by : str
        What bands are made by: ``price``, ``quantity`` or ``revenue``.
    tie_break : str or None
        The client's own criterion where bands are about equal, as the client words it.
    """

    bands: RevenueBands
    important: RevenueSource
    band_by: str
    tie_break: str | None = None


@unless_absent
def customers_by_band(
    values: CustomerValues,
    band_by: str,
    bounds: Mapping[str, float] | None = None,
    *,
    tie_break: str | None = None,
    seed: int = 0,
) -> CustomerBands:
    """Put customers into bands, and find the band that brings most of the revenue.

    Parameters
    ----------
    values : CustomerValues
        What every customer brought.
    band_by : {"price", "quantity", "revenue"}
        The dearest unit they bought, how many units in all, or the money they brought.
    bounds : mapping, optional
        Name of each band → its lower bound; without it bounds are proposed.
    tie_break : str, optional
        The client's own criterion where bands are about equal.
    seed : int
        Seed of the intervals.

    Raises
    ------
    NotEnoughData
        If the data do not hold what bands are made by, or cannot be split.
    """
    if band_by not in values.frame:
        raise NotEnoughData(
            _("The purchases do not hold what the client file puts customers into bands by.")
        )
    frame = values.frame
    bands = revenue_bands.__wrapped__(frame[band_by], frame["revenue"], bounds, seed=seed)
    important = most_important_source.__wrapped__(bands)
    return CustomerBands(bands, important, band_by, tie_break)


@unless_absent
def most_important_source(
    bands: RevenueBands, *, about_equal: float = ABOUT_EQUAL
) -> RevenueSource:
    """Return the band that brings most of the revenue, if one does.

    The most important source is the band with more than half of the revenue, however small
    its customers. Where none has, the largest is named if it leads by at least
    ``about_equal`` of all revenue; otherwise the bands are about equal: the client's own
    criterion must decide, or the split proposed instead is taken: the first of natural breaks
    into three, two and four bands in which one band leads.

    Parameters
    ----------
    bands : RevenueBands
        The customers by band.
    about_equal : float
        Lead under which two bands count as equal, as a share of all revenue (0–1).
    """
    first, second, reason = _standing(bands, about_equal)
    return RevenueSource(
        band=None if reason == "equal" else first.band,
        share=first.revenue_share,
        low=first.revenue_low,
        high=first.revenue_high,
        majority=reason == "majority",
        certain=bool(exceeds(first.revenue_low, 0.5)),
        reason=reason,
        runner_up=second.band if second else None,
        proposal=_split_anew(bands, about_equal) if reason == "equal" else None,
    )


def _standing(
    bands: RevenueBands, about_equal: float
) -> tuple[RevenueBand, RevenueBand | None, Reason]:
    """Return the two bands that bring most, and why the first counts as the source or not."""
    ranked = in_order(bands.rows, lambda row: -row.revenue_share, lambda row: -row.lower)
    first, second = ranked[0], ranked[1] if len(ranked) > 1 else None
    if exceeds(first.revenue_share, 0.5):
        return first, second, "majority"
    leads = second is None or reaches(
        first.revenue_share - second.revenue_share, about_equal, scale=1.0
    )
    return first, second, "largest" if leads else "equal"


def _split_anew(bands: RevenueBands, about_equal: float) -> RevenueBands | None:
    for names in SPLITS:
        found = revenue_bands(bands.values, bands.money, names=names, level=bands.level)
        if isinstance(found, RevenueBands) and _standing(found, about_equal)[2] != "equal":
            return found
    return None
