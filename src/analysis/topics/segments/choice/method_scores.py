"""The numbers of criteria as scores from 0 to 10, each with its scale and its weight."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from analysis.statistics.intervals import normal_quantile
from analysis.topics.segments.choice.method_criteria import SegmentCriterion
from analysis.topics.segments.choice.method_measures import SegmentMeasure
from analysis.topics.segments.choice.method_sensitivity import TOP, ScoreSheet


@dataclass(frozen=True)
class CriterionScore:
    """One segment's number on one criterion, and what it is worth.

    Attributes
    ----------
    measure : SegmentMeasure
        The number with its interval and base.
    score : float
        0–10 on the criterion's scale.
    points : float
        Score times the criterion's part of its axis' weight: they add up to the axis' total.
    """

    measure: SegmentMeasure
    score: float
    points: float


@dataclass(frozen=True)
class ScoredCriterion:
    """One criterion with its scale, its weight and every segment's score.

    Attributes
    ----------
    criterion : SegmentCriterion
        What it is.
    weight, weight_share : float
        Its weight, and that over all weights of its axis.
    low, high : float
        The numbers that score 0 and 10.
    given : bool
        Whether the client file gives them; else they are the lowest and highest of the segments
        that pass.
    rows : tuple of CriterionScore
        By segment.
    """

    criterion: SegmentCriterion
    weight: float
    weight_share: float
    low: float
    high: float
    given: bool
    rows: tuple[CriterionScore, ...]


def score_sheet(
    criteria: Sequence[SegmentCriterion], passed: npt.NDArray[np.bool_], level: float
) -> ScoreSheet:
    """Return the numbers of one axis with their standard errors, scales and weights.

    Parameters
    ----------
    criteria : sequence of SegmentCriterion
        The axis' criteria whose numbers are known.
    passed : ndarray of bool
        Which segments pass the knock-out criteria.
    level : float
        Confidence of the intervals; they are taken to be a normal distribution's.
    """
    values = np.array([[row.value for row in one.rows] for one in criteria])
    spreads = [[_spread(row, level) for row in one.rows] for one in criteria]
    ends = np.array([_ends(one) for one in criteria])
    weights = np.array([one.wanted.weight for one in criteria])
    return ScoreSheet(values, np.array(spreads), ends, weights, passed)


def _spread(row: SegmentMeasure, level: float) -> float:
    """Return the standard error that a number's interval implies; 0 where it has none."""
    if row.low is None or row.high is None or not np.isfinite(row.high - row.low):
        return 0.0
    return float((row.high - row.low) / (2 * normal_quantile(row.level or level)))


def _ends(one: SegmentCriterion) -> tuple[float, float]:
    """Return the numbers that score 0 and 10; NaN where the data decide."""
    if one.kind == "judgement":
        return 0.0, TOP
    low, high = one.wanted.low, one.wanted.high
    return (np.nan, np.nan) if low is None or high is None else (low, high)


def scored_criteria(
    criteria: Sequence[SegmentCriterion], sheet: ScoreSheet
) -> list[ScoredCriterion]:
    """Return the criteria of one axis with every segment's score.

    Parameters
    ----------
    criteria : sequence of SegmentCriterion
        As given to `score_sheet`.
    sheet : ScoreSheet
        What it returned.
    """
    ends = sheet.scale
    scores = sheet.scores(sheet.values)
    shares = sheet.weights / sheet.weights.sum()
    return [
        ScoredCriterion(
            criterion=one,
            weight=float(sheet.weights[place]),
            weight_share=float(shares[place]),
            low=float(ends[place, 0]),
            high=float(ends[place, 1]),
            given=bool(np.isfinite(sheet.ends[place]).all()),
            rows=tuple(
                CriterionScore(row, float(score), float(score * shares[place]))
                for row, score in zip(one.rows, scores[place], strict=True)
            ),
        )
        for place, one in enumerate(criteria)
    ]
