"""Shares and means of a weighted sample, with their intervals and bases."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from analysis.errors import NotEnoughData
from analysis.languages import messages
from analysis.statistics.answers import flags
from analysis.statistics.influence import linearised_variance
from analysis.statistics.intervals import student_interval, wilson_interval
from analysis.statistics.sampling_error import kish_base, respondent_weights
from analysis.values.absent import unless_absent

_ = messages(__name__)


@dataclass(frozen=True)
class Share:
    """The share of respondents who have, do or say something.

    Attributes
    ----------
    share : float
        Weighted share, 0–1.
    standard_error : float
        Taylor-linearised, as R's ``svymean`` has it; 0 at a share of 0 or 1.
    low, high : float
        Ends of its interval (Wilson's, on the base the standard error implies).
    base : int
        Respondents asked, unweighted.
    effective_base : float
        What they are worth after weighting (Kish).
    count : int
        Respondents among them it holds for, unweighted.
    weighted_base : float
        Sum of their weights.
    design_effect : float
        Variance relative to an unweighted sample of this size; Kish's at a share of 0 or 1.
    """

    share: float
    standard_error: float
    low: float
    high: float
    base: int
    effective_base: float
    count: int
    weighted_base: float
    design_effect: float


@dataclass(frozen=True)
class Mean:
    """A weighted mean.

    Attributes
    ----------
    mean, standard_error, low, high : float
        In the unit of the values; Student's interval on the linearised standard error.
    base : int
        Respondents with a value, unweighted.
    effective_base : float
        What they are worth after weighting (Kish).
    """

    mean: float
    standard_error: float
    low: float
    high: float
    base: int
    effective_base: float


@unless_absent
def weighted_share(
    flag: pd.Series, weights: pd.Series | None = None, *, level: float = 0.95
) -> Share:
    """Return the share of the respondents asked for whom ``flag`` holds.

    Rows without an answer stay in the design, so that the standard error of a subgroup is the
    one of a domain, as in R's ``svyby``.

    Parameters
    ----------
    flag : pandas.Series
        One row a respondent: 1 or True if it holds, 0 if not, missing if not asked.
    weights : pandas.Series, optional
        Their weights, on the same index.
    level : float
        Confidence level of the interval.

    Raises
    ------
    NotEnoughData
        If nobody was asked.

    References
    ----------
    Lumley, T. (2010). Complex Surveys. Wiley. Korn, E. L. and Graubard, B. I. (1998). Survey
    Methodology 24, 193–201 (effective base of an interval). Parker, J. D. et al. (2017). Vital
    and Health Statistics 2(175) (it is never more than the base).
    """
    return share_estimate(flags(flag), respondent_weights(flag.index, weights), level)


@unless_absent
def weighted_mean(
    values: pd.Series, weights: pd.Series | None = None, *, level: float = 0.95
) -> Mean:
    """Return the weighted mean of the respondents who have a value.

    Unweighted, standard error and interval are the textbook ones of those respondents.

    Parameters
    ----------
    values : pandas.Series
        One row a respondent, any unit, missing if unknown.
    weights : pandas.Series, optional
        Weights on the same index.
    level : float
        Confidence level of the interval.

    Raises
    ------
    NotEnoughData
        If fewer than two respondents have a value.
    """
    numbers = values.to_numpy(dtype=float, na_value=np.nan)
    weight = respondent_weights(values.index, weights)
    known = ~np.isnan(numbers) & (weight > 0)
    base = int(known.sum())
    if base < 2:
        raise NotEnoughData(_("A mean needs at least two answers."))
    answered, weight = numbers[known], weight[known]
    mean = float((weight * answered).sum() / weight.sum())
    variance = linearised_variance(answered - mean, weight) * base / (base - 1)
    error = float(np.sqrt(variance))
    low, high = student_interval(mean, error, base, level)
    return Mean(mean, error, low, high, base, kish_base(weight))


def share_estimate(flag: np.ndarray, weight: np.ndarray, level: float = 0.95) -> Share:
    """Return the share of one flag column: `weighted_share` for arrays.

    Parameters
    ----------
    flag : numpy.ndarray
        1, 0 or NaN (not asked) for every respondent of the sample.
    weight : numpy.ndarray
        Their weights.
    level : float
        Confidence level of the interval.

    Raises
    ------
    NotEnoughData
        If nobody was asked.
    """
    asked = ~np.isnan(flag) & (weight > 0)
    base = int(asked.sum())
    if base == 0:
        raise NotEnoughData(_("Nobody was asked this question."))
    held, weight = flag[asked], weight[asked]
    count, total, kish = int(held.sum()), float(weight.sum()), kish_base(weight)
    share = count / base if count in (0, base) else float((weight * held).sum() / total)
    spread = share * (1 - share)
    variance = linearised_variance(held - share, weight)
    effect = base * variance / spread if spread > 0 else base / kish
    low, high = wilson_interval(share, min(float(base), base / effect), level)
    sample = len(flag)
    error = float(np.sqrt(variance * sample / (sample - 1))) if sample > 1 else 0.0
    return Share(share, error, low, high, base, kish, count, total, effect)
