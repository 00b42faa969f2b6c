"""Customers by how lately, how often and for how much they bought."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from analysis.errors import NotEnoughData
from analysis.languages import _
from analysis.languages.formats import number
from analysis.methods.customer_features import CustomerFeatures
from analysis.methods.money_shares import DRAWS, money_share_intervals
from analysis.methods.sampling_error import wilson_interval
from analysis.sources.absent import unless_absent

GROUPS = ("champions", "loyal", "new", "fading", "at_risk", "lost")
_MEASURES = {"recency": "days_since_last", "frequency": "orders", "monetary": "revenue"}


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
        Share of all revenue, with its bootstrap interval; NaN where there is no revenue.
    median_days_since_last, median_orders : float
        Of its customers; NaN where it has none.
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


@dataclass(frozen=True)
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
    base : int
        Customers.
    level : float
        Confidence of the intervals.
    """

    customers: pd.DataFrame
    groups: tuple[RfmGroup, ...]
    bins: int
    method: str
    base: int
    level: float


@unless_absent
def rfm_scores(
    features: CustomerFeatures | pd.DataFrame,
    bins: int = 5,
    method: str = "quantile",
    bounds: Mapping[str, Sequence[float]] | None = None,
    *,
    level: float = 0.95,
    draws: int = DRAWS,
    seed: int = 0,
) -> RfmScores:
    """Score customers 1 … ``bins`` on recency, frequency and money, and name groups.

    By quantiles a score counts how many customers are strictly worse: at 5 bins, 5 means at
    least 80 % of the customers are worse. Customers who are alike get the same score,
    whatever their order; where most bought once, one purchase scores 1.

    The groups look at recency and frequency (at 5 bins, high is 4–5, middle 3, low 1–2; at
    3 bins 3, 2, 1):
    ``champions`` both high · ``loyal`` recency and frequency at least middle, not both high ·
    ``new`` recency high, frequency low · ``fading`` recency middle, frequency low ·
    ``at_risk`` recency low, frequency at least middle · ``lost`` both low.

    Parameters
    ----------
    features : CustomerFeatures or pandas.DataFrame
        One row per customer with ``days_since_last``, ``orders`` and ``revenue``.
    bins : int
        Highest score, at least 2.
    method : {"quantile", "fixed"}
        Whether scores compare customers with one another or with given bounds, which stay the
        same from wave to wave.
    bounds : mapping, optional
        For ``fixed``: ``recency``, ``frequency`` and ``monetary``, each ``bins - 1`` ascending
        values. A value at a bound has reached it.
    level, draws, seed
        Confidence (0–1), bootstrap samples and seed of the intervals.

    Raises
    ------
    NotEnoughData
        If there are fewer customers than scores.
    ValueError
        If ``fixed`` comes without its bounds.

    References
    ----------
    Hughes, A. M. (1994). Strategic Database Marketing. Probus, ch. 6.
    """
    frame = features.frame if isinstance(features, CustomerFeatures) else features
    frame = frame.dropna(subset=list(_MEASURES.values())).sort_index()
    if len(frame) < bins:
        raise NotEnoughData(
            _(
                "Scores from 1 to {bins} need at least as many customers, got: {n}.",
                bins=number(bins),
                n=number(len(frame)),
            )
        )
    scored = pd.DataFrame(
        {measure: frame[column] for measure, column in _MEASURES.items()}, index=frame.index
    )
    for measure in _MEASURES:
        worth = scored[measure].to_numpy(dtype=float) * (-1 if measure == "recency" else 1)
        if method == "fixed":
            scored[measure[0]] = _fixed_scores(worth, measure, bins, bounds or {})
        else:
            scored[measure[0]] = _quantile_scores(worth, bins)
    scored["cell"] = [f"{r}{f}{m}" for r, f, m in zip(*(scored[x] for x in "rfm"), strict=True)]
    scored["group"] = [_group(r, f, bins) for r, f in zip(scored["r"], scored["f"], strict=True)]
    groups = _groups(scored, level, draws, seed)
    return RfmScores(scored, groups, bins, method, len(scored), level)


def _quantile_scores(worth: npt.NDArray[np.float64], bins: int) -> npt.NDArray[np.int64]:
    worse = np.searchsorted(np.sort(worth), worth, side="left")
    return worse * bins // len(worth) + 1


def _fixed_scores(
    worth: npt.NDArray[np.float64], measure: str, bins: int, bounds: Mapping[str, Sequence[float]]
) -> npt.NDArray[np.int64]:
    given = [float(bound) for bound in bounds.get(measure, ())]
    if len(given) != bins - 1 or given != sorted(set(given)):
        raise ValueError(f"bounds of {measure} must be {bins - 1} ascending values, got: {given}")
    if measure == "recency":
        given = sorted(-bound for bound in given)
    return np.searchsorted(np.array(given), worth, side="right") + 1


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
    codes = scored["group"].map({group: place for place, group in enumerate(GROUPS)}).to_numpy()
    money = scored["monetary"].to_numpy(dtype=float)
    total = float(money.sum())
    intervals = money_share_intervals(
        money, codes, len(GROUPS), level=level, draws=draws, seed=seed
    )
    rows = []
    for place, (group, interval) in enumerate(zip(GROUPS, intervals, strict=True)):
        mine = scored[codes == place]
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
            )
        )
    return tuple(rows)
