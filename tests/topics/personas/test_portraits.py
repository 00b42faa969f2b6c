"""Segments told as persons: what a portrait takes, and what answers show of it."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from analysis.languages.catalog import language_in_use
from analysis.report.display import outputs_of
from analysis.sources.words import Words
from analysis.topics.personas import portraits
from analysis.topics.personas.portraits import method
from analysis.topics.segments.sizes.method import segment_sizes
from analysis.values.table import Table


@pytest.fixture(autouse=True)
def english():
    with language_in_use("en"):
        yield


@pytest.fixture
def words() -> Words:
    names = {number: f"Segment {number}" for number in range(1, 13)}
    return Words(names, "customers", "revenue", "VND", "Source: a.csv")


def yes(first: int, second: int, third: int = 0) -> np.ndarray:
    """Return 0/1 answers with that many yes in each segment of 100, 80 and 20."""
    parts = ((first, 100), (second, 80), (third, 20))
    return np.concatenate([np.repeat([1.0, 0.0], [count, size - count]) for count, size in parts])


@pytest.fixture
def labels() -> pd.Series:
    return pd.Series(np.repeat([1, 2, 3], [100, 80, 20]), name="segment")


@pytest.fixture
def personas(labels):
    city = pd.Categorical(np.where(yes(70, 8, 2) == 1, "North", "South"))
    statements = {
        "demographics": pd.DataFrame({"City": city}),
        "goals": pd.DataFrame({"calm": yes(95, 5, 1), "cheap": yes(50, 40, 10)}),
        "information": pd.DataFrame({"radio": yes(10, 50, 5)}),
        "pains": pd.DataFrame(index=labels.index),
    }
    return method.personas(labels, statements, ["calm"])


def test_what_made_the_segments_is_never_tested(personas) -> None:
    lines = [line for line in personas.lines if line.statement.variable == "calm"]
    assert all(line.from_basis for line in lines)
    assert all(line.statement.p_value is None for line in lines)
    assert not any(line.statement.distinctive for line in lines)
    assert lines[0].why == "basis_more" and lines[1].why == "basis_less"


def test_a_portrait_takes_the_strongest_line_of_each_block(personas) -> None:
    first = personas.personas[0]
    assert [line.statement.variable for line in first.portrait] == ["City", "calm"]
    assert [line.statement.category for line in first.portrait] == ["North", None]


def test_small_segments_have_no_portrait(personas, words, labels) -> None:
    third = personas.personas[2]
    assert third.small and not any(third.blocks.values())
    _told, *cards = portraits.answer(personas, segment_sizes(labels), words)
    card = cards[2]
    assert card.portrait == "This segment is too small for a portrait."
    assert card.unknown[0].startswith("Only 20 customers")


def test_card_says_what_holds_and_what_is_not_known(personas, words, labels) -> None:
    _told, card, *_others = portraits.answer(personas, segment_sizes(labels), words)
    assert card.size_lines == (("Customers", "50.0% (43.1–56.9%)"),)
    assert card.portrait == (
        "They stand out from all customers by “City: North” (70% against 40%) "
        "and “calm” (95% against 51%)."
    )
    goals = card.blocks[1]
    assert goals.title == "Goals and values"
    assert goals.lines[0].statement == "calm\u00a0†"
    assert goals.lines[0].index_text == "188" and not goals.lines[0].distinctive
    radio = card.blocks[2].lines[0]
    assert radio.statement == "Less often: radio" and radio.distinctive
    assert "No data on: Challenges and pains." in card.unknown
    assert "What the segment spends is not known." in card.unknown


def test_cards_are_displayed_one_by_one(personas, words, labels) -> None:
    _told, *shown = outputs_of(portraits.answer(personas, segment_sizes(labels), words))
    assert [card.number for card in shown] == [1, 2, 3]
    assert len({card.name for card in shown}) == 3


def test_comparison_marks_only_what_the_tests_hold(personas, words) -> None:
    _told, table = portraits.comparison_answer(personas, words)
    rows = {row.label: [cell.mark for cell in row.cells] for row in table.rows if row.cells}
    assert rows["radio"][:2] == ["▼", "▲"]
    assert rows["calm †"] == ["", "", "", ""]
    assert rows["cheap"][:2] == ["", ""]


def test_findings_count_what_was_tested(personas, words, labels) -> None:
    finding, _table = portraits.comparison_answer(personas, words)
    tested = [line for line in personas.lines if line.statement.p_value is not None]
    assert f"of {len(tested)} tested statements" in finding.text
    drawn, *_cards = portraits.answer(personas, segment_sizes(labels), words)
    assert drawn.headline == "2 portraits of customers"
    assert "(n = 200): Segment 1 by “calm” (95% against 51%)" in drawn.text
    assert drawn.implication.startswith("1 segment is too small for a portrait. Address each")


def test_rollout_names_channel_pain_and_barrier(personas, words, labels) -> None:
    (table,) = portraits.rollout_answer(personas, segment_sizes(labels), words)
    assert isinstance(table, Table)
    assert [cell.text for cell in table.rows[1].cells] == [
        "40.0%", "–", "“radio” (63% against 33%) ▲", "–", "–",
    ]  # fmt: skip
