"""How sure a share of money is: a seeded bootstrap over who brought it, or its limit for many."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from analysis.errors import DataError, Problem
from analysis.languages import messages
from analysis.statistics.deciding import exceeds
from analysis.statistics.intervals import UNKNOWN, Interval, normal_interval, percentile_interval

_ = messages(__name__)
DRAWS = 1000
MOST_DRAWN = 20_000  # more people than these are not drawn: the bootstrap's limit is taken


def money_share_intervals(
    money: npt.ArrayLike,
    group: npt.ArrayLike,
    groups: int,
    *,
    level: float = 0.95,
    draws: int = DRAWS,
    seed: int = 0,
) -> list[Interval]:
    """Return intervals of the groups' shares of all money.

    Up to 20,000 people are drawn with replacement, so that both the number of people of a group
    and what they spend vary, and the interval is the percentiles' (they are put in a fixed order
    first: the order of the rows does not move it). With more people it is the normal interval
    with the linearised variance of a ratio, which the bootstrap tends to, cut at 0 and 1.

    Parameters
    ----------
    money : array-like
        One amount per person or company.
    group : array-like of int
        Group of each, ``0 … groups - 1``.
    groups : int
        Number of groups.
    level, draws, seed
        Confidence (0–1), number of bootstrap samples, seed.

    References
    ----------
    Efron, B., Tibshirani, R. (1993). An Introduction to the Bootstrap. Chapman & Hall, ch. 13.
    Cochran, W. G. (1977). Sampling Techniques, 3rd ed. Wiley, ch. 6 (variance of a ratio).
    """
    if len(np.asarray(money)) > MOST_DRAWN:
        return _linearised(np.asarray(money, dtype=float), np.asarray(group), groups, level)
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
    return [drawn_share_interval(totals[:, part], whole, level) for part in range(groups)]


def how_sure(people: int) -> str:
    """Return how intervals of money are made: ``bootstrap``, or ``linearised`` for many people.

    Parameters
    ----------
    people : int
        How many they are.
    """
    return "linearised" if people > MOST_DRAWN else "bootstrap"


def linearised_interval(
    share: float, squares: float, whole: float, level: float = 0.95
) -> Interval:
    """Return the normal interval of a share of money, cut at 0 and 1.

    Parameters
    ----------
    share : float
        The share, 0–1.
    squares : float
        Sum over the people of the squared influence of each on the share, in money.
    whole : float
        All money; without any the interval is not known.
    level : float
        Confidence level.
    """
    if not whole > 0:
        return UNKNOWN
    return normal_interval(share, float(np.sqrt(squares)) / whole, level, lowest=0.0, highest=1.0)


def _linearised(
    money: npt.NDArray[np.float64], group: npt.NDArray[np.int64], groups: int, level: float
) -> list[Interval]:
    # who is in the group moves its share by (1 − share) × money, everyone else by −share × money
    sums = np.bincount(group, weights=money, minlength=groups)
    squares = np.bincount(group, weights=np.square(money), minlength=groups)
    whole, all_squares = float(sums.sum()), float(squares.sum())
    found = []
    for part in range(groups):
        share = float(sums[part]) / whole if whole > 0 else float("nan")
        influence = squares[part] * (1 - 2 * share) + share**2 * all_squares
        found.append(linearised_interval(share, max(0.0, float(influence)), whole, level))
    return found


def drawn_share_interval(
    part: npt.NDArray[np.float64],
    whole: npt.NDArray[np.float64],
    level: float = 0.95,
    lean: float = 0.0,
) -> Interval:
    """Return the percentile interval of ``part / whole`` over bootstrap samples.

    Samples without a positive whole say nothing about a share and are left out.

    Parameters
    ----------
    part, whole : array
        Money of the part and of everyone, one entry a bootstrap sample.
    level : float
        Confidence level.
    lean : float
        As in `percentile_interval`.
    """
    usable = exceeds(whole, 0.0, scale=float(np.abs(whole).max(initial=0.0)))
    if not usable.any():
        return UNKNOWN
    return percentile_interval(part[usable] / whole[usable], level, lean)


def people_in_share(share: float, people: int) -> int:
    """Return how many people make up a share of them: rounded up, and at least one.

    Parameters
    ----------
    share : float
        Over 0 and up to 1.
    people : int
        How many they are.
    """
    # 0.2 × 15 is 3, not 3.0000000000000004
    return max(1, int(np.ceil(round(share * people, 9))))


def refuse_no_share(name: str, share: float) -> None:
    """Refuse what is no share of people or money.

    Parameters
    ----------
    name : str
        What it was given as.
    share : float
        What was given.

    Raises
    ------
    DataError
        If it is not over 0 and up to 1.
    """
    if not 0 < share <= 1:
        what = _("must be a share over 0 and up to 1, got: {value}", value=share)
        raise DataError(Problem(name, what))
