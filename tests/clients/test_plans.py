"""What a client file is silent on has the defaults of its keys."""

from __future__ import annotations

from analysis.clients.plans import segment_plan, value_plan
from analysis.clients.segmentation_settings import Segmentation
from analysis.clients.value_settings import Value

SEGMENTATION = {"source": "survey", "basis": {"behavioural": ["visits"]}}


def test_without_a_segmentation_the_plan_is_that_of_one_that_sets_nothing() -> None:
    assert segment_plan(None) == segment_plan(Segmentation.model_validate(SEGMENTATION))


def test_without_a_valuing_the_plan_is_that_of_one_that_sets_nothing() -> None:
    assert value_plan(None) == value_plan(Value.model_validate({"source": "deals"}))


def test_what_the_client_file_sets_is_in_the_plan() -> None:
    given = {**SEGMENTATION, "method": "ward", "candidates": [3, 5], "typing_questions": 4}
    plan = segment_plan(Segmentation.model_validate(given))
    assert (plan.method, plan.candidates, plan.typing_questions) == ("ward", (3, 5), 4)
    assert list(plan.numbers) == [3, 4, 5]
    assert value_plan(Value.model_validate({"source": "deals", "goal": "growth"})).goal == "growth"
