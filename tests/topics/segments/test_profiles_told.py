"""What the study shows of who is in its segments, of results made by hand."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from told import text_of

from analysis.languages.catalog import language_in_use
from analysis.sources.words import Words
from analysis.topics.segments import profiles as profiled
from analysis.topics.segments.profiles.method import segment_profiles
from analysis.topics.segments.separation.method import segment_separation


@pytest.fixture(autouse=True)
def english():
    with language_in_use("en"):
        yield


@pytest.fixture
def words() -> Words:
    names = {number: f"Segment {number}" for number in range(1, 13)} | {1: "Commuters"}
    return Words(names, "customers", "revenue", "VND", "Source: a.csv")


@pytest.fixture
def labels() -> pd.Series:
    return pd.Series(np.repeat([1, 2], [120, 80]), name="segment")


@pytest.fixture
def profiles(labels):
    frame = pd.DataFrame(
        {
            "early": np.r_[np.repeat([1.0, 0.0], [110, 10]), np.repeat([1.0, 0.0], [8, 72])],
            "tall": np.tile([1.0, 0.0], 100),
        }
    )
    return frame, labels


def test_basis_carries_no_test_and_descriptors_do(profiles, words) -> None:
    frame, labels = profiles
    made = segment_profiles(labels, frame, role="basis")
    described = segment_profiles(labels, frame)
    table = profiled.answer(made, words).shown[0].data
    assert [column.label for column in table.columns] == ["Commuters", "Segment 2", "All"]
    assert text_of(table)[1] == "early | 92% ● | 10% ● | 59.0%"
    assert text_of(profiled.descriptors(described, words).shown[0])[1].endswith("0.81 *")
    finding = profiled.descriptors(described, words).findings[0]
    assert "1 of 2 traits differ" in finding.text and "most: “early”." in finding.text
    assert profiled.answer(made, words).findings[0].headline == "Segments differ most in: early"


def test_no_trait_apart_is_said(profiles, words) -> None:
    frame, labels = profiles
    described = segment_profiles(labels, frame[["tall"]])
    assert profiled.descriptors(described, words).findings[0].headline == (
        "No trait tells the segments clearly apart"
    )


def test_profile_figure_names_what_stands_out(profiles, words) -> None:
    frame, labels = profiles
    made = segment_profiles(labels, frame, role="basis")
    figure = profiled.answer(made, words).shown[0]
    assert (
        figure.alt == "Segments differ most in: early. Commuters: early 92%; Segment 2: early 10%."
    )


def test_segment_of_little_of_everything_is_not_told_by_a_rare_answer(words) -> None:
    """Half as much again of 1 % is no trait; far less of what others do is."""
    frame = pd.DataFrame(
        {
            "none": np.r_[np.repeat([1.0, 0.0], [4, 96]), np.zeros(100)],
            "many": np.r_[np.repeat([1.0, 0.0], [20, 80]), np.repeat([1.0, 0.0], [75, 25])],
        }
    )
    made = segment_profiles(pd.Series([1] * 100 + [2] * 100), frame, role="basis")
    text = profiled.answer(made, words).findings[0].text
    assert "Commuters by “many” (20% against 48%)" in text or "(20% against 47%)" in text


def test_segments_that_are_answers_are_neither_told_by_them_nor_mapped(words) -> None:
    answers = pd.get_dummies(pd.Series(["a", "b", "c"] * 30)).astype(float)
    labels = pd.Series([1, 2, 3] * 30)
    made = segment_profiles(labels, answers, role="basis")
    told = profiled.answer(made, words).findings[0]
    mapped = segment_separation(labels, answers)
    money = pd.DataFrame({"Money": np.arange(90.0)})
    lined = segment_separation(labels.sort_values(ignore_index=True), money)
    assert [one.gap for one in (told, mapped, lined)] == [False] * 3
    assert "answers to one question" in told.reason and "no map" in lined.reason


def test_without_traits_there_is_no_table_of_them(profiles, words) -> None:
    _frame, labels = profiles
    none = segment_profiles(labels, pd.DataFrame(index=labels.index))
    assert "names no traits" in profiled.descriptors(none, words).shown[0].reason


def test_thin_tables_are_marked(words) -> None:
    labels = pd.Series(np.repeat([1, 2], 12))
    frame = pd.DataFrame({"x": np.r_[np.arange(12) < 7, np.zeros(12, dtype=bool)].astype(float)})
    (table,) = profiled.descriptors(segment_profiles(labels, frame), words).shown
    assert text_of(table)[1].endswith("*†") and table.notes[-1].startswith("† Few people")
