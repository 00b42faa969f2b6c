"""How much money a purchase of every customer brings: the Gamma-Gamma model."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from analysis.errors import NotEnoughData
from analysis.languages import messages
from analysis.languages.formats import number
from analysis.statistics.deciding import exceeds, reaches
from analysis.statistics.intervals import fisher_interval, log_interval
from analysis.statistics.maximum_likelihood import beyond_chance, delta_error
from analysis.topics.customers.repeat_buying.method_purchases import RepeatPurchases
from analysis.topics.customers.repeat_buying.method_value_model import (
    SpendingFit,
    expected_value,
    fit_spending,
)
from analysis.values.absent import unless_absent

_ = messages(__name__)
Array = npt.NDArray[np.float64]
FEWEST_REPEAT_BUYERS = 100
FEWEST_TO_TRY = 10
MOST_OFF = 0.2  # of the money of a purchase in the holdout
MOST_CORRELATED = 0.2  # of how often with how much
REASONS = ("too_few_repeat_buyers", "boundary", "not_independent", "holdout_off")


@dataclass(frozen=True, eq=False)
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
    expected of the purchases in the holdout differs from the actual by more than 20 %, and at
    1 % not by chance; also where nobody bought).

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
        "not_independent": exceeds(abs(r), MOST_CORRELATED) and (r_low > 0 or r_high < 0),
        "holdout_off": _missed(tried, early, held),
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


def _missed(fit: SpendingFit, early: pd.DataFrame, held: dict[str, float]) -> bool:
    """Say whether the holdout's money was missed by too much, and not by chance."""
    if reaches(MOST_OFF, abs(held["holdout_error"])):
        return False
    made = early["holdout_purchases"].to_numpy(dtype=float)
    if not made.any():
        return True

    def log_money(logs: Array) -> float:
        return float(np.log(made @ expected_value(tuple(np.exp(logs)), early)))

    by_parameters = delta_error(log_money, np.log(fit.parameters), fit.covariance)
    off = 1 - held["holdout_actual"] / held["holdout_expected"]
    return beyond_chance(off, by_parameters, held["holdout_spread"])


def _mean(fit: SpendingFit, level: float) -> tuple[float, float, float]:
    """Return the money of a purchase of an average customer and its interval."""
    p, q, gamma = fit.parameters
    if q <= 1:
        return float("nan"), float("nan"), float("nan")

    def log_mean(logs: Array) -> float:
        return float(logs[0] + logs[2] - np.log(np.expm1(logs[1])))

    error = delta_error(log_mean, np.log(fit.parameters), fit.covariance)
    mean = p * gamma / (q - 1)
    return mean, *log_interval(mean, error, level)


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
    return r, *fisher_interval(r, error, level)
