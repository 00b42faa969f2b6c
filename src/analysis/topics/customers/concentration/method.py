"""How few customers bring most of the money: whether 20 % bring 80 %, Gini, Lorenz."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt
import pandas as pd

from analysis.errors import NotEnoughData
from analysis.languages import messages
from analysis.statistics.deciding import TOLERANCE, exceeds
from analysis.statistics.intervals import Interval
from analysis.statistics.money_shares import (
    DRAWS,
    drawn_share_interval,
    how_sure,
    linearised_interval,
    people_in_share,
    refuse_no_share,
)
from analysis.statistics.within_chance import careful
from analysis.values.absent import unless_absent

_ = messages(__name__)


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
        refuse_no_share(name, share)
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
    count = people_in_share(top, len(ascending))
    least, whole = float(ascending[-count]), float(ascending.sum())
    share = _brought_by_top(ascending, top) / whole
    influence = np.clip(ascending - least, 0, None) + top * least - share * ascending
    return linearised_interval(share, float(influence @ influence), whole, level)


def _brought_by_top(ascending: npt.NDArray[np.float64], top: float) -> float:
    count = people_in_share(top, len(ascending))
    return float(ascending[len(ascending) - count :].sum())


def _lorenz(ascending: npt.NDArray[np.float64]) -> tuple[float, ...]:
    brought = np.concatenate([[0.0], np.cumsum(ascending)]) / ascending.sum()
    people = np.arange(len(ascending) + 1) / len(ascending)
    return tuple(float(point) for point in np.interp(np.linspace(0, 1, 11), people, brought))
