"""What a purchase brings: against published values, integrals and planted truth."""

from __future__ import annotations

import datetime as dt
import math

import numpy as np
import pandas as pd
import pytest
from scipy import integrate, stats

from analysis.languages.catalog import language_in_use
from analysis.topics.customers.repeat_buying.method_purchases import RepeatPurchases
from analysis.topics.customers.repeat_buying.method_value import purchase_value
from analysis.topics.customers.repeat_buying.method_value_model import (
    _likelihood,
    expected_value,
    fit_spending,
)
from analysis.values.absent import Absent

PLANTED = (4.0, 5.0, 60.0)
CDNOW = (6.25, 3.74, 15.44)  # Fader and Hardie (2013), The Gamma-Gamma model


@pytest.fixture(autouse=True)
def english():
    with language_in_use("en"):
        yield


def customers(people: int, seed: int, dependence: float = 0.0) -> pd.DataFrame:
    """Simulate frequency and mean value, and as many purchases in a holdout."""
    p, q, gamma = PLANTED
    rng = np.random.default_rng(seed)
    x = rng.geometric(0.35, people) - 1
    scale = rng.gamma(q, 1 / gamma, people) / np.maximum(x, 1) ** dependence
    mean = np.array([rng.gamma(p * n) / n if n else np.nan for n in x]) / scale
    later = rng.poisson(1.0, people)
    money = rng.gamma(np.maximum(p * later, 1e-9)) / scale * (later > 0)
    return pd.DataFrame(
        {
            "frequency": x,
            "recency": 1.0,
            "age": 2.0,
            "mean_value": mean,
            "holdout_purchases": later,
            "holdout_money": money,
        }
    )


def summary_of(frame: pd.DataFrame) -> RepeatPurchases:
    day = dt.date(2026, 1, 1)
    columns = ["frequency", "recency", "age", "mean_value"]
    return RepeatPurchases(
        frame, frame[columns], pd.Series(dtype=float), day, day, day, "week", 0, 0.0
    )


@pytest.fixture(scope="module")
def people() -> pd.DataFrame:
    return customers(8000, seed=1)


def test_expectations_equal_fader_and_hardie() -> None:
    frame = pd.DataFrame({"frequency": [2, 1, 0], "mean_value": [22.35, 11.77, np.nan]})
    # 24.66 and 18.91 for their first two customers, 35.17 for an average one
    assert expected_value(CDNOW, frame) == pytest.approx([24.66, 18.91, 35.17], abs=0.06)


@pytest.mark.parametrize(("x", "m"), [(1, 8.0), (3, 20.0), (9, 33.0)])
def test_likelihood_and_expectation_equal_integrals_over_customers(x: int, m: float) -> None:
    p, q, gamma = CDNOW

    def density(scale: float) -> float:
        of_mean = stats.gamma.pdf(m, p * x, scale=1 / (x * scale))
        return of_mean * stats.gamma.pdf(scale, q, scale=1 / gamma)

    whole = integrate.quad(density, 0, 6, limit=200)[0]
    found, _gradient = _likelihood(np.array([float(x)]), np.array([m]))(np.log(CDNOW))
    assert found == pytest.approx(math.log(whole), abs=1e-7)
    mean = integrate.quad(lambda scale: p / scale * density(scale), 1e-9, 6, limit=200)[0] / whole
    frame = pd.DataFrame({"frequency": [x], "mean_value": [m]})
    assert expected_value(CDNOW, frame)[0] == pytest.approx(mean, rel=1e-6)


def test_gradient_equals_differences() -> None:
    frame = customers(300, seed=2)
    again = frame[frame["frequency"] > 0]
    likelihood = _likelihood(
        again["frequency"].to_numpy(dtype=float), again["mean_value"].to_numpy()
    )
    logs = np.log([3.0, 4.0, 50.0])
    for place, step in enumerate(np.eye(3) * 1e-6):
        slope = (likelihood(logs + step)[0] - likelihood(logs - step)[0]) / 2e-6
        assert likelihood(logs)[1][place] == pytest.approx(slope, rel=1e-4, abs=1e-3)


def test_planted_parameters_are_recovered(people) -> None:
    found = fit_spending(people)
    for estimate, error, truth in zip(
        found.parameters, found.standard_errors, PLANTED, strict=True
    ):
        assert abs(estimate - truth) < 3 * error < 0.5 * truth
    assert not found.boundary


def test_value_of_customers_of_the_model_is_foreseen(people) -> None:
    found = purchase_value(summary_of(people))
    assert found.fits
    truth = PLANTED[0] * PLANTED[2] / (PLANTED[1] - 1)
    assert found.mean_low < truth < found.mean_high < 1.1 * truth
    assert abs(found.holdout_error) < 0.05
    assert abs(found.correlation) < 0.05
    assert found.correlation_low < found.correlation < found.correlation_high
    alone = found.expected[people["frequency"] == 0]
    assert alone.to_numpy() == pytest.approx(found.mean)


def test_own_mean_counts_more_with_more_purchases(people) -> None:
    found = purchase_value(summary_of(people))
    often = people["frequency"] >= 8
    seldom = people["frequency"] == 1
    own, pulled = people["mean_value"], found.expected
    assert (pulled - own).abs()[often].mean() < (pulled - own).abs()[seldom].mean() / 2


def test_currency_does_not_matter(people) -> None:
    dear = people.assign(mean_value=people["mean_value"] * 25_000)
    one, other = fit_spending(people), fit_spending(dear)
    p, q, gamma = one.parameters
    assert other.parameters == pytest.approx((p, q, gamma * 25_000), rel=1e-6)
    moved = (people["frequency"] > 0).sum() * math.log(25_000)
    assert other.log_likelihood == pytest.approx(one.log_likelihood - moved)


def test_correlation_is_pearson_with_a_bootstrap_wide_interval(people) -> None:
    again = people[people["frequency"] > 0].iloc[:1500]
    found = purchase_value(summary_of(again))
    x, m = again["frequency"].to_numpy(dtype=float), again["mean_value"].to_numpy()
    assert found.correlation == pytest.approx(np.corrcoef(x, m)[0, 1])
    rng = np.random.default_rng(0)
    rows = rng.integers(0, len(x), (400, len(x)))
    drawn = [np.corrcoef(x[row], m[row])[0, 1] for row in rows]
    width = found.correlation_high - found.correlation_low
    assert width == pytest.approx(2 * 1.96 * np.std(drawn), rel=0.15)


def test_spending_that_goes_with_frequency_is_not_independent() -> None:
    found = purchase_value(summary_of(customers(3000, seed=3, dependence=0.7)))
    assert "not_independent" in found.reasons
    assert found.correlation_low > 0


def test_a_holdout_of_other_prices_does_not_fit(people) -> None:
    dearer = people.assign(holdout_money=people["holdout_money"] * 1.5)
    assert purchase_value(summary_of(dearer)).reasons == ("holdout_off",)


def test_a_holdout_missed_by_chance_speaks_not_against_the_model() -> None:
    few = customers(400, seed=10)
    few["holdout_purchases"] = (np.arange(400) < 6).astype(int)
    few["holdout_money"] = expected_value(PLANTED, few) * few["holdout_purchases"] * 1.4
    found = purchase_value(summary_of(few))
    assert abs(found.holdout_error) > 0.2
    assert found.fits
    none = few.assign(holdout_purchases=0, holdout_money=0.0)
    assert purchase_value(summary_of(none)).reasons == ("holdout_off",)


def test_few_customers_have_no_model(people) -> None:
    found = purchase_value(summary_of(people[people["frequency"] > 0].iloc[:9]))
    assert isinstance(found, Absent) and "got: 9" in found.reason
    few = purchase_value(summary_of(people[people["frequency"] > 0].iloc[:60]))
    assert "too_few_repeat_buyers" in few.reasons


def test_one_price_for_all_has_no_model(people) -> None:
    same = people.assign(mean_value=people["mean_value"].where(people["mean_value"].isna(), 45.0))
    assert isinstance(purchase_value(summary_of(same)), Absent)
