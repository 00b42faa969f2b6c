"""Customers by how lately, how often and for how much they bought."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from analysis.errors import NotEnoughData
from analysis.languages import messages
from analysis.languages.formats import number
from analysis.statistics.intervals import wilson_interval
from analysis.statistics.money_shares import DRAWS, how_sure, money_share_intervals
from analysis.topics.customers.rfm.method_bounds import (
    MEASURES,
    Bounds,
    bounds_as_worth,
    bounds_of_thresholds,
    checked_bounds,
    quantile_thresholds,
    said_bounds,
    worth_of,
)
from analysis.topics.customers.values.method import CustomerValues
from analysis.topics.customers.values.method_features import CustomerFeatures
from analysis.values.absent import unless_absent

_ = messages(__name__)
GROUPS = ("champions", "loyal", "new", "fading", "at_risk", "lost")
MEASURED = ("days_since_last", "orders", "revenue")


@dataclass(frozen=True)
class RfmGroup:
    """One named group of customers.

    Attributes
    ----------
    group : str
        Code; see `rfm_scores`.
    customers : int
        Customers in it.
    share, low, high : float
        Share of customers, 0–1, with its interval.
    revenue : float
        Money they brought.
    revenue_share, revenue_low, revenue_high : float
        Share of all revenue, with its interval; NaN where there is no revenue.
    median_days_since_last, median_orders : float
        Of its customers; NaN where it has none.
    overdue : float
        Share of them who have stayed away for more than twice as long as they waited between
        orders on average, 0–1; NaN where no customer's wait is known.
    """

    group: str
    customers: int
    share: float
    low: float
    high: float
    revenue: float
    revenue_share: float
    revenue_low: float
    revenue_high: float
    median_days_since_last: float
    median_orders: float
    overdue: float = float("nan")


@dataclass(frozen=True, eq=False)
class RfmScores:
    """Scores of every customer, and the groups they make.

    Attributes
    ----------
    customers : pandas.DataFrame
        One row per customer: ``recency`` (days), ``frequency`` (orders), ``monetary`` (money),
        ``r``, ``f``, ``m`` (1 … bins), ``cell`` (such as ``"545"``) and ``group``.
    groups : tuple of RfmGroup
        All six, best first, the empty ones too; customers and money add up.
    bins : int
        Highest score.
    method : str
        ``quantile`` or ``fixed``.
    bounds : mapping of str to tuple of float
        ``recency``, ``frequency``, ``monetary`` → the ``bins - 1`` ascending values that the
        scores used were made by. A value at a bound has reached it.
    proposed_bounds : mapping of str to tuple of float
        The quantiles of these customers as bounds to be fixed, money in round numbers.
    sizes : mapping of str to tuple of int
        The same keys → customers with score 1 … bins.
    unknown : int
        Customers left out because one of the three is missing.
    base : int
        Customers.
    level : float
        Confidence of the intervals.
    interval : str
        How those of money were made: ``bootstrap``, or ``linearised`` from 20,000 customers on.
    """

    customers: pd.DataFrame
    groups: tuple[RfmGroup, ...]
    bins: int
    method: str
    bounds: Bounds
    proposed_bounds: Bounds
    sizes: Mapping[str, tuple[int, ...]]
    unknown: int
    base: int
    level: float
    interval: str


@unless_absent
def rfm_values(values: CustomerValues) -> pd.DataFrame:
    """Return the customers with what RFM scores need: days since the last purchase, orders, money.

    Parameters
    ----------
    values : CustomerValues
        The customers.

    Raises
    ------
    NotEnoughData
        If one of the three is not known.
    """
    if not set(MEASURED) <= set(values.frame.columns):
        raise NotEnoughData(
            _("How lately and how often customers bought is not known, so they are not scored.")
        )
    waits = [name for name in ("days_between_orders",) if name in values.frame]
    return values.frame[[*MEASURED, *waits]]


@unless_absent
def rfm_scores(
    features: CustomerFeatures | pd.DataFrame,
    bounds: Mapping[str, Sequence[float]] | None = None,
    *,
    bins: int = 5,
    level: float = 0.95,
    draws: int = DRAWS,
    seed: int = 0,
) -> RfmScores:
    """Score customers 1 … ``bins`` on recency, frequency and money, and name groups.

    Without bounds a score counts how many customers are strictly worse: at 5 bins, 5 means at
    least 80 % of the customers are worse. Customers who are alike get the same score,
    whatever their order; where most bought once, one purchase scores 1, and who bought on the
    last day scores highest, as nobody can be later. With bounds scores
    mean the same in every wave.

    The groups look at recency and frequency (at 5 bins, high is 4–5, middle 3, low 1–2; at
    3 bins 3, 2, 1):
    ``champions`` both high · ``loyal`` recency and frequency at least middle, not both high ·
    ``new`` recency high, frequency low · ``fading`` recency middle, frequency low ·
    ``at_risk`` recency low, frequency at least middle · ``lost`` both low.

    Parameters
    ----------
    features : CustomerFeatures or pandas.DataFrame
        One row per customer with ``days_since_last``, ``orders`` and ``revenue``; where it is
        known, ``days_between_orders``.
    bounds : mapping, optional
        ``recency`` (days), ``frequency`` (orders) and ``monetary`` (money), each with as many
        ascending values, one fewer than scores; 1 to 8. A value at a bound has reached it.
    bins : int
        Highest score without bounds, 2 to 9.
    level, draws, seed
        Confidence (0–1), bootstrap samples and seed of the intervals; with more than 20,000
        customers nothing is drawn.

    Raises
    ------
    DataError
        If the bounds or their number cannot be used.
    NotEnoughData
        If there are fewer customers than scores.

    References
    ----------
    Hughes, A. M. (1994). Strategic Database Marketing. Probus, ch. 6.
    """
    fixed = checked_bounds(bounds, bins)
    bins = len(fixed["recency"]) + 1 if fixed else bins
    given = features.frame if isinstance(features, CustomerFeatures) else features
    frame = given.dropna(subset=list(MEASURES.values())).sort_index()
    if len(frame) < bins:
        raise NotEnoughData(
            _(
                "Scores from 1 to {bins} need at least as many customers, got: {n}.",
                bins=number(bins),
                n=number(len(frame)),
            )
        )
    scored = frame[list(MEASURES.values())].set_axis(list(MEASURES), axis=1)
    thresholds = {name: quantile_thresholds(worth_of(scored[name]), bins) for name in MEASURES}
    used = {name: bounds_of_thresholds(scored[name], thresholds[name]) for name in MEASURES}
    for name in MEASURES:
        limits = bounds_as_worth(name, fixed or used)
        scored[name[0]] = np.searchsorted(limits, worth_of(scored[name]), side="right") + 1
    scored["wait"] = frame.get("days_between_orders", np.nan)
    said = said_bounds(scored["monetary"], used["monetary"])
    _name_groups(scored, bins)
    return RfmScores(
        customers=scored.drop(columns="wait"),
        groups=_groups(scored, level, draws, seed),
        bins=bins,
        method="fixed" if fixed else "quantile",
        bounds=fixed or used,
        proposed_bounds={**used, "monetary": said},
        sizes={name: _sizes(scored[name[0]], bins) for name in MEASURES},
        unknown=len(given) - len(frame),
        base=len(scored),
        level=level,
        interval=how_sure(len(scored)),
    )


def _sizes(scores: pd.Series, bins: int) -> tuple[int, ...]:
    return tuple(int(size) for size in np.bincount(scores, minlength=bins + 1)[1:])


def _name_groups(scored: pd.DataFrame, bins: int) -> None:
    """Add every customer's cell and group, looked up rather than written one by one."""
    r, f, m = (scored[name].to_numpy() - 1 for name in "rfm")
    scores = range(1, bins + 1)
    cells = [f"{a}{b}{c}" for a in scores for b in scores for c in scores]
    scored["cell"] = pd.array(cells, dtype="str").take((r * bins + f) * bins + m)
    groups = [_group(a, b, bins) for a in scores for b in scores]
    scored["group"] = pd.array(groups, dtype="str").take(r * bins + f)


def _group(recency: int, frequency: int, bins: int) -> str:
    def height(score: int) -> int:
        """Return 2 for a high score, 1 for a middle one, 0 for a low one."""
        place = (score - 0.5) / bins
        return int(place > 0.6) + int(place > 0.4)

    lately, often = height(recency), height(frequency)
    if often == 0:
        return ("lost", "fading", "new")[lately]
    if lately == 0:
        return "at_risk"
    return "champions" if lately == often == 2 else "loyal"


def _groups(scored: pd.DataFrame, level: float, draws: int, seed: int) -> tuple[RfmGroup, ...]:
    codes = pd.Categorical(scored["group"], categories=GROUPS).codes.astype(int)
    money = scored["monetary"].to_numpy(dtype=float)
    total = float(money.sum())
    intervals = money_share_intervals(
        money, codes, len(GROUPS), level=level, draws=draws, seed=seed
    )
    rows = []
    for place, (group, interval) in enumerate(zip(GROUPS, intervals, strict=True)):
        mine = scored.loc[codes == place, ["recency", "frequency", "wait"]]
        waited = mine.dropna(subset="wait")
        share = len(mine) / len(scored)
        revenue = float(money[codes == place].sum())
        rows.append(
            RfmGroup(
                group,
                len(mine),
                share,
                *wilson_interval(share, len(scored), level),
                revenue,
                revenue / total if total > 0 else float("nan"),
                *interval,
                float(mine["recency"].median()) if len(mine) else float("nan"),
                float(mine["frequency"].median()) if len(mine) else float("nan"),
                float((waited["recency"] > 2 * waited["wait"]).mean()),
            )
        )
    return tuple(rows)
