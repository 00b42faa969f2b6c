"""Visits by channel."""

from __future__ import annotations

import pandas as pd
import pytest

from analysis.sources.words import Words
from analysis.statistics.intervals import wilson_interval
from analysis.topics.market.channels.answer import answer
from analysis.topics.market.channels.method import channel_summary
from analysis.values.absent import Absent
from analysis.values.source_line import SourceLine

WORDS = Words({}, "customers", "revenue", "VND", SourceLine(), own="Ours")


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
    assert [one.channel for one in result.channels] == ["Facebook", "SEM", "Zalo"]
    zalo, sem = result.of("Zalo"), result.of("SEM")
    assert (zalo.sessions, zalo.conversions, zalo.revenue) == (200, 20, 80)
    assert zalo.conversion_rate == pytest.approx(0.1)
    assert (zalo.low, zalo.high) == pytest.approx(wilson_interval(0.1, 200))
    assert sem.low == 0 and sem.high > 0
    assert sum(one.session_share for one in result.channels) == pytest.approx(1)
    assert result.best() == zalo
    assert result.sessions == 1000 and result.conversion_rate == pytest.approx(0.025)


def test_more_conversions_than_sessions_get_a_poisson_interval():
    result = channel_summary(
        pd.DataFrame({"channel": ["app"], "sessions": [10], "conversions": [15]})
    )
    row = result.of("app")
    assert row.low < 1.5 < row.high
    assert row.revenue is None


def test_row_order_does_not_matter(visits):
    assert channel_summary(visits) == channel_summary(visits.iloc[::-1])


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
    assert all(one.low <= one.conversion_rate for one in result.channels)


def test_no_sessions_is_absent(visits):
    assert isinstance(channel_summary(visits.iloc[:0]), Absent)


def test_best_channel_is_named_where_its_interval_is_clear():
    visits = pd.DataFrame(
        {"channel": ["Zalo", "TikTok"], "sessions": [1000.0, 1000.0], "conversions": [100.0, 10.0]}
    )
    finding, chart = answer(channel_summary(visits), WORDS)
    assert finding.headline == chart.title == "Visits through Zalo convert best"
    none = channel_summary(visits.assign(conversions=0.0))
    assert isinstance(answer(none, WORDS), Absent)


def test_without_conversions_the_channel_with_most_visits_is_named():
    visits = pd.DataFrame({"channel": ["Zalo", "TikTok"], "sessions": [100, 300]})
    finding, chart = answer(channel_summary(visits), WORDS)
    assert finding.headline == "75.0% of visits come through TikTok"
    assert len(chart.data.columns) == 2


def test_channels_are_drawn_from_most_visits_on_with_the_best_in_colour(visits):
    drawn = answer(channel_summary(visits), WORDS).shown[0].form
    assert drawn.labels == ["Facebook", "SEM", "Zalo"]
    sessions, conversions = drawn.panels
    assert sessions.values == [0.5, 0.3, 0.2]
    assert conversions.values == pytest.approx([0.01, 0, 0.1])
    assert drawn.roles == ("context", "context", "brand")
