"""What the report shows of repeat buying: where the model fits, and where it does not."""

from __future__ import annotations

import dataclasses
import datetime as dt

import numpy as np
import pandas as pd
import pytest
from titled import titled

from analysis import figures, findings, tables
from analysis.languages.catalog import language_in_use
from analysis.methods.customers.lifetime_values import CustomerLifetimeValues, LifetimeGroup
from analysis.methods.customers.purchase_value import PurchaseValue
from analysis.methods.customers.purchase_value_model import SpendingFit
from analysis.methods.customers.repeat_buying import RepeatBuying
from analysis.methods.customers.repeat_buying_model import ModelFit
from analysis.sources.words import Words
from analysis.values.absent import Absent
from analysis.values.finding import Finding

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
    tracking = pd.DataFrame(
        {
            "end": ends,
            "actual": actual,
            "expected": expected,
            "cumulative_actual": actual.cumsum(),
            "cumulative_expected": expected.cumsum(),
            "holdout": [False] * 4 + [True] * 2,
        }
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


def text_of(table) -> list[str]:
    return [" | ".join([row.label, *(cell.text for cell in row.cells)]) for row in table.rows]


def test_a_model_that_fits_says_how_far_off_it_was(repeat, words) -> None:
    found = findings.repeat_buying(repeat, words)
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
    found = findings.repeat_buying(dataclasses.replace(repeat, holdout_error=error), words)
    assert headline in found.headline


def test_a_model_that_does_not_fit_gives_no_forecast(repeat, words) -> None:
    reasons = ("too_few_repeat_buyers", "boundary", "histogram_off", "holdout_off")
    off = dataclasses.replace(repeat, reasons=reasons, misplaced=0.147, repeat_buyers=70)
    found = findings.repeat_buying(off, words)
    assert found.headline == "The repeat-buying model does not fit these customers"
    assert found.text == (
        "The repeat-buying model does not fit: only 70 customers bought again while it learnt, "
        "the data do not tell its parameters apart, it puts 14.7% of customers at a wrong number "
        "of purchases, and it expected 169 repeat purchases on 29 January – 11 February 2026 and "
        "there were 181; no forecast is given (n = 1,200)."
    )
    assert "active" not in found.text + found.implication
    assert found.strength < findings.repeat_buying(repeat, words).strength


def test_what_customers_will_bring(values, words) -> None:
    found = findings.lifetime_values(values, words)
    assert found.headline == "Today's customers should bring ₫100m in 90 days"
    assert "95% interval ₫80m to ₫125m" in found.text and "n = 1,000" in found.text
    assert found.implication == (
        "Those with 11 purchases or more are 4.0% of customers and account for 20% of it."
    )
    table = tables.lifetime_values(values, words)
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
    assert findings.lifetime_values(bare, words).headline == (
        "Today's customers should make 1,340 purchases in 90 days"
    )
    table = tables.lifetime_values(bare, words)
    assert len(table.columns) == 4
    assert not any("₫" in line for line in text_of(table))
    assert any("goes with how often they buy" in note for note in table.notes)


def test_chart_carries_its_numbers(repeat, words) -> None:
    figure = figures.repeat_buying(repeat, titled("The forecast was 7% too low"), words)
    assert "not seen by the model" in figure.svg and "11 February 2026" in figure.svg
    assert "expected 169 repeat purchases and there were 181" in figure.alt
    assert text_of(figure.data)[:3] == [
        "Learnt from",
        "7 January 2026 | 90 | 85 | 90 | 85",
        "14 January 2026 | 80 | 84 | 170 | 169",
    ]
    assert text_of(figure.data)[5] == "Not seen by the model"
    again = figures.repeat_buying(repeat, titled("The forecast was 7% too low"), words)
    assert again.svg == figure.svg
    assert figure.base == "Base: 1,200 customers" and figure.source == "Source: a.csv"


def test_parameters_stand_in_the_method_table(repeat, value, words) -> None:
    table = tables.repeat_buying_method(repeat, value, words)
    lines = text_of(table)
    # two digits of the standard error, and as many of the estimate
    assert lines[1] == "r | 0.800 | 0.010 | 0.800 | 0.010"
    assert lines[3] == "a | 0.0400 | 0.0090 | 0.0400 | 0.0090"
    assert lines[4] == "b | 1.8 | – | 1.8 | –"
    assert "Log-likelihood | -1,264.17 | – | -1,264.17 | –" in lines
    assert "gamma | 1,233 | 54 | 1,233 | 54" in lines
    assert any("limit: 20%" in note for note in table.notes)


def test_what_the_data_do_not_determine_is_no_number(repeat, value, words) -> None:
    open_fit = dataclasses.replace(repeat.whole, identified=(True, True, False, False))
    collapsed = dataclasses.replace(repeat, whole=open_fit)
    table = tables.repeat_buying_method(collapsed, value, words)
    assert text_of(table)[4] == "b | 1.8 | – | – | –"
    assert table.notes[0].startswith("–: the data do not determine this parameter.")
    whole = tables.repeat_buying_method(repeat, value, words)
    assert not any("determine" in note for note in whole.notes)


def test_vietnamese_is_whole(repeat, value, values, words) -> None:
    with language_in_use("vi"):
        vietnamese = dataclasses.replace(words, unit="khách hàng")
        found = findings.repeat_buying(repeat, vietnamese)
        assert found.headline == "Dự báo mua lặp lại thấp hơn thực tế 7 %"
        assert "93,1 % vẫn còn mua hàng" in found.implication
        assert findings.lifetime_values(values, vietnamese).headline == (
            "Khách hàng hiện tại dự kiến mang lại 100 triệu ₫ trong 90 ngày tới"
        )
        figure = figures.repeat_buying(repeat, found, vietnamese)
        assert "giai đoạn kiểm chứng" in figure.svg and "Thực tế" in figure.svg
        assert tables.repeat_buying_method(repeat, value, vietnamese).notes[0] == (
            "Thời gian tính bằng tuần."
        )


def test_what_is_absent_stays_absent(words, value) -> None:
    assert findings.repeat_buying(NO_DATA, words) is NO_DATA
    assert findings.lifetime_values(NO_DATA, words) is NO_DATA
    assert tables.lifetime_values(NO_DATA, words) is NO_DATA
    assert tables.repeat_buying_method(NO_DATA, value, words) is NO_DATA
    assert figures.repeat_buying(NO_DATA, NO_DATA, words) is NO_DATA
    assert not isinstance(NO_DATA, Finding)
