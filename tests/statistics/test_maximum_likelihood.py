"""Maxima that are the same everywhere: at rest, and fixed where the data do not decide."""

from __future__ import annotations

import numpy as np
import pytest

from analysis.statistics.maximum_likelihood import BOUND, highest

CURVES = np.array([[50.0, 20.0], [20.0, 30.0]])
TOP = np.array([0.4, -1.3])


def hill(logs, noise: float = 0.0):
    """Return a hill in the first two parameters; rounding may play on its gradient."""
    away = logs[:2] - TOP
    shaken = noise * np.sin(1e6 * logs[:2])
    return float(-away @ CURVES @ away / 2 - (away**4).sum()), -CURVES @ away - 4 * away**3 + shaken


@pytest.mark.parametrize("noise", [0.0, 1e-10, -1e-10])
def test_a_search_goes_on_to_rest(noise) -> None:
    found = highest(lambda logs: hill(logs, noise), [(2.0, 2.0), (-3.0, 0.0)], 100.0)
    assert found.logs == pytest.approx(TOP, abs=1e-10)
    assert found.covariance == pytest.approx(np.linalg.inv(CURVES), rel=1e-8)
    assert found.identified == (True, True) and not found.boundary


@pytest.mark.parametrize("phase", [0.0, 1.0, 2.0, 3.0])
def test_where_the_likelihood_is_level_to_its_last_digits_its_gradient_decides(phase) -> None:
    def shaken(logs):
        value, gradient = hill(logs)
        return value - 50 + 2e-9 * float(np.sin(1e7 * logs.sum() + phase)), gradient

    found = highest(shaken, [(2.0, 2.0)], 100.0)
    assert found.logs == pytest.approx(TOP, abs=1e-10)


@pytest.mark.parametrize("slope", [0.0, 1e-9, -1e-9])
def test_a_flat_parameter_has_one_value_wherever_the_search_begins(slope) -> None:
    def flat(logs):
        value, gradient = hill(logs)
        return value + slope * float(logs[2]), np.append(gradient, slope)

    for starts in ([(0.0, 0.0, 1.234)], [(1.0, -2.0, -4.4), (2.0, 2.0, 8.0)]):
        found = highest(flat, starts, 100.0)
        assert found.logs == pytest.approx([*TOP, 0.0], abs=1e-10)
        assert found.identified == (True, True, False) and found.boundary
        assert np.isnan(found.covariance[2]).all()
        assert found.covariance[:2, :2] == pytest.approx(np.linalg.inv(CURVES), rel=1e-8)


def test_a_parameter_that_runs_away_is_fixed_at_the_end() -> None:
    def rising(logs):
        value, gradient = hill(logs)
        return value - float(np.exp(-logs[2] / 4)), np.append(gradient, np.exp(-logs[2] / 4) / 4)

    found = highest(rising, [(0.0, 0.0, 0.0)], 100.0)
    assert found.logs[2] == BOUND
    assert found.identified == (True, True, False)


def test_what_goes_along_with_a_fixed_parameter_is_no_estimate() -> None:
    def ridge(logs):  # only the sum of the last two is known
        value, gradient = hill(logs)
        off = logs[2] + logs[3] - 1.0
        return value - 20 * off**2, np.append(gradient, [-40 * off, -40 * off])

    for start in ((0.0, 0.0, 0.3, 0.3), (0.0, 0.0, -5.0, 2.0)):
        found = highest(ridge, [start], 100.0)
        assert found.identified == (True, True, False, False)
        assert found.logs[2:] == pytest.approx([1.0, 0.0], abs=1e-9)


def test_of_equal_ends_the_first_start_counts() -> None:
    def twins(logs):  # two tops, at -1 and 1, that differ by rounding
        x = float(logs[0])
        return -50 * (x * x - 1) ** 2 + 1e-13 * x, np.array([-200 * x * (x * x - 1)])

    assert highest(twins, [(-1.1,), (1.1,)], 100.0).logs == pytest.approx([-1.0])
    assert highest(twins, [(1.1,), (-1.1,)], 100.0).logs == pytest.approx([1.0])
