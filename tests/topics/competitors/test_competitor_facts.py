"""What a list of competitors says of each."""

from __future__ import annotations

import datetime as dt

import pandas as pd
import pytest

from analysis.sources.words import Words
from analysis.topics.competitors import facts as topic
from analysis.topics.competitors.facts.method import competitor_facts
from analysis.values.absent import Absent
from analysis.values.source_line import SourceLine

WORDS = Words({}, "customers", "revenue", "VND", SourceLine(), own="Ours")


@pytest.fixture
def facts() -> pd.DataFrame:
    return pd.DataFrame(
        {
            "name": ["Ours", "Theirs", "Others"],
            "kind": ["café", "café", None],
            "outlets": [3, 12, None],
            "strengths": [None, "near", None],
            "origin": ["a report", "a report", None],
            "accessed": pd.to_datetime(["2026-02-03", "2026-01-02", None]),
        }
    )


def test_the_client_is_not_its_own_competitor(facts):
    finding, table = topic.answer(competitor_facts(facts), WORDS)
    assert finding.headline == "2 competitors were looked at"
    assert finding.implication == "By kind: café (1)."
    assert [row.label for row in table.rows] == ["Ours", "Theirs", "Others"]
    assert [cell.text for cell in table.rows[2].cells] == ["–", "–"]


def test_facts_name_their_origin_and_age(facts):
    result = competitor_facts(facts)
    assert (result.origins, result.oldest) == (("a report",), dt.date(2026, 1, 2))
    (table,) = topic.described(result, WORDS)
    assert table.notes[0] == "Facts from: a report." and "Looked up on" in table.notes[1]
    assert [cell.text for cell in table.rows[1].cells] == ["near"]


def test_where_only_names_are_known_there_is_no_table(facts):
    result = competitor_facts(facts[["name"]])
    finding, nothing = topic.answer(result, WORDS)
    assert finding.implication == "" and isinstance(nothing, Absent)
    assert all(isinstance(part, Absent) for part in topic.described(result, WORDS))


def test_figures_in_words_are_written_as_they_are(facts):
    worded = facts.assign(outlets=["3", "about a dozen", None])
    _finding, table = topic.answer(competitor_facts(worded), WORDS)
    assert [row.cells[1].text for row in table.rows] == ["3", "about a dozen", "–"]
