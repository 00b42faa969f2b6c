"""Ratings on a scale of points, as of stars."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from analysis.errors import NotEnoughData
from analysis.languages import messages
from analysis.statistics.answers import category_flags
from analysis.statistics.sampling_error import respondent_weights
from analysis.statistics.shares import Share, share_estimate, weighted_mean
from analysis.values.absent import unless_absent

_ = messages(__name__)
TOTAL = ""  # index of the row of all ratings


@dataclass(frozen=True)
class RatingSummary:
    """How things are rated, in all and by group.

    Attributes
    ----------
    groups : pandas.DataFrame
        One row a group, all ratings first (index `TOTAL`): ``base``, ``effective_base``,
        ``mean``, ``standard_error``, ``mean_low``, ``mean_high`` (points; NaN with one rating),
        ``top``, ``top_low``, ``top_high`` (share of the two highest points) and ``bottom``,
        ``bottom_low``, ``bottom_high`` (of the two lowest).
    distribution : pandas.DataFrame
        Same rows; the share of each point of the scale, by point.
    scale : tuple of int
        Lowest and highest point.
    left_out : int
        Ratings that are not on the scale.
    level : float
        Confidence level of the intervals.
    """

    groups: pd.DataFrame
    distribution: pd.DataFrame
    scale: tuple[int, int]
    left_out: int
    level: float

    @property
    def mean(self) -> float:
        """Mean of all ratings."""
        return float(self.groups.loc[TOTAL, "mean"])


@unless_absent
def rating_summary(
    ratings: pd.Series,
    groups: pd.Series | None = None,
    weights: pd.Series | None = None,
    *,
    scale: tuple[int, int] = (1, 5),
    level: float = 0.95,
) -> RatingSummary:
    """Return means and shares of high and low ratings, in all and by group.

    Parameters
    ----------
    ratings : pandas.Series
        One row a rating: points of the scale, missing if none.
    groups : pandas.Series, optional
        What was rated, or by whom, on the same index; in the order of a categorical, else
        sorted.
    weights : pandas.Series, optional
        Weights on the same index.
    scale : tuple of int
        Lowest and highest point, at least four points.
    level : float
        Confidence level of the intervals.

    Raises
    ------
    NotEnoughData
        If nothing was rated.
    ValueError
        If the scale has fewer than four points.
    """
    lowest, highest = scale
    if highest - lowest < 3:
        raise ValueError(f"a scale must have at least four points, got: {scale}")
    values = pd.to_numeric(ratings).astype(float)
    off = (values < lowest) | (values > highest)
    values = values.mask(off)
    weight = pd.Series(respondent_weights(ratings.index, weights), index=ratings.index)
    if not (values.notna() & (weight > 0)).any():
        raise NotEnoughData(_("There are no ratings."))
    members = {TOTAL: np.ones(len(values), bool)}
    if groups is not None:
        inside = category_flags(groups)
        members |= {label: inside[label].to_numpy() == 1 for label in inside}
    shown = {
        label: values.where(here)
        for label, here in members.items()
        if (values.notna() & (weight > 0))[here].any()
    }
    rows = {label: _row(kept, weight, scale, level) for label, kept in shown.items()}
    points = list(range(lowest, highest + 1))
    shares = {
        label: [_part(kept, weight, kept.round() == point, level).share for point in points]
        for label, kept in shown.items()
    }
    return RatingSummary(
        groups=pd.DataFrame.from_dict(rows, orient="index"),
        distribution=pd.DataFrame.from_dict(shares, orient="index", columns=points),
        scale=scale,
        left_out=int(off.sum()),
        level=level,
    )


def _row(
    values: pd.Series, weight: pd.Series, scale: tuple[int, int], level: float
) -> dict[str, float]:
    top = _part(values, weight, values >= scale[1] - 1, level)
    bottom = _part(values, weight, values <= scale[0] + 1, level)
    row = {"base": top.base, "effective_base": top.effective_base}
    if top.base > 1:
        mean = weighted_mean.__wrapped__(values, weight, level=level)
        ends = max(float(scale[0]), mean.low), min(float(scale[1]), mean.high)
        points = (mean.mean, mean.standard_error, *ends)
    else:
        points = (float("nan"),) * 4
    row |= dict(zip(("mean", "standard_error", "mean_low", "mean_high"), points, strict=True))
    return row | {
        "top": top.share, "top_low": top.low, "top_high": top.high,
        "bottom": bottom.share, "bottom_low": bottom.low, "bottom_high": bottom.high,
    }  # fmt: skip


def _part(values: pd.Series, weight: pd.Series, inside: pd.Series, level: float) -> Share:
    flag = np.where(values.isna(), np.nan, inside.astype(float))
    return share_estimate(flag, weight.to_numpy(), level)
