"""Net promoter score: the share of promoters minus the share of detractors."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from analysis.errors import NotEnoughData
from analysis.languages import messages
from analysis.languages.formats import number
from analysis.statistics.influence import linearised_variance
from analysis.statistics.intervals import adjusted_wald_interval, normal_interval
from analysis.statistics.sampling_error import respondent_weights
from analysis.statistics.shares import Share, share_estimate
from analysis.values.absent import unless_absent

_ = messages(__name__)
LOWEST_PROMOTER, LOWEST_PASSIVE, TOP = 9, 7, 10
FEWEST = 10  # answers below which a score would be a pretty number
MANY = 100  # effective answers from which the plain normal interval is kept


@dataclass(frozen=True)
class NetPromoterScore:
    """How many more people would recommend than advise against.

    Attributes
    ----------
    score : float
        Promoters minus detractors, −1 to 1; times 100 it is the usual figure.
    standard_error, low, high : float
        In the same unit.
    promoters, passives, detractors : Share
        Answers of 9–10, 7–8 and at most 6.
    base : int
        Respondents with an answer, unweighted.
    effective_base : float
        What they are worth after weighting (Kish).
    left_out : int
        Answers that are not on the scale.
    """

    score: float
    standard_error: float
    low: float
    high: float
    promoters: Share
    passives: Share
    detractors: Share
    base: int
    effective_base: float
    left_out: int


@unless_absent
def net_promoter_score(
    answers: pd.Series,
    weights: pd.Series | None = None,
    scale: tuple[float, float] = (0, 10),
    *,
    level: float = 0.95,
) -> NetPromoterScore:
    """Return the net promoter score of "how likely are you to recommend us?".

    Its variance is (p + d − (p − d)²) / n, linearised under weights. From 100 effective answers
    the interval is the normal one; below, or where all answers are alike, it is the adjusted
    Wald interval (3, T), which adds ¾ of a promoter, ¾ of a detractor and 1½ passives.

    Parameters
    ----------
    answers : pandas.Series
        One row a respondent; whole points of the scale, missing if not asked.
    weights : pandas.Series, optional
        Weights on the same index.
    scale : tuple of float
        Lowest and highest point; the highest is 10.
    level : float
        Confidence level of the interval.

    Raises
    ------
    NotEnoughData
        If there are fewer than 10 answers.
    ValueError
        If the scale does not end at 10.

    References
    ----------
    Reichheld, F. (2003). Harvard Business Review 81(12). Rocks, B. (2016). The American
    Statistician 70, 365–372 (intervals).
    """
    if scale[1] != TOP:
        raise ValueError(f"the scale of a net promoter score must end at 10, got: {scale}")
    points, off = _points(answers, scale)
    return _score(points, respondent_weights(answers.index, weights), int(off.sum()), level)


def _points(answers: pd.Series, scale: tuple[float, float]) -> tuple[np.ndarray, np.ndarray]:
    """Return answers on the scale (else NaN), and which ones are off it."""
    points = answers.to_numpy(dtype=float, na_value=np.nan)
    off = (points < scale[0]) | (points > scale[1])
    return np.where(off, np.nan, points), off


def _score(points: np.ndarray, weight: np.ndarray, left_out: int, level: float) -> NetPromoterScore:
    known = ~np.isnan(points) & (weight > 0)
    if known.sum() < FEWEST:
        raise NotEnoughData(
            _(
                "A net promoter score needs at least {least} answers; there are {n}.",
                least=number(FEWEST),
                n=number(int(known.sum())),
            )
        )
    above, below = points >= LOWEST_PROMOTER, points < LOWEST_PASSIVE
    promoters, passives, detractors = (
        share_estimate(np.where(np.isnan(points), np.nan, inside.astype(float)), weight, level)
        for inside in (above, ~above & ~below, below)
    )
    score = promoters.share - detractors.share
    side = above[known].astype(float) - below[known]
    variance = linearised_variance(side - score, weight[known])
    low, high = _interval(promoters, detractors, variance, level)
    return NetPromoterScore(
        score=score,
        standard_error=float(np.sqrt(variance)),
        low=low,
        high=high,
        promoters=promoters,
        passives=passives,
        detractors=detractors,
        base=promoters.base,
        effective_base=promoters.effective_base,
        left_out=left_out,
    )


def _interval(
    promoters: Share, detractors: Share, variance: float, level: float
) -> tuple[float, float]:
    up, down, size = promoters.share, detractors.share, promoters.effective_base
    if size < MANY or variance <= 0:
        return adjusted_wald_interval(up, down, size, level)
    return normal_interval(up - down, float(np.sqrt(variance)), level, lowest=-1.0, highest=1.0)
