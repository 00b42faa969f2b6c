"""Natural breaks, and numbers that people say."""

from __future__ import annotations

import itertools

import numpy as np
import pytest

from analysis.statistics.clustering.natural_breaks import natural_breaks, proposed_bounds
from analysis.statistics.sayable_numbers import sayable, sayable_between


@pytest.mark.parametrize("seed", range(4))
def test_natural_breaks_are_the_best_of_all_divisions(seed):
    values = np.sort(np.random.default_rng(seed).lognormal(size=18).round(2))

    def spread(cuts: tuple[int, ...]) -> float:
        return sum(part.var() * len(part) for part in np.split(values, cuts))

    best = min(itertools.combinations(range(1, len(values)), 3), key=spread)
    assert natural_breaks(values, 4) == [values[0], *values[list(best)]]


@pytest.mark.parametrize(
    ("above", "up_to", "said"),
    [
        (5e6, 10e6, 10e6), (120, 980, 500), (3, 4, 4), (4, 5, 5), (0, 7, 5),
        (497_312, 497_400, 500_000), (0.21, 0.34, 0.3), (1_290, 1_310, 1_300),
    ],
)  # fmt: skip
def test_bounds_are_numbers_that_people_say(above, up_to, said):
    assert sayable_between(above, up_to) == said


def test_rounding_keeps_the_digits_asked_for():
    assert [sayable(x) for x in (497_312, -0.0123, 99.9, 0)] == [500_000, -0.012, 100, 0]
    assert sayable(1_234_567, 3) == 1_230_000


def test_very_many_values_lie_on_a_grid_finer_than_the_rounding():
    values = np.exp(np.random.default_rng(2).normal(12, 1, 12_000))
    fine = natural_breaks(np.log(np.clip(values, *np.quantile(values, (0.01, 0.99)))), 3)
    said = proposed_bounds(values, 3)
    assert said[0] == 0
    assert said[1:] == pytest.approx(np.exp(fine[1:]), rel=0.05)
