"""One segment against the others: difference, index and test."""

from __future__ import annotations

from typing import TypedDict

import numpy as np
import numpy.typing as npt

from analysis.statistics.intervals import log_interval, wilson_interval
from analysis.statistics.sampling_error import kish_base
from analysis.statistics.share_tests import fisher_test, is_rare, score_test
from analysis.topics.segments.profiles.method import estimate_with_interval

Array = npt.NDArray[np.float64]


class Compared(TypedDict):
    """Figures of one statement in one segment; see `PersonaStatement`."""

    base: int
    effective_base: float
    count: int | None
    estimate: float
    low: float
    high: float
    all_customers: float
    others: float
    index: float | None
    index_low: float | None
    index_high: float | None
    effect: float
    p_value: float | None


def compared_with_others(
    values: Array, inside: npt.NDArray[np.bool_], weight: Array, kind: str, level: float
) -> Compared | None:
    """Return a statement's figures in the segment, among the others and among all.

    Parameters
    ----------
    values : ndarray
        Answers of everyone in a segment: 0/1 or numbers, NaN where there is none.
    inside : ndarray of bool
        Who belongs to the segment.
    weight : ndarray
        Weights of the same respondents.
    kind : {"share", "mean"}
        What the statement gives.
    level : float
        Confidence, 0–1.

    Returns
    -------
    Compared or None
        None where nobody in the segment, or nobody outside it, answered.
    """
    known = ~np.isnan(values) & (weight > 0)
    mine, rest = known & inside, known & ~inside
    if not mine.any() or not rest.any():
        return None
    bases = kish_base(weight[mine]), kish_base(weight[rest])
    estimate, low, high = estimate_with_interval(values[mine], weight[mine], kind, level)
    others = float(np.average(values[rest], weights=weight[rest]))
    part = float(weight[mine].sum() / weight[known].sum())
    everyone = part * estimate + (1 - part) * others
    if kind == "share":
        spreads = estimate * (1 - estimate), others * (1 - others)
        effect = 2 * (np.arcsin(np.sqrt(min(1.0, estimate))) - np.arcsin(np.sqrt(min(1.0, others))))
        p_value = _share_test(estimate, others, *bases)
    else:
        spreads = (
            _variance(values[mine], weight[mine], estimate, bases[0]),
            _variance(values[rest], weight[rest], others, bases[1]),
        )
        pooled = np.sqrt((bases[0] * spreads[0] + bases[1] * spreads[1]) / sum(bases))
        effect = (estimate - others) / pooled if pooled > 0 else 0.0
        p_value = _mean_test(estimate, others, *spreads, *bases)
    indexes = _index(estimate, everyone, part, spreads, bases, kind, values[known].min(), level)
    return {
        "base": int(mine.sum()),
        "effective_base": bases[0],
        "count": int(values[mine].sum()) if kind == "share" else None,
        "estimate": estimate,
        "low": low,
        "high": high,
        "all_customers": everyone,
        "others": others,
        "index": indexes[0],
        "index_low": indexes[1],
        "index_high": indexes[2],
        "effect": float(effect),
        "p_value": p_value,
    }


def _index(
    estimate: float,
    everyone: float,
    part: float,
    spreads: tuple[float, float],
    bases: tuple[float, float],
    kind: str,
    lowest: float,
    level: float,
) -> tuple[float | None, float | None, float | None]:
    """Return 100 × segment / all with its interval; see `persona_profiles`."""
    if everyone <= 0 or lowest < 0:
        return None, None, None
    index = 100 * estimate / everyone
    if estimate <= 0:  # no logarithm: how many could it be at most?
        if kind != "share":
            return index, None, None
        most = wilson_interval(0.0, bases[0], level)[1]
        others = everyone / (1 - part)
        return 0.0, 0.0, 100 * most / (part * most + (1 - part) * others)
    by_segment = 1 / estimate - part / everyone
    by_others = -(1 - part) / everyone
    variance = by_segment**2 * spreads[0] / bases[0] + by_others**2 * spreads[1] / bases[1]
    return index, *log_interval(index, float(np.sqrt(variance)), level)


def _variance(values: Array, weight: Array, mean: float, base: float) -> float:
    if base <= 1:
        return 0.0
    return float(np.average(np.square(values - mean), weights=weight)) * base / (base - 1)


def _share_test(first: float, second: float, base: float, other_base: float) -> float | None:
    sides = first, base, second, other_base
    found = score_test(*sides)
    return fisher_test(*sides) if found is not None and is_rare(*sides) else found


def _mean_test(
    first: float, second: float, spread: float, other_spread: float, base: float, other_base: float
) -> float | None:
    from scipy.stats import ttest_ind_from_stats

    if base <= 2 or other_base <= 2 or spread + other_spread <= 0:
        return None
    result = ttest_ind_from_stats(
        first, np.sqrt(spread), base, second, np.sqrt(other_spread), other_base, equal_var=False
    )
    return float(result.pvalue)
