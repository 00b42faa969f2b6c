"""Conversion of leads by their traits."""

from __future__ import annotations

import pandas as pd
import pytest

from analysis.languages.catalog import language_in_use
from analysis.sources.words import Words
from analysis.topics.prospects import traits
from analysis.topics.prospects.conversion.method import lead_conversion
from analysis.topics.prospects.traits.method import trait_conversion
from analysis.values.absent import Absent
from analysis.values.source_line import SourceLine


@pytest.fixture
def leads() -> pd.DataFrame:
    return pd.DataFrame(
        {
            "industry": pd.Categorical(["it"] * 40 + ["food"] * 40 + [None] * 20),
            "visited": [1.0] * 50 + [0.0] * 50,
            "converted": [1.0] * 30 + [0.0] * 70,
        }
    )


def test_each_trait_is_a_conversion_of_its_own(leads):
    found = trait_conversion(leads, ("industry", "visited"))
    assert list(found.traits) == ["industry", "visited"]
    rows = {row.group: row for row in found.traits["industry"].rows}
    assert rows["it"].share == pytest.approx(0.75) and rows["food"].share == 0
    alone = lead_conversion(
        leads["industry"].astype("str").where(leads["industry"].notna()), leads["converted"]
    )
    assert found.traits["industry"].rows == alone.rows
    assert {row.group for row in found.traits["visited"].rows} == {"visited/1", "visited/0"}


def test_without_traits_or_outcome_there_is_no_answer(leads):
    assert isinstance(trait_conversion(leads, ()), Absent)
    assert isinstance(trait_conversion(leads.drop(columns="converted"), ("industry",)), Absent)


def test_answer_shows_every_group_of_a_trait(leads):
    words = Words({}, "leads", "revenue", "VND", SourceLine())
    with language_in_use("en"):
        (table,) = traits.answer(trait_conversion(leads, ("industry", "visited")), words)
    shown = {row.label: row.cells[-1].text for row in table.rows if row.cells}
    assert shown["it"] == "higher" and shown["food"] == "lower"
    assert [row.label for row in table.rows if row.kind == "group"] == ["industry", "visited"]
