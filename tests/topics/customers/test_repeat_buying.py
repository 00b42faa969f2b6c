"""Repeat buying: against R's BTYD, published values, integrals and planted truth."""

from __future__ import annotations

import datetime as dt
import itertools
import math

import numpy as np
import pandas as pd
import pytest
from scipy import integrate, stats
from scipy.special import logit

from analysis.languages.catalog import language_in_use
from analysis.sources.purchases import Purchases
from analysis.topics.customers.repeat_buying.method import RepeatBuying, repeat_buying
from analysis.topics.customers.repeat_buying.method_lifetime import customer_lifetime_values
from analysis.topics.customers.repeat_buying.method_model import (
    PARAMETERS,
    Patterns,
    _likelihood,
    count_probabilities,
    expected_from_first,
    expected_purchases,
    fit_model,
    log_likelihood,
    probability_active,
    purchase_patterns,
)
from analysis.topics.customers.repeat_buying.method_purchases import (
    RepeatPurchases,
    repeat_purchases,
)
from analysis.topics.customers.repeat_buying.method_value import PurchaseValue, purchase_value
from analysis.values.absent import Absent

# estimates on CDNOW by Fader, Hardie and Lee (2005), to the digits R's BTYD prints
CDNOW = (0.2425945, 4.4136019, 0.7929199, 2.4258881)
PLANTED = (0.9, 30.0, 0.5, 3.0)  # time in days: about one purchase a month


@pytest.fixture(autouse=True)
def english():
    with language_in_use("en"):
        yield


def histories(
    people: int, parameters: tuple[float, ...], days: int, seed: int, arrivals: float | None = None
) -> pd.DataFrame:
    """Simulate one row per purchase: customer and time, the first ones in the first half."""
    r, alpha, a, b = parameters
    rng = np.random.default_rng(seed)
    rate = rng.gamma(r, 1 / alpha, people)
    last = rng.geometric(rng.beta(a, b, people))  # the repeat purchase they drop out after
    most = 200
    gaps = rng.exponential(1, (people, most)) / rate[:, None]
    start = rng.uniform(0, arrivals or days / 2, people)
    times = np.column_stack([np.zeros(people), gaps]).cumsum(axis=1) + start[:, None]
    made = (times < days) & (np.arange(most + 1)[None, :] <= last[:, None])
    customer, place = np.nonzero(made)
    return pd.DataFrame({"customer": customer, "time": times[customer, place]})


def summaries(bought: pd.DataFrame, days: float) -> pd.DataFrame:
    by_customer = bought.groupby("customer")["time"].agg(["min", "max", "size"])
    return pd.DataFrame(
        {
            "frequency": by_customer["size"] - 1,
            "recency": by_customer["max"] - by_customer["min"],
            "age": days - by_customer["min"],
        }
    )


def lines_of(bought: pd.DataFrame, seed: int = 0) -> pd.DataFrame:
    """Turn simulated purchases into lines; money by a Gamma-Gamma model of its own."""
    rng = np.random.default_rng(seed)
    mean = 1 / rng.gamma(5.0, 1 / 60.0, bought["customer"].max() + 1)
    money = rng.gamma(4.0, 1, len(bought)) * mean[bought["customer"]]
    date = pd.Timestamp("2026-01-01") + pd.to_timedelta(bought["time"].astype(int), unit="D")
    return pd.DataFrame({"customer": bought["customer"], "date": date, "amount": money})


@pytest.fixture(scope="module")
def wave() -> RepeatPurchases:
    return repeat_purchases(lines_of(histories(4000, PLANTED, 240, seed=1)))


@pytest.fixture(scope="module")
def fitted(wave) -> RepeatBuying:
    return repeat_buying(wave)


@pytest.fixture(scope="module")
def valued(wave) -> PurchaseValue:
    return purchase_value(wave)


# -- R's BTYD on Ta Feng -----------------------------------------------------------------------


@pytest.fixture(scope="module")
def ta_feng(shared_data) -> RepeatPurchases:
    columns = ["CUSTOMER_ID", "TRANSACTION_DT", "SALES_PRICE"]
    lines = pd.read_parquet(shared_data / "ta_feng" / "ta_feng.parquet", columns=columns)
    lines = lines.set_axis(["customer", "date", "amount"], axis="columns")
    days = {day: pd.to_datetime(day, format="%m/%d/%Y") for day in lines["date"].unique()}
    lines["date"] = lines["date"].map(days)
    return repeat_purchases(lines, calibration_end=dt.date(2001, 1, 31))


def test_ta_feng_equals_r_btyd(ta_feng, reference) -> None:
    r = reference("surveys_and_transactions")["ta_feng"]
    known = purchase_patterns(ta_feng.calibration)
    assert len(ta_feng.calibration) == r["n"]
    assert ta_feng.calibration["frequency"].sum() == r["sum_x"]
    assert ta_feng.holdout == r["holdout_weeks"]
    assert log_likelihood(r["bgnbd"], known) == pytest.approx(r["LL"], abs=1e-6)
    foreseen = known.counts @ expected_purchases(r["bgnbd"], known, 4.0)
    assert foreseen == pytest.approx(r["holdout_pred_bgnbd"], abs=1e-4)

    found = repeat_buying(ta_feng)
    # R stops a little before the maximum: ours lies higher, by less than 0.0001
    assert 0 <= found.calibration.log_likelihood - r["LL"] < 1e-4
    assert found.calibration.parameters == pytest.approx(r["bgnbd"], rel=1e-3)
    assert found.holdout_expected == pytest.approx(r["holdout_pred_bgnbd"], rel=1e-4)
    assert found.holdout_actual == r["holdout_actual"]
    assert found.fits


# -- the model ---------------------------------------------------------------------------------


CASES = [(0, 0.0, 30.0), (1, 5.0, 30.0), (4, 25.0, 30.0), (12, 29.0, 39.0)]
SETS = [CDNOW, (1.5, 3.0, 1.0, 2.0), (0.8, 3.5, 0.04, 1.8), (2.0, 5.0, 0.3, 0.7)]


def one_history(x: float, recency: float, age: float) -> Patterns:
    return Patterns(
        *(np.array([v]) for v in (float(x), recency, age, 1.0)), np.zeros(1, dtype=np.int64)
    )


def test_expectations_equal_the_spreadsheet_of_hardie() -> None:
    # Fader and Hardie's spreadsheet of the CDNOW customers
    times = np.array([0.1429, 1.0, 3.0, 31.8571, 32.0, 78.0])
    expected = [0.0078, 0.0532, 0.1506, 1.0405, 1.0437, 1.8576]
    assert expected_from_first(CDNOW, times) == pytest.approx(expected, abs=5e-4)
    assert expected_purchases(CDNOW, one_history(2, 30.43, 38.86), 39.0)[0] == pytest.approx(
        1.226, abs=1e-3
    )


@pytest.mark.parametrize("parameters", SETS)
@pytest.mark.parametrize("case", CASES)
def test_likelihood_and_expectation_equal_integrals_over_customers(parameters, case) -> None:
    r, alpha, a, b = parameters
    x, last, age = case

    def at_rate(until: float) -> float:  # the integral over gamma rates
        common = math.lgamma(r + x) - math.lgamma(r) + r * math.log(alpha)
        return math.exp(common - (r + x) * math.log(alpha + until))

    def over_chances(function) -> float:
        # p = u^(1/a) takes the pole of the beta density at 0 away
        def inner(u: float) -> float:
            p = u ** (1 / a)
            return function(p) * (1 - p) ** (b - 1) / a

        return integrate.quad(inner, 0, 1, limit=200)[0] / math.exp(
            math.lgamma(a) + math.lgamma(b) - math.lgamma(a + b)
        )

    active = over_chances(lambda p: (1 - p) ** x) * at_rate(age)
    gone = over_chances(lambda p: p * (1 - p) ** (x - 1)) * at_rate(last) if x else 0.0
    known = one_history(*case)
    assert log_likelihood(parameters, known) == pytest.approx(math.log(active + gone), abs=1e-6)
    share = probability_active(parameters, known)[0]
    assert share == pytest.approx(active / (active + gone), rel=1e-6)

    def bought(p: float) -> float:  # in 20 more weeks, given p, while active
        if p < 1e-9:
            return (r + x) * 20 / (alpha + age)
        return (1 - (1 + p * 20 / (alpha + age)) ** -(r + x)) / p

    usual = over_chances(lambda p: (1 - p) ** x)
    later = over_chances(lambda p: (1 - p) ** x * bought(p)) / usual
    assert expected_purchases(parameters, known, 20.0)[0] == pytest.approx(later * share, rel=1e-5)


@pytest.mark.parametrize("odds", [(8103.0, 200.0), (8000.0, 30_000.0), (900.0, 3000.0)])
def test_customers_who_drop_out_alike_have_expectations(odds) -> None:
    # as a and b grow, everybody drops out with the chance a / (a + b) of their mean
    chance = stats.beta(odds[0], odds[1] + 5)
    p = chance.ppf((np.arange(4000) + 0.5) / 4000)
    bought = ((1 - (1 + p * 26 / (3.5 + 40)) ** -(0.8 + 5)) / p).mean()
    known = one_history(5, 40.0, 40.0)
    active = probability_active((0.8, 3.5, *odds), known)[0]
    found = expected_purchases((0.8, 3.5, *odds), known, 26.0)[0]
    assert found == pytest.approx(bought * active, rel=1e-4)


def test_gradient_equals_differences() -> None:
    frame = summaries(histories(300, PLANTED, 200, seed=3), 200)
    likelihood = _likelihood(purchase_patterns(frame))
    logs = np.log([0.6, 12.0, 0.7, 2.0])
    for place, step in enumerate(np.eye(4) * 1e-6):
        ahead, behind = likelihood(logs + step)[0], likelihood(logs - step)[0]
        assert likelihood(logs)[1][place] == pytest.approx(
            (ahead - behind) / 2e-6, rel=1e-4, abs=1e-3
        )


@pytest.mark.parametrize("parameters", SETS)
def test_counts_add_up_and_have_the_expected_mean(parameters) -> None:
    ages = np.array([0.0, 2.0, 10.0])
    found = count_probabilities(parameters, ages, 150)
    assert found.sum(axis=1) == pytest.approx(np.ones(3))
    assert found[0, 0] == pytest.approx(1)
    mean = found @ np.arange(151)
    assert mean == pytest.approx(expected_from_first(parameters, ages), rel=1e-3, abs=1e-9)


def test_planted_parameters_are_recovered() -> None:
    frame = summaries(histories(20_000, PLANTED, 300, seed=4), 300)
    found = fit_model(purchase_patterns(frame))
    for name, estimate, error, truth in zip(
        PARAMETERS, found.parameters, found.standard_errors, PLANTED, strict=True
    ):
        assert abs(estimate - truth) < 3 * error, name
        assert error < 0.25 * truth, name
    assert not found.boundary


def test_unit_of_time_order_and_copies_do_not_matter() -> None:
    frame = summaries(histories(1500, PLANTED, 240, seed=5), 240)
    days = fit_model(purchase_patterns(frame))
    weeks = fit_model(purchase_patterns(frame.assign(recency=frame.recency / 7, age=frame.age / 7)))
    r, alpha, a, b = days.parameters
    assert weeks.parameters == pytest.approx((r, alpha / 7, a, b), rel=1e-6)
    moved = frame["frequency"].sum() * math.log(7)
    assert weeks.log_likelihood == pytest.approx(days.log_likelihood + moved)
    twice = pd.concat([frame, frame]).sample(frac=1, random_state=0)
    again = fit_model(purchase_patterns(twice))
    assert again.parameters == pytest.approx(days.parameters, rel=1e-6)
    assert again.log_likelihood == pytest.approx(2 * days.log_likelihood)
    expected = np.array(days.standard_errors) / math.sqrt(2)
    assert again.standard_errors == pytest.approx(expected, rel=1e-4)


# -- from lines to summaries -------------------------------------------------------------------


def hand_made() -> pd.DataFrame:
    rows = [
        ("A", "2026-01-01 09:00", 10, 1),
        ("A", "2026-01-01 18:00", 5, 1),  # the same day: one purchase
        ("A", "2026-01-15", 20, 1),
        ("A", "2026-02-26", 40, 1),
        ("A", "2026-01-29", -20, -1),  # a return is no purchase
        ("B", "2026-01-08", 7, 1),
        ("B", "2026-03-01", 30, 1),
        ("C", "2026-03-05", 9, 1),  # came in the holdout
        ("D", "2026-01-03", 50, -1),  # a return told by its quantity only
        (None, "2026-01-20", 99, 1),
    ]
    frame = pd.DataFrame(rows, columns=["customer", "date", "amount", "quantity"])
    return frame.assign(date=pd.to_datetime(frame["date"], format="mixed"))


def test_summaries_of_hand_made_lines() -> None:
    found = repeat_purchases(hand_made(), calibration_end=dt.date(2026, 2, 26))
    early = found.calibration
    assert list(early.index) == ["A", "B"]
    assert list(early["frequency"]) == [2, 0]
    assert list(early["recency"]) == [8.0, 0.0]
    assert list(early["age"]) == [8.0, 7.0]
    assert early.loc["A", "mean_value"] == 30 and math.isnan(early.loc["B", "mean_value"])
    assert list(early["holdout_purchases"]) == [0, 1]
    assert list(early["holdout_money"]) == [0, 30]
    assert list(found.customers["frequency"]) == [2, 1, 0]
    assert found.customers.loc["B", "mean_value"] == 30
    assert (found.start, found.end) == (dt.date(2026, 1, 1), dt.date(2026, 3, 5))
    assert found.daily.sum() == 3 and len(found.daily) == 64
    assert found.lines_left_out == 1
    assert found.returned_share == pytest.approx(70 / 121)
    assert found.holdout == 1.0 and found.length == pytest.approx(64 / 7)
    by_day = repeat_purchases(hand_made(), calibration_end=dt.date(2026, 2, 26), unit="day")
    assert list(by_day.calibration["age"]) == [56, 49]


def test_first_two_thirds_of_the_days_calibrate() -> None:
    found = repeat_purchases(hand_made())
    assert (found.calibration_end - found.start).days + 1 == 43  # of 64


@pytest.mark.parametrize(
    ("purchases", "options", "reason"),
    [
        (Purchases("totals", pd.DataFrame({"customer": ["A"]})), {}, "summed up"),
        (hand_made().iloc[:3], {}, "56 days"),
        (hand_made().iloc[4:5], {}, "bought anything"),
        (hand_made(), {"calibration_end": dt.date(2026, 3, 5)}, "between the first"),
    ],
)
def test_what_cannot_be_summarised_says_why(purchases, options, reason) -> None:
    found = repeat_purchases(purchases, **options)
    assert isinstance(found, Absent)
    assert reason in found.reason


# -- the verdict -------------------------------------------------------------------------------


def test_customers_of_the_model_fit_it(wave, fitted) -> None:
    found = fitted
    assert found.fits and found.reasons == ()
    assert abs(found.holdout_error) < 0.08  # days instead of moments cost some per cent
    assert found.misplaced < 0.03
    assert found.counts["actual"].sum() == found.customers == len(wave.calibration)
    assert found.counts["expected"].sum() == pytest.approx(found.customers)
    assert found.active_low < found.active_share < found.active_high
    assert found.active_base == (wave.customers["frequency"] > 0).sum()
    assert (found.active[wave.customers["frequency"] == 0] == 1).all()


def test_periods_meet_at_the_end_of_the_calibration(wave, fitted) -> None:
    found = fitted
    track = found.tracking
    assert found.period_days == 7
    ends = [period.end for period in track]
    assert all(b - a == dt.timedelta(days=7) for a, b in itertools.pairwise(ends))
    assert wave.calibration_end in ends
    assert all((period.end > wave.calibration_end) == period.holdout for period in track)
    last = [period for period in track if not period.holdout][-1]
    assert last.cumulative_actual == wave.calibration["frequency"].sum()
    ages = wave.calibration["age"].to_numpy()
    expected = expected_from_first(found.calibration.parameters, ages).sum()
    assert last.cumulative_expected == pytest.approx(expected)
    held = wave.calibration["holdout_purchases"].sum()
    assert (wave.daily[str(wave.calibration_end + dt.timedelta(days=1)) :]).sum() == held
    assert found.by_frequency["customers"].sum() == found.customers


def test_activity_of_simulated_customers_is_known() -> None:
    bought = histories(4000, PLANTED, 500, seed=7)
    seen = bought[bought["time"] < 240]
    seen = seen[seen.groupby("customer")["time"].transform("min") < 120]
    known = purchase_patterns(summaries(seen, 240))
    share = probability_active(fit_model(known).parameters, known)[known.row]
    people = seen["customer"].unique()
    came_back = pd.Index(people).isin(bought[bought["time"] >= 240]["customer"])
    again = known.frequency[known.row] >= 3
    # who bought three times and is active comes back in 260 days nearly always
    assert came_back[again].mean() == pytest.approx(share[again].mean(), abs=0.04)


def reasons(lines: pd.DataFrame) -> tuple[str, ...]:
    return repeat_buying(repeat_purchases(lines)).reasons


def test_two_kinds_of_customers_do_not_fit() -> None:
    """Half buy about every week and half exactly once more: no gamma is like that."""
    rng = np.random.default_rng(8)
    regular = [(c, d) for c in range(300) for d in range(c % 30, 180, 6)]
    seldom = [(c, d) for c in range(300, 600) for d in (c % 30, c % 30 + int(rng.integers(1, 60)))]
    bought = pd.DataFrame(regular + seldom, columns=["customer", "time"])
    assert "histogram_off" in reasons(lines_of(bought))


def test_customers_who_change_their_ways_do_not_fit() -> None:
    bought = histories(3000, PLANTED, 240, seed=9)
    later = bought[bought["time"] > 160]
    kept = pd.concat([bought[bought["time"] <= 160], later[later["customer"] % 2 == 0]])
    assert reasons(lines_of(kept)) == ("holdout_off",)


def test_a_holdout_missed_by_chance_speaks_not_against_the_model() -> None:
    # a thousand customers of the model itself; few come back, and 30 % more were expected
    bought = histories(1000, (0.243, 4.414 * 7, 0.793, 2.426), 364, seed=22, arrivals=218)
    found = repeat_buying(repeat_purchases(lines_of(bought)))
    assert abs(found.holdout_error) > 0.2
    assert found.fits


def test_few_repeat_buyers_are_too_few() -> None:
    bought = histories(90, PLANTED, 240, seed=10)
    assert "too_few_repeat_buyers" in reasons(lines_of(bought))
    once = lines_of(bought.drop_duplicates("customer"))
    found = repeat_buying(repeat_purchases(once))
    assert isinstance(found, Absent) and "10 customers" in found.reason


def test_customers_who_are_all_alike_run_to_the_boundary() -> None:
    rng = np.random.default_rng(11)
    bought = pd.DataFrame(
        [(c, t) for c in range(400) for t in np.cumsum(rng.exponential(12, 25)) if t < 200],
        columns=["customer", "time"],
    )
    assert "boundary" in reasons(lines_of(bought))


# -- what they will bring ----------------------------------------------------------------------


def test_what_the_same_customers_buy_next_lies_in_the_intervals(wave, fitted, valued) -> None:
    found = customer_lifetime_values(wave, fitted, valued)
    assert found.horizon_days == (wave.end - wave.start).days + 1
    # the same people, observed twice as long
    lines = lines_of(histories(4000, PLANTED, 480, seed=1, arrivals=120))
    truth = repeat_purchases(lines, calibration_end=wave.end).calibration
    assert truth["frequency"].equals(wave.customers["frequency"])
    assert found.purchases_low < truth["holdout_purchases"].sum() < found.purchases_high
    assert found.money_low < truth["holdout_money"].sum() < found.money_high
    assert found.purchases_high < 1.5 * found.purchases


def test_groups_add_up(wave, fitted, valued) -> None:
    found = customer_lifetime_values(wave, fitted, valued)
    assert sum(group.customers for group in found.groups) == found.base == len(wave.customers)
    assert sum(group.purchases for group in found.groups) == pytest.approx(found.purchases)
    assert sum(group.money for group in found.groups) == pytest.approx(found.money)
    assert sum(group.money_share for group in found.groups) == pytest.approx(1)
    each = [group.purchases / group.customers for group in found.groups]
    assert each[1:] == sorted(each[1:])  # of a single purchase nobody is taken to have gone
    assert math.isnan(found.groups[0].active) and found.groups[0].most == 1


def test_later_money_counts_for_less(wave, fitted, valued) -> None:
    plain = customer_lifetime_values(wave, fitted, valued, horizon_days=365)
    dear = customer_lifetime_values(wave, fitted, valued, horizon_days=365, discount_rate=0.1)
    assert dear.purchases == plain.purchases
    assert plain.money / 1.1 < dear.money < plain.money
    short = customer_lifetime_values(wave, fitted, valued, horizon_days=30)
    assert short.purchases < plain.purchases / 5


def test_no_forecast_where_the_model_does_not_fit() -> None:
    few = repeat_purchases(lines_of(histories(90, PLANTED, 240, seed=10)))
    found = customer_lifetime_values(few, repeat_buying(few), purchase_value(few))
    assert isinstance(found, Absent) and "does not fit" in found.reason


def test_interval_of_activity_widens_with_the_level() -> None:
    small = repeat_purchases(lines_of(histories(500, PLANTED, 240, seed=2)))
    wide, narrow = repeat_buying(small, level=0.99), repeat_buying(small, level=0.9)
    assert wide.active_low < narrow.active_low < narrow.active_high < wide.active_high

    def reach(found: RepeatBuying) -> float:
        return logit(found.active_high) - logit(found.active_share)

    expected = stats.norm.ppf(0.995) / stats.norm.ppf(0.95)
    assert reach(wide) / reach(narrow) == pytest.approx(expected)
