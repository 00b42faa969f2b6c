"""The best customers by the client's goal, and how few customers bring most of the money."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt
import pandas as pd

from analysis.errors import DataError, NotEnoughData, Problem
from analysis.languages import messages
from analysis.methods.customers.customer_features import CustomerFeatures
from analysis.methods.customers.money_shares import (
    DRAWS,
    Interval,
    drawn_share_interval,
    how_sure,
    linearised_interval,
)
from analysis.statistics.deciding import TOLERANCE, exceeds, ranks
from analysis.statistics.within_chance import careful
from analysis.values.absent import unless_absent

_ = messages(__name__)

# goal → columns that measure it, the first one known is used; and whether more is better
GOALS = {
    "growth": (("days_to_close", "days_between_orders"), False),
    "profit": (("profit",), True),
    "loyalty": (("relation_days",), True),
}


@dataclass(frozen=True)
class BestCustomers:
    """The best customers of a band by the client's goal.

    Attributes
    ----------
    customers : pandas.DataFrame
        The chosen, best first: ``measure`` (days for growth and loyalty, money for profit) and
        ``revenue``.
    goal, measure : str
        The goal, and the column it was measured by.
    band : str or None
        The band they are chosen from; None: all customers.
    base : int
        Customers of the band whose measure is known.
    unknown : int
        Customers of the band without it, such as those who bought once.
    chosen : int
        How many were chosen.
    threshold : float
        Measure of the last one chosen.
    revenue_share : float
        Their share of the band's revenue, 0–1; NaN where it has none.
    """

    customers: pd.DataFrame
    goal: str
    measure: str
    band: str | None
    base: int
    unknown: int
    chosen: int
    threshold: float
    revenue_share: float


@dataclass(frozen=True)
class ParetoShare:
    """How concentrated revenue is.

    Attributes
    ----------
    top : float
        The share of customers looked at, 0–1.
    share, low, high : float
        Revenue that the best of them bring, as a share of all, with its interval.
    reach, customers_for_reach : float, float
        A share of revenue, and the smallest share of customers that brings it.
    gini, gini_corrected : float
        Gini's coefficient of inequality, 0–1, and the same corrected for small samples.
    lorenz : tuple of float
        Share of revenue of the poorest 0, 10 … 100 % of customers.
    base : int
        Customers.
    negative : int
        Customers whose net revenue was negative, counted as 0.
    level : float
        Confidence of the interval.
    method : str
        How it was made: ``bootstrap``, or ``linearised`` from 20,000 customers on.
    verdict, perhaps : str
        ``more`` or ``less`` concentrated than that the top brings the reach, where the whole
        interval lies above or below, whatever samples it was drawn from; else ``in_line``. And
        what other samples might have said.
    """

    top: float
    share: float
    low: float
    high: float
    reach: float
    customers_for_reach: float
    gini: float
    gini_corrected: float
    lorenz: tuple[float, ...]
    base: int
    negative: int
    level: float
    method: str
    verdict: Literal["more", "less", "in_line"]
    perhaps: Literal["more", "less", "in_line"]


@unless_absent
def best_customers(
    features: CustomerFeatures | pd.DataFrame,
    bands: pd.Series | None = None,
    band: str | None = None,
    *,
    goal: str = "loyalty",
    top_share: float = 0.2,
) -> BestCustomers:
    """Return the best customers of a band: the fastest, most profitable or longest with us.

    Growth means the fastest to buy: few days to close a deal, or between orders. Profit means
    the highest profit. Loyalty means the longest relation, from first to last purchase. Equals
    are ordered by revenue, then by name.

    Parameters
    ----------
    features : CustomerFeatures or pandas.DataFrame
        One row per customer with ``revenue`` and the goal's measure: ``days_to_close`` or
        ``days_between_orders``; ``profit``; ``relation_days``.
    bands : pandas.Series, optional
        Band of each customer.
    band : str, optional
        The band to choose from, as a rule the most important source of revenue.
    goal : {"growth", "profit", "loyalty"}
        What the client wants.
    top_share : float
        How many to choose, as a share of the band's customers; rounded up.

    Raises
    ------
    DataError
        If the goal is none of the three, or the share is not over 0 and up to 1.
    NotEnoughData
        If the data do not hold what the goal is measured by, or for no customer of the band, or
        if it is the same for all of them.
    """
    if goal not in GOALS:
        given = _("must be one of {names}, got: {name}", names=", ".join(GOALS), name=goal)
        raise DataError(Problem("goal", given))
    _refuse_no_share("top_share", top_share)
    frame = features.frame if isinstance(features, CustomerFeatures) else features
    columns, more_is_better = GOALS[goal]
    measure = next((name for name in columns if name in frame.columns), None)
    if measure is None:
        raise NotEnoughData(_measure_needed(goal))
    if bands is not None and band is not None:
        frame = frame[(bands.reindex(frame.index) == band).to_numpy(dtype=bool, na_value=False)]
    known = frame[frame[measure].notna()]
    if known.empty:
        raise NotEnoughData(_("No customer to choose the best from."))
    if len(known) > 1 and not ranks(known[measure]).any():
        raise NotEnoughData(
            _("All customers are alike in what the goal is measured by, so none is better.")
        )
    ordered = pd.DataFrame({"measure": known[measure].astype(float), "revenue": known["revenue"]})
    ordered = ordered.sort_index()
    worth = ordered["measure"] * (-1 if more_is_better else 1)
    ordered = ordered.iloc[np.lexsort((ranks(-ordered["revenue"]), ranks(worth)))]
    chosen = ordered.head(_rounded_up(top_share * len(ordered)))
    total = float(frame["revenue"].sum())
    return BestCustomers(
        customers=chosen,
        goal=goal,
        measure=measure,
        band=band,
        base=len(known),
        unknown=len(frame) - len(known),
        chosen=len(chosen),
        threshold=float(chosen["measure"].iloc[-1]),
        revenue_share=float(chosen["revenue"].sum()) / total if total > 0 else float("nan"),
    )


@unless_absent
def pareto_share(
    revenue: pd.Series,
    top: float = 0.2,
    *,
    reach: float = 0.8,
    level: float = 0.95,
    draws: int = DRAWS,
    seed: int = 0,
) -> ParetoShare:
    """Return what part of revenue the best customers bring: whether 20 % bring 80 %.

    Parameters
    ----------
    revenue : pandas.Series
        Money of each customer; missing values are left out, negative ones count as 0.
    top : float
        Share of customers to look at, 0–1; rounded up to whole customers.
    reach : float
        Share of revenue to reach with as few customers as possible, 0–1.
    level, draws, seed
        Confidence (0–1), bootstrap samples (none from 20,000 customers on), seed.

    Raises
    ------
    DataError
        If ``top`` or ``reach`` is not over 0 and up to 1.
    NotEnoughData
        If fewer than 10 customers are known, or they brought nothing.

    References
    ----------
    Gini, C. (1912). Variabilità e mutabilità. Bologna. Lorenz, M. O. (1905). Methods of
    measuring the concentration of wealth. Publications of the ASA 9, 209–219.
    """
    for name, share in (("top", top), ("reach", reach)):
        _refuse_no_share(name, share)
    known = revenue.dropna().to_numpy(dtype=float)
    money = np.sort(np.clip(known, 0, None))
    if len(money) < 10 or not money.sum() > 0:
        raise NotEnoughData(_("Concentration needs at least 10 customers who brought revenue."))
    size = len(money)
    if how_sure(size) == "bootstrap":
        tops, wholes = _drawn(money, top, draws, seed)
        low, high = drawn_share_interval(tops, wholes, level)
        verdict, perhaps = careful(
            lambda lean: _against(*drawn_share_interval(tops, wholes, level, lean), reach)
        )
    else:
        low, high = _linearised_interval(money, top, level)
        verdict = perhaps = _against(low, high, reach)
    descending = np.cumsum(money[::-1]) / money.sum()
    gini = float((2 * np.arange(1, size + 1) - size - 1) @ money / (size * money.sum()))
    return ParetoShare(
        top=top,
        share=_brought_by_top(money, top) / float(money.sum()),
        low=low,
        high=high,
        reach=reach,
        customers_for_reach=float(np.searchsorted(descending, reach - TOLERANCE) + 1) / size,
        gini=gini,
        gini_corrected=gini * size / (size - 1),
        lorenz=_lorenz(money),
        base=size,
        negative=int((known < 0).sum()),
        level=level,
        method=how_sure(size),
        verdict=verdict,
        perhaps=perhaps,
    )


def _against(low: float, high: float, reach: float) -> Literal["more", "less", "in_line"]:
    if exceeds(low, reach):
        return "more"
    return "less" if exceeds(reach, high) else "in_line"


def _drawn(
    ascending: npt.NDArray[np.float64], top: float, draws: int, seed: int
) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]:
    """Return what the best bring, and what all bring, in each of the bootstrap samples."""
    rng = np.random.default_rng(seed)
    size = len(ascending)
    tops, wholes = np.empty(draws), np.empty(draws)
    for draw in range(draws):
        drawn = np.sort(ascending[rng.integers(size, size=size)])
        tops[draw], wholes[draw] = _brought_by_top(drawn, top), drawn.sum()
    return tops, wholes


def _linearised_interval(ascending: npt.NDArray[np.float64], top: float, level: float) -> Interval:
    """Return the interval from the influence function of an ordinate of the Lorenz curve.

    References
    ----------
    Beach, C. M., Davidson, R. (1983). Distribution-free statistical inference with Lorenz
    curves and income shares. Review of Economic Studies 50, 723–735.
    """
    count = _rounded_up(top * len(ascending))
    least, whole = float(ascending[-count]), float(ascending.sum())
    share = _brought_by_top(ascending, top) / whole
    influence = np.clip(ascending - least, 0, None) + top * least - share * ascending
    return linearised_interval(share, float(influence @ influence), whole, level)


def _brought_by_top(ascending: npt.NDArray[np.float64], top: float) -> float:
    count = _rounded_up(top * len(ascending))
    return float(ascending[len(ascending) - count :].sum())


def _refuse_no_share(name: str, share: float) -> None:
    if not 0 < share <= 1:
        what = _("must be a share over 0 and up to 1, got: {value}", value=share)
        raise DataError(Problem(name, what))


def _measure_needed(goal: str) -> str:
    if goal == "profit":
        return _("The data hold no costs, so it is not known who brings the most profit.")
    if goal == "growth":
        return _("The data hold no dates that would tell who buys fastest.")
    return _("The data hold no dates that would tell who has been a customer longest.")


def _rounded_up(count: float) -> int:
    return max(1, int(np.ceil(round(count, 9))))  # 0.2 × 15 is 3, not 3.0000000000000004


def _lorenz(ascending: npt.NDArray[np.float64]) -> tuple[float, ...]:
    brought = np.concatenate([[0.0], np.cumsum(ascending)]) / ascending.sum()
    people = np.arange(len(ascending) + 1) / len(ascending)
    return tuple(float(point) for point in np.interp(np.linspace(0, 1, 11), people, brought))
