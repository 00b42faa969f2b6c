"""How far an estimate may be off: weights of respondents, effective bases and intervals."""

from __future__ import annotations

import numpy as np
import pandas as pd
from scipy import stats

from analysis.errors import DataError, NotEnoughData, Problem
from analysis.languages import _
from analysis.languages.formats import number


def respondent_weights(index: pd.Index, weights: pd.Series | None) -> np.ndarray:
    """Return one weight per respondent, in the order of ``index``; ones where there are none.

    Parameters
    ----------
    index : pandas.Index
        The respondents, one entry a row of the answers.
    weights : pandas.Series or None
        Their weights, on the same index; zero or more, none missing.

    Raises
    ------
    DataError
        If weights are missing, negative or infinite.
    NotEnoughData
        If all are zero.
    ValueError
        If the weights belong to other respondents.
    """
    if weights is None:
        return np.ones(len(index))
    if not weights.index.equals(index):
        raise ValueError("weights must have the index of the answers")
    values = weights.to_numpy(dtype=float, na_value=np.nan)
    wrong = int((~np.isfinite(values) | (values < 0)).sum())
    if wrong:
        what = _("must be zero or more, got: negative or missing, {n} rows", n=number(wrong))
        cure = _("Correct or trim the weights, or remove weight from client.yml.")
        raise DataError(Problem(_("weights"), what, cure))
    if len(values) and not values.any():
        # targets may give an answer no share: a group of such people counts for nobody
        raise NotEnoughData(_("No respondent has a weight above zero."))
    return values


def kish_base(weights: np.ndarray) -> float:
    """Return Kish's effective base: the equally weighted respondents these are worth.

    Parameters
    ----------
    weights : numpy.ndarray
        Weights of the respondents, any scale.

    Returns
    -------
    float
        ``(sum w)² / sum w²``; 0 without respondents.

    References
    ----------
    Kish, L. (1965). Survey Sampling. Wiley, ch. 11.7.
    """
    squares = float(np.square(weights).sum())
    return float(weights.sum()) ** 2 / squares if squares > 0 else 0.0


def linearised_variance(deviations: np.ndarray, weights: np.ndarray) -> float:
    """Return the Taylor-linearised variance of a weighted mean, without the factor n/(n − 1).

    Parameters
    ----------
    deviations : numpy.ndarray
        Each answer minus the weighted mean.
    weights : numpy.ndarray
        Weights of the same respondents.

    References
    ----------
    Lumley, T. (2010). Complex Surveys. Wiley, ch. 2 and appendix C (sampling with replacement).
    """
    return float(np.square(weights * deviations).sum() / weights.sum() ** 2)


def wilson_interval(
    share: float, effective_base: float, level: float = 0.95
) -> tuple[float, float]:
    """Return Wilson's score interval of a share (0–1).

    With an effective base it is the interval for surveys that Dean and Pagano, and Franco and
    colleagues, found close to its level for small and for extreme shares; at 0 and 1 it keeps
    a sensible width.

    Parameters
    ----------
    share : float
        The estimate, 0–1.
    effective_base : float
        Respondents it rests on; weighted: effective respondents. More than 0.
    level : float
        Confidence level.

    Returns
    -------
    tuple of float
        Lower and upper end, within 0–1.

    References
    ----------
    Wilson, E. B. (1927). JASA 22, 209–212.
    Dean, N. and Pagano, M. (2015). J. Survey Statistics and Methodology 3, 484–503.
    Franco, C. et al. (2019). J. Survey Statistics and Methodology 7, 334–364.
    """
    z2 = float(stats.norm.ppf((1 + level) / 2)) ** 2
    middle = (share + z2 / (2 * effective_base)) / (1 + z2 / effective_base)
    half = np.sqrt(z2 * (share * (1 - share) + z2 / (4 * effective_base)) / effective_base) / (
        1 + z2 / effective_base
    )
    low = 0.0 if share <= 0 else max(0.0, float(middle - half))
    high = 1.0 if share >= 1 else min(1.0, float(middle + half))
    return low, high


def mean_interval(
    mean: float, standard_error: float, base: int, level: float = 0.95
) -> tuple[float, float]:
    """Return Student's interval of a mean with ``base`` − 1 degrees of freedom.

    Parameters
    ----------
    mean, standard_error : float
        The estimate and its standard error, in its unit.
    base : int
        Respondents it rests on, two or more.
    level : float
        Confidence level.
    """
    half = float(stats.t.ppf((1 + level) / 2, base - 1)) * standard_error
    return mean - half, mean + half


def median_interval(values: np.ndarray, level: float = 0.95) -> tuple[float, float]:
    """Return the distribution-free interval of a median between two order statistics.

    Parameters
    ----------
    values : numpy.ndarray
        The sample, no missing values.
    level : float
        Confidence level, which the interval holds at least.

    Returns
    -------
    tuple of float
        Lower and upper end in the unit of ``values``; NaN where so few values cannot hold the
        level (at 95 %: fewer than six).

    References
    ----------
    Conover, W. J. (1999). Practical Nonparametric Statistics, 3rd ed., ch. 3.2.
    """
    ordered = np.sort(values)
    size = len(ordered)
    # the rank below which the median lies with a probability of at most half of 1 − level
    rank = int(stats.binom.ppf((1 - level) / 2, size, 0.5)) if size else 0
    if rank < 1:
        return float("nan"), float("nan")
    return float(ordered[rank - 1]), float(ordered[size - rank])


def poisson_interval(events: float, exposure: float, level: float = 0.95) -> tuple[float, float]:
    """Return Garwood's exact interval of events per unit of exposure.

    Parameters
    ----------
    events : float
        Events counted.
    exposure : float
        What they are counted against, above zero.
    level : float
        Confidence level.

    References
    ----------
    Garwood, F. (1936). Biometrika 28, 437–442.
    """
    tail = (1 - level) / 2
    low = float(stats.chi2.ppf(tail, 2 * events)) / 2 if events > 0 else 0.0
    return low / exposure, float(stats.chi2.isf(tail, 2 * events + 2)) / 2 / exposure
