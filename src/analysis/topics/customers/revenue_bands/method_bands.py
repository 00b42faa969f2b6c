"""Customers in bands by price, quantity or revenue, and what each band brings."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from analysis.errors import DataError, NotEnoughData, Problem
from analysis.languages import messages
from analysis.statistics.clustering.natural_breaks import proposed_bounds
from analysis.statistics.intervals import wilson_interval
from analysis.statistics.money_shares import DRAWS, how_sure, money_share_intervals
from analysis.values.absent import unless_absent

_ = messages(__name__)
DEFAULT_NAMES = ("small", "medium", "large")


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


@dataclass(frozen=True, eq=False)
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
