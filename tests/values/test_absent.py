"""What the data do not answer passes through a notebook as a value."""

from __future__ import annotations

from dataclasses import fields

import pytest

from analysis.errors import NotEnoughData
from analysis.report.display import bundle_of
from analysis.sources.people_parts import parts_of
from analysis.values.absent import Absent, part_of, unless_absent
from analysis.values.media import NOTE_MIME

REASON = Absent("The client delivered no survey.")


def test_it_has_no_parts_so_that_a_slip_of_the_pen_is_an_error() -> None:
    for asked in ("questions", "reasons", "_repr_html_"):
        with pytest.raises(AttributeError, match=asked):
            getattr(REASON, asked)
    with pytest.raises(TypeError):
        REASON["age"]
    with pytest.raises(TypeError):
        REASON("Highlands")
    with pytest.raises(TypeError):
        iter(REASON)


def test_it_is_equal_by_its_reason_and_whether_it_is_a_gap() -> None:
    assert Absent("No survey.") == Absent("No survey.") != Absent("No survey.", gap=False)


def test_a_part_of_what_is_absent_is_the_same_absence() -> None:
    assert part_of(REASON, len) is REASON
    assert part_of("abc", len) == 3


def test_where_there_are_no_people_every_part_of_them_is_absent() -> None:
    parts = parts_of(REASON)
    assert {getattr(parts, one.name) for one in fields(parts)} == {REASON}


def test_a_report_shows_the_reason() -> None:
    assert bundle_of(REASON)[NOTE_MIME] == {
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
