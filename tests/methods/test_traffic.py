"""Visits by channel and search queries."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from analysis.methods.market.traffic import channel_summary, search_query_summary
from analysis.statistics.intervals import wilson_interval
from analysis.values.absent import Absent


@pytest.fixture
def visits() -> pd.DataFrame:
    return pd.DataFrame(
        {
            "channel": ["Zalo", "Facebook", "Zalo", "SEM"],
            "sessions": [100, 500, 100, 300],
            "conversions": [10, 5, 10, 0],
            "revenue": [50.0, 20.0, 30.0, 0.0],
        }
    )


def test_channels_are_added_up_and_sorted(visits):
    result = channel_summary(visits)
    channels = result.channels
    assert list(channels.index) == ["Facebook", "SEM", "Zalo"]
    assert channels.loc["Zalo", ["sessions", "conversions"]].tolist() == [200, 20]
    assert channels.loc["Zalo", "conversion_rate"] == pytest.approx(0.1)
    assert tuple(channels.loc["Zalo", ["low", "high"]]) == pytest.approx(wilson_interval(0.1, 200))
    assert channels.loc["SEM", "low"] == 0 and channels.loc["SEM", "high"] > 0
    assert channels["session_share"].sum() == pytest.approx(1)
    assert channels.loc["Zalo", "revenue_share"] == pytest.approx(0.8)
    assert result.sessions == 1000 and result.conversion_rate == pytest.approx(0.025)


def test_more_conversions_than_sessions_get_a_poisson_interval():
    result = channel_summary(
        pd.DataFrame({"channel": ["app"], "sessions": [10], "conversions": [15]})
    )
    row = result.channels.loc["app"]
    assert row["low"] < 1.5 < row["high"]
    assert "revenue" not in result.channels


def test_row_order_does_not_matter(visits):
    pd.testing.assert_frame_equal(
        channel_summary(visits).channels, channel_summary(visits.iloc[::-1]).channels
    )


def test_channel_is_compared_on_real_sessions(shared_data):
    table = pd.read_csv(
        shared_data / "web_online_shoppers" / "online_shoppers_intention.csv", encoding="utf-8-sig"
    )
    frame = pd.DataFrame(
        {
            "channel": table["TrafficType"].astype(str),
            "sessions": 1,
            "conversions": table["Revenue"].astype(int),
        }
    )
    result = channel_summary(frame)
    assert result.sessions == 12330
    assert result.conversions == table["Revenue"].sum()
    assert (result.channels["low"] <= result.channels["conversion_rate"]).all()


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
    brand = result.queries.set_index("query")["brand"]
    assert brand[brand].index.tolist() == ["cà phê Phúc Long", "phuclong menu"]
    split = result.split
    assert list(split.index) == ["brand", "other"]
    assert split.loc["brand", ["queries", "clicks", "impressions"]].tolist() == [2, 50, 150]
    assert split.loc["brand", "click_share"] == pytest.approx(50 / 56)
    assert split.loc["brand", "position"] == pytest.approx((100 + 2 * 50) / 150)


def test_short_brand_term_does_not_match_inside_a_word():
    frame = pd.DataFrame({"query": ["milo", "mi lo", "kimilor"], "clicks": 1, "impressions": 9})
    result = search_query_summary(frame, ["milo"])
    assert result.queries.set_index("query")["brand"].to_dict() == {
        "milo": True, "mi lo": False, "kimilor": False,
    }  # fmt: skip


def test_rates_have_wilson_intervals(queries):
    result = search_query_summary(queries, ["Phúc Long"])
    first = result.queries.iloc[0]
    assert first["click_rate"] == pytest.approx(0.3)
    assert (first["low"], first["high"]) == pytest.approx(wilson_interval(0.3, 100))
    assert np.isnan(result.queries.set_index("query").loc["quán cà phê", "click_rate"])


def test_real_search_console_export(shared_data):
    table = pd.read_csv(shared_data / "seo_gsc_queries" / "Queries.csv", encoding="utf-8-sig")
    table = table.rename(columns={"Top queries": "query"}).rename(columns=str.lower)
    result = search_query_summary(table, ["Adelphi Living", "adelphi"], top=20)
    assert len(result.queries) == 20
    assert result.clicks == table["clicks"].sum()
    assert result.split["impressions"].sum() == table["impressions"].sum()
    assert result.split.loc["brand", "click_rate"] > result.split.loc["other", "click_rate"]
    assert result.queries["clicks"].is_monotonic_decreasing


def test_impossible_rows_are_left_out_and_counted(queries):
    queries.loc[0, "clicks"] = 101
    result = search_query_summary(queries, [])
    assert result.left_out == 1
    assert list(result.split.index) == ["other"]


def test_nothing_to_count_is_absent(visits, queries):
    assert isinstance(channel_summary(visits.iloc[:0]), Absent)
    assert isinstance(search_query_summary(queries.iloc[:0], []), Absent)
