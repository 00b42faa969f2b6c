"""The choice of segments in a client file: what is read, and what is refused with its cure."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from analysis.clients.misfit import Misfit
from analysis.clients.model import Client
from analysis.clients.segment_choice_settings import (
    MEASURES,
    SegmentChoice,
    choice_misfits,
    classes_misfit,
)
from analysis.clients.source_settings import Attribute
from analysis.clients.survey_settings import Question

KNOWN = {
    "channels": Question(type="multiple", label="Channels", columns="ch_*"),
    "price": Question(type="scale", label="Price matters", column="price", scale=(1, 5)),
    "spend": Question(type="number", label="Spending", column="spend"),
    "why": Question(type="text", label="Why", column="why"),
    "age": Question(type="number", label="Age", column="age", bands=[30]),
    "city": Attribute(column="city", label="City", family="geographic"),
}


def misfits(values: dict) -> list[tuple[tuple, str, str]]:
    """Return path below ``choice``, message and cure of everything that does not fit."""
    found = []
    with pytest.raises(ValidationError) as caught:
        SegmentChoice.model_validate(values)
    for error in caught.value.errors():
        reason = error.get("ctx", {}).get("error")
        if isinstance(reason, Misfit):
            found += [((*error["loc"], *p.path), p.what, p.cure) for p in reason.parts]
        else:
            found.append((error["loc"], error["type"], ""))
    return found


def test_everything_that_can_be_said_is_read() -> None:
    choice = SegmentChoice.model_validate(
        {
            "knock_out": {
                "size": {"at_least": 0.08},
                "price_hunters": {
                    "share_of": {"question": "channels", "answer": "Deals"},
                    "at_most": 0.5,
                },
            },
            "attractiveness": {
                "money_per_head": {"weight": 3, "low": 0, "high": 500000},
                "price": {"mean_of": "price", "low": 5, "high": 1, "label": {"vi": "G", "en": "P"}},
            },
            "fit": {"our_shops": {"judgement": {1: 7, 2: 4.5}, "weight": 0}, "size": {}},
        }
    )
    names = [(part, name) for part, name, _ in choice.criteria()]
    assert names == [
        ("knock_out", "size"), ("knock_out", "price_hunters"),
        ("attractiveness", "money_per_head"), ("attractiveness", "price"),
        ("fit", "our_shops"), ("fit", "size"),
    ]  # fmt: skip
    assert choice.fit["size"].weight == 1 and choice.fit["our_shops"].judgement[2] == 4.5
    assert choice_misfits(choice, KNOWN, segments=2) == []
    assert hash(choice.knock_out["price_hunters"].share_of)


@pytest.mark.parametrize(
    ("values", "path", "message", "cure"),
    [
        ({"fit": {"sise": {}}}, ("fit", "sise"), "share_of, mean_of or judgement", "size"),
        ({"fit": {"mine": {}}}, ("fit", "mine"), "must be one of size, value", "Known are"),
        (
            {"fit": {"size": {"mean_of": "price"}}},
            ("fit", "size", "mean_of"),
            "must not have mean_of",
            "a name of your own",
        ),
        (
            {"fit": {"a": {"mean_of": "price", "judgement": {1: 3}}}},
            ("fit", "a", "judgement"),
            "must have one of mean_of, judgement only",
            "",
        ),
        (
            {"fit": {"size": {"weight": 0}, "stability": {"weight": 0}}},
            ("fit",),
            "must have a weight over 0",
            "",
        ),
        ({"fit": {"size": {"weight": -1}}}, ("fit", "size", "weight"), "greater_than_equal", ""),
        ({"fit": {"size": {"low": 1}}}, ("fit", "size"), "got: no high", ""),
        ({"fit": {"size": {"low": 1, "high": 1}}}, ("fit", "size", "high"), "must differ", ""),
        (
            {"fit": {"a": {"judgement": {1: 3}, "low": 0, "high": 1}}},
            ("fit", "a", "low"),
            "must not stand beside judgement",
            "",
        ),
        (
            {"fit": {"a": {"judgement": {1: 11}}}},
            ("fit", "a", "judgement", 1),
            "less_than_equal",
            "",
        ),
        ({"knock_out": {"size": {}}}, ("knock_out", "size"), "at_least, at_most or both", ""),
        (
            {"knock_out": {"size": {"at_least": 0.5, "at_most": 0.1}}},
            ("knock_out", "size", "at_least"),
            "must not be over at_most",
            "",
        ),
        ({"fit": {"size": {"wieght": 1}}}, ("fit", "size", "wieght"), "extra_forbidden", ""),
        ({"fit": {"size": {"weight": float("nan")}}}, ("fit", "size", "weight"), "", ""),
        ({"fits": {}}, ("fits",), "extra_forbidden", ""),
    ],
)
def test_what_does_not_fit_is_refused_with_its_place(values, path, message, cure) -> None:
    (found,) = misfits(values)
    assert found[0] == path
    assert message in found[1] and cure in found[2]


@pytest.mark.parametrize(
    ("criterion", "path", "message", "cure"),
    [
        ({"mean_of": "prise"}, ("mean_of",), "must be one of channels, price", "mean price"),
        ({"mean_of": "channels"}, ("mean_of",), "number or a scale, got: multiple", "share_of"),
        ({"mean_of": "city"}, ("mean_of",), "number or a scale, got: category", "share_of"),
        (
            {"share_of": {"question": "chanels", "answer": "Deals"}},
            ("share_of", "question"),
            "got: chanels",
            "mean channels",
        ),
        (
            {"share_of": {"question": "why", "answer": "x"}},
            ("share_of", "question"),
            "answers to choose from, got: text",
            "mean_of",
        ),
        (
            {"share_of": {"question": "spend", "answer": "x"}},
            ("share_of", "question"),
            "answers to choose from, got: number",
            "bands",
        ),
        ({"judgement": {1: 5, 3: 5}}, ("judgement", 3), "must be one of the 2 segments", ""),
    ],
)
def test_names_the_source_does_not_have_are_refused(criterion, path, message, cure) -> None:
    choice = SegmentChoice.model_validate({"fit": {"mine": criterion}})
    (part,) = choice_misfits(choice, KNOWN, segments=2)
    assert part.path == ("fit", "mine", *path)
    assert message in part.what and cure in part.cure


def test_numbers_with_bands_and_scales_have_answers() -> None:
    shares = {
        name: {"share_of": {"question": name, "answer": "1"}}
        for name in ("age", "price", "city", "channels")
    }
    assert choice_misfits(SegmentChoice.model_validate({"fit": shares}), KNOWN) == []


def test_every_measure_may_stand_in_every_part() -> None:
    bounds = {name: {"at_least": 0} for name in MEASURES}
    plain = {name: {} for name in MEASURES}
    choice = SegmentChoice.model_validate(
        {"knock_out": bounds, "attractiveness": plain, "fit": plain}
    )
    assert len(list(choice.criteria())) == 3 * len(MEASURES)


@pytest.mark.parametrize(
    ("name", "what"),
    [
        ("channels", "must have one answer a person, got: multiple"),
        ("spend", "must have answers to choose from, got: number"),
        ("why", "must have answers to choose from, got: text"),
        ("citi", "must be one of"),
    ],
)
def test_classes_are_answers_of_which_everybody_has_one(name: str, what: str) -> None:
    assert classes_misfit(name, KNOWN).what.startswith(what)


@pytest.mark.parametrize("name", ["age", "price", "city"])
def test_choices_ratings_and_bands_are_classes(name: str) -> None:
    assert classes_misfit(name, KNOWN) is None


@pytest.mark.parametrize(
    ("changes", "path", "what"),
    [
        ({"compare_with": "motive"}, ("compare_with",), "must not repeat names of the basis"),
        ({"compare_with": "grops"}, ("compare_with",), "must be one of motive, spend, groups"),
        ({"compare_with": "spend"}, ("compare_with",), "must have answers to choose from"),
        (
            {"compare_with": "groups", "method": "rule", "rule": "groups", "basis": {}},
            ("compare_with",),
            "must not repeat",
        ),
        ({"method": "rule", "rule": "spend", "basis": {}}, ("rule",), "must have answers"),
    ],
)
def test_other_classification_is_one_and_none_the_segments_are_made_from(
    changes: dict, path: tuple, what: str
) -> None:
    questions = {
        "motive": {"type": "multiple", "label": "Motives", "columns": "m_*"},
        "spend": {"type": "number", "label": "Spending", "column": "spend"},
        "groups": {"type": "single", "label": "Old groups", "column": "g"},
    }
    client = {
        "name": "A",
        "kind": "b2c",
        "waves": {"w1": {}},
        "sources": {"survey": {"file": "s.csv", "id": "id", "questions": questions}},
    }
    plan = {"source": "survey", "basis": {"psychographic": ["motive"]}}
    read = Client.model_validate(client | {"segmentation": plan | {"compare_with": "groups"}})
    assert read.segmentation.compare_with == "groups"
    with pytest.raises(ValidationError) as caught:
        Client.model_validate(client | {"segmentation": plan | changes})
    (error,) = caught.value.errors()
    (part,) = error["ctx"]["error"].parts
    assert (*error["loc"], *part.path)[-len(path) :] == path and part.what.startswith(what)
