"""What the report shows of the choice of segments, from criteria made by hand."""

from __future__ import annotations

import pandas as pd
import pytest
from told import text_of

from analysis.languages.catalog import language_in_use
from analysis.languages.units import in_unit, interval_in_unit
from analysis.report.display import bundle_of
from analysis.sources.words import Words
from analysis.topics.segments import choice
from analysis.topics.segments.choice.method import segment_choice
from analysis.topics.segments.choice.method_criteria import (
    Criterion,
    SegmentCriteria,
    SegmentCriterion,
)
from analysis.topics.segments.choice.method_measures import SegmentMeasure
from analysis.topics.segments.sizes.method import segment_sizes
from analysis.values.absent import Absent


@pytest.fixture(autouse=True)
def english():
    with language_in_use("en"):
        yield


@pytest.fixture
def words() -> Words:
    names = {number: f"Segment {number}" for number in range(1, 13)} | {1: "Commuters"}
    return Words(names, "customers", "revenue", "VND", "Source: a.csv")


def criterion(part: str, name: str, values, *, kind: str = "share", width: float = 0.0, **settings):
    rows = tuple(
        SegmentMeasure(n, float(v), v - width / 2, v + width / 2, 500)
        if kind != "judgement"
        else SegmentMeasure(n, float(v))
        for n, v in enumerate(values, start=1)
    )
    return SegmentCriterion(Criterion(part, name, **settings), name.title(), kind, rows)


def chosen(*rows: SegmentCriterion, stability: dict[int, float] | None = None):
    count = len(next(row.rows for row in rows if row.rows))
    labels = pd.Series([n for n in range(1, count + 1) for _ in range(500 * n)])
    sizes = segment_sizes(labels)
    criteria = SegmentCriteria(rows, tuple(range(1, count + 1)), sizes, stability or {}, 0.95)
    return segment_choice(criteria, seed=1)


def clear(width: float = 0.0):
    return chosen(
        criterion("attractiveness", "reach", [0.9, 0.4], width=width, low=0, high=1, weight=3),
        criterion("attractiveness", "money", [9e5, 1e5], kind="money", low=0, high=1e6),
        criterion("fit", "shops", [7, 4], kind="judgement"),
    )


def test_a_clear_choice_is_said_with_how_sure_it_is(words) -> None:
    finding = choice.answer(clear(), words).findings[0]
    assert finding.headline == "Reach Commuters first"
    assert finding.text == (
        "Commuters scores 9.0 of 10 on attractiveness and 7.0 on fit, 8.0 in all (n = 1,500, 95% "
        "CI 8.0 to 8.0). It stays first in 100% of 2,000 other settings of the importance, and in "
        "100% of 2,000 trials in which the numbers vary within their intervals."
    )
    assert finding.implication.startswith("No single criterion, halved or raised by half")
    assert finding.question == "S0.4"


def test_every_score_is_traced_to_its_number(words) -> None:
    table = choice.answer(clear(width=0.1), words).shown[1]
    assert text_of(table) == [
        "Attractiveness: Reach · 75% of the importance · 0.0% scores 0, 100.0% scores 10",
        "Commuters | 90.0% | 85.0–95.0% | 500 | – | 9.0 | 6.8",
        "Segment 2 | 40.0% | 35.0–45.0% | 500 | – | 4.0 | 3.0",
        "Attractiveness: Money · 25% of the importance · ₫0 scores 0, ₫1m scores 10",
        "Commuters | ₫900k | ₫900k to ₫900k | 500 | – | 9.0 | 2.3",
        "Segment 2 | ₫100k | ₫100k to ₫100k | 500 | – | 1.0 | 0.3",
        "Fit: Shops · 100% of the importance",
        "Commuters | 7.0 | – | – | – | 7.0 | 7.0",
        "Segment 2 | 4.0 | – | – | – | 4.0 | 4.0",
    ]
    judged = [row for row in table.rows if row.label == "Commuters"][-1]
    assert judged.cells[0].small and any("own judgement" in note for note in table.notes)
    assert not any("gives no scale" in note for note in table.notes)


def test_ranks_scores_and_wins_stand_in_one_table(words) -> None:
    table = choice.answer(clear(), words).shown[0].data
    assert text_of(table) == [
        "Commuters | 1 | 9.0 | 9.0–9.0 | 7.0 | 7.0–7.0 | 8.0 | 8.0–8.0 | 100.0% | 100.0%",
        "Segment 2 | 2 | 3.3 | 3.3–3.3 | 4.0 | 4.0–4.0 | 3.6 | 3.6–3.6 | 0.0% | 0.0%",
    ]
    assert table.base == "Base: 1,500 customers"


def knocked_out(stability: float):
    return chosen(
        criterion("knock_out", "stability", [0.9, stability], kind="index", at_least=0.6),
        criterion("attractiveness", "a", [0.1, 0.9]),
        criterion("fit", "c", [0.1, 0.9]),
    )


def test_the_only_segment_left_is_said_to_be(words) -> None:
    found = knocked_out(0.41)
    finding = choice.answer(found, words).findings[0]
    assert finding.headline == "Only Commuters passes the knock-out criteria"
    assert "Segment 2 is out: Stability is 0.41, the bound 0.60." in finding.implication
    assert "weightings" not in finding.text
    table = choice.answer(found, words).shown[0].data
    assert text_of(table)[1].startswith("Segment 2 | out | ")
    assert "Segment 2 is out: Stability 0.41, at least 0.60 asked." in table.notes
    scores = text_of(choice.answer(found, words).shown[1])
    assert scores[0] == "Knock-out criterion: Stability · at least 0.60"
    assert scores[2] == "Segment 2 | 0.41 | 0.41–0.41 | 500 | out | – | –"


@pytest.mark.usefixtures("drawings")
def test_no_segment_left_is_said(words) -> None:
    found = chosen(
        criterion("knock_out", "size", [0.1, 0.2], at_least=0.5),
        criterion("attractiveness", "a", [0.1, 0.9]),
        criterion("fit", "c", [0.1, 0.9]),
    )
    finding = choice.answer(found, words).findings[0]
    assert finding.headline == "No segment passes the knock-out criteria"
    assert "Commuters is out: Size is 10.0%, the bound 50.0%." in finding.text
    figure = choice.answer(found, words).shown[0]
    assert "Commuters: out" in figure.alt and figure.svg.count("Commuters: out") == 1
    assert text_of(choice.answer(found, words).shown[2]) == []


def test_a_choice_that_hangs_on_weights_says_which(words) -> None:
    found = chosen(
        criterion("attractiveness", "a", [1.0, 0.0], weight=1.1, low=0, high=1),
        criterion("attractiveness", "b", [0.0, 1.0], low=0, high=1),
        criterion("fit", "c", [0.5, 0.5], low=0, high=1),
    )
    finding = choice.answer(found, words).findings[0]
    assert finding.headline == "Commuters is ahead, but it depends on what counts"
    assert (
        "Segment 2 leads if “A” weighs half as much; Segment 2 leads if “B” weighs half as much "
        "again."
    ) in finding.implication
    assert text_of(choice.answer(found, words).shown[2]) == [
        "Attractiveness: A | Segment 2 ● | Commuters",
        "Attractiveness: B | Commuters | Segment 2 ●",
        "Attractiveness against fit | Commuters | Commuters",
    ]


def test_level_segments_are_said_to_be(words) -> None:
    found = chosen(
        criterion("attractiveness", "a", [0.50, 0.51], width=0.1, low=0, high=1),
        criterion("fit", "c", [0.5, 0.5], width=0.1, low=0, high=1),
    )
    finding = choice.answer(found, words).findings[0]
    assert finding.headline == "Segment 2 and Commuters are level"
    assert "The difference to Commuters may be chance." in finding.implication
    assert text_of(choice.answer(found, words).shown[0].data)[1].startswith(
        "Commuters | 2, close | "
    )


def test_the_default_is_called_one(words) -> None:
    rows = [
        criterion("attractiveness", "a", [0.5, 0.1]),
        criterion("fit", "c", [0.5, 0.1]),
        SegmentCriterion(Criterion("fit", "stability"), "Stability", "index", (), "Not known."),
    ]
    found = chosen(*(SegmentCriterion(**{**vars(row), "by_default": True}) for row in rows))
    notes = choice.answer(found, words).shown[0].data.notes
    assert "Left out: Stability. Not known." in notes
    assert any("what counts for attractiveness and fit" in note for note in notes)
    assert (
        "put your own, with their importance" in choice.answer(found, words).findings[0].implication
    )
    assert any("gives no scale" in note for note in choice.answer(found, words).shown[1].notes)


@pytest.mark.usefixtures("drawings")
def test_figure_draws_every_segment_with_its_intervals(words) -> None:
    figure = choice.answer(clear(width=0.1), words).shown[0]
    assert figure.alt == (
        "Reach Commuters first. Commuters: attractiveness 9.0, fit 7.0, 33.3% of customers; "
        "Segment 2: attractiveness 3.3, fit 4.0, 66.7% of customers."
    )
    assert figure.data.name == "segment_choice"
    assert ">Commuters<" in figure.svg and ">Segment 2<" in figure.svg
    again = choice.answer(clear(width=0.1), words).shown[0]
    assert again.svg == figure.svg


def test_what_is_absent_passes_through(words) -> None:
    nothing = Absent("No segments.")
    assert choice.answer(nothing, words) is nothing


@pytest.mark.usefixtures("drawings")
def test_names_of_the_client_are_escaped(words) -> None:
    own = Words({1: "<b>A</b>", 2: "B & C"}, "customers", "revenue", "VND", "")
    found = clear()
    assert "<b>A" not in choice.answer(found, own).shown[0].svg
    html = bundle_of(choice.answer(found, own).shown[0].data)["text/html"]
    assert "<b>A" not in html and "B &amp; C" in html


def test_vietnamese_reads_as_one_writes_it(words) -> None:
    with language_in_use("vi"):
        finding = choice.answer(clear(), words).findings[0]
        assert finding.headline == "Ưu tiên tiếp cận Commuters"
        assert "9,0/10 về độ hấp dẫn" in finding.text


@pytest.mark.parametrize(
    ("value", "unit", "text"),
    [
        (0.125, "share", "12.5%"),
        (0.05, "points", "+5.0"),
        (-0.054, "score", "−5"),
        (0.6, "index", "0.60"),
        (1_200_000, "money", "₫1.2m"),
        (3.14, "mean", "3.1"),
        (314.2, "mean", "314"),
        (7, "judgement", "7.0"),
        (None, "points", "–"),
    ],
)
def test_numbers_are_written_in_their_unit(value, unit, text) -> None:
    assert in_unit(value, unit) == text


def test_an_interval_of_money_has_its_unit_once() -> None:
    with language_in_use("vi"):
        assert interval_in_unit(555e3, 632e3, "money").split() == ["555–632", "nghìn", "₫"]
        assert "đến" in interval_in_unit(911e3, 1.05e6, "money")
    assert interval_in_unit(555e3, 632e3, "money") == "₫555k to ₫632k"
    assert interval_in_unit(0.51, 0.62, "index") == "0.51–0.62"
