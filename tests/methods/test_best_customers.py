"""The best customers by goal, and concentration (S3.3)."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from analysis.errors import DataError
from analysis.languages.catalog import language_in_use
from analysis.methods.customers.best_customers import best_customers, pareto_share
from analysis.values.absent import Absent


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


def test_concentration_equals_r_on_marketing_campaign(shared_data, reference):
    known = reference("concentration")["marketing_lorenz"]
    frame = pd.read_csv(
        shared_data / "marketing_campaign" / "marketing_campaign.csv", sep=";", encoding="utf-8-sig"
    )
    spend = frame.filter(like="Mnt").sum(axis=1)
    found = pareto_share(spend, draws=50)
    assert found.base == known["n"]
    assert found.share == pytest.approx(known["top20pct"], abs=1e-9)
    assert pareto_share(spend, 0.1, draws=2).share == pytest.approx(known["top10pct"], abs=1e-9)
    assert pareto_share(spend, 0.01, draws=2).share == pytest.approx(known["top1pct"], abs=1e-9)
    assert found.gini == pytest.approx(known["gini"], abs=1e-9)
    assert found.gini_corrected == pytest.approx(known["gini_corrected"], abs=1e-9)
    assert found.lorenz == pytest.approx(known["lorenz_deciles"], abs=1e-9)
    assert found.low < found.share < found.high


def test_twenty_percent_bring_eighty():
    money = pd.Series([40.0] * 2 + [2.5] * 8)
    found = pareto_share(money)
    assert found.share == pytest.approx(0.8)
    assert found.customers_for_reach == pytest.approx(0.2)
    equal = pareto_share(pd.Series([1.0] * 10))
    assert (equal.gini, equal.customers_for_reach) == (pytest.approx(0), pytest.approx(0.8))


def test_negative_revenue_is_counted_and_nothing_is_absent():
    money = pd.Series([-5.0, *range(1, 12)])
    assert pareto_share(money).negative == 1
    assert pareto_share(money) == pareto_share(money.sample(frac=1, random_state=0) * 3)
    assert isinstance(pareto_share(pd.Series([1.0, 2.0])), Absent)


def test_reasons_are_given_in_vietnamese_too(features):
    with language_in_use("vi"):
        missing = best_customers(features.drop(columns="profit"), goal="profit")
    assert missing.reason.startswith("Dữ liệu không có chi phí")


def test_customers_who_are_all_alike_have_no_best():
    alike = pd.DataFrame({"revenue": [1.0, 2.0, 3.0], "relation_days": [0.0, 0.0, 0.0]})
    assert isinstance(best_customers(alike, goal="loyalty"), Absent)


def test_influence_on_the_best_fifth_tends_to_the_bootstrap():
    """The linearised interval is what drawn samples of 20,000 customers give."""
    money = np.random.default_rng(5).lognormal(10, 1.2, 20_000)
    drawn = pareto_share(pd.Series(money), draws=400)
    limit = pareto_share(pd.Series(np.append(money, money.mean())))
    assert (drawn.method, limit.method) == ("bootstrap", "linearised")
    width = drawn.high - drawn.low
    assert limit.high - limit.low == pytest.approx(width, rel=0.1)
    assert limit.low == pytest.approx(drawn.low, abs=width / 10)


@pytest.mark.parametrize("wrong", [{"goal": "fame"}, {"top_share": 0.0}, {"top_share": 1.5}])
def test_wrong_goal_or_share_is_refused(features, wrong):
    with pytest.raises(DataError, match=next(iter(wrong))):
        best_customers(features, **wrong)


def test_wrong_part_of_revenue_is_refused(features):
    with pytest.raises(DataError, match="reach"):
        pareto_share(features["revenue"], reach=80)


def test_no_seed_is_sure_of_what_another_is_sure_is_not_so() -> None:
    # the interval ends at 80 % within chance: seeds were sure of "in line", or of "less"
    money = pd.Series([1.0] * 15 + [10.0] * 15 + [100.0] * 15)
    said = {
        (found.verdict, found.perhaps) for found in (pareto_share(money, seed=s) for s in range(40))
    }
    assert ("in_line", "less") in said
    sure = {verdict for verdict, perhaps in said if verdict == perhaps}
    assert len(sure) <= 1, said
    assert (
        pareto_share(pd.Series([1.0] * 99 + [900.0] * 1), top=0.05, reach=0.3).perhaps == "in_line"
    )
    even = pareto_share(pd.Series([1.0] * 200))
    assert even.verdict == even.perhaps == "less"
