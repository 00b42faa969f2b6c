"""Search queries."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from analysis.sources.words import Words
from analysis.statistics.intervals import wilson_interval
from analysis.topics.market.search_queries.answer import answer
from analysis.topics.market.search_queries.method import search_query_summary
from analysis.values.absent import Absent
from analysis.values.source_line import SourceLine

WORDS = Words({}, "customers", "revenue", "VND", SourceLine(), own="Ours")


@pytest.fixture
def queries() -> pd.DataFrame:
    return pd.DataFrame(
        {
            "query": ["cà phê Phúc Long", "ca phe ngon", "phuclong menu", "phúc", "quán cà phê"],
            "clicks": [30, 5, 20, 1, 0],
            "impressions": [100, 400, 50, 10, 0],
            "position": [1.0, 8.0, 2.0, 5.0, np.nan],
        }
    )


def test_brand_queries_are_recognised_as_people_type_them(queries):
    result = search_query_summary(queries, ["Phúc Long"])
    named = [one.query for one in result.queries if one.names_brand]
    assert named == ["cà phê Phúc Long", "phuclong menu"]
    assert [one.kind for one in result.groups] == ["brand", "other"]
    brand = result.of("brand")
    assert (brand.queries, brand.clicks.clicks, brand.clicks.impressions) == (2, 50, 150)
    assert brand.click_share == pytest.approx(50 / 56)
    assert brand.clicks.position == pytest.approx((100 + 2 * 50) / 150)


def test_short_brand_term_does_not_match_inside_a_word():
    frame = pd.DataFrame({"query": ["milo", "mi lo", "kimilor"], "clicks": 1, "impressions": 9})
    result = search_query_summary(frame, ["milo"])
    named = {one.query: one.names_brand for one in result.queries}
    assert named == {"milo": True, "mi lo": False, "kimilor": False}


def test_rates_have_wilson_intervals(queries):
    result = search_query_summary(queries, ["Phúc Long"])
    first = result.queries[0].clicks
    assert first.click_rate == pytest.approx(0.3)
    assert (first.low, first.high) == pytest.approx(wilson_interval(0.3, 100))
    unseen = next(one for one in result.queries if one.query == "quán cà phê")
    assert np.isnan(unseen.clicks.click_rate)


def test_real_search_console_export(shared_data):
    table = pd.read_csv(shared_data / "seo_gsc_queries" / "Queries.csv", encoding="utf-8-sig")
    table = table.rename(columns={"Top queries": "query"}).rename(columns=str.lower)
    result = search_query_summary(table, ["Adelphi Living", "adelphi"], top=20)
    assert len(result.queries) == 20
    assert result.clicks == table["clicks"].sum()
    assert sum(one.clicks.impressions for one in result.groups) == table["impressions"].sum()
    assert result.of("brand").clicks.click_rate > result.of("other").clicks.click_rate
    clicks = [one.clicks.clicks for one in result.queries]
    assert clicks == sorted(clicks, reverse=True)


def test_impossible_rows_are_left_out_and_counted(queries):
    queries.loc[0, "clicks"] = 101
    result = search_query_summary(queries, [])
    assert result.left_out == 1
    assert [one.kind for one in result.groups] == ["other"]


def test_nothing_to_count_is_absent(queries):
    assert isinstance(search_query_summary(queries.iloc[:0], []), Absent)


def test_queries_that_may_not_be_listed_are_in_no_result(queries):
    hidden = search_query_summary(queries, ["Phúc Long"], listed=False)
    assert hidden.queries == () and hidden.count == 5
    finding, table = answer(hidden, WORDS)
    assert finding.headline == "89.3% of search clicks name the brand"
    assert [row.label for row in table.rows] == ["Names the brand", "Does not name it"]
    assert "are not listed" in table.notes[0]
