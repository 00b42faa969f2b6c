"""RFM scores and groups."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from analysis.errors import DataError
from analysis.topics.customers.rfm.method import GROUPS, rfm_scores
from analysis.values.absent import Absent


def customers(people: int = 200, seed: int = 0) -> pd.DataFrame:
    rng = np.random.default_rng(seed)
    orders = rng.geometric(0.4, people)
    return pd.DataFrame(
        {
            "days_since_last": rng.integers(0, 365, people),
            "orders": orders,
            "revenue": orders * rng.exponential(100, people),
        },
        index=[f"c{i:03}" for i in range(people)],
    )


def test_scores_of_ten_hand_made_customers():
    frame = pd.DataFrame(
        {"days_since_last": range(10), "orders": [1] * 8 + [2, 9], "revenue": range(10, 20)}
    )
    found = rfm_scores(frame).customers
    assert list(found["r"]) == [5, 5, 4, 4, 3, 3, 2, 2, 1, 1]
    assert list(found["f"]) == [1] * 8 + [5, 5]  # one purchase scores 1, however many did so
    assert list(found["m"]) == [1, 1, 2, 2, 3, 3, 4, 4, 5, 5]
    assert list(found["group"]) == ["new"] * 4 + ["fading"] * 2 + ["lost"] * 2 + ["at_risk"] * 2
    assert found["cell"].iloc[0] == "511"


def test_groups_add_up_and_are_complete():
    frame = customers()
    found = rfm_scores(frame)
    assert [row.group for row in found.groups] == list(GROUPS)
    assert sum(row.customers for row in found.groups) == found.base == 200
    assert sum(row.revenue_share for row in found.groups) == pytest.approx(1)
    assert sum(row.revenue for row in found.groups) == pytest.approx(frame["revenue"].sum())
    champions = found.groups[0]
    assert champions.revenue_low < champions.revenue_share < champions.revenue_high


def test_equal_customers_score_alike_in_any_order():
    frame = customers()
    one, other = rfm_scores(frame), rfm_scores(frame.sample(frac=1, random_state=1))
    pd.testing.assert_frame_equal(one.customers, other.customers)
    assert one.groups == other.groups
    assert one.customers.groupby("frequency")["f"].nunique().max() == 1


def test_currency_does_not_matter():
    frame = customers()
    dear = frame.assign(revenue=frame["revenue"] * 25_000)
    assert list(rfm_scores(frame).customers["cell"]) == list(rfm_scores(dear).customers["cell"])


def test_fixed_bounds_stay_from_wave_to_wave():
    bounds = {"recency": [30, 180], "frequency": [2, 5], "monetary": [100, 1000]}
    frame = pd.DataFrame(
        {"days_since_last": [30, 31, 181], "orders": [5, 2, 1], "revenue": [99.0, 100, 5000]}
    )
    found = rfm_scores(frame, bounds).customers
    assert list(found["r"]) == [3, 2, 1]
    assert list(found["f"]) == [3, 2, 1]
    assert list(found["m"]) == [1, 2, 3]
    assert list(found["group"]) == ["champions", "loyal", "lost"]
    with pytest.raises(DataError, match="recency"):
        rfm_scores(frame, bounds | {"recency": [180, 30]})


def test_too_few_customers_have_no_scores():
    assert isinstance(rfm_scores(customers(4)), Absent)


@pytest.mark.parametrize(
    "seed", [seed if seed < 3 else pytest.param(seed, marks=pytest.mark.long) for seed in range(6)]
)
def test_quantile_bounds_score_the_same_customers_alike(seed):
    """Scores by rank, as counted one by one; the bounds that are printed give the same."""
    frame = customers(int(np.random.default_rng(seed).integers(20, 300)), seed)
    found = rfm_scores(frame)
    for name, column in (("r", "days_since_last"), ("f", "orders"), ("m", "revenue")):
        worth = frame.sort_index()[column] * (-1 if name == "r" else 1)
        worse = [(worth < own).sum() for own in worth]
        assert list(found.customers[name]) == [5 * n // len(worth) + 1 for n in worse]
    fixed = rfm_scores(frame, found.bounds)
    assert (fixed.method, found.method) == ("fixed", "quantile")
    assert list(fixed.customers["cell"]) == list(found.customers["cell"])
    assert fixed.groups == found.groups
    said = rfm_scores(frame, found.proposed_bounds).customers
    assert (said["m"] != found.customers["m"]).mean() < 0.05


def test_everyone_bought_once_and_today():
    frame = pd.DataFrame({"days_since_last": 0, "orders": 1, "revenue": 7.0}, index=range(9))
    found = rfm_scores(frame)
    assert found.bounds["frequency"] == (2, 3, 4, 5)
    assert found.bounds["recency"] == (0, 0, 0, 0)
    assert found.sizes["monetary"] == (9, 0, 0, 0, 0)


def test_customers_without_one_of_the_three_are_counted():
    frame = customers().astype(float)
    frame.iloc[:3, 0] = np.nan
    found = rfm_scores(frame)
    assert (found.base, found.unknown) == (197, 3)


GOOD = {"recency": [30, 90], "frequency": [2, 5], "monetary": [1, 9]}


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        (GOOD | {"recency": [90, 30]}, "recency: must ascend, got: 90, 30"),
        (GOOD | {"monetary": [1, float("inf")]}, "monetary: must ascend"),
        (GOOD | {"frequency": [2]}, "as many bounds, got: 2, 1, 2"),
        (GOOD | {"frequency": []}, "frequency: must have its bounds"),
        (GOOD | {"speed": [1, 2]}, "speed: must be one of recency, frequency, monetary"),
        ({key: list(range(9)) for key in GOOD}, "at most 8 bounds, got: 9"),
    ],
)
def test_bounds_that_cannot_be_used_are_refused_by_name(wrong, message):
    with pytest.raises(DataError, match=message):
        rfm_scores(customers(), wrong)


def test_number_of_scores_is_checked():
    with pytest.raises(DataError, match="from 2 to 9, got: 12"):
        rfm_scores(customers(), bins=12)


def test_nobody_bought_later_than_on_the_last_day():
    """Where over a fifth bought on the last day, they score highest though few are worse."""
    frame = pd.DataFrame(
        {"days_since_last": [0, 0, 0, 2, 4, 6, 8], "orders": range(1, 8), "revenue": 5.0}
    )
    found = rfm_scores(frame)
    assert list(found.customers["r"][:3]) == [5, 5, 5]
    assert found.sizes["recency"][4] == 3 and found.sizes["recency"][3] == 0
    again = rfm_scores(frame, found.bounds)
    assert list(again.customers["r"]) == list(found.customers["r"])


def test_overdue_are_those_away_for_twice_their_own_wait():
    frame = pd.DataFrame(
        {
            "days_since_last": [1, 30, 31, 9, 61, 62, 63, 64],
            "orders": [1, 2, 3, 4, 5, 6, 7, 8],
            "revenue": 10.0,
            "days_between_orders": [np.nan, 20, 20, 3, 30, 31, 40, 2],
        }
    )
    found = rfm_scores(frame, {"recency": [7, 40], "frequency": [3, 5], "monetary": [1, 2]})
    groups = {group.group: group for group in found.groups}
    members = found.customers["group"] == "at_risk"
    waited = frame[members]
    expected = (waited["days_since_last"] > 2 * waited["days_between_orders"]).mean()
    assert groups["at_risk"].customers == 4 and expected == 0.5
    assert groups["at_risk"].overdue == expected
    assert np.isnan(groups["new"].overdue) and "wait" not in found.customers
