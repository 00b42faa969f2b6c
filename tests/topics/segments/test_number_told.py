"""What is said of the number of segments, of results made by hand."""

from __future__ import annotations

from dataclasses import replace

import pytest
from told import text_of

from analysis.languages.catalog import language_in_use
from analysis.sources.words import Words
from analysis.topics.segments import number
from analysis.topics.segments.basis.method_basis import basis_of_people
from analysis.topics.segments.number.method import (
    SegmentNumberDecision,
    decided_number,
    segment_number,
)
from analysis.topics.segments.number.method_choice import SegmentNumberChoice
from analysis.topics.segments.number.method_recommended import SegmentNumber
from analysis.values.absent import Absent
from analysis.values.finding import Finding

NO_DATA = Absent("The client delivered no survey.")


@pytest.fixture(autouse=True)
def english():
    with language_in_use("en"):
        yield


@pytest.fixture
def words() -> Words:
    names = {number: f"Segment {number}" for number in range(1, 13)} | {1: "Commuters"}
    return Words(names, "customers", "revenue", "VND", "Source: a.csv")


def told_of(decision: SegmentNumberDecision, words: Words) -> Finding:
    (finding,) = number.answer(decision, words).findings
    return finding


def trial(segments: int, agreement: float) -> SegmentNumber:
    return SegmentNumber(
        segments, agreement, 0.02, agreement - 0.05, agreement + 0.04, 0.3, 100.0, 0.2, True
    )


def decision(
    taken: int, structure: str, *, by_analyst: bool = False, **reasons: bool
) -> SegmentNumberDecision:
    agreement = {"natural": 0.97, "reproducible": 0.91, "constructive": 0.55}[structure]
    found = reasons.get("beyond_chance", structure != "constructive")
    choice = SegmentNumberChoice(
        candidates=(trial(2, 0.5), trial(3, agreement), trial(4, 0.6)),
        recommended=3,
        reasons=(
            "most_reproducible",
            "smaller_segments_left_out",
            "structure_beyond_chance" if found else "no_structure_beyond_chance",
        ),
        structure=structure,
        perhaps=structure,
        tightness=0.7,
        smallest_segment=0.05,
        pairs=50,
        starts=10,
        seed=1,
        base=200,
    )
    return SegmentNumberDecision(taken, by_analyst, choice)


def test_reproducible_segments_are_called_so(words) -> None:
    finding = told_of(decision(3, "reproducible"), words)
    assert finding.headline == "3 segments come out again in repeated samples"
    assert "agreement 0.91 of 1, 90% of pairs of samples 0.86 to 0.95" in finding.text


def test_natural_segments_are_said_to_lie_apart_and_why_they_are_recommended(words) -> None:
    finding = told_of(decision(3, "natural"), words)
    assert finding.headline == "3 natural segments: they come out again and lie apart"
    assert finding.implication == (
        "This number is recommended because it comes out again most often and divisions with a "
        "segment under 5% of customers were left out. There are gaps between them: these groups "
        "exist in the data and can be looked for in the market."
    )


def test_numbers_between_which_chance_decides_are_named(words) -> None:
    found = decision(3, "natural")
    near = replace(found, choice=replace(found.choice, also=(4, 5)))
    assert (
        "Other repeated samples might recommend 4 and 5 instead: the difference is within "
        "chance, and the smallest number is taken."
    ) in told_of(near, words).implication


def test_what_segments_are_is_left_open_where_chance_decides(words) -> None:
    found = decision(3, "reproducible")
    near = replace(found, choice=replace(found.choice, perhaps="natural"))
    finding = told_of(near, words)
    assert finding.headline == (
        "3 segments: whether groups with soft borders or natural groups cannot be told"
    )
    assert finding.implication.endswith("Read them as groups with soft borders.")


def test_nothing_is_tried_where_the_client_file_says_who_is_where(words) -> None:
    given = SegmentNumberDecision(3, True, NO_DATA)
    assert number.answer(given, words) is NO_DATA


def test_segments_without_structure_are_a_division_not_groups(words) -> None:
    finding = told_of(decision(3, "constructive"), words)
    assert finding.headline == "3 segments: a useful division, not natural groups"
    assert "comes out differently" in finding.text
    assert "no groups beyond chance" in finding.implication


def test_the_analysts_number_is_set_against_the_recommended_one(words) -> None:
    finding = told_of(decision(4, "reproducible", by_analyst=True), words)
    assert finding.headline == "4 segments by choice; the data favour 3"
    assert "comes out differently" in finding.text  # 0.6 is the agreement of the number taken
    assert "sets 4; the data recommend 3 (agreement 0.91)" in finding.implication


def test_number_table_marks_recommended_and_taken(words) -> None:
    found = decision(4, "reproducible", by_analyst=True)
    (figure,) = number.answer(found, words).shown
    lines = text_of(figure.data)
    assert lines[1].endswith("20.0% | recommended") and lines[2].endswith("20.0% | taken")
    assert "3 segments 0.91" in figure.alt and figure.base == "Base: 200 customers"


def test_unstable_segments_are_marked_by_their_name_and_given_names_stay(words) -> None:
    marked = words.naming({1: "Large", 2: "Small"}, unstable=(2,)).segments
    assert (marked[1], marked[2], marked[3]) == ("Large", "Small (unstable)", "Segment 3")
    own = Words(words.segments, "customers", "revenue", "VND", "", named=frozenset({1}))
    assert own.naming({1: "Large"}).segments[1] == "Commuters"
    assert words.naming(NO_DATA, NO_DATA).segments == words.segments


def test_what_is_absent_stays_absent_everywhere(words) -> None:
    basis = basis_of_people(NO_DATA, "k_means")
    decided = segment_number(basis, seed=1)
    assert decided is NO_DATA and decided_number(decided) is NO_DATA
    assert number.answer(decided, words) is NO_DATA
    assert number.made_answer(NO_DATA, decided, words) is NO_DATA
