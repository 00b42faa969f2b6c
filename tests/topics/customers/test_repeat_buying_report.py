"""What the report shows of repeat buying: where the model fits, and where it does not."""

from __future__ import annotations

import dataclasses
import datetime as dt

import numpy as np
import pandas as pd
import pytest

from analysis.languages.catalog import language_in_use
from analysis.sources.words import Words
from analysis.topics.customers import repeat_buying as topic
from analysis.topics.customers.repeat_buying.method import RepeatBuying, TrackedPeriod
from analysis.topics.customers.repeat_buying.method_lifetime import (
    CustomerLifetimeValues,
    LifetimeGroup,
    RepeatForecast,
)
from analysis.topics.customers.repeat_buying.method_model import ModelFit
from analysis.topics.customers.repeat_buying.method_value import PurchaseValue
from analysis.topics.customers.repeat_buying.method_value_model import SpendingFit
from analysis.values.absent import Absent
from analysis.values.chart import Chart
from analysis.values.finding import Finding
from analysis.values.table import Table

NO_DATA = Absent("Purchases come summed up.")
NAN = float("nan")


@pytest.fixture(autouse=True)
def english():
    with language_in_use("en"):
        yield


@pytest.fixture
def words() -> Words:
    return Words({}, "customers", "revenue", "VND", "Source: a.csv")


@pytest.fixture
def repeat() -> RepeatBuying:
    fit = ModelFit(
        (0.8, 3.5, 0.04, 1.8), -1264.17, (0.01, 0.06, 0.009, NAN), np.eye(4), (True,) * 4
    )
    ends = pd.date_range("2026-01-07", periods=6, freq="7D")
    actual, expected = np.array([90, 80, 85, 88, 92, 81]), np.array([85.4, 84, 86, 87, 85, 84.0])
    tracking = tuple(
        TrackedPeriod(*row)
        for row in zip(
            [end.date() for end in ends],
            actual,
            expected,
            actual.cumsum(),
            expected.cumsum(),
            [False] * 4 + [True] * 2,
            strict=True,
        )
    )
    frame = pd.DataFrame({"customers": [300], "actual": [1.0], "expected": [0.9]})
    return RepeatBuying(
        calibration=fit, whole=fit, customers=1200, repeat_buyers=700,
        calibration_end=dt.date(2026, 1, 28), end=dt.date(2026, 2, 11), unit="week",
        counts=frame, misplaced=0.012, tracking=tracking, period_days=7, holdout_expected=169.0,
        holdout_actual=181.0, holdout_error=169 / 181 - 1, holdout_spread=12.0,
        by_frequency=frame, active=pd.Series([1.0]), active_share=0.931, active_low=0.905,
        active_high=0.951, active_base=740, reasons=(), level=0.95,
    )  # fmt: skip


@pytest.fixture
def value() -> PurchaseValue:
    fit = SpendingFit((1.3, 2.6, 1233.0), -1310.5, (0.03, 0.05, 53.6), np.eye(3), (True,) * 3)
    return PurchaseValue(
        fit, fit, 740, 970.5, 951.8, 989.5, pd.Series([970.5]), -0.08, -0.10, 0.04,
        877.4, 774.0, 0.134, 0.02, (), 0.95,
    )  # fmt: skip


@pytest.fixture
def values() -> CustomerLifetimeValues:
    groups = (
        LifetimeGroup(1, 1, 500, NAN, 250.0, 25e6, 0.25),
        LifetimeGroup(3, 5, 460, 0.93, 690.0, 55e6, 0.55),
        LifetimeGroup(11, None, 40, 0.98, 400.0, 20e6, 0.20),
    )
    return CustomerLifetimeValues(
        pd.DataFrame({"active": [1.0]}), groups, 1340.0, 1200.0, 1500.0, 100e6, 80e6, 125e6, 90,
        0.0, (), 0.01, 1000, 0.95,
    )  # fmt: skip


def told_of(repeat, words) -> Finding:
    return next(iter(topic.answer(RepeatForecast(repeat, NO_DATA, NO_DATA), words)))


def chart_of(repeat, words) -> Chart:
    _told, chart = topic.answer(RepeatForecast(repeat, NO_DATA, NO_DATA), words)
    return chart


def brought(values, words) -> tuple[Finding, Table]:
    return tuple(topic.lifetime_answer(RepeatForecast(NO_DATA, NO_DATA, values), words))


def models_of(repeat, value, words) -> Table:
    (table,) = topic.models_answer(RepeatForecast(repeat, value, NO_DATA), words)
    return table


def text_of(table) -> list[str]:
    return [" | ".join([row.label, *(cell.text for cell in row.cells)]) for row in table.rows]


def test_a_model_that_fits_says_how_far_off_it_was(repeat, words) -> None:
    found = told_of(repeat, words)
    assert found.headline == "The forecast of repeat purchases was 7% too low"
    assert found.text == (
        "169 repeat purchases were expected on 29 January – 11 February 2026 and 181 were made: "
        "the forecast is off by 7% (n = 1,200)."
    )
    assert found.implication == (
        "Of the customers who bought again, 93.1% are still active (n = 740, 95% CI 90.5–95.1%)."
    )


@pytest.mark.parametrize(
    ("error", "headline"),
    [(0.01, "came true within 1%"), (-0.01, "came true within 1%"), (0.1, "was 10% too high")],
)
def test_headline_says_to_which_side(repeat, words, error, headline) -> None:
    found = told_of(dataclasses.replace(repeat, holdout_error=error), words)
    assert headline in found.headline


def test_a_model_that_does_not_fit_gives_no_forecast(repeat, words) -> None:
    reasons = ("too_few_repeat_buyers", "boundary", "histogram_off", "holdout_off")
    off = dataclasses.replace(repeat, reasons=reasons, misplaced=0.147, repeat_buyers=70)
    found = told_of(off, words)
    assert found.headline == "The repeat-buying model does not fit these customers"
    assert found.text == (
        "The repeat-buying model does not fit: only 70 customers bought again while it learnt, "
        "the data do not tell its parameters apart, it puts 14.7% of customers at a wrong number "
        "of purchases, and it expected 169 repeat purchases on 29 January – 11 February 2026 and "
        "there were 181; no forecast is given (n = 1,200)."
    )
    assert "active" not in found.text + found.implication
    assert found.strength < told_of(repeat, words).strength


def test_what_customers_will_bring(values, words) -> None:
    found, table = brought(values, words)
    assert found.headline == "Today's customers should bring ₫100m in 90 days"
    assert "95% interval ₫80m to ₫125m" in found.text and "n = 1,000" in found.text
    assert found.implication == (
        "Those with 11 purchases or more are 4.0% of customers and account for 20% of it."
    )
    assert text_of(table) == [
        "1 | 500 | – | 250 | 0.5 | ₫25m | ₫50k | 25.0%",
        "3–5 | 460 | 93.0% | 690 | 1.5 | ₫55m | ₫120k | 55.0%",
        "11 or more | 40 | 98% | 400 | 10.0 | ₫20m | ₫500k | 20%",
        "All | 1,000 | – | 1,340 | 1.3 | ₫100m | ₫100k | 100.0%",
    ]
    assert any("1,200 to 1,500" in note for note in table.notes)
    assert any("1.0% of the money was given back" in note for note in table.notes)


def test_without_a_model_of_money_only_purchases_are_told(values, words) -> None:
    bare = dataclasses.replace(values, value_reasons=("not_independent",), money=NAN)
    found, table = brought(bare, words)
    assert found.headline == ("Today's customers should make 1,340 purchases in 90 days")
    assert len(table.columns) == 4
    assert not any("₫" in line for line in text_of(table))
    assert any("goes with how often they buy" in note for note in table.notes)


@pytest.mark.usefixtures("drawings")
def test_chart_carries_its_numbers(repeat, words) -> None:
    figure = chart_of(repeat, words)
    assert "not seen by the model" in figure.svg and "11 February 2026" in figure.svg
    assert "expected 169 repeat purchases and there were 181" in figure.alt
    assert text_of(figure.data)[:3] == [
        "Learnt from",
        "7 January 2026 | 90 | 85 | 90 | 85",
        "14 January 2026 | 80 | 84 | 170 | 169",
    ]
    assert text_of(figure.data)[5] == "Not seen by the model"
    again = chart_of(repeat, words)
    assert again.svg == figure.svg
    assert figure.base == "Base: 1,200 customers" and figure.source == "Source: a.csv"


def test_what_was_and_what_was_expected_are_drawn_as_lines(repeat, words) -> None:
    drawn = chart_of(repeat, words).form
    assert (drawn.actual.name, drawn.expected.name) == ("Actual", "Expected")
    assert drawn.actual.values == [90, 80, 85, 88, 92, 81]
    assert drawn.expected.values == [85.4, 84, 86, 87, 85, 84]
    assert drawn.ends[0] == dt.date(2026, 1, 7) and len(drawn.ends) == 6
    assert drawn.edge == ("not seen by the model", dt.date(2026, 1, 28))


def test_parameters_stand_in_the_method_table(repeat, value, words) -> None:
    table = models_of(repeat, value, words)
    lines = text_of(table)
    # two digits of the standard error, and as many of the estimate
    assert lines[1] == "r | 0.800 | 0.010 | 0.800 | 0.010"
    assert lines[3] == "a | 0.0400 | 0.0090 | 0.0400 | 0.0090"
    assert lines[4] == "b | 1.8 | – | 1.8 | –"
    assert "Log-likelihood | -1,264.17 | – | -1,264.17 | –" in lines
    assert "gamma | 1,233 | 54 | 1,233 | 54" in lines
    assert [cell.value for cell in table.rows[3].cells] == [0.04, 0.009, 0.04, 0.009]
    assert {cell.digits for cell in table.rows[3].cells} == {4}
    assert any("limit: 20%" in note for note in table.notes)


def test_what_the_data_do_not_determine_is_no_number(repeat, value, words) -> None:
    open_fit = dataclasses.replace(repeat.whole, identified=(True, True, False, False))
    collapsed = dataclasses.replace(repeat, whole=open_fit)
    table = models_of(collapsed, value, words)
    assert text_of(table)[4] == "b | 1.8 | – | – | –"
    assert table.notes[0].startswith("–: the data do not determine this parameter.")
    whole = models_of(repeat, value, words)
    assert not any("determine" in note for note in whole.notes)


@pytest.mark.usefixtures("drawings")
def test_vietnamese_is_whole(repeat, value, values, words) -> None:
    with language_in_use("vi"):
        vietnamese = dataclasses.replace(words, unit="khách hàng")
        found = told_of(repeat, vietnamese)
        assert found.headline == "Dự báo mua lặp lại thấp hơn thực tế 7 %"
        assert "93,1 % vẫn còn mua hàng" in found.implication
        assert brought(values, vietnamese)[0].headline == (
            "Khách hàng hiện tại dự kiến mang lại 100 triệu ₫ trong 90 ngày tới"
        )
        figure = chart_of(repeat, vietnamese)
        assert "giai đoạn kiểm chứng" in figure.svg and "Thực tế" in figure.svg
        assert models_of(repeat, value, vietnamese).notes[0] == ("Thời gian tính bằng tuần.")


def test_what_is_absent_stays_absent(words) -> None:
    nothing = RepeatForecast(NO_DATA, NO_DATA, NO_DATA)
    assert topic.answer(nothing, words) is NO_DATA
    assert topic.lifetime_answer(nothing, words) is NO_DATA
    assert topic.models_answer(nothing, words) is NO_DATA
