"""What the data do not answer passes through a notebook as a value."""

from __future__ import annotations

import pytest

from analysis.errors import NotEnoughData
from analysis.sources.absent import NOTE_MIME, Absent, unless_absent

REASON = Absent("The client delivered no survey.")


def test_attributes_items_and_results_of_methods_are_the_same_absent() -> None:
    assert REASON.questions is REASON
    assert REASON["age"] is REASON
    assert REASON.first_share("Highlands") is REASON
    with pytest.raises(AttributeError):
        _ = REASON._repr_html_


def test_a_report_shows_the_reason() -> None:
    assert REASON._repr_mimebundle_()[NOTE_MIME] == {
        "kind": "absent",
        "text": REASON.reason,
        "applies": True,
    }


def test_methods_pass_on_what_their_input_lacks_and_give_a_reason_of_their_own() -> None:
    @unless_absent
    def halved(number: float) -> float:
        if number == 0:
            raise NotEnoughData("Nothing to halve.")
        return number / 2

    assert halved(3.0) == 1.5
    assert halved(REASON) is REASON
    assert halved(number=REASON) is REASON
    assert halved(0.0) == Absent("Nothing to halve.")
