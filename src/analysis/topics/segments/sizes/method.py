"""How large segments are, in people and in money."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt
import pandas as pd

from analysis.errors import NotEnoughData
from analysis.languages import messages
from analysis.statistics.money_shares import DRAWS, money_share_intervals
from analysis.statistics.sampling_error import kish_base, respondent_weights
from analysis.statistics.shares import share_estimate
from analysis.values.absent import unless_absent

_ = messages(__name__)
Array = npt.NDArray[np.float64]


@dataclass(frozen=True)
class SegmentSize:
    """One segment's share of people and of money.

    Attributes
    ----------
    segment : int
        1 … k.
    base : int
        Respondents in the segment, unweighted.
    share, low, high : float
        Weighted share of people, 0–1, with its interval.
    value_share, value_low, value_high : float or None
        Share of the money, with its bootstrap interval; None where no money was given.
    value_per_head : float or None
        Weighted mean of the money of the segment's respondents.
    """

    segment: int
    base: int
    share: float
    low: float
    high: float
    value_share: float | None = None
    value_low: float | None = None
    value_high: float | None = None
    value_per_head: float | None = None


@dataclass(frozen=True)
class SegmentSizes:
    """Sizes of all segments; their shares add up to 1.

    Attributes
    ----------
    rows : tuple of SegmentSize
        By segment number.
    base, effective_base : int, float
        Respondents with a segment; the same in effective respondents (Kish).
    unassigned : int
        Respondents without a segment.
    value_base : int or None
        Respondents with a segment whose money is known.
    level : float
        Confidence of the intervals.
    """

    rows: tuple[SegmentSize, ...]
    base: int
    effective_base: float
    unassigned: int
    value_base: int | None
    level: float


@unless_absent
def segment_sizes(
    labels: pd.Series,
    weights: pd.Series | None = None,
    value: pd.Series | None = None,
    *,
    level: float = 0.95,
    draws: int = DRAWS,
    seed: int = 0,
) -> SegmentSizes:
    """Return how many people and how much money every segment holds.

    Parameters
    ----------
    labels : pandas.Series
        Segment of each respondent; missing: in none.
    weights : pandas.Series, optional
        Survey weights; may cover more respondents than ``labels``.
    value : pandas.Series, optional
        Money of each respondent, such as revenue; those without are left out of the money.
    level, draws, seed
        Confidence (0–1), bootstrap samples and seed of the intervals of money.

    Raises
    ------
    NotEnoughData
        If nobody is in a segment.
    """
    placed, weight, segments = placed_respondents(labels, weights)
    rows = []
    for segment in segments:
        held = share_estimate((placed == segment).to_numpy(dtype=float), weight, level)
        rows.append(SegmentSize(segment, held.count, held.share, held.low, held.high))
    value_base = None
    if value is not None:
        rows, value_base = _with_money(rows, placed, weight, value, level, draws, seed)
    return SegmentSizes(
        tuple(rows), len(placed), kish_base(weight), len(labels) - len(placed), value_base, level
    )


def placed_respondents(
    labels: pd.Series, weights: pd.Series | None = None
) -> tuple[pd.Series, Array, list[int]]:
    """Return the respondents with a segment, their weights, and the segments' numbers.

    Parameters
    ----------
    labels : pandas.Series
        One row a respondent: segment number, missing for none.
    weights : pandas.Series, optional
        Weights on the same index.

    Raises
    ------
    NotEnoughData
        If nobody is in a segment.
    """
    placed = labels.dropna().astype("int64")
    aligned = None if weights is None else weights.reindex(placed.index)
    weight = respondent_weights(placed.index, aligned)
    if placed.empty:
        raise NotEnoughData(_("Nobody is in a segment."))
    return placed, weight, sorted(placed.unique().tolist())


def _with_money(
    rows: list[SegmentSize],
    placed: pd.Series,
    weight: Array,
    value: pd.Series,
    level: float,
    draws: int,
    seed: int,
) -> tuple[list[SegmentSize], int]:
    money = value.reindex(placed.index).to_numpy(dtype=float, na_value=np.nan)
    known = ~np.isnan(money)
    total = float((money[known] * weight[known]).sum())
    if not total > 0:
        return rows, int(known.sum())
    codes = np.searchsorted([row.segment for row in rows], placed.to_numpy())
    weighted = money[known] * weight[known]
    intervals = money_share_intervals(
        weighted, codes[known], len(rows), level=level, draws=draws, seed=seed
    )
    found = []
    for place, (row, (low, high)) in enumerate(zip(rows, intervals, strict=True)):
        mine = codes[known] == place
        sum_, people = float(weighted[mine].sum()), float(weight[known][mine].sum())
        found.append(
            replace(
                row,
                value_share=sum_ / total,
                value_low=low,
                value_high=high,
                value_per_head=sum_ / people if people > 0 else None,
            )
        )
    return found, int(known.sum())
