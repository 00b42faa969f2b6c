"""Verdicts on numbers of repeated trials: what holds surely, and what chance leaves open.

Means over bootstrap samples, shares of random draws and limits taken from random clouds would
move a little with other draws. A verdict that such a number decides by lying just over an edge
would be another one then. So a verdict is given twice: with its numbers moved by chance to the
one side and to the other. The more careful of the two holds; where they differ, the other is told.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

import numpy as np
import numpy.typing as npt

SURE = 1.96  # standard errors, 95 % two-sided
T = TypeVar("T")


def careful(verdict: Callable[[float], T]) -> tuple[T, T]:
    """Return a verdict with its numbers moved against it, and with them moved in its favour.

    Parameters
    ----------
    verdict : callable
        Standard errors by which the numbers of trials are moved, upwards the claim is easier to
        make → the verdict.
    """
    return verdict(-SURE), verdict(SURE)


def error_of_mean(trials: npt.ArrayLike) -> float:
    """Return the standard error of a mean of independent trials; 0 for a single one.

    Parameters
    ----------
    trials : array
        One number a trial.
    """
    numbers = np.asarray(trials, dtype=float)
    return float(numbers.std(ddof=1) / np.sqrt(len(numbers))) if len(numbers) > 1 else 0.0


def error_of_share(share: float, trials: int) -> float:
    """Return the standard error of the share of trials that came out one way.

    Parameters
    ----------
    share : float
        The share, 0–1.
    trials : int
        How many there were.
    """
    return float(np.sqrt(max(share * (1 - share), 0.0) / trials))


def error_of_limit(trials: npt.ArrayLike, deviations: float) -> float:
    """Return the standard error of a limit so many standard deviations away from a mean.

    Parameters
    ----------
    trials : array
        One number a trial; about normal.
    deviations : float
        How many standard deviations from their mean the limit lies.

    References
    ----------
    Hahn, G. J., Meeker, W. Q. (1991). Statistical Intervals. Wiley, ch. 4.
    """
    numbers = np.asarray(trials, dtype=float)
    spread, many = float(numbers.std(ddof=1)), len(numbers)
    return spread * float(np.sqrt(1 / many + deviations**2 / (2 * (many - 1))))
