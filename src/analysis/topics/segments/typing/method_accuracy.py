"""How often people are placed in their own segment: agreement, recall, precision, confusion."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from analysis.statistics.influence import linearised_variance
from analysis.statistics.intervals import normal_interval, wilson_interval
from analysis.statistics.shares import Share, share_estimate

Array = npt.NDArray[np.float64]
Codes = npt.NDArray[np.int64]


@dataclass(frozen=True)
class SegmentHits:
    """How often one segment is recognised, among people the formula was not made from.

    Attributes
    ----------
    segment : int
        Number of the segment.
    base : int
        People who belong to it.
    recall, low, high : float
        Share of them who were placed in it (0–1, weighted), with Wilson's interval.
    placed : int
        People who were placed in it, rightly or not.
    precision, precision_low, precision_high : float
        Share of those who belong to it; NaN where nobody was placed in it.
    """

    segment: int
    base: int
    recall: float
    low: float
    high: float
    placed: int
    precision: float
    precision_low: float
    precision_high: float


def left_out_factor(folds: int | None) -> float:
    """Return how much larger the variance of an accuracy is for people left out in turn.

    Everybody is placed by a formula made from the others, so that the folds are not independent
    and the formula itself varies: (1/K + 1/(K − 1)) / (1/K) for K folds; 2.25 for five.

    Parameters
    ----------
    folds : int or None
        Parts that were left out in turn; None: the people had no part in the formula, 1.

    References
    ----------
    Nadeau, C., Bengio, Y. (2003). Inference for the generalization error. Machine Learning 52,
    239–281.
    """
    return 1.0 if folds is None else 1 + folds / (folds - 1)


def left_out_share(
    right: Array, weight: Array, level: float = 0.95, folds: int | None = None
) -> Share:
    """Return the share of people placed rightly, its interval as wide as `left_out_factor` says.

    Parameters
    ----------
    right : numpy.ndarray
        1 or 0 for every person.
    weight : numpy.ndarray
        Weights of the persons.
    level : float
        Confidence of the interval.
    folds : int or None
        As in `left_out_factor`.
    """
    found = share_estimate(right, weight, level)
    worth = found.base / max(found.design_effect, 1.0) / left_out_factor(folds)
    low, high = wilson_interval(found.share, worth, level)
    return replace(found, low=low, high=high)


def cohens_kappa(
    own: Codes, placed: Codes, weight: Array, level: float = 0.95, folds: int | None = None
) -> tuple[float, float, float]:
    """Return Cohen's kappa of two codings 0 … k−1 and its interval, for weighted people.

    The error is the linearised one; with equal weights it is that of Fleiss, Cohen and Everitt.
    For people left out in turn it is larger, see `left_out_factor`.

    Parameters
    ----------
    own, placed : numpy.ndarray
        Class of each person, 0 … k−1: the true one, and the one found.
    weight : numpy.ndarray
        Weights of the persons.
    level : float
        Confidence of the interval.
    folds : int or None
        As in `left_out_factor`.
    """
    size = int(max(own.max(), placed.max())) + 1
    share = weight / weight.sum()
    rows = np.bincount(own, weights=share, minlength=size)
    columns = np.bincount(placed, weights=share, minlength=size)
    alike = (own == placed).astype(float)
    agreed, chance = float((share * alike).sum()), float(rows @ columns)
    if chance >= 1 - 1e-12:
        return float("nan"), float("nan"), float("nan")
    kappa = (agreed - chance) / (1 - chance)
    by_chance = columns[own] + rows[placed] - 2 * chance
    influence = (alike - agreed) / (1 - chance) - (1 - agreed) / (1 - chance) ** 2 * by_chance
    error = float(np.sqrt(linearised_variance(influence, weight) * left_out_factor(folds)))
    return kappa, *normal_interval(kappa, error, level, lowest=-1.0, highest=1.0)


def segment_hits(
    codes: Codes,
    placed: Codes,
    weight: Array,
    segments: list[int],
    level: float,
    folds: int | None = None,
) -> tuple[SegmentHits, ...]:
    """Return recall and precision of every segment.

    Parameters
    ----------
    codes, placed : numpy.ndarray
        Class of each person, 0 … k−1: the true one, and the one found.
    weight : numpy.ndarray
        Weights of the persons.
    segments : list of int
        Number of each class.
    level : float
        Confidence of the intervals.
    folds : int or None
        As in `left_out_factor`.
    """
    found = []
    for code, segment in enumerate(segments):
        own, there = codes == code, placed == code
        recall = left_out_share(there[own].astype(float), weight[own], level, folds)
        precise: Share | None = None
        if there.any():
            precise = left_out_share(own[there].astype(float), weight[there], level, folds)
        found.append(
            SegmentHits(
                segment,
                int(own.sum()),
                recall.share,
                recall.low,
                recall.high,
                int(there.sum()),
                *((precise.share, precise.low, precise.high) if precise else [float("nan")] * 3),
            )
        )
    return tuple(found)


def confusion(codes: Codes, placed: Codes, classes: int) -> tuple[tuple[int, ...], ...]:
    """Return the people by own segment (rows) and segment they were placed in (columns).

    Parameters
    ----------
    codes, placed : numpy.ndarray
        Class of each person, 0 … k−1: the true one, and the one found.
    classes : int
        How many there are.
    """
    counts = np.zeros((classes, classes), dtype=np.int64)
    np.add.at(counts, (codes, placed), 1)
    return tuple(map(tuple, counts.tolist()))
