"""Customers in bands by price or quantity, and the band that brings most of the revenue."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from analysis.errors import DataError, NotEnoughData, Problem
from analysis.languages import messages
from analysis.methods.customers.money_shares import DRAWS, how_sure, money_share_intervals
from analysis.statistics.clustering.natural_breaks import proposed_bounds
from analysis.statistics.deciding import exceeds, in_order, reaches
from analysis.statistics.intervals import wilson_interval
from analysis.values.absent import unless_absent

_ = messages(__name__)
DEFAULT_NAMES = ("small", "medium", "large")
SPLITS = (DEFAULT_NAMES, ("small", "large"), (*DEFAULT_NAMES, "very_large"))
ABOUT_EQUAL = 0.05


@dataclass(frozen=True)
class RevenueBand:
    """One band of customers.

    Attributes
    ----------
    band : str
        The client's name for it; ``small``, ``medium``, ``large`` where bounds are proposed.
    lower, upper : float or None
        Its bounds: from the lower one on, under the upper one; None where it is open.
    customers : int
        Customers in it.
    share, low, high : float
        Share of customers, 0–1, with its interval.
    revenue : float
        Money they brought.
    revenue_share, revenue_low, revenue_high : float
        Share of all revenue, with its interval.
    """

    band: str
    lower: float
    upper: float | None
    customers: int
    share: float
    low: float
    high: float
    revenue: float
    revenue_share: float
    revenue_low: float
    revenue_high: float


@dataclass(frozen=True)
class RevenueBands:
    """All customers by band.

    Attributes
    ----------
    rows : tuple of RevenueBand
        From the highest bounds to the lowest.
    labels : pandas.Series
        Band of each customer; missing under the lowest bound.
    values, money : pandas.Series
        What the customers were put into bands by, and what they brought.
    base : int
        Customers, those under the lowest bound too.
    revenue : float
        Money of all of them.
    under_lowest, revenue_under_lowest : int, float
        Customers under the lowest bound, in no band, and their money.
    unknown : int
        Customers left out because their value or revenue is missing.
    proposed : bool
        Whether the bounds are natural breaks in the data rather than the client's.
    level : float
        Confidence of the intervals.
    method : str
        How intervals of money were made: ``bootstrap``, or ``linearised`` from 20,000
        customers on.
    """

    rows: tuple[RevenueBand, ...]
    labels: pd.Series
    values: pd.Series
    money: pd.Series
    base: int
    revenue: float
    under_lowest: int
    revenue_under_lowest: float
    unknown: int
    proposed: bool
    level: float
    method: str


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
    reason: str
    runner_up: str | None
    proposal: RevenueBands | None = None


@unless_absent
def revenue_bands(
    values: pd.Series,
    revenue: pd.Series,
    bounds: Mapping[str, float] | None = None,
    *,
    names: Sequence[str] = DEFAULT_NAMES,
    level: float = 0.95,
    draws: int = DRAWS,
    seed: int = 0,
) -> RevenueBands:
    """Split customers into bands, and tell how many they are and what they bring.

    Parameters
    ----------
    values : pandas.Series
        What bands are made by, one per customer: price or quantity of what they bought.
    revenue : pandas.Series
        Money each brought, on the same index.
    bounds : mapping, optional
        Name of each band → its lower bound. Without it natural breaks of their
        logarithms are proposed, rounded to numbers that can be said, from 0 on.
    names : sequence of str
        Names of the proposed bands, ascending.
    level, draws, seed
        Confidence (0–1), bootstrap samples and seed of the intervals; with more than 20,000
        customers nothing is drawn.

    Raises
    ------
    DataError
        If two bands have the same bound, or a bound is no number.
    NotEnoughData
        If there is no revenue, or there are fewer different values than bands to propose.
    """
    frame = pd.DataFrame({"value": values.astype(float), "revenue": revenue.astype(float)})
    known = frame.dropna()
    total = float(known["revenue"].sum())
    if not total > 0:
        raise NotEnoughData(_("There is no revenue to split into bands."))
    proposed = not bounds
    if not bounds:
        lowers = proposed_bounds(known["value"].to_numpy(), len(names))
        bounds = dict(zip(names, lowers, strict=True))
    _refuse_unordered(bounds)
    ordered = sorted(bounds.items(), key=lambda item: item[1])
    codes = np.searchsorted([lower for _name, lower in ordered], known["value"], side="right")
    rows = _rows(ordered, codes, known["revenue"].to_numpy(), level, draws, seed)
    named = pd.array([None, *(name for name, _lower in ordered)], dtype="str")
    under = codes == 0
    return RevenueBands(
        rows=tuple(reversed(rows)),
        labels=pd.Series(named.take(codes), index=known.index, name="band"),
        values=known["value"],
        money=known["revenue"],
        base=len(known),
        revenue=total,
        under_lowest=int(under.sum()),
        revenue_under_lowest=float(known["revenue"][under].sum()),
        unknown=len(frame) - len(known),
        proposed=proposed,
        level=level,
        method=how_sure(len(known)),
    )


def _refuse_unordered(bounds: Mapping[str, float]) -> None:
    given = list(bounds.values())
    if not np.isfinite(given).all() or len(set(given)) < len(given):
        what = _("must be different numbers, got: {values}", values=", ".join(map(str, given)))
        raise DataError(Problem("bands", what))


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
) -> tuple[RevenueBand, RevenueBand | None, str]:
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


def _rows(
    ordered: Sequence[tuple[str, float]],
    codes: npt.NDArray[np.int64],
    money: npt.NDArray[np.float64],
    level: float,
    draws: int,
    seed: int,
) -> list[RevenueBand]:
    total, size = float(money.sum()), len(codes)
    intervals = money_share_intervals(
        money, codes, len(ordered) + 1, level=level, draws=draws, seed=seed
    )
    uppers = [lower for _name, lower in ordered[1:]] + [None]
    rows = []
    for place, ((name, lower), upper) in enumerate(zip(ordered, uppers, strict=True), start=1):
        mine = codes == place
        share, brought = float(mine.mean()), float(money[mine].sum())
        rows.append(
            RevenueBand(
                name,
                float(lower),
                None if upper is None else float(upper),
                int(mine.sum()),
                share,
                *wilson_interval(share, size, level),
                brought,
                brought / total,
                *intervals[place],
            )
        )
    return rows
