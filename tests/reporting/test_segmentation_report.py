"""What the segmentation study shows of results made by hand."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from analysis.languages.catalog import language_in_use
from analysis.sources.purchases import Purchases
from analysis.sources.words import Words
from analysis.topics.customers.values.method import customer_values
from analysis.topics.segments import profiles as profiled
from analysis.topics.segments import sizes as sized
from analysis.topics.segments.basis.answer_tables import criteria_table
from analysis.topics.segments.basis.method_basis import segmentation_basis
from analysis.topics.segments.basis.method_summary import basis_summary
from analysis.topics.segments.profiles.method import segment_profiles
from analysis.topics.segments.separation.method import segment_separation
from analysis.topics.segments.sizes.method import segment_sizes
from analysis.topics.segments.sizes.method_money import money_of_people
from analysis.values.absent import Absent

NO_DATA = Absent("The client delivered no survey.")


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


def text_of(table) -> list[str]:
    return [
        " | ".join([row.label, *(f"{c.text} {c.mark}".strip() for c in row.cells)])
        for row in table.rows
    ]


def sizes(labels, first: float, second: float):
    money = pd.Series(np.where(labels == 1, first, second))
    return segment_sizes(labels, value=money + np.arange(len(labels)) % 7, seed=1)


def test_a_segment_brings_more_only_where_intervals_part(labels, words) -> None:
    more = sized.value(sizes(labels, 100, 900), words).findings[0]
    assert more.headline.startswith("Segment 2: 40.0% of customers, 8")
    same = sized.value(sizes(labels, 100, 101), words).findings[0]
    assert same.headline == "No segment brings clearly more revenue than its size"


def test_largest_segment_is_named_only_if_it_clearly_is(labels, words) -> None:
    clear = sized.answer(sizes(labels, 1, 1), words).findings[0]
    assert clear.headline == "Commuters is the largest segment: 60.0%"
    even = segment_sizes(pd.Series(np.repeat([1, 2], [101, 99])))
    assert "No segment is clearly the largest" in sized.answer(even, words).findings[0].headline


def test_sizes_without_money_show_people_only(labels, words) -> None:
    found = segment_sizes(labels)
    assert isinstance(sized.value(found, words).findings[0], Absent)
    assert text_of(sized.answer(found, words).shown[0].data) == [
        "Commuters | 120 | 60.0% | 53.1–66.5%",
        "Segment 2 | 80 | 40.0% | 33.5–46.9%",
    ]
    figure = sized.answer(found, words).shown[0]
    assert "Share of customers" in figure.svg and "Share of revenue" not in figure.svg


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


def test_money_of_people_is_looked_up_among_customers_only() -> None:
    class FakePeople:
        value = Absent("none")

    customers = pd.DataFrame({"customer": ["a", "c"]})
    totals = pd.DataFrame({"customer": ["a", "b"], "revenue": [3.0, 4.0]})
    values = customer_values(Purchases("totals", totals))
    people = FakePeople()
    assert money_of_people(people, Absent("respondents"), values) is None
    found = money_of_people(people, customers, values)
    assert found.tolist() == [3.0, 0.0]
