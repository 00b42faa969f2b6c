"""Do customers come back as the BG/NBD model says? Its fit, its holdout, its verdict."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy import stats

from analysis.errors import NotEnoughData
from analysis.languages import messages
from analysis.languages.formats import number
from analysis.statistics.deciding import exceeds, reaches
from analysis.statistics.intervals import logit_interval
from analysis.statistics.maximum_likelihood import beyond_chance, delta_error
from analysis.topics.customers.repeat_buying.method_model import (
    ModelFit,
    Patterns,
    count_probabilities,
    expected_from_first,
    expected_purchases,
    fit_model,
    probability_active,
    purchase_patterns,
)
from analysis.topics.customers.repeat_buying.method_purchases import DAYS, RepeatPurchases
from analysis.values.absent import unless_absent

_ = messages(__name__)
Array = npt.NDArray[np.float64]
FEWEST_REPEAT_BUYERS = 100  # fewer do not tell four parameters apart
FEWEST_TO_TRY = 10
MOST_OFF = 0.2  # of the purchases in the holdout
MOST_MISPLACED = 0.05  # of the customers, in the histogram of repeat purchases
MOST_COUNTS = 7  # repeat purchases; the last class is open
MOST_PERIODS = 40  # of the tracking curve; more are drawn in periods of four weeks
REASONS = ("too_few_repeat_buyers", "boundary", "histogram_off", "holdout_off")


@dataclass(frozen=True)
class TrackedPeriod:
    """Repeat purchases of the calibration's customers in one period.

    Attributes
    ----------
    end : datetime.date
        Its last day.
    actual, expected : float
        In the period.
    cumulative_actual, cumulative_expected : float
        From the first day on.
    holdout : bool
        Whether it comes after the calibration.
    """

    end: dt.date
    actual: float
    expected: float
    cumulative_actual: float
    cumulative_expected: float
    holdout: bool


@dataclass(frozen=True, eq=False)
class RepeatBuying:
    """A BG/NBD model of repeat buying, tried on purchases it had not seen.

    Attributes
    ----------
    calibration : ModelFit
        The model fitted on the calibration: what the holdout tries.
    whole : ModelFit
        The same model fitted on the whole wave: what forecasts are made with.
    customers, repeat_buyers : int
        Customers of the calibration, and those of them with a repeat purchase in it.
    calibration_end, end : datetime.date
        Last days of the calibration and of the holdout.
    unit : str
        Unit of time: ``week`` or ``day``.
    counts : pandas.DataFrame
        One row per number of repeat purchases in the calibration (0 … 6, 7 or more): customers
        ``actual`` and ``expected``.
    misplaced : float
        Share of customers, 0–1, who would have to change their row for the two to agree.
    tracking : tuple of TrackedPeriod
        Every period of ``period_days`` days that is whole.
    period_days : int
        7, or 28 in long waves.
    holdout_expected, holdout_actual : float
        Purchases of the calibration's customers in the whole holdout.
    holdout_error : float
        Expected over actual, minus 1; infinite where there was none.
    holdout_spread : float
        Standard deviation of the holdout's total by how single customers differ from what is
        expected of them.
    by_frequency : pandas.DataFrame
        One row per number of repeat purchases in the calibration: ``customers``, and holdout
        purchases a customer ``actual`` and ``expected``.
    active : pandas.Series
        Probability that a customer is still active at the end of the wave, by customer; 1
        without a repeat purchase, as the model has nobody drop out before.
    active_share, active_low, active_high : float
        Its mean over repeat buyers, with its interval by the delta method.
    active_base : int
        Repeat buyers of the whole wave.
    reasons : tuple of str
        Codes of what speaks against the model; see `repeat_buying`.
    level : float
        Confidence of the interval.
    """

    calibration: ModelFit
    whole: ModelFit
    customers: int
    repeat_buyers: int
    calibration_end: dt.date
    end: dt.date
    unit: str
    counts: pd.DataFrame
    misplaced: float
    tracking: tuple[TrackedPeriod, ...]
    period_days: int
    holdout_expected: float
    holdout_actual: float
    holdout_error: float
    holdout_spread: float
    by_frequency: pd.DataFrame
    active: pd.Series
    active_share: float
    active_low: float
    active_high: float
    active_base: int
    reasons: tuple[str, ...]
    level: float

    @property
    def fits(self) -> bool:
        """Whether nothing speaks against the model."""
        return not self.reasons


@unless_absent
def repeat_buying(summary: RepeatPurchases, *, level: float = 0.95) -> RepeatBuying:
    """Fit the BG/NBD model on the calibration and try it on the holdout.

    What speaks against the model: ``too_few_repeat_buyers`` (under 100 in the calibration) ·
    ``boundary`` (a parameter runs to the end of what is tried, or the data cannot tell the
    parameters apart) · ``histogram_off`` (over 5 % of the customers are in another class of
    repeat purchases than expected, and by a chi-square test at 1 % not by chance) ·
    ``holdout_off`` (purchases expected in the holdout differ from the actual ones by more
    than 20 %, and at 1 % not by chance: the errors of the parameters and those of single
    customers). Where any does, no forecast is made.

    Parameters
    ----------
    summary : RepeatPurchases
        The customers.
    level : float
        Confidence of the interval, 0–1.

    Raises
    ------
    NotEnoughData
        If under ten customers bought again in the calibration.

    References
    ----------
    Fader, P. S., Hardie, B. G. S., Lee, K. L. (2005). "Counting your customers" the easy way:
    an alternative to the Pareto/NBD model. Marketing Science 24, 275–284.
    """
    people = summary.calibration
    again = int((people["frequency"] > 0).sum())
    if again < FEWEST_TO_TRY:
        raise NotEnoughData(
            _(
                "Whether customers come back can be forecast from {least} customers who bought "
                "again on, got: {n}.",
                least=number(FEWEST_TO_TRY),
                n=number(again),
            )
        )
    known = purchase_patterns(people)
    fit, whole = fit_model(known), fit_model(purchase_patterns(summary.customers))
    counts = _counts(fit, known)
    misplaced = float((counts["actual"] - counts["expected"]).abs().sum() / 2 / len(people))
    held = _holdout(fit, known, summary)
    doubts = {
        "too_few_repeat_buyers": again < FEWEST_REPEAT_BUYERS,
        "boundary": fit.boundary or whole.boundary,
        "histogram_off": exceeds(misplaced, MOST_MISPLACED) and _beyond_chance(counts),
        "holdout_off": _missed(fit, known, summary.holdout, held),
    }
    period_days, tracking = _tracking(fit, summary)
    return RepeatBuying(
        calibration=fit,
        whole=whole,
        customers=len(people),
        repeat_buyers=again,
        calibration_end=summary.calibration_end,
        end=summary.end,
        unit=summary.unit,
        counts=counts,
        misplaced=misplaced,
        tracking=tracking,
        period_days=period_days,
        reasons=tuple(reason for reason in REASONS if doubts[reason]),
        level=level,
        **held,
        **_activity(whole, summary.customers, level),
    )


def _holdout(fit: ModelFit, known: Patterns, summary: RepeatPurchases) -> dict[str, Any]:
    """Return what was expected of the holdout and what came of it."""
    expected = expected_purchases(fit.parameters, known, summary.holdout)[known.row]
    actual = summary.calibration["holdout_purchases"].to_numpy(dtype=float)
    total, bought = float(expected.sum()), float(actual.sum())
    return {
        "holdout_expected": total,
        "holdout_actual": bought,
        "holdout_error": total / bought - 1 if bought else float("inf"),
        "holdout_spread": float(np.sqrt(((actual - expected) ** 2).sum())),
        "by_frequency": _by_frequency(summary.calibration, expected),
    }


def _missed(fit: ModelFit, known: Patterns, horizon: float, held: dict[str, Any]) -> bool:
    """Say whether the holdout was missed by too much, and not by chance."""

    def total(logs: Array) -> float:
        return float(known.counts @ expected_purchases(tuple(np.exp(logs)), known, horizon))

    by_parameters = delta_error(total, np.log(fit.parameters), fit.covariance)
    off = held["holdout_expected"] - held["holdout_actual"]
    far = not reaches(MOST_OFF, abs(held["holdout_error"]))
    return far and beyond_chance(off, by_parameters, held["holdout_spread"])


def _counts(fit: ModelFit, known: Patterns) -> pd.DataFrame:
    classes = np.minimum(known.frequency, MOST_COUNTS).astype(int)
    actual = np.bincount(classes, weights=known.counts, minlength=MOST_COUNTS + 1)
    ages, place = np.unique(known.age, return_inverse=True)
    people = np.bincount(place, weights=known.counts)
    expected = people @ count_probabilities(fit.parameters, ages, MOST_COUNTS)
    index = pd.RangeIndex(MOST_COUNTS + 1, name="repeat_purchases")
    return pd.DataFrame({"actual": actual.astype("int64"), "expected": expected}, index=index)


def _beyond_chance(counts: pd.DataFrame) -> bool:
    """Say whether the histogram differs from the expected one by a chi-square test at 1 %."""
    actual, expected = counts["actual"].to_numpy(dtype=float), counts["expected"].to_numpy()
    while len(expected) > 2 and not reaches(
        expected[-1], 5
    ):  # the test's own rule: join thin classes
        actual = np.append(actual[:-2], actual[-2:].sum())
        expected = np.append(expected[:-2], expected[-2:].sum())
    free = max(len(expected) - 1 - 4, 1)  # four parameters were fitted
    distance = float(((actual - expected) ** 2 / expected).sum())
    return bool(exceeds(0.01, stats.chi2.sf(distance, free)))


def _tracking(fit: ModelFit, summary: RepeatPurchases) -> tuple[int, tuple[TrackedPeriod, ...]]:
    """Count whole periods from the end of the calibration, back and forth."""
    unit = DAYS[summary.unit]
    days = len(summary.daily)
    period = 7 if days // 7 <= MOST_PERIODS else 28
    before = (summary.calibration_end - summary.start).days + 1
    ends = np.arange(before % period, days + 1, period)  # days passed at the end of each period
    ages, people = np.unique(summary.calibration["age"].to_numpy(), return_counts=True)
    since = (ends[:, None] - before) / unit + ages[None, :]
    expected = expected_from_first(fit.parameters, since) @ people
    actual = np.append(0, np.cumsum(summary.daily.to_numpy()))[ends]
    stamps = pd.Timestamp(summary.start) + pd.to_timedelta(ends[1:] - 1, unit="D")
    columns = (
        [stamp.date() for stamp in stamps],
        np.diff(actual).tolist(),
        np.diff(expected).tolist(),
        actual[1:].tolist(),
        expected[1:].tolist(),
        (ends[1:] > before).tolist(),
    )
    return period, tuple(TrackedPeriod(*row) for row in zip(*columns, strict=True))


def _by_frequency(people: pd.DataFrame, expected: Array) -> pd.DataFrame:
    classes = people["frequency"].clip(upper=MOST_COUNTS).rename("repeat_purchases")
    frame = pd.DataFrame({"actual": people["holdout_purchases"], "expected": expected})
    by_class = frame.groupby(classes, sort=True)
    return by_class.mean().assign(customers=by_class.size())[["customers", "actual", "expected"]]


def _activity(fit: ModelFit, customers: pd.DataFrame, level: float) -> dict[str, Any]:
    """Return how likely customers are still active, and the mean over repeat buyers."""
    known = purchase_patterns(customers)
    weights = known.counts * (known.frequency > 0)
    base = float(weights.sum())

    def mean(logs: Array) -> float:
        return float(weights @ probability_active(tuple(np.exp(logs)), known)) / base

    logs = np.log(fit.parameters)
    share, error = mean(logs), delta_error(mean, logs, fit.covariance)
    low, high = logit_interval(share, error, level)
    active = probability_active(fit.parameters, known)[known.row]
    return {
        "active": pd.Series(active, index=customers.index, name="active"),
        "active_share": share,
        "active_low": low,
        "active_high": high,
        "active_base": int(base),
    }
