"""Ratings on a scale of points, as of stars."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from analysis.errors import NotEnoughData
from analysis.languages import messages
from analysis.statistics.answers import category_flags
from analysis.statistics.deciding import in_order
from analysis.statistics.sampling_error import respondent_weights
from analysis.statistics.shares import Mean, Share, share_estimate, weighted_mean
from analysis.values.absent import unless_absent

_ = messages(__name__)
TOTAL = ""  # the group of all ratings


@dataclass(frozen=True)
class RatedGroup:
    """How one thing is rated.

    Attributes
    ----------
    group : str
        Its code; `TOTAL` for all ratings.
    mean : Mean or None
        In points, its interval cut at the ends of the scale; None with one rating.
    top, bottom : Share
        Of ratings that give one of the two highest, and of the two lowest points.
    """

    group: str
    mean: Mean | None
    top: Share
    bottom: Share

    @property
    def base(self) -> int:
        """Ratings."""
        return self.top.base


@dataclass(frozen=True)
class RatingSummary:
    """How things are rated, in all and by group.

    Attributes
    ----------
    groups : tuple of RatedGroup
        All ratings first.
    scale : tuple of int
        Lowest and highest point.
    left_out : int
        Ratings that are not on the scale.
    level : float
        Confidence level of the intervals.
    """

    groups: tuple[RatedGroup, ...]
    scale: tuple[int, int]
    left_out: int
    level: float

    @property
    def total(self) -> RatedGroup:
        """All ratings."""
        return self.groups[0]

    @property
    def mean(self) -> float:
        """Mean of all ratings."""
        return self.total.mean.mean if self.total.mean else float("nan")

    def of(self, group: str | None) -> RatedGroup | None:
        """Return one group; None where it was not rated."""
        return next((one for one in self.groups if one.group == group), None)

    def best_of_most_rated(self, most: int) -> tuple[RatedGroup, ...]:
        """Return the groups with most ratings, the highest mean first; all ratings without any.

        Parameters
        ----------
        most : int
            Number of groups.
        """
        groups = self.groups[1:] or self.groups
        rated = in_order(groups, lambda one: -one.base)[:most]
        return tuple(in_order(rated, lambda one: -one.mean.mean if one.mean else float("nan")))


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
    counts = values.notna() & (weight > 0)
    if not counts.any():
        raise NotEnoughData(_("There are no ratings."))
    members = {TOTAL: np.ones(len(values), bool)}
    if groups is not None:
        inside = category_flags(groups)
        members |= {str(label): inside[label].to_numpy() == 1 for label in inside}
    return RatingSummary(
        groups=tuple(
            _group(label, values.where(here), weight, scale, level)
            for label, here in members.items()
            if counts[here].any()
        ),
        scale=scale,
        left_out=int(off.sum()),
        level=level,
    )


def _group(
    group: str, values: pd.Series, weight: pd.Series, scale: tuple[int, int], level: float
) -> RatedGroup:
    lowest, highest = scale
    top = _part(values, weight, values >= highest - 1, level)
    mean = None
    if top.base > 1:
        found = weighted_mean.__wrapped__(values, weight, level=level)
        low, high = max(float(lowest), found.low), min(float(highest), found.high)
        mean = replace(found, low=low, high=high)
    return RatedGroup(group, mean, top, _part(values, weight, values <= lowest + 1, level))


def _part(values: pd.Series, weight: pd.Series, inside: pd.Series, level: float) -> Share:
    flag = np.where(values.isna(), np.nan, inside.astype(float))
    return share_estimate(flag, weight.to_numpy(), level)
