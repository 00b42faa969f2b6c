"""Conversion by source."""

from __future__ import annotations

import pandas as pd
import pytest
from scipy import stats

from analysis.errors import DataError
from analysis.languages.catalog import language_in_use
from analysis.sources.words import Words
from analysis.topics.prospects import conversion
from analysis.topics.prospects.conversion.method import channel_conversion, lead_conversion
from analysis.values.absent import Absent
from analysis.values.source_line import SourceLine

WORDS = Words({}, "customers", "revenue", "VND", SourceLine())


def leads(**sources: tuple[int, int]) -> tuple[pd.Series, pd.Series]:
    names, bought = [], []
    for name, (base, converted) in sources.items():
        names += [name] * base
        bought += [1] * converted + [0] * (base - converted)
    return pd.Series(names), pd.Series(bought)


def test_hand_made_sources():
    source, bought = leads(zalo=(100, 60), facebook=(100, 20), phone=(10, 5))
    found = lead_conversion(source, bought)
    assert [row.group for row in found.rows] == ["facebook", "zalo", "phone"]
    facebook, zalo, phone = found.rows
    assert (zalo.base, zalo.converted, zalo.share) == (100, 60, 0.6)
    assert (zalo.against_others, facebook.against_others) == ("higher", "lower")
    assert phone.small_base and phone.against_others is None
    known = stats.binomtest(60, 100).proportion_ci(method="wilson")
    assert (zalo.low, zalo.high) == pytest.approx((known.low, known.high))
    assert found.total.converted == sum(row.converted for row in found.rows)


def test_equal_sources_show_no_clear_difference():
    found = lead_conversion(*leads(a=(80, 30), b=(80, 31), c=(80, 29)))
    assert {row.against_others for row in found.rows} == {"no_clear_difference"}


def test_open_leads_and_unknown_sources_are_counted_apart():
    source = pd.Series(["a"] * 4 + [None] * 2)
    bought = pd.Series([True, False, None, None, True, None], dtype="boolean")
    found = lead_conversion(source, bought)
    assert (found.open, found.total.leads, found.total.base) == (3, 6, 3)
    assert (found.rows[0].leads, found.rows[0].base) == (4, 2)
    assert found.unknown_source.leads == 2


def test_wrong_and_unknown_outcomes():
    with pytest.raises(DataError, match="maybe"):
        lead_conversion(pd.Series(["a"]), pd.Series(["maybe"], name="converted"))
    assert isinstance(lead_conversion(pd.Series(["a"]), pd.Series([None])), Absent)


def test_x_education_conversion_is_the_published_share(shared_data):
    frame = pd.read_csv(
        shared_data / "b2b_xeducation_leads" / "Lead Scoring.csv", encoding="utf-8-sig"
    )
    found = lead_conversion(frame["Lead Source"], frame["Converted"])
    assert round(found.total.share, 4) == 0.3854
    assert found.rows[0].group == "Google"
    counted = sum(row.leads for row in found.rows) + found.unknown_source.leads
    assert counted == found.total.leads == 9240


@pytest.mark.usefixtures("drawings")
def test_channels_are_compared_by_corrected_tests() -> None:
    channel, bought = leads(Zalo=(100, 60), Ads=(100, 20))
    found = channel_conversion(pd.DataFrame({"channel": channel, "converted": bought}))
    with language_in_use("en"):
        finding, chart = conversion.answer(found, WORDS)
    assert finding.headline.startswith("Leads through Zalo convert more often")
    rows = {row.label: row.cells[-1].text for row in chart.data.rows}
    assert rows == {"Zalo": "higher", "Ads": "lower", "All": ""}
    assert "Zalo (n = " in chart.svg


def test_without_channel_or_outcome_there_is_no_answer() -> None:
    channel, bought = leads(Zalo=(3, 2))
    for known in (pd.DataFrame({"channel": channel}), pd.DataFrame({"converted": bought})):
        found = channel_conversion(known)
        assert isinstance(found, Absent)
        assert conversion.answer(found, WORDS) is found
