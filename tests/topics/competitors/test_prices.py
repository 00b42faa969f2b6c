"""Prices of brands side by side."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from analysis.sources.words import Words
from analysis.topics.competitors import prices as topic
from analysis.topics.competitors.prices.method import price_comparison
from analysis.values.absent import Absent
from analysis.values.source_line import SourceLine

WORDS = Words({}, "customers", "revenue", "VND", SourceLine(), own="Ours")


@pytest.fixture
def prices() -> pd.DataFrame:
    return pd.DataFrame(
        {
            "brand": ["Ta"] * 7 + ["Rẻ"] * 6 + ["Đắt"] * 3,
            "price": [100, 110, 90, 100, 105, 95, 100, 50, 60, 40, 50, 55, 45, 200, 210, 190],
            "product": list("abcdefg") + list("abcdef") + list("xyz"),
        }
    )


def test_median_quartiles_and_index(prices):
    result = price_comparison(prices, "Ta")
    assert [one.brand for one in result.brands] == ["Rẻ", "Ta", "Đắt"]
    cheap, own, dear = result.brands
    assert (cheap.median, cheap.index, cheap.offers) == (50, 0.5, 6)
    assert (cheap.median_low, cheap.median_high) == (40, 60)  # the extremes of six
    assert (cheap.index_low, cheap.index_high) == (0.4, 0.6)
    assert own.index == 1
    assert dear.small and np.isnan(dear.median_low)
    assert result.reference_brand == "Ta" and result.reference_price == 100


def test_without_own_brand_the_market_is_the_reference(prices):
    result = price_comparison(prices, None)
    assert result.reference_brand is None
    assert result.reference_price == prices["price"].median()


def test_own_brand_without_offers_falls_back_to_the_market(prices):
    result = price_comparison(prices, "Không bán")
    assert result.reference_brand is None


def test_row_order_does_not_matter(prices):
    one = price_comparison(prices, "Ta")
    two = price_comparison(prices.sample(frac=1, random_state=1), "Ta")
    assert repr(one) == repr(two)  # NaN is not equal to itself


def test_like_for_like_index_compares_inside_categories():
    prices = pd.DataFrame(
        {
            "brand": ["Ta", "Ta", "Khác", "Khác", "Khác"],
            "price": [10.0, 100.0, 12.0, 120.0, 999.0],
            "category": ["trà", "máy", "trà", "máy", "xe"],
        }
    )
    other = price_comparison(prices, "Ta").of("Khác")
    assert other.like_for_like.index == pytest.approx(1.2)
    assert other.like_for_like.offers == 2


def test_offers_without_a_price_are_left_out_and_counted(prices):
    prices.loc[0, "price"] = 0
    prices.loc[1, "price"] = np.nan
    result = price_comparison(prices, "Ta")
    assert result.left_out == 2
    assert result.of("Ta").offers == 5


def test_real_prices_of_phones(shared_data):
    table = pd.read_csv(shared_data / "vn_tiki_products" / "tiki_products.csv")
    price = pd.to_numeric(table["price"].str.replace(r"\D", "", regex=True), errors="coerce")
    brand = table["name"].str.extract(r"(?i)\b(samsung|oppo|xiaomi|vsmart|nokia)\b")[0].str.lower()
    offers = pd.DataFrame({"brand": brand, "price": price}).dropna(subset="brand")
    result = price_comparison(offers, "samsung").brands
    assert all(not one.median_low > one.median for one in result)
    assert [one.median for one in result] == sorted(one.median for one in result)
    assert sum(one.offers for one in result) == (offers["price"] > 0).sum()


def test_no_prices_is_absent(prices):
    assert isinstance(price_comparison(prices.iloc[:0], "Ta"), Absent)


def test_prices_are_called_dearer_only_where_the_interval_says_so():
    rng = np.random.default_rng(1)
    offers = pd.DataFrame(
        {
            "brand": np.repeat(["Ours", "Cheap", "Alike"], 40),
            "price": np.concatenate(
                [rng.normal(100, 5, 40), rng.normal(60, 5, 40), rng.normal(100, 5, 40)]
            ),
        }
    )
    answer = topic.answer(price_comparison(offers, "Ours"), WORDS)
    finding, chart = answer
    assert finding.headline == chart.title == "Ours is dearer than 1 competitor"
    assert "Clearly cheaper: Cheap. Clearly dearer: none." in finding.text
    assert chart.data.rows[0].label == "Cheap"


def test_the_own_brand_is_drawn_among_very_many():
    """It has the fewest offers, and every other brand is compared with it."""
    brands = [f"B{number:02}" for number in range(20)]
    offers = pd.DataFrame({"brand": [*brands * 6, *["Ours"] * 5], "price": np.arange(125.0) + 50})
    _finding, chart = topic.answer(price_comparison(offers, "Ours"), WORDS)
    assert "Ours" in chart.form.labels and len(chart.form.labels) == 16
    assert "of 21 brands 16 with most offers" in chart.subtitle
    assert len(chart.data.rows) == 21
