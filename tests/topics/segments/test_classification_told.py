"""What the study says of its segments beside another classification of the same people."""

from __future__ import annotations

import pandas as pd
import pytest

from analysis.languages.catalog import language_in_use
from analysis.sources.words import Words
from analysis.topics.segments import classification as topic
from analysis.topics.segments.classification.method import agreement_with_classification
from analysis.values.absent import Absent

WORDS = Words(
    {n: f"Segment {n}" for n in range(1, 4)}, "customers", "revenue", "VND", "Source: a.csv"
)


@pytest.fixture(autouse=True)
def english():
    with language_in_use("en"):
        yield


def agreement(cells: list[list[int]], name: str = "Old groups"):
    """Return the agreement of a table of segments by classes."""
    rows = [
        (segment, f"class {letter}")
        for segment, counts in enumerate(cells, start=1)
        for letter, count in zip("abc", counts, strict=False)
        for _ in range(count)
    ]
    frame = pd.DataFrame(rows, columns=["segment", "class"])
    return agreement_with_classification(frame["segment"], frame["class"].rename(name))


@pytest.mark.parametrize(
    ("cells", "headline", "implication"),
    [
        ([[96, 2, 2], [1, 98, 1], [2, 0, 98]], "The segments agree with “Old groups”", "as well"),
        ([[90, 5, 5], [5, 85, 10], [2, 10, 88]], "agree in the main", "see the table"),
        ([[60, 20, 20], [20, 60, 20], [20, 20, 60]], "The segments are others", "Do not carry"),
        ([[34, 33, 33], [33, 34, 33], [33, 33, 34]], "agree by chance only", "Nothing"),
    ],
)
def test_verdict_is_said_in_words(cells, headline: str, implication: str) -> None:
    (found,) = topic.answer(agreement(cells), WORDS).findings
    assert headline in found.headline and implication in found.implication
    assert ("is found again best" in found.text) == ("chance" not in found.headline)


def test_sentence_has_number_interval_and_base() -> None:
    (found,) = topic.answer(agreement([[96, 2, 2], [1, 98, 1], [2, 0, 98]]), WORDS).findings
    assert found.text.startswith(
        "97.3% of customers are in the class of “Old groups” that belongs to their segment "
        "(n = 300, 95% CI 94.8–98.6%); adjusted Rand index 0.92 (95% CI 0.85 to 0.96; 1 = "
    )
    assert "Segment 2 is found again best (as “class b”, overlap 0.96)" in found.text
    (same,) = topic.answer(agreement([[50, 0], [0, 50]]), WORDS).findings
    assert "adjusted Rand index 1.00 (1 = divided alike" in same.text


def test_table_shows_where_people_are_and_marks_counterparts() -> None:
    result = agreement([[90, 5, 5], [5, 85, 10], [2, 10, 20]])
    (table,) = topic.answer(result, WORDS).shown
    assert [column.label for column in table.columns[1:4]] == ["class a", "class b", "class c"]
    marked = [[cell.mark for cell in row.cells[1:4]] for row in table.rows[:3]]
    assert marked == [["●", "", ""], ["", "●", ""], ["", "", "●"]]
    assert table.rows[0].cells[1].text == "90%" and table.rows[-1].kind == "total"
    assert table.source == WORDS.source and "232 customers" in table.base


def test_more_segments_than_classes_are_told() -> None:
    result = agreement([[50, 0], [25, 25], [0, 50]])
    (found,) = topic.answer(result, WORDS).findings
    assert "There are 3 segments and 2 classes" in found.text
    (table,) = topic.answer(result, WORDS).shown
    assert [row.cells[-1].value for row in table.rows].count(None) == 2  # alone, and the total


def test_without_another_classification_nothing_is_missed() -> None:
    absent = Absent("none", gap=False)
    result = agreement_with_classification(pd.Series([1]), absent)
    assert topic.answer(result, WORDS) is absent


def test_vietnamese() -> None:
    result = agreement([[90, 5, 5], [5, 85, 10], [2, 10, 88]])
    with language_in_use("vi"):
        (found,) = topic.answer(result, WORDS).findings
        assert "chỉ số Rand hiệu chỉnh 0,6" in found.text and "phần lớn" in found.headline
