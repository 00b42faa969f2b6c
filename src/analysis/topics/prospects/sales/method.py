"""Deals won, their money and their time, by team, salesperson or country."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from analysis.errors import DataError, NotEnoughData, Problem
from analysis.languages import messages
from analysis.languages.formats import number
from analysis.statistics.deciding import exceeds, in_order
from analysis.statistics.intervals import Interval, wilson_interval
from analysis.statistics.money_shares import DRAWS, money_share_intervals
from analysis.values.absent import Absent, unless_absent

_ = messages(__name__)
OUTCOMES = ("won", "lost", "open")


@dataclass(frozen=True)
class SalesRow:
    """Deals of one group.

    Attributes
    ----------
    group : str
        Name of the team, person or country; empty for the total and where it is missing.
    deals, won, lost, open : int
        Deals; won, lost and open ones, which add up.
    base : int
        Deals decided: won or lost.
    win_rate, low, high : float or None
        Won as a share of decided, 0–1, with Wilson's interval; None without a decided deal.
    revenue : float
        Money of the won deals.
    revenue_share, revenue_low, revenue_high : float or None
        Part of all won money, 0–1, with its bootstrap interval over the won deals; None where
        there is none.
    mean_deal : float or None
        Mean money of a won deal.
    median_days_to_close : float or None
        Days from creation to closing of won deals; None where the dates are not known.
    days_base : int
        Won deals whose days are known.
    small_base : bool
        Whether the base is under the smallest.
    """

    group: str
    deals: int
    won: int
    lost: int
    open: int
    base: int
    win_rate: float | None
    low: float | None
    high: float | None
    revenue: float
    revenue_share: float | None
    revenue_low: float | None
    revenue_high: float | None
    mean_deal: float | None
    median_days_to_close: float | None
    days_base: int
    small_base: bool


@dataclass(frozen=True)
class SalesPerformance:
    """All deals by group.

    Attributes
    ----------
    by : str
        What they are grouped by.
    rows : tuple of SalesRow
        Most revenue first, equals by name.
    total : SalesRow
        All deals.
    without_group : SalesRow or None
        Deals whose group is missing; None where there are none.
    level : float
        Confidence of the intervals.
    """

    by: str
    rows: tuple[SalesRow, ...]
    total: SalesRow
    without_group: SalesRow | None
    level: float

    @property
    def leads_clearly(self) -> bool:
        """Whether the interval of the first group's revenue lies above all others'."""
        first, *others = self.rows
        if first.revenue_low is None or not others:
            return False
        return all(exceeds(first.revenue_low, row.revenue_high or 0.0) for row in others)


@dataclass(frozen=True)
class Sales:
    """The same deals by several groups.

    Attributes
    ----------
    teams, salespersons, countries : SalesPerformance or Absent
        By each; absent where the deals do not name it.
    """

    teams: SalesPerformance | Absent
    salespersons: SalesPerformance | Absent
    countries: SalesPerformance | Absent


@unless_absent
def sales_performance(
    deals: pd.DataFrame,
    by: str,
    *,
    smallest_base: int = 30,
    level: float = 0.95,
    draws: int = DRAWS,
    seed: int = 0,
) -> SalesPerformance:
    """Return deals won, win rate, revenue, mean deal and days to close of each group.

    The intervals tell how sure a win rate is; no group is called better than another here, for
    groups may sell different things to different customers.

    Parameters
    ----------
    deals : pandas.DataFrame
        One row per deal: ``outcome`` (``won``, ``lost``, ``open``), ``amount``, the column
        ``by`` and, where known, ``created`` and ``closed`` (dates).
    by : str
        Column to group by: team, salesperson, country.
    smallest_base : int
        Win rates on fewer decided deals are marked.
    level, draws, seed
        Confidence (0–1), bootstrap samples and seed of the intervals.

    Raises
    ------
    DataError
        If an outcome is none of the three.
    NotEnoughData
        If the data hold no such group, or no deal is decided.
    """
    _refuse_other_outcomes(deals["outcome"])
    if by not in deals.columns or deals[by].isna().all():
        raise NotEnoughData(_group_needed(by))
    if not deals["outcome"].isin(["won", "lost"]).any():
        raise NotEnoughData(_("No deal is won or lost yet."))
    names = sorted(deals[by].dropna().unique(), key=str)
    won = deals[(deals["outcome"] == "won") & deals["amount"].notna()]
    codes = pd.Categorical(won[by], categories=names).codes.astype(int)
    money = won["amount"].astype(float)
    intervals = money_share_intervals(
        money, np.where(codes < 0, len(names), codes), len(names) + 1,
        level=level, draws=draws, seed=seed,
    )  # fmt: skip
    all_won = float(money.sum())

    def row(name: str, part: pd.DataFrame, ends: Interval) -> SalesRow:
        return _row(name, part, all_won, ends, smallest_base, level)

    rows = [
        row(str(name), deals[deals[by] == name], ends)
        for name, ends in zip(names, intervals, strict=False)
    ]
    missing = deals[deals[by].isna()]
    return SalesPerformance(
        by=by,
        rows=tuple(in_order(rows, lambda found: -found.revenue)),
        total=row("", deals, (1.0, 1.0)),
        without_group=row("", missing, intervals[-1]) if len(missing) else None,
        level=level,
    )


def days_to_close(deals: pd.DataFrame) -> pd.Series:
    """Return days from creation to closing of each deal; missing where a date is.

    Parameters
    ----------
    deals : pandas.DataFrame
        One row per deal; dates in ``created`` and ``closed``, if the data have them.
    """
    if not {"created", "closed"} <= set(deals.columns):
        return pd.Series(float("nan"), index=deals.index)
    return (pd.to_datetime(deals["closed"]) - pd.to_datetime(deals["created"])).dt.days


def _row(
    name: str,
    part: pd.DataFrame,
    all_won: float,
    ends: Interval,
    smallest_base: int,
    level: float,
) -> SalesRow:
    counts = {outcome: int((part["outcome"] == outcome).sum()) for outcome in OUTCOMES}
    won = part[part["outcome"] == "won"]
    base = counts["won"] + counts["lost"]
    rate = counts["won"] / base if base else None
    low, high = (None, None) if rate is None else wilson_interval(rate, base, level)
    money, days = won["amount"].dropna().astype(float), days_to_close(won).dropna()
    return SalesRow(
        name,
        len(part),
        **counts,
        base=base,
        win_rate=rate,
        low=low,
        high=high,
        revenue=float(money.sum()),
        revenue_share=float(money.sum()) / all_won if all_won > 0 else None,
        revenue_low=ends[0] if all_won > 0 else None,
        revenue_high=ends[1] if all_won > 0 else None,
        mean_deal=float(money.mean()) if len(money) else None,
        median_days_to_close=float(days.median()) if len(days) else None,
        days_base=len(days),
        small_base=base < smallest_base,
    )


def _group_needed(by: str) -> str:
    if by == "team":
        return _("The deals do not name the team.")
    if by == "salesperson":
        return _("The deals do not name the salesperson.")
    if by == "country":
        return _("The deals do not name the country.")
    return _("The deals do not say what “{column}” they belong to.", column=by)


def _refuse_other_outcomes(outcome: pd.Series) -> None:
    wrong = ~outcome.isin(OUTCOMES)
    if wrong.any():
        raise DataError(
            Problem(
                "outcome",
                _(
                    "must be won, lost or open, got: {value}, {n} rows",
                    value=str(outcome[wrong].iloc[0]),
                    n=number(int(wrong.sum())),
                ),
            )
        )
