"""Revenue bands and the most important source (S3.1, S3.2)."""

from __future__ import annotations

import itertools

import numpy as np
import pandas as pd
import pytest

from analysis.errors import DataError
from analysis.methods.customers.money_shares import money_share_intervals
from analysis.methods.customers.revenue_bands import most_important_source, revenue_bands
from analysis.statistics.clustering.natural_breaks import natural_breaks, proposed_bounds
from analysis.statistics.sayable_numbers import sayable, sayable_between
from analysis.values.absent import Absent

PACKAGES = {"Bronze": 5e6, "Silver": 10e6, "Gold": 20e6}


def example() -> pd.Series:
    """Return the worked example of S3.2: 20 Bronze, 3 Silver, 1 Gold."""
    return pd.Series([5e6] * 20 + [10e6] * 3 + [20e6])


def test_worked_example_finds_bronze_with_two_thirds():
    bands = revenue_bands(example(), example(), PACKAGES)
    assert [(row.band, row.customers, row.revenue) for row in bands.rows] == [
        ("Gold", 1, 20e6),
        ("Silver", 3, 30e6),
        ("Bronze", 20, 100e6),
    ]
    source = most_important_source(bands)
    assert (source.band, source.reason, source.majority) == ("Bronze", "majority", True)
    assert round(source.share, 3) == 0.667
    assert source.low < source.share < source.high
    assert source.runner_up == "Silver"


def test_worked_example_without_bounds_proposes_the_same():
    bands = revenue_bands(example(), example())
    assert bands.proposed
    assert [(row.band, row.lower, row.upper) for row in bands.rows] == [
        ("large", 20e6, None),
        ("medium", 10e6, 20e6),
        ("small", 0, 10e6),
    ]


def test_largest_without_majority_and_about_equal():
    values = pd.Series([1.0] * 45 + [10.0] * 3 + [25.0])
    bands = revenue_bands(values, values, {"S": 1, "M": 10, "L": 25})
    largest = most_important_source(bands)
    assert (largest.band, largest.reason, largest.majority) == ("S", "largest", False)
    values = pd.Series([1.0] * 30 + [10.0] * 3 + [30.0])
    equal = most_important_source(revenue_bands(values, values, {"S": 1, "M": 10, "L": 30}))
    assert (equal.band, equal.reason) == (None, "equal")


def test_customers_under_the_lowest_bound_are_counted_in_the_total():
    values = pd.Series([1e6, 5e6, 20e6, np.nan])
    bands = revenue_bands(values, values, PACKAGES)
    assert (bands.base, bands.under_lowest, bands.unknown) == (3, 1, 1)
    assert bands.revenue_under_lowest == 1e6
    assert sum(row.revenue for row in bands.rows) + 1e6 == bands.revenue
    assert bands.labels.isna().tolist() == [True, False, False]


def test_bands_by_quantity():
    sets = pd.Series([1, 5, 6, 20, 21, 40])
    money = pd.Series([10.0, 10, 10, 10, 10, 100])
    rows = revenue_bands(sets, money, {"1–5": 1, "6–20": 6, "21+": 21}).rows
    assert [(row.band, row.customers) for row in rows] == [("21+", 2), ("6–20", 2), ("1–5", 2)]


def test_order_and_currency_do_not_matter():
    rng = np.random.default_rng(0)
    money = pd.Series(rng.lognormal(size=80))
    one = revenue_bands(money, money)
    shuffled = money.sample(frac=1, random_state=1) * 25_000
    other = revenue_bands(shuffled, shuffled)
    for a, b in zip(one.rows, other.rows, strict=True):
        assert a.customers == b.customers
        assert a.revenue_low == pytest.approx(b.revenue_low)


@pytest.mark.parametrize("seed", range(4))
def test_natural_breaks_are_the_best_of_all_divisions(seed):
    values = np.sort(np.random.default_rng(seed).lognormal(size=18).round(2))

    def spread(cuts: tuple[int, ...]) -> float:
        return sum(part.var() * len(part) for part in np.split(values, cuts))

    best = min(itertools.combinations(range(1, len(values)), 3), key=spread)
    assert natural_breaks(values, 4) == [values[0], *values[list(best)]]


def test_nothing_to_split():
    assert isinstance(revenue_bands(pd.Series([1.0, 1.0]), pd.Series([0.0, 0.0])), Absent)
    assert isinstance(revenue_bands(pd.Series([1.0, 1.0]), pd.Series([2.0, 3.0])), Absent)


def test_one_giant_is_not_proposed_as_a_band():
    rng = np.random.default_rng(3)
    money = pd.Series(np.append(np.exp(rng.normal(6, 1, 400)), 1e7))
    found = revenue_bands(money, money)
    assert min(row.customers for row in found.rows) >= 10


@pytest.mark.parametrize(
    ("above", "up_to", "said"),
    [
        (5e6, 10e6, 10e6), (120, 980, 500), (3, 4, 4), (4, 5, 5), (0, 7, 5),
        (497_312, 497_400, 500_000), (0.21, 0.34, 0.3), (1_290, 1_310, 1_300),
    ],
)  # fmt: skip
def test_bounds_are_numbers_that_people_say(above, up_to, said):
    assert sayable_between(above, up_to) == said


def test_rounding_keeps_the_digits_asked_for():
    assert [sayable(x) for x in (497_312, -0.0123, 99.9, 0)] == [500_000, -0.012, 100, 0]
    assert sayable(1_234_567, 3) == 1_230_000


def test_rounded_bounds_divide_as_the_breaks_do_where_there_is_a_gap():
    money = pd.Series([11e6, 13e6, 14e6, 103e6, 117e6, 880e6, 905e6])
    bands = revenue_bands(money, money)
    assert [(row.lower, row.customers) for row in bands.rows] == [(500e6, 2), (100e6, 2), (0, 3)]
    returned = revenue_bands(pd.Series([-300.0, *money]), pd.Series([-300.0, *money]))
    assert returned.rows[-1].lower == -330 and returned.under_lowest == 0


def test_very_many_values_lie_on_a_grid_finer_than_the_rounding():
    values = np.exp(np.random.default_rng(2).normal(12, 1, 12_000))
    fine = natural_breaks(np.log(np.clip(values, *np.quantile(values, (0.01, 0.99)))), 3)
    said = proposed_bounds(values, 3)
    assert said[0] == 0
    assert said[1:] == pytest.approx(np.exp(fine[1:]), rel=0.05)


def test_equal_bands_are_split_anew():
    values = pd.Series([1.0] * 30 + [10.0] * 3 + [30.0])
    equal = most_important_source(revenue_bands(values, values, {"S": 1, "M": 10, "L": 30}))
    assert equal.reason == "equal"
    anew = equal.proposal
    assert anew.proposed and len(anew.rows) == 2
    assert max(row.revenue_share for row in anew.rows) > 0.5
    assert sum(row.revenue for row in anew.rows) == values.sum()
    clear = most_important_source(revenue_bands(example(), example(), PACKAGES))
    assert clear.proposal is None


def test_linearised_intervals_of_money_are_the_bootstraps_limit():
    rng = np.random.default_rng(1)
    money, group = rng.lognormal(10, 1.2, 20_001), rng.choice(3, 20_001, p=[0.6, 0.39, 0.01])
    limit = money_share_intervals(money, group, 3)
    drawn = money_share_intervals(money[:-1], group[:-1], 3, draws=400)
    for one, other in zip(limit, drawn, strict=True):
        width = other[1] - other[0]
        assert one == pytest.approx(other, abs=width / 8)


def test_bounds_that_cannot_be_used_are_refused():
    with pytest.raises(DataError, match="different numbers"):
        revenue_bands(example(), example(), {"S": 1, "M": 1})
    with pytest.raises(DataError, match="nan"):
        revenue_bands(example(), example(), {"S": 1, "M": float("nan")})
