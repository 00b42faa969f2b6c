"""Intervals, one of each kind: every method that needs one takes it from here.

Each is called by its standard name. What is asked for is told by its level, the confidence with
which an interval holds what is estimated (0–1).
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from scipy import stats
from scipy.special import ndtri

from analysis.statistics.within_chance import error_of_share

Array = npt.NDArray[np.float64]
Interval = tuple[float, float]
UNKNOWN: Interval = (float("nan"), float("nan"))
_CERTAIN = 1e-12  # a share this near to 1 has no odds
_ALIKE = 1e-9  # a correlation this near to 1 has no Fisher's z


def normal_quantile(level: float) -> float:
    """Return how many standard errors on both sides of an estimate hold a level.

    Parameters
    ----------
    level : float
        Confidence level; 1.96 standard errors for 0.95.
    """
    return float(ndtri((1 + level) / 2))


def normal_interval(
    estimate: float,
    standard_error: float,
    level: float = 0.95,
    *,
    lowest: float = -np.inf,
    highest: float = np.inf,
) -> Interval:
    """Return the normal (Wald) interval of an estimate, cut where it cannot lie.

    Parameters
    ----------
    estimate, standard_error : float
        In one unit.
    level : float
        Confidence level.
    lowest, highest : float
        What the estimate can be at least and at most.
    """
    half = normal_quantile(level) * standard_error
    return max(lowest, estimate - half), min(highest, estimate + half)


def student_interval(
    mean: float, standard_error: float, base: int, level: float = 0.95
) -> Interval:
    """Return Student's interval of a mean with ``base`` − 1 degrees of freedom.

    Parameters
    ----------
    mean, standard_error : float
        The estimate and its standard error, in its unit.
    base : int
        Respondents it rests on, two or more.
    level : float
        Confidence level.

    References
    ----------
    Student (1908). The probable error of a mean. Biometrika 6, 1–25.
    """
    half = float(student_quantile(base - 1, level)) * standard_error
    return mean - half, mean + half


def student_quantile(freedom: float | Array, level: float = 0.95) -> Array:
    """Return how many standard errors hold a level, with so many degrees of freedom.

    Parameters
    ----------
    freedom : float or array
        Degrees of freedom, over 0; they need not be whole (Satterthwaite's).
    level : float
        Confidence level.
    """
    return np.asarray(stats.t.ppf((1 + level) / 2, freedom))


def wilson_interval(share: float, effective_base: float, level: float = 0.95) -> Interval:
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
    z2 = normal_quantile(level) ** 2
    middle = (share + z2 / (2 * effective_base)) / (1 + z2 / effective_base)
    half = np.sqrt(z2 * (share * (1 - share) + z2 / (4 * effective_base)) / effective_base) / (
        1 + z2 / effective_base
    )
    low = 0.0 if share <= 0 else max(0.0, float(middle - half))
    high = 1.0 if share >= 1 else min(1.0, float(middle + half))
    return low, high


def logit_interval(share: float, standard_error: float, level: float = 0.95) -> Interval:
    """Return the interval of a share that is normal in the logarithm of its odds.

    For shares that a model estimates, not people counted: it stays within 0 and 1.

    Parameters
    ----------
    share : float
        The estimate, over 0; at 1 it is taken for just below it.
    standard_error : float
        Of the share.
    level : float
        Confidence level.

    References
    ----------
    Korn, E. L., Graubard, B. I. (1999). Analysis of Health Surveys. Wiley, ch. 3.
    """
    inside = min(share, 1 - _CERTAIN)
    odds, spread = np.log(inside / (1 - inside)), standard_error / (inside * (1 - inside))
    low, high = normal_interval(float(odds), float(spread), level)
    return float(1 / (1 + np.exp(-low))), float(1 / (1 + np.exp(-high)))


def log_interval(estimate: float, relative_error: float, level: float = 0.95) -> Interval:
    """Return the interval of a positive number that is normal in its logarithm.

    Parameters
    ----------
    estimate : float
        Money, a number of purchases, a ratio.
    relative_error : float
        Standard error of its logarithm.
    level : float
        Confidence level.

    References
    ----------
    Katz, D. et al. (1978). Obtaining confidence intervals for the risk ratio in cohort studies.
    Biometrics 34, 469–474.
    """
    reach = float(np.exp(normal_quantile(level) * relative_error))
    return estimate / reach, estimate * reach


def fisher_interval(correlation: float, error_of_z: float, level: float = 0.95) -> Interval:
    """Return the interval of a correlation that is normal in Fisher's z.

    Parameters
    ----------
    correlation : float
        A number from −1 to 1 that is read like a correlation.
    error_of_z : float
        Standard error of its inverse hyperbolic tangent: 1/√(n − 3) of n normal pairs, else the
        correlation's own over 1 − correlation².
    level : float
        Confidence level.

    References
    ----------
    Fisher, R. A. (1921). On the "probable error" of a coefficient of correlation. Metron 1, 3–32.
    """
    middle = float(np.arctanh(np.clip(correlation, _ALIKE - 1, 1 - _ALIKE)))
    low, high = normal_interval(middle, error_of_z, level)
    return float(np.tanh(low)), float(np.tanh(high))


def adjusted_wald_interval(
    promoters: float, detractors: float, effective_base: float, level: float = 0.95
) -> Interval:
    """Return the adjusted Wald interval (3, T) of a difference of two shares of one sample.

    Three answers are added: ¾ on either side and 1½ between, so that few answers, or answers
    that are all alike, have a sensible width.

    Parameters
    ----------
    promoters, detractors : float
        Shares of the two sides among the same people, 0–1.
    effective_base : float
        What the people are worth.
    level : float
        Confidence level.

    Returns
    -------
    tuple of float
        Ends of the interval of the first share less the second, within −1 and 1.

    References
    ----------
    Rocks, B. (2016). The American Statistician 70, 365–372.
    """
    size = effective_base + 3
    up = (promoters * effective_base + 0.75) / size
    down = (detractors * effective_base + 0.75) / size
    variance = (up + down - (up - down) ** 2) / size
    return normal_interval(up - down, float(np.sqrt(variance)), level, lowest=-1.0, highest=1.0)


def bonett_price_interval(
    only_first: float, only_second: float, effective_base: float, level: float = 0.95
) -> Interval:
    """Return Bonett and Price's interval of a difference of two shares among the same people.

    It is Wald's with an answer more on each side, so that it keeps a width where nobody changed.

    Parameters
    ----------
    only_first, only_second : float
        Shares of the people who gave the first answer but not the second, and the other way
        round, 0–1.
    effective_base : float
        What the people are worth.
    level : float
        Confidence level.

    References
    ----------
    Bonett, D. G., Price, R. M. (2012). Adjusted Wald confidence interval for a difference of
    binomial proportions based on paired data. J. Educational and Behavioral Statistics 37,
    479–488.
    """
    size = effective_base + 2
    up, down = (only_first * effective_base + 1) / size, (only_second * effective_base + 1) / size
    error = float(np.sqrt((up + down - (up - down) ** 2) / size))
    return normal_interval(up - down, error, level, lowest=-1.0, highest=1.0)


def newcombe_interval(
    first: float, first_ends: Interval, second: float, second_ends: Interval
) -> Interval:
    """Return Newcombe's interval of a difference of two independent estimates, from their own.

    Parameters
    ----------
    first, second : float
        Shares (0–1) of two samples; the difference is the first less the second.
    first_ends, second_ends : tuple of float
        Their intervals, of one level; Wilson's give Newcombe's method 10.

    References
    ----------
    Newcombe, R. G. (1998). Statistics in Medicine 17, 873–890 (method 10).
    """
    difference = first - second
    low = difference - np.hypot(first - first_ends[0], second_ends[1] - second)
    high = difference + np.hypot(first_ends[1] - first, second - second_ends[0])
    return float(low), float(high)


def percentile_interval(draws: Array, level: float = 0.95, lean: float = 0.0) -> Interval:
    """Return the percentile interval of one estimate; see `percentile_intervals`.

    Parameters
    ----------
    draws : array
        The estimate in every sample drawn.
    level, lean : float
        As there.
    """
    low, high = percentile_intervals(draws, level, lean)
    return float(low), float(high)


def percentile_intervals(draws: Array, level: float = 0.95, lean: float = 0.0) -> Array:
    """Return the percentile intervals of estimates from draws of them, as of a bootstrap.

    Parameters
    ----------
    draws : array
        Samples drawn, one at least, × estimates (any shape).
    level : float
        Confidence level.
    lean : float
        Standard errors by which its ends are moved inwards: other samples would have moved the
        rank of the sample that an end rests on so far (outwards where it is negative).

    Returns
    -------
    array
        Estimates × lower and upper end.

    References
    ----------
    Efron, B., Tibshirani, R. (1993). An Introduction to the Bootstrap. Chapman & Hall, ch. 13.
    """
    tail = 0.5 - level / 2
    tail = min(max(tail + lean * error_of_share(tail, len(draws)), 0.0), 0.5)
    return np.moveaxis(np.quantile(draws, [tail, 1 - tail], axis=0), 0, -1)


def median_interval(values: Array, level: float = 0.95) -> Interval:
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


def garwood_interval(events: float, exposure: float, level: float = 0.95) -> Interval:
    """Return Garwood's exact interval of Poisson events per unit of exposure.

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
