"""Verdicts that chance leaves open are told from those it does not."""

from __future__ import annotations

import numpy as np
import pytest

from analysis.statistics.within_chance import (
    careful,
    error_of_limit,
    error_of_mean,
    error_of_share,
)


@pytest.mark.parametrize(
    ("mean", "verdicts"),
    [(0.9, ("good", "good")), (0.81, ("poor", "good")), (0.79, ("poor", "good")),
     (0.7, ("poor", "poor"))],
)  # fmt: skip
def test_only_numbers_near_a_bound_have_two_verdicts(mean, verdicts) -> None:
    assert careful(lambda lean: "good" if mean + lean * 0.01 >= 0.8 else "poor") == verdicts


def test_errors_are_those_of_repeated_trials() -> None:
    rng = np.random.default_rng(1)
    trials = rng.normal(5, 2, size=(4000, 20))
    means, spreads = trials.mean(axis=1), trials.std(axis=1, ddof=1)
    assert np.mean([error_of_mean(row) for row in trials]) == pytest.approx(means.std(), rel=0.05)
    limits = means - 3 * spreads
    found = np.mean([error_of_limit(row, 3) for row in trials])
    assert found == pytest.approx(limits.std(), rel=0.05)
    shares = rng.binomial(200, 0.8, size=4000) / 200
    assert error_of_share(0.8, 200) == pytest.approx(shares.std(), rel=0.05)
    assert error_of_mean([3.0]) == 0.0 and error_of_share(1.0, 50) == 0.0
