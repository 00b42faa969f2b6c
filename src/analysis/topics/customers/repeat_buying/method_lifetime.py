"""What customers will buy and bring in the time to come, if they go on as they did."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from analysis.errors import NotEnoughData
from analysis.languages import messages
from analysis.statistics.intervals import Interval, log_interval
from analysis.statistics.maximum_likelihood import delta_error
from analysis.topics.customers.repeat_buying.method import RepeatBuying
from analysis.topics.customers.repeat_buying.method_model import (
    Patterns,
    expected_purchases,
    purchase_patterns,
)
from analysis.topics.customers.repeat_buying.method_purchases import DAYS, RepeatPurchases
from analysis.topics.customers.repeat_buying.method_value import PurchaseValue
from analysis.topics.customers.repeat_buying.method_value_model import expected_value
from analysis.values.absent import Absent, unless_absent

_ = messages(__name__)
Array = npt.NDArray[np.float64]

# purchases of a group's customers, from and to; the last one is open
GROUPS = ((1, 1), (2, 2), (3, 5), (6, 10), (11, None))
_STEPS = 12  # of the horizon, for discounting
_DAYS_A_YEAR = 365.25


@dataclass(frozen=True)
class LifetimeGroup:
    """Customers with about the same number of purchases.

    Attributes
    ----------
    fewest : int
        Purchases in the wave, from …
    most : int or None
        … to; None where open.
    customers : int
        How many they are.
    active : float
        Mean probability that they are still active, 0–1; NaN at one purchase, where the model
        only supposes it.
    purchases : float
        Purchases expected of all of them in the horizon.
    money : float
        Money expected of all of them; NaN where the values do not fit.
    money_share : float
        Its share of all expected money, or of the purchases where money is not known.
    """

    fewest: int
    most: int | None
    customers: int
    active: float
    purchases: float
    money: float
    money_share: float


@dataclass(frozen=True, eq=False)
class CustomerLifetimeValues:
    """What the customers of a wave are expected to buy and bring.

    Attributes
    ----------
    frame : pandas.DataFrame
        One row per customer: ``active`` (0–1), ``purchases`` in the horizon, ``value`` of a
        purchase and ``money`` (discounted); the last two NaN where the values do not fit.
    groups : tuple of LifetimeGroup
        By purchases in the wave; only groups that have customers. They add up.
    purchases, purchases_low, purchases_high : float
        Of all customers, with interval.
    money, money_low, money_high : float
        Of all customers, with interval; NaN where the values do not fit.
    horizon_days : int
        How far the forecast looks.
    discount_rate : float
        Yearly, 0 for none.
    value_reasons : tuple of str
        Why there is no money; empty where there is.
    returned_share : float
        Money given back in the wave, as a share of the money of purchases; not taken off.
    base : int
        Customers.
    level : float
        Confidence of the intervals.
    """

    frame: pd.DataFrame
    groups: tuple[LifetimeGroup, ...]
    purchases: float
    purchases_low: float
    purchases_high: float
    money: float
    money_low: float
    money_high: float
    horizon_days: int
    discount_rate: float
    value_reasons: tuple[str, ...]
    returned_share: float
    base: int
    level: float


@dataclass(frozen=True, eq=False)
class RepeatForecast:
    """Both models, and what they foresee.

    Attributes
    ----------
    repeat : RepeatBuying or Absent
        How often customers buy again, tried on purchases it had not seen.
    value : PurchaseValue or Absent
        What a purchase of each brings, tried likewise.
    lifetime : CustomerLifetimeValues or Absent
        What today's customers will bring; absent where the first does not fit.
    """

    repeat: RepeatBuying | Absent
    value: PurchaseValue | Absent
    lifetime: CustomerLifetimeValues | Absent


@unless_absent
def customer_lifetime_values(
    summary: RepeatPurchases,
    repeat: RepeatBuying,
    value: PurchaseValue,
    *,
    horizon_days: int | None = None,
    discount_rate: float = 0.0,
    level: float = 0.95,
) -> CustomerLifetimeValues:
    """Return what every customer is expected to buy and bring after the wave.

    The models of the whole wave are used. The interval of a total joins, as relative errors,
    the parameters' (delta method), that of single customers around what is expected of them,
    and the error the model made in the holdout.

    Parameters
    ----------
    summary : RepeatPurchases
        The customers.
    repeat : RepeatBuying
        Their model of repeat buying.
    value : PurchaseValue
        Their model of a purchase's value.
    horizon_days : int, optional
        How far to look; left out, as far as the wave is long.
    discount_rate : float
        Yearly; 0.1 makes money a year from now worth 1 / 1.1.
    level : float
        Confidence of the intervals, 0–1.

    Raises
    ------
    NotEnoughData
        If the model of repeat buying does not fit.

    References
    ----------
    Fader, P. S., Hardie, B. G. S., Lee, K. L. (2005). RFM and CLV: using iso-value curves for
    customer base analysis. Journal of Marketing Research 42, 415–430.
    """
    if not repeat.fits:
        raise NotEnoughData(
            _("The repeat-buying model does not fit these customers, so no forecast is given.")
        )
    days = horizon_days or (summary.end - summary.start).days + 1
    customers = summary.customers
    known = purchase_patterns(customers)
    horizon = days / DAYS[repeat.unit]
    parameters = repeat.whole.parameters
    bought = expected_purchases(parameters, known, horizon)
    discounted = _discounted(parameters, known, horizon, days, discount_rate)
    frame = pd.DataFrame({"active": repeat.active, "purchases": bought[known.row]})
    frame["value"] = value.expected if value.fits else np.nan
    frame["money"] = discounted[known.row] * frame["value"]
    total, money = float(frame["purchases"].sum()), float(frame["money"].sum(skipna=False))
    errors = _purchase_errors(repeat, known, horizon, total)
    more = _value_errors(value, customers, discounted[known.row], money) if value.fits else ()
    few, many = _ends(total, errors, level)
    low, high = _ends(money, (*errors, *more), level)
    return CustomerLifetimeValues(
        frame=frame,
        groups=_groups(frame, customers["frequency"] + 1),
        purchases=total,
        purchases_low=few,
        purchases_high=many,
        money=money,
        money_low=low,
        money_high=high,
        horizon_days=days,
        discount_rate=discount_rate,
        value_reasons=value.reasons,
        returned_share=summary.returned_share,
        base=len(customers),
        level=level,
    )


def _discounted(
    parameters: tuple[float, ...], known: Patterns, horizon: float, days: int, rate: float
) -> Array:
    """Return expected purchases, later ones counting for less; all alike at a rate of 0."""
    if rate == 0:
        return expected_purchases(parameters, known, horizon)
    before, total = np.zeros(len(known.counts)), np.zeros(len(known.counts))
    for step in range(1, _STEPS + 1):
        until = expected_purchases(parameters, known, horizon * step / _STEPS)
        years = days * (step - 0.5) / _STEPS / _DAYS_A_YEAR
        total += (until - before) / (1 + rate) ** years
        before = until
    return total


def _purchase_errors(
    repeat: RepeatBuying, known: Patterns, horizon: float, total: float
) -> tuple[float, ...]:
    """Return the relative errors of the total: parameters, customers, holdout."""

    def log_total(logs: Array) -> float:
        return float(np.log(known.counts @ expected_purchases(tuple(np.exp(logs)), known, horizon)))

    by_parameters = delta_error(log_total, np.log(repeat.whole.parameters), repeat.whole.covariance)
    by_customers = repeat.holdout_spread / repeat.holdout_expected
    return by_parameters, by_customers, repeat.holdout_error


def _value_errors(
    value: PurchaseValue, customers: pd.DataFrame, purchases: Array, money: float
) -> tuple[float, ...]:
    """Return the relative errors that a purchase's value adds: parameters, customers, holdout."""

    def log_money(logs: Array) -> float:
        return float(np.log(purchases @ expected_value(tuple(np.exp(logs)), customers)))

    by_parameters = delta_error(log_money, np.log(value.whole.parameters), value.whole.covariance)
    return by_parameters, value.holdout_spread, value.holdout_error


def _ends(total: float, errors: tuple[float, ...], level: float) -> Interval:
    return log_interval(total, float(np.sqrt(sum(error**2 for error in errors))), level)


def _groups(frame: pd.DataFrame, purchases: pd.Series) -> tuple[LifetimeGroup, ...]:
    by = frame["purchases"] if frame["money"].isna().any() else frame["money"]
    rows = []
    for fewest, most in GROUPS:
        here = (purchases >= fewest) & (purchases <= (most or np.inf))
        if here.any():
            mine = frame[here]
            rows.append(
                LifetimeGroup(
                    fewest,
                    most,
                    len(mine),
                    float(mine["active"].mean()) if fewest > 1 else float("nan"),
                    float(mine["purchases"].sum()),
                    float(mine["money"].sum(skipna=False)),
                    float(by[here].sum() / by.sum()),
                )
            )
    return tuple(rows)
