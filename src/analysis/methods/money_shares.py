"""How sure a share of money is: a seeded bootstrap over customers."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

DRAWS = 1000
Interval = tuple[float, float]


def money_share_intervals(
    money: npt.ArrayLike,
    group: npt.ArrayLike,
    groups: int,
    *,
    level: float = 0.95,
    draws: int = DRAWS,
    seed: int = 0,
) -> list[Interval]:
    """Return percentile bootstrap intervals of the groups' shares of all money.

    Customers are drawn with replacement, so that both the number of customers of a group and
    what they spend vary. Customers are put in a fixed order first: the order of the rows does
    not move the interval.

    Parameters
    ----------
    money : array-like
        One amount per customer.
    group : array-like of int
        Group of each customer, ``0 … groups - 1``.
    groups : int
        Number of groups.
    level, draws, seed
        Confidence (0–1), number of bootstrap samples, seed.

    References
    ----------
    Efron, B., Tibshirani, R. (1993). An Introduction to the Bootstrap. Chapman & Hall, ch. 13.
    """
    amounts, codes = np.asarray(money, dtype=float), np.asarray(group, dtype=int)
    order = np.lexsort((amounts, codes))
    amounts, codes = amounts[order], codes[order]
    rng = np.random.default_rng(seed)
    size = len(amounts)
    totals = np.empty((draws, groups))
    for draw in range(draws):
        drawn = rng.integers(size, size=size)
        totals[draw] = np.bincount(codes[drawn], weights=amounts[drawn], minlength=groups)
    whole = totals.sum(axis=1)
    return [percentile_interval(totals[:, part], whole, level) for part in range(groups)]


def percentile_interval(
    part: npt.NDArray[np.float64], whole: npt.NDArray[np.float64], level: float = 0.95
) -> Interval:
    """Return the percentile interval of ``part / whole`` over bootstrap samples.

    Samples without a positive whole say nothing about a share and are left out.

    Parameters
    ----------
    part, whole : array
        Money of the part and of everyone, one entry a bootstrap sample.
    level : float
        Confidence level.
    """
    usable = whole > 0
    if not usable.any():
        return float("nan"), float("nan")
    ends = np.quantile(part[usable] / whole[usable], [0.5 - level / 2, 0.5 + level / 2])
    return float(ends[0]), float(ends[1])
