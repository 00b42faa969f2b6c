"""Exact tests of shares that few people gave, or nearly all: where a normal one would mislead."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt

from analysis.statistics.deciding import equals, exceeds
from analysis.statistics.influence import Influence
from analysis.statistics.intervals import (
    Interval,
    bonett_price_interval,
    newcombe_interval,
    wilson_interval,
)
from analysis.statistics.sampling_error import kish_base
from analysis.statistics.share_tests import LEAST_EXPECTED, fisher_test, is_rare

Array = npt.NDArray[np.float64]
Test = Literal["student", "fisher", "mcnemar", "binomial", "none"]
Reason = Literal["", "few", "alike", "rare"]
LEAST_DISCORDANT = 25  # people who gave one of two answers only, for a normal approximation


@dataclass(frozen=True)
class Tested:
    """What a test of a difference gave.

    Attributes
    ----------
    test, untested : str
        As in `Contrast`.
    p_value : float or None
        Two-sided.
    interval : tuple of float
        Of the difference; NaN where it was not tested.
    """

    test: Test
    p_value: float | None
    interval: Interval
    untested: Reason = ""


@dataclass(frozen=True)
class Held:
    """A share of some people.

    Attributes
    ----------
    share, base : float
        The share, 0–1, and the effective people it rests on.
    """

    share: float
    base: float

    @classmethod
    def of(cls, answers: Array, weights: Array) -> Held:
        """Return the share of those who answered.

        Parameters
        ----------
        answers : numpy.ndarray
            1, 0 or NaN.
        weights : numpy.ndarray
            One each.
        """
        inside = ~np.isnan(answers)
        weight = weights[inside]
        return cls(float(np.average(answers[inside], weights=weight)), kish_base(weight))

    @property
    def all_or_none(self) -> bool:
        """Whether nobody, or everybody, gave the answer."""
        return bool(equals(self.share, 0, scale=1) or equals(self.share, 1, scale=1))

    def interval(self, level: float) -> Interval:
        """Return Wilson's interval.

        Parameters
        ----------
        level : float
            Confidence level.
        """
        return wilson_interval(self.share, self.base, level)


def needs_exact_test(one: Influence, other: Influence, place: int) -> bool:
    """Return whether a normal test of two shares would mislead.

    Parameters
    ----------
    one, other : Influence
        Of the same respondents, in one order.
    place : int
        Which estimate of each.
    """
    first, second = _sides(one, other, place)
    rare = is_rare(first.share, first.base, second.share, second.base)
    if rare or first.all_or_none or second.all_or_none:
        return True
    changed = _changed(one, other, place)
    return changed is not None and bool(exceeds(LEAST_DISCORDANT, sum(changed[:2]) * changed[2]))


def exact_test(one: Influence, other: Influence, place: int, level: float) -> Tested | None:
    """Return the exact test of two shares, or None where there is none.

    For the same people it is McNemar's, for different ones Fisher's; a group is compared with
    all by comparing it with the rest. Under weights counts are effective people.

    Parameters
    ----------
    one, other : Influence
        Of the same respondents, in one order.
    place : int
        Which estimate of each.
    level : float
        Confidence level of the interval.

    References
    ----------
    McNemar, Q. (1947). Psychometrika 12, 153–157; exact by the binomial distribution: Agresti
    (2013), ch. 11.1. Fisher, R. A. (1935). JRSS 98, 39–82.
    """
    changed = _changed(one, other, place)
    if changed is not None:
        return _mcnemar(*changed, level)
    first, second = one.inside[:, place], other.inside[:, place]
    if not (first & second).any():
        return _fisher(*_sides(one, other, place), level)
    x, y = one.answers[:, place], other.answers[:, place]
    both = first & second
    if not (np.array_equal(x[both], y[both]) and _same_weights(one, other, both)):
        return None
    if (second | ~first).all():  # the first is part of the second
        return _part_and_whole(x, y, other.weights, level)
    if (first | ~second).all():
        found = _part_and_whole(y, x, one.weights, level)
        return Tested(found.test, found.p_value, (-found.interval[1], -found.interval[0]))
    return None


def exact_test_of_one(first: Influence, place: int, number: float, level: float) -> Tested | None:
    """Return the binomial test of a share against a number, or None where a normal one will do.

    Parameters
    ----------
    first : Influence
        Of shares.
    place : int
        Which of them.
    number : float
        What it is compared with, between 0 and 1.
    level : float
        Confidence level of the interval.
    """
    held = Held.of(first.answers[:, place], first.weights)
    expected = min(number, 1 - number) * held.base
    if not (exceeds(LEAST_EXPECTED, expected) or held.all_or_none):
        return None
    low, high = held.interval(level)
    p_value = _binomial(held.share * held.base, held.base, number)
    return Tested("binomial", p_value, (low - number, high - number))


def _sides(one: Influence, other: Influence, place: int) -> tuple[Held, Held]:
    return (
        Held.of(one.answers[:, place], one.weights),
        Held.of(other.answers[:, place], other.weights),
    )


def _changed(one: Influence, other: Influence, place: int) -> tuple[float, float, float] | None:
    """Return shares of who gave the first answer only and the second only, if all gave both."""
    inside = one.inside[:, place]
    if not (np.array_equal(inside, other.inside[:, place]) and _same_weights(one, other, inside)):
        return None
    x, y, weight = one.answers[inside, place], other.answers[inside, place], one.weights[inside]
    only_first, only_second = (float(np.average(only, weights=weight)) for only in (x > y, y > x))
    return only_first, only_second, kish_base(weight)


def _same_weights(one: Influence, other: Influence, people: npt.NDArray[np.bool_]) -> bool:
    x, y = one.weights[people], other.weights[people]
    return bool(equals(x / x.sum(), y / y.sum()).all()) if people.any() else True


def _mcnemar(only_first: float, only_second: float, base: float, level: float) -> Tested:
    changed = (only_first + only_second) * base
    p_value = _binomial(only_first * base, changed, 0.5)
    return Tested("mcnemar", p_value, bonett_price_interval(only_first, only_second, base, level))


def _fisher(first: Held, second: Held, level: float) -> Tested:
    p_value = fisher_test(first.share, first.base, second.share, second.base)
    ends = newcombe_interval(
        first.share, first.interval(level), second.share, second.interval(level)
    )
    return Tested("fisher", p_value, ends)


def _part_and_whole(part: Array, whole: Array, weights: Array, level: float) -> Tested:
    """Compare a group with all, of whom it is part: the difference to the rest, made smaller."""
    beyond = np.where(np.isnan(part), whole, np.nan)
    against_rest = _fisher(Held.of(part, weights), Held.of(beyond, weights), level)
    outside = float(weights[~np.isnan(beyond)].sum() / weights[~np.isnan(whole)].sum())
    low, high = against_rest.interval
    return Tested("fisher", against_rest.p_value, (outside * low, outside * high))


def _binomial(held: float, base: float, chance: float) -> float:
    from scipy.stats import binomtest

    people = round(base)
    if people == 0:
        return 1.0
    return min(1.0, float(binomtest(min(round(held), people), people, chance).pvalue))
