"""The best customers by goal (S3.3)."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from analysis.errors import DataError
from analysis.languages.catalog import language_in_use
from analysis.sources.purchases import Purchases
from analysis.sources.words import Words
from analysis.topics.customers import best_customers as best_told
from analysis.topics.customers import concentration, rfm
from analysis.topics.customers.best_customers.method import best_customers, best_of_band
from analysis.topics.customers.concentration.method import pareto_share
from analysis.topics.customers.revenue_bands.method import customers_by_band
from analysis.topics.customers.rfm.method import rfm_scores, rfm_values
from analysis.topics.customers.values.method import customer_values
from analysis.values.absent import Absent
from analysis.values.source_line import SourceLine

WORDS = Words({}, "customers", "revenue", "VND", SourceLine())


@pytest.fixture
def features() -> pd.DataFrame:
    return pd.DataFrame(
        {
            "revenue": [100.0, 90, 80, 70, 60, 50, 40, 30, 20, 10],
            "profit": [1.0, 9, 8, 7, 6, 5, 4, 3, 2, 10],
            "relation_days": [0, 0, 0, 900, 0, 0, 800, 0, 0, 0],
            "days_between_orders": [np.nan, 7, np.nan, 3, 50, 60, 7, 80, 90, 100],
        },
        index=list("abcdefghij"),
    )


@pytest.mark.parametrize(
    ("goal", "best"), [("profit", ["j", "b"]), ("loyalty", ["d", "g"]), ("growth", ["d", "b"])]
)
def test_best_by_goal(features, goal, best):
    found = best_customers(features, goal=goal)
    assert list(found.customers.index) == best
    assert found.base + found.unknown == 10
    shuffled = best_customers(features.iloc[::-1], goal=goal)
    pd.testing.assert_frame_equal(found.customers, shuffled.customers)


def test_best_inside_a_band(features):
    bands = pd.Series(["x"] * 5 + ["y"] * 5, index=features.index)
    found = best_customers(features, bands, "y", goal="profit")
    assert list(found.customers.index) == ["j"]
    assert found.base == 5
    assert found.revenue_share == pytest.approx(10 / 150)


def test_goal_without_its_measure_is_absent(features):
    assert isinstance(best_customers(features.drop(columns="profit"), goal="profit"), Absent)
    none = best_customers(features, pd.Series("x", index=features.index), "y")
    assert isinstance(none, Absent)


def test_reasons_are_given_in_vietnamese_too(features):
    with language_in_use("vi"):
        missing = best_customers(features.drop(columns="profit"), goal="profit")
    assert missing.reason.startswith("Dữ liệu không có chi phí")


def test_customers_who_are_all_alike_have_no_best():
    alike = pd.DataFrame({"revenue": [1.0, 2.0, 3.0], "relation_days": [0.0, 0.0, 0.0]})
    assert isinstance(best_customers(alike, goal="loyalty"), Absent)


@pytest.mark.parametrize("wrong", [{"goal": "fame"}, {"top_share": 0.0}, {"top_share": 1.5}])
def test_wrong_goal_or_share_is_refused(features, wrong):
    with pytest.raises(DataError, match=next(iter(wrong))):
        best_customers(features, **wrong)


def test_a_band_of_few_has_no_best_customers() -> None:
    revenue = [1.0 + n / 100 for n in range(40)] + [900.0]
    frame = pd.DataFrame({"customer": [f"{n:02d}" for n in range(41)], "revenue": revenue})
    since = frame.assign(since=pd.Timestamp(2026, 1, 1))
    values = customer_values(Purchases("totals", since))
    banded = customers_by_band(values, "revenue", {"Small": 0, "Large": 100})
    assert isinstance(best_of_band(values, banded, "loyalty"), Absent)


def test_customers_are_never_named() -> None:
    day = pd.Timestamp("2026-01-01")
    lines = pd.DataFrame(
        {
            "customer": [f"SECRET{n:02d}" for n in range(40) for _ in range(2)],
            "date": [day + pd.Timedelta(days=n * k) for n in range(40) for k in (0, 2)],
            "amount": [float(1 + n) for n in range(40) for _ in range(2)],
        }
    )
    values = customer_values(Purchases("lines", lines))
    banded = customers_by_band(values, "revenue")
    with language_in_use("en"):
        told, table = best_told.answer(best_of_band(values, banded, "loyalty"), WORDS)
        shown = [
            told,
            table,
            *rfm.answer(rfm_scores(rfm_values(values)), WORDS),
            *concentration.answer(pareto_share(values.frame["revenue"]), WORDS),
        ]
    assert not any("SECRET" in repr(item) for item in shown)
    band = next(cell.text for row in table.rows if row.label == "Chosen from" for cell in row.cells)
    assert band in ("Small", "Medium", "Large")  # bands are proposed
