"""Revenue bands and the most important source (S3.1, S3.2)."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from analysis.errors import DataError
from analysis.topics.customers.revenue_bands.method import most_important_source
from analysis.topics.customers.revenue_bands.method_bands import revenue_bands
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


def test_nothing_to_split():
    assert isinstance(revenue_bands(pd.Series([1.0, 1.0]), pd.Series([0.0, 0.0])), Absent)
    assert isinstance(revenue_bands(pd.Series([1.0, 1.0]), pd.Series([2.0, 3.0])), Absent)


def test_one_giant_is_not_proposed_as_a_band():
    rng = np.random.default_rng(3)
    money = pd.Series(np.append(np.exp(rng.normal(6, 1, 400)), 1e7))
    found = revenue_bands(money, money)
    assert min(row.customers for row in found.rows) >= 10


def test_rounded_bounds_divide_as_the_breaks_do_where_there_is_a_gap():
    money = pd.Series([11e6, 13e6, 14e6, 103e6, 117e6, 880e6, 905e6])
    bands = revenue_bands(money, money)
    assert [(row.lower, row.customers) for row in bands.rows] == [(500e6, 2), (100e6, 2), (0, 3)]
    returned = revenue_bands(pd.Series([-300.0, *money]), pd.Series([-300.0, *money]))
    assert returned.rows[-1].lower == -330 and returned.under_lowest == 0


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


def test_bounds_that_cannot_be_used_are_refused():
    with pytest.raises(DataError, match="different numbers"):
        revenue_bands(example(), example(), {"S": 1, "M": 1})
    with pytest.raises(DataError, match="nan"):
        revenue_bands(example(), example(), {"S": 1, "M": float("nan")})
