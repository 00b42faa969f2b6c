"""Decisions on computed numbers: ties go to the first, whatever the last digits are."""

from __future__ import annotations

import numpy as np
import pytest

from analysis.statistics.deciding import (
    equals,
    exceeds,
    first_largest,
    first_smallest,
    in_order,
    order,
    ranks,
    reaches,
    row_order,
)

JUST_LESS = 0.3  # 0.1 + 0.2 is more by the last bit


def test_of_equal_numbers_the_first_is_the_smallest() -> None:
    assert first_smallest([0.1 + 0.2, JUST_LESS, 0.4]) == 0
    assert first_smallest([JUST_LESS, 0.1 + 0.2]) == 0
    assert first_smallest([0.31, JUST_LESS]) == 1
    assert first_largest([JUST_LESS, 0.1 + 0.2]) == 0
    assert first_largest([1.0, 1.0 + 1e-8]) == 1
    assert first_smallest([np.inf, 2.0, 2.0]) == 1
    assert first_largest([-np.inf, -np.inf, 1.0]) == 2


def test_along_an_axis_each_has_its_own_scale() -> None:
    values = np.array([[1e6 + 1e-5, 1e6], [2e-5, 1e-5]])
    assert first_smallest(values, axis=1).tolist() == [0, 1]
    assert first_smallest(values, axis=1, scale=np.array([1.0, 1e6])).tolist() == [1, 0]
    assert first_smallest(values.T, axis=0).tolist() == [0, 1]
    assert first_smallest(values) == 2  # the whole has the size of its largest


def test_differences_near_nothing_need_the_size_of_what_they_come_from() -> None:
    assert first_smallest([1e-17, -1e-17]) == 1
    assert first_smallest([1e-17, -1e-17], scale=1.0) == 0
    assert not exceeds(1e-17, 0.0, scale=1.0)


def test_equal_numbers_share_a_rank_and_keep_their_order() -> None:
    assert ranks([0.1 + 0.2, 0.5, JUST_LESS, np.nan]).tolist() == [0, 1, 0, 2]
    assert order([0.5, 0.1 + 0.2, JUST_LESS]).tolist() == [1, 2, 0]
    assert order([JUST_LESS, 0.1 + 0.2, 0.5, np.nan], descending=True).tolist() == [2, 0, 1, 3]
    assert ranks([]).tolist() == []
    assert ranks([np.inf, np.inf, 1.0, -np.inf]).tolist() == [2, 2, 1, 0]


def test_rows_are_sorted_by_the_first_number_that_differs() -> None:
    assert row_order([[0.1 + 0.2, 1.0], [JUST_LESS, 0.0], [0.1, 5.0]]).tolist() == [2, 1, 0]
    assert row_order(np.empty((3, 0))).tolist() == [0, 1, 2]


@pytest.mark.parametrize("bound", [JUST_LESS, 0.1 + 0.2])
def test_a_bound_is_reached_but_not_exceeded_by_what_equals_it(bound: float) -> None:
    for value in (JUST_LESS, 0.1 + 0.2):
        assert reaches(value, bound) and equals(value, bound) and not exceeds(value, bound)
    assert exceeds(0.31, bound) and not reaches(0.29, bound)
    assert not reaches(np.nan, bound) and not exceeds(np.nan, bound)
    assert reaches(np.inf, bound) and exceeds(np.inf, bound) and not reaches(-np.inf, bound)
    assert not exceeds(np.inf, np.inf) and reaches(np.inf, np.inf)


def test_things_are_in_order_by_their_numbers_and_else_as_they_were() -> None:
    things = [("a", 0.1 + 0.2, 2), ("b", JUST_LESS, 1), ("c", 0.1, 5), ("d", JUST_LESS, 2)]
    by_both = in_order(things, lambda one: one[1], lambda one: one[2])
    assert [name for name, *_numbers in by_both] == ["c", "b", "a", "d"]
    assert [name for name, *_numbers in in_order(things, lambda one: -one[1])] == list("abdc")
    assert in_order([], lambda one: one) == []
