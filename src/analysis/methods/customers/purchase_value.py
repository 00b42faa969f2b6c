"""How much money a purchase of every customer brings: the Gamma-Gamma model."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy import stats
from scipy.special import digamma, gammaln

from analysis.errors import NotEnoughData
from analysis.languages import _
from analysis.languages.formats import number
from analysis.methods.customers.maximum_likelihood import Likelihood, delta_error, highest
from analysis.methods.customers.repeat_buying_data import RepeatPurchases
from analysis.sources.absent import unless_absent

Array = npt.NDArray[np.float64]
FEWEST_REPEAT_BUYERS = 100
FEWEST_TO_TRY = 10
MOST_OFF = 0.2  # of the money of a purchase in the holdout
MOST_CORRELATED = 0.2  # of how often with how much
REASONS = ("too_few_repeat_buyers", "boundary", "not_independent", "holdout_off")
_STARTS = ((0.0, 1.0, 0.0), (1.5, 1.0, 0.0), (-0.5, 2.0, 1.0))


@dataclass(frozen=True)
class SpendingFit:
    """A Gamma-Gamma model at its maximum.

    Attributes
    ----------
    parameters : tuple of float
        p, q, gamma; gamma in money.
    log_likelihood : float
        At the maximum.
    standard_errors : tuple of float
        Of the parameters; NaN where the data cannot tell them apart.
    covariance : numpy.ndarray
        3 × 3, of the parameters' logarithms.
    boundary : bool
        Whether a parameter ran to the end of what is tried, the maximum is flat, or the mean
        is infinite (q of 1 or less).
    """

    parameters: tuple[float, float, float]
    log_likelihood: float
    standard_errors: tuple[float, float, float]
    covariance: Array
    boundary: bool


@dataclass(frozen=True)
class PurchaseValue:
    """What a purchase brings, customer by customer.

    Attributes
    ----------
    calibration, whole : SpendingFit
        The model of the calibration (tried on the holdout) and of the whole wave (used).
    customers : int
        Customers with a repeat purchase in the whole wave: the model's base.
    mean, mean_low, mean_high : float
        Money of a purchase of an average customer, with its interval by the delta method.
    expected : pandas.Series
        Money a purchase of every customer of the wave is expected to bring; the mean of all
        where a customer has no repeat purchase.
    correlation, correlation_low, correlation_high : float
        Of the number of repeat purchases with their mean value, with an interval that does
        not suppose normality. The model supposes none.
    holdout_expected, holdout_actual : float
        Money of a purchase in the holdout, on average.
    holdout_error : float
        Expected over actual, minus 1; NaN where nobody bought.
    holdout_spread : float
        Standard deviation of the holdout's money by how single customers differ from what is
        expected of their purchases, as a share of that money.
    reasons : tuple of str
        Codes of what speaks against the model; see `purchase_value`.
    level : float
        Confidence of the intervals.
    """

    calibration: SpendingFit
    whole: SpendingFit
    customers: int
    mean: float
    mean_low: float
    mean_high: float
    expected: pd.Series
    correlation: float
    correlation_low: float
    correlation_high: float
    holdout_expected: float
    holdout_actual: float
    holdout_error: float
    holdout_spread: float
    reasons: tuple[str, ...]
    level: float

    @property
    def fits(self) -> bool:
        """Whether nothing speaks against the model."""
        return not self.reasons


@unless_absent
def purchase_value(summary: RepeatPurchases, *, level: float = 0.95) -> PurchaseValue:
    """Fit the Gamma-Gamma model on repeat purchases, and try it on the holdout's money.

    What speaks against the model: ``too_few_repeat_buyers`` (under 100 in the calibration) ·
    ``boundary`` (see `SpendingFit`) · ``not_independent`` (how often and how much correlate by
    more than 0.2 either way, and the interval leaves out 0) · ``holdout_off`` (the money
    expected of the purchases in the holdout differs from the actual by more than 20 %).

    Parameters
    ----------
    summary : RepeatPurchases
        The customers.
    level : float
        Confidence of the intervals, 0–1.

    Raises
    ------
    NotEnoughData
        If under ten customers bought again in the calibration, or all always for the same.

    References
    ----------
    Fader, P. S., Hardie, B. G. S. (2013). The Gamma-Gamma model of monetary value.
    """
    early, late = summary.calibration, summary.customers
    again = int((early["frequency"] > 0).sum())
    if again < FEWEST_TO_TRY or late["mean_value"].nunique() < 2:
        raise NotEnoughData(
            _(
                "What a purchase brings can be modelled from {least} customers on who bought "
                "again for different amounts, got: {n}.",
                least=number(FEWEST_TO_TRY),
                n=number(again),
            )
        )
    tried, whole = fit_spending(early), fit_spending(late)
    held = _holdout(tried, early)
    r, r_low, r_high = _correlation(late[late["frequency"] > 0], level)
    doubts = {
        "too_few_repeat_buyers": again < FEWEST_REPEAT_BUYERS,
        "boundary": tried.boundary or whole.boundary,
        "not_independent": abs(r) > MOST_CORRELATED and (r_low > 0 or r_high < 0),
        "holdout_off": not abs(held["holdout_error"]) <= MOST_OFF,
    }
    mean, low, high = _mean(whole, level)
    return PurchaseValue(
        calibration=tried,
        whole=whole,
        customers=int((late["frequency"] > 0).sum()),
        mean=mean,
        mean_low=low,
        mean_high=high,
        expected=pd.Series(expected_value(whole.parameters, late), late.index, name="value"),
        correlation=r,
        correlation_low=r_low,
        correlation_high=r_high,
        reasons=tuple(reason for reason in REASONS if doubts[reason]),
        level=level,
        **held,
    )


def _holdout(fit: SpendingFit, early: pd.DataFrame) -> dict[str, float]:
    """Return what was expected of the purchases in the holdout and what they brought."""
    made = early["holdout_purchases"].to_numpy(dtype=float)
    each, paid = expected_value(fit.parameters, early), early["holdout_money"].to_numpy()
    bought = made.sum() or np.nan
    foreseen, actual = float(made @ each / bought), float(paid.sum() / bought)
    return {
        "holdout_expected": foreseen,
        "holdout_actual": actual,
        "holdout_error": foreseen / actual - 1,
        "holdout_spread": float(np.sqrt(((paid - made * each) ** 2).sum()) / (foreseen * bought)),
    }


def fit_spending(frame: pd.DataFrame) -> SpendingFit:
    """Return the maximum-likelihood Gamma-Gamma model of the customers with a repeat purchase.

    Parameters
    ----------
    frame : pandas.DataFrame
        One row per customer: ``frequency`` and ``mean_value``.
    """
    again = frame[frame["frequency"] > 0]
    x, m = again["frequency"].to_numpy(dtype=float), again["mean_value"].to_numpy(dtype=float)
    scale = float(m.mean())
    found = highest(_likelihood(x, m / scale), _STARTS, len(x))
    logs = found.logs + np.array([0.0, 0.0, np.log(scale)])
    parameters = np.exp(logs)
    return SpendingFit(
        tuple(parameters.tolist()),
        found.value - len(x) * float(np.log(scale)),
        tuple((parameters * np.sqrt(np.diag(found.covariance))).tolist()),
        found.covariance,
        found.boundary or bool(parameters[1] <= 1),
    )


def _likelihood(x: Array, m: Array) -> Likelihood:
    """Return the log-likelihood of mean values ``m`` of ``x`` purchases, and its gradient.

    Special functions depend on x only, and x takes few values: they are computed once a value.
    """
    values, place = np.unique(x, return_inverse=True)
    counts = np.bincount(place).astype(float)
    money, log_m = m * x, np.log(m)
    log_m_sum, x_log_m = log_m.sum(), np.bincount(place, weights=log_m)

    def likelihood(logs: Array) -> tuple[float, Array]:
        p, q, gamma = parameters = np.exp(logs)
        shape = p * values + q
        log_all = np.bincount(place, weights=np.log(gamma + money))
        inverse = np.bincount(place, weights=1 / (gamma + money))
        special = gammaln(shape) - gammaln(p * values) - gammaln(q) + q * np.log(gamma)
        special += p * values * np.log(values)
        total = counts @ special + p * (values @ x_log_m) - log_m_sum - shape @ log_all
        by_x = counts * (digamma(shape) - digamma(p * values) + np.log(values))
        slopes = np.array(
            [
                values @ (by_x + x_log_m - log_all),
                counts @ (digamma(shape) - digamma(q) + np.log(gamma)) - log_all.sum(),
                counts.sum() * q / gamma - shape @ inverse,
            ]
        )
        return float(total), slopes * parameters

    return likelihood


def expected_value(parameters: tuple[float, ...], frame: pd.DataFrame) -> Array:
    """Return the money a purchase of every customer is expected to bring.

    A weighted mean of the customer's own mean and that of all: the more purchases, the more
    counts the customer's own.

    Parameters
    ----------
    parameters : tuple of float
        p, q, gamma.
    frame : pandas.DataFrame
        One row per customer: ``frequency`` and ``mean_value`` (NaN without a repeat purchase).
    """
    p, q, gamma = parameters
    x = frame["frequency"].to_numpy(dtype=float)
    m = frame["mean_value"].fillna(0.0).to_numpy(dtype=float)
    return p * (gamma + m * x) / (p * x + q - 1)


def _mean(fit: SpendingFit, level: float) -> tuple[float, float, float]:
    """Return the money of a purchase of an average customer and its interval."""
    p, q, gamma = fit.parameters
    if q <= 1:
        return float("nan"), float("nan"), float("nan")

    def log_mean(logs: Array) -> float:
        return float(logs[0] + logs[2] - np.log(np.expm1(logs[1])))

    error = delta_error(log_mean, np.log(fit.parameters), fit.covariance)
    reach = float(np.exp(stats.norm.ppf(0.5 + level / 2) * error))
    mean = p * gamma / (q - 1)
    return mean, mean / reach, mean * reach


def _correlation(again: pd.DataFrame, level: float) -> tuple[float, float, float]:
    """Return Pearson's correlation with an interval by its influence function.

    Pearson's, not ranks': with skewed money the mean of a few purchases is mostly low and
    that of many is not, so that ranks correlate even where the two are independent.
    """
    x = again["frequency"].to_numpy(dtype=float)
    m = again["mean_value"].to_numpy(dtype=float)
    if np.ptp(x) == 0:
        return 0.0, 0.0, 0.0
    one, other = (x - x.mean()) / x.std(), (m - m.mean()) / m.std()
    r = float((one * other).mean())
    influence = one * other - r / 2 * (one**2 + other**2)
    error = float(influence.std() / np.sqrt(len(x))) / max(1 - r**2, 1e-12)
    reach = stats.norm.ppf(0.5 + level / 2) * error
    return r, float(np.tanh(np.arctanh(r) - reach)), float(np.tanh(np.arctanh(r) + reach))
