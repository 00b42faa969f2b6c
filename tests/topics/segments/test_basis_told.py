"""What the study says of what its segments are made of."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from told import text_of

from analysis.languages.catalog import language_in_use
from analysis.sources.words import Words
from analysis.topics.segments import basis
from analysis.topics.segments.basis.answer_tables import criteria_table
from analysis.topics.segments.basis.method import basis_structure
from analysis.topics.segments.basis.method_answer_style import answer_style
from analysis.topics.segments.basis.method_basis import segmentation_basis
from analysis.topics.segments.basis.method_summary import basis_summary
from analysis.values.absent import Absent

NO_DATA = Absent("The client delivered no survey.")
PEOPLE = 600


@pytest.fixture(autouse=True)
def english():
    with language_in_use("en"):
        yield


@pytest.fixture(scope="module")
def words() -> Words:
    names = {number: f"Segment {number}" for number in range(1, 13)} | {1: "Commuters"}
    return Words(names, "customers", "revenue", "VND", "Source: a.csv")


@pytest.fixture(scope="module")
def labels() -> pd.Series:
    return pd.Series(np.repeat([1, 2, 3], PEOPLE // 3))


@pytest.fixture(scope="module")
def items(labels) -> pd.DataFrame:
    rng = np.random.default_rng(1)
    level = np.array([[0.8, 0.8, 0.2, 0.2, 0.5], [0.2, 0.2, 0.8, 0.8, 0.5], [0.3, 0.7] * 2 + [0.5]])
    chosen = rng.uniform(size=(PEOPLE, 5)) < level[labels - 1]
    return pd.DataFrame(chosen.astype(float), columns=list("abcde"))


def structure_of(frame: pd.DataFrame):
    return basis_structure(frame, frame, dict.fromkeys(frame.columns, "behavioural"))


def test_a_sound_basis_is_said_to_be_sound(items, words) -> None:
    finding, _table = basis.answer(structure_of(items), words)
    assert finding.headline == "Nothing speaks against segmenting by these criteria"
    assert finding.text.startswith("All 5 criteria are known of 600 customers, 120 for each")


def test_what_to_beware_of_is_said_in_three_sentences_at_most(items, words) -> None:
    frame = items.assign(twin=items["a"], rare=(np.arange(PEOPLE) < 6).astype(float))
    frame.iloc[:90, 1] = np.nan
    found = structure_of(frame)
    finding, table = basis.answer(found, words)
    assert finding.headline == "Many left something out"
    assert "90 customers (15.0%) did not answer everything" in finding.implication
    assert "“a” and “twin” (1.00)" in finding.implication
    assert f"{finding.text} {finding.implication}".count(". ") <= 2
    lines = text_of(table)
    assert "a – twin | phi 1.00 | from 0.8; yes/no and choices from 0.6" in lines
    assert "Chosen by hardly anyone or everyone | rare (1.0%) | 5–95%" in lines


def test_style_is_told_from_content(labels, items, words) -> None:
    (content,) = basis.style_answer(answer_style(labels, items), words)
    assert content.headline == "The segments differ in what, not in how much"
    rng = np.random.default_rng(3)
    level = labels.to_numpy()[:, None] / 4
    style = pd.DataFrame((rng.uniform(size=(PEOPLE, 6)) < level).astype(float))
    (finding,) = basis.style_answer(answer_style(labels, style), words)
    assert finding.headline == "The segments differ mostly in how much, not in what"
    assert "style of answering" in finding.implication


def test_one_segment_on_one_side_is_named(labels, words) -> None:
    rng = np.random.default_rng(4)
    level = np.kron([[0.9, 0.1], [0.1, 0.9], [0.95, 0.95]], np.ones((1, 4)))[labels - 1]
    frame = pd.DataFrame((rng.uniform(size=(PEOPLE, 8)) < level).astype(float))
    (finding,) = basis.style_answer(answer_style(labels, frame), words)
    assert finding.headline == "On one side throughout: Segment 3 (high)"


def test_families_are_never_mixed(words) -> None:
    frame = pd.DataFrame({"a": [0.0, 1.0] * 20, "b": np.arange(40.0), "c": [1.0, 0.0] * 20})
    families = {"a": "behavioural", "b": "demographic", "c": "behavioural"}
    basis = segmentation_basis(frame)
    table = criteria_table(basis_summary(frame, families), basis, words)
    assert [row.label for row in table.rows] == [
        "Demographic criteria", "b", "Behavioural criteria", "a", "c",
    ]  # fmt: skip
    assert "standard deviation" in table.notes[0]


def test_who_is_used_is_said_as_the_method_uses_them(words) -> None:
    frame = pd.DataFrame({"a": [0.0, 1.0] * 20, "b": np.arange(40.0)})
    frame.iloc[0, 1] = np.nan
    summary = basis_summary(frame, dict.fromkeys(frame, "behavioural"))
    notes = {
        method: criteria_table(
            summary, segmentation_basis(frame, answers=frame, method=method), words
        ).notes[0]
        for method in ("k_means", "k_medoids", "latent_classes")
    }
    assert notes["k_means"].startswith("Used: 39 of 40") and "complete set" in notes["k_means"]
    assert notes["k_medoids"].startswith("Used: 40 of 40") and "Gower" in notes["k_medoids"]
    assert (
        "half of the answers" in notes["latent_classes"]
        and "as they are" in notes["latent_classes"]
    )


def test_what_is_absent_stays_absent() -> None:
    assert basis_structure(NO_DATA, NO_DATA, NO_DATA) is NO_DATA
