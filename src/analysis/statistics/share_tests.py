"""Tests of two shares of different people."""

from __future__ import annotations

import numpy as np
from scipy.special import ndtr

from analysis.statistics.deciding import exceeds

LEAST_EXPECTED = 5  # people of the rarer answer in the smaller sample


def score_test(share: float, base: float, other: float, other_base: float) -> float | None:
    """Return the two-sided p-value of the pooled z test of two shares.

    It is the score test: its error is that of shares that do not differ, as in R's ``prop.test``
    without continuity correction.

    Parameters
    ----------
    share, other : float
        The shares of two groups of different people, 0–1.
    base, other_base : float
        People they rest on; weighted: effective people. More than 0.

    Returns
    -------
    float or None
        None where everyone, or nobody, gave the answer: there is nothing to test.

    References
    ----------
    Agresti, A. (2013). Categorical Data Analysis, 3rd ed. Wiley, ch. 3.2.
    """
    pooled = (share * base + other * other_base) / (base + other_base)
    if not 0 < pooled < 1:
        return None
    error = np.sqrt(pooled * (1 - pooled) * (1 / base + 1 / other_base))
    return float(2 * ndtr(-abs(share - other) / error))


def fisher_test(share: float, base: float, other: float, other_base: float) -> float:
    """Return the two-sided p-value of Fisher's exact test of two shares.

    Parameters
    ----------
    share, other, base, other_base : float
        As in `score_test`; people are rounded to whole ones.

    References
    ----------
    Fisher, R. A. (1935). The logic of inductive inference. JRSS 98, 39–82.
    """
    from scipy.stats import fisher_exact

    table = [
        [round(share * base), round((1 - share) * base)],
        [round(other * other_base), round((1 - other) * other_base)],
    ]
    return min(1.0, float(fisher_exact(table).pvalue))


def is_rare(share: float, base: float, other: float, other_base: float) -> bool:
    """Return whether an answer is too rare, or too common, for a normal approximation.

    It is where the smaller of two groups would hold under five people who gave it, or who did
    not, if the groups did not differ.

    Parameters
    ----------
    share, other, base, other_base : float
        As in `score_test`.
    """
    pooled = (share * base + other * other_base) / (base + other_base)
    rarer = min(pooled, 1 - pooled) * min(base, other_base)
    return bool(exceeds(LEAST_EXPECTED, rarer))
