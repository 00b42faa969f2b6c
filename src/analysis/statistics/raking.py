"""Iterative proportional fitting, and the limits of weights."""

from __future__ import annotations

import io
from contextlib import redirect_stdout

import numpy as np
import pandas as pd
import weightipy

from analysis.errors import NotEnoughData
from analysis.languages import messages
from analysis.statistics.deciding import exceeds

_ = messages(__name__)
CLOSE_ENOUGH = 1e-6  # largest difference of an achieved share from its target
AT_REST = 1e-12  # of shares: rounds that bring no more than rounding
MOST_ROUNDS = 1000
MOST_TRIMMING_ROUNDS = 100


def raked_from_equal(coded: pd.DataFrame, shares: list[np.ndarray]) -> tuple[np.ndarray, int]:
    """Rake with weightipy, which always starts from equal weights.

    Parameters
    ----------
    coded : pandas.DataFrame
        One column a variable: the respondents' categories as codes 0, 1 …
    shares : list of numpy.ndarray
        Each variable's target shares in the order of its codes.

    Returns
    -------
    tuple of numpy.ndarray and int
        Weights of any scale, and the rounds it took.
    """
    scheme = weightipy.Rim("raked", max_iterations=MOST_ROUNDS)
    scheme.set_targets(
        [
            {variable: {code: float(part) * 100 for code, part in enumerate(share)}}
            for variable, share in zip(coded.columns, shares, strict=True)
        ],
        group_name="sample",
    )
    with redirect_stdout(io.StringIO()):  # it prints on slow convergence, which is checked after
        weights = weightipy.weight(coded, scheme)
    # it stops where margins hardly move; from there to rest, which is the same for everyone
    final, more = raked_from(weights.to_numpy(dtype=float), coded, shares)
    return final, int(scheme.groups["sample"]["iterations"]) + more


def raked_from(
    start: np.ndarray, coded: pd.DataFrame, shares: list[np.ndarray]
) -> tuple[np.ndarray, int]:
    """Rake from unequal design weights, which weightipy cannot do.

    Parameters
    ----------
    start : numpy.ndarray
        Weights to start from, zero or more.
    coded : pandas.DataFrame
        One column a variable: the respondents' categories as codes 0, 1 …
    shares : list of numpy.ndarray
        Each variable's target shares in the order of its codes.

    Raises
    ------
    NotEnoughData
        If all respondents of a category have a start weight of zero.
    """
    weights = start / start.mean()
    rounds = 0
    while largest_miss(weights, coded, shares) > AT_REST and rounds < MOST_ROUNDS:
        for variable, share in zip(coded.columns, shares, strict=True):
            codes = coded[variable].to_numpy()
            reached = np.bincount(codes, weights, minlength=len(share))
            if not (reached > 0).all():
                raise NotEnoughData(
                    _("A category has respondents with a start weight of zero only.")
                )
            weights = weights * (share * len(weights) / reached)[codes]
        rounds += 1
    return weights, rounds


def largest_miss(weights: np.ndarray, coded: pd.DataFrame, shares: list[np.ndarray]) -> float:
    """Return the largest distance of an achieved share from its target.

    Parameters
    ----------
    weights : numpy.ndarray
        One weight a respondent.
    coded : pandas.DataFrame
        One column a variable, categories as codes.
    shares : list of numpy.ndarray
        Target shares by variable and code.
    """
    reached = (
        np.bincount(coded[variable], weights, minlength=len(share)) / weights.sum()
        for variable, share in zip(coded.columns, shares, strict=True)
    )
    return max(float(np.abs(got - want).max()) for got, want in zip(reached, shares, strict=True))


def trimmed_weights(weights: np.ndarray, lower: float | None, upper: float | None) -> np.ndarray:
    """Cut weights (mean 1) to the limits and spread the difference, until all keep them.

    Parameters
    ----------
    weights : numpy.ndarray
        One weight a respondent, mean 1.
    lower, upper : float or None
        Limits on both sides of 1; None: none.

    Raises
    ------
    ValueError
        If the mean weight 1 is not between the limits.
    """
    low, high = lower or 0.0, np.inf if upper is None else upper
    if not low < 1 < high:
        raise ValueError("weight limits must lie on both sides of the mean weight 1")
    for _round in range(MOST_TRIMMING_ROUNDS):
        outside = exceeds(low, weights) | exceeds(weights, high)
        if not outside.any():
            break
        cut = np.clip(weights, low, high)
        missing = weights.sum() - cut.sum()
        room = exceeds(high, cut) if missing > 0 else exceeds(cut, low)
        weights = cut + np.where(room, missing / room.sum(), 0.0)
    result: np.ndarray = np.clip(weights, low, high)
    return result
