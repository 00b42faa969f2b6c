"""Comparisons of estimates, by one rule whether they rest on the same people, on others, or both.

The error of a difference is the root of Σ(uₐ − u_b)², where u are the influence values of both
estimates, by the respondents' ids, 0 for who is not in a base. For the same people that is the
paired test, for different people Welch's, and where some are in both it is neither. Shares that
few people gave, or nearly all, are compared by an exact test; what cannot be tested says why.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy import stats

from analysis.statistics.deciding import exceeds, reaches
from analysis.statistics.exact_contrasts import (
    Reason,
    Test,
    Tested,
    exact_test,
    exact_test_of_one,
    needs_exact_test,
)
from analysis.statistics.influence import Influence, Measure
from analysis.statistics.intervals import UNKNOWN, student_quantile

Array = npt.NDArray[np.float64]
Kind = Literal["before", "lead", "pair", "zero", "target", "like_for_like"]
FEWEST = 10  # effective people on either side, below which a difference would be a pretty number
_FARTHEST: dict[Measure, float] = {"share": 1.0, "balance": 2.0}  # a difference can be


@dataclass(frozen=True)
class Contrast:
    """Two estimates, or an estimate and a number, compared.

    Attributes
    ----------
    kind : str
        ``before`` (now less the wave before), ``lead`` (the first less another), ``pair``,
        ``zero``, ``target`` (less a number) or ``like_for_like``.
    a, b : str
        Names of the estimates; ``b`` is empty where a number stands in its place.
    first, second : float
        The estimates, in their unit.
    difference, standard_error : float
        First less second, in the same unit.
    low, high : float
        Ends of its interval; NaN where it was not tested.
    p_value : float or None
        Two-sided, uncorrected; None where it was not tested.
    test : str
        ``student`` (on the influence values), ``fisher`` (different people, or a group against
        all), ``mcnemar`` (the same people), ``binomial`` (against a number) or ``none``.
    family : str
        The comparisons it is to be corrected with.
    untested : str
        Empty where it was tested; else ``few`` (under ten effective people on a side), ``alike``
        (everyone answered alike) or ``rare`` (too few for a normal approximation, among people
        of whom some are on both sides).
    people : int
        Respondents it concerns: in either base, unweighted.
    money : float or None
        Money it concerns, where that is known.
    """

    kind: Kind
    a: str
    b: str
    first: float
    second: float
    difference: float
    standard_error: float
    low: float
    high: float
    p_value: float | None
    test: Test
    family: str
    untested: Reason
    people: int
    money: float | None = None

    @property
    def testable(self) -> bool:
        """Whether there is a test of it."""
        return not self.untested


def contrasts(
    first: Influence,
    second: Influence,
    *,
    kind: Kind,
    family: str,
    level: float = 0.95,
    money: float | None = None,
) -> tuple[Contrast, ...]:
    """Compare the estimates of two blocks one by one; a block of one is compared with each.

    Parameters
    ----------
    first, second : Influence
        Of one measure; people who are in both have the same id in both.
    kind : str
        What is compared; see `Contrast`.
    family : str
        The comparisons these are to be corrected with.
    level : float
        Confidence level of the intervals.
    money : float, optional
        Money that these comparisons concern.

    Raises
    ------
    ValueError
        If measures differ, or neither the numbers of estimates are equal nor one of them is 1.

    References
    ----------
    Deville, J.-C. (1999). Variance estimation for complex statistics and estimators. Survey
    Methodology 25, 193–203. Welch, B. L. (1947). Biometrika 34, 28–35; Satterthwaite, F. E.
    (1946). Biometrics Bulletin 2, 110–114 (degrees of freedom).
    """
    if first.measure != second.measure:
        raise ValueError(f"a {first.measure} cannot be compared with a {second.measure}")
    one, other = _aligned(first, second)
    errors, freedom = _errors(one, other)
    compared = one.estimates - other.estimates
    tests = _students(compared, errors, freedom, one.measure, level)
    bases = np.minimum(one.effective_bases, other.effective_bases)
    people = (one.inside | other.inside).sum(axis=0)
    found = []
    for place, plain in enumerate(tests):
        x, y = float(one.estimates[place]), float(other.estimates[place])
        tested = plain
        if not reaches(bases[place], FEWEST):
            tested = _untested("few")
        elif _alike(x, y, errors[place], one.measure):
            tested = _untested("alike")
        elif one.measure == "share" and needs_exact_test(one, other, place):
            tested = exact_test(one, other, place, level) or _untested("rare")
        pair = one.names[place], other.names[place]
        given = float(errors[place]), int(people[place])
        found.append(_contrast(kind, pair, (x, y), given, family, tested, money))
    return tuple(found)


def contrasts_with_number(
    first: Influence,
    number: float,
    *,
    kind: Literal["zero", "target"],
    family: str,
    level: float = 0.95,
    money: float | None = None,
) -> tuple[Contrast, ...]:
    """Compare every estimate of a block with a number that is known without error.

    Parameters
    ----------
    first : Influence
        The estimates.
    number : float
        In their unit: a target, or 0 for balances and differences.
    kind, family, level, money
        As in `contrasts`.

    Raises
    ------
    ValueError
        If shares are compared with 0 or 1: what anybody answers is not nothing.
    """
    if first.measure == "share" and not 0 < number < 1:
        raise ValueError(f"a share must be compared with a number between 0 and 1, got: {number}")
    errors, bases = first.standard_errors, first.effective_bases
    compared = first.estimates - number
    tests = _students(compared, errors, np.maximum(bases - 1, 1), first.measure, level)
    people = first.inside.sum(axis=0)
    found = []
    for place, plain in enumerate(tests):
        x = float(first.estimates[place])
        tested = plain
        if not reaches(bases[place], FEWEST):
            tested = _untested("few")
        elif first.measure == "share":
            tested = exact_test_of_one(first, place, number, level) or plain
        elif _alike(x, x, errors[place], first.measure):
            tested = _untested("alike")
        given = float(errors[place]), int(people[place])
        pair = first.names[place], ""
        found.append(_contrast(kind, pair, (x, number), given, family, tested, money))
    return tuple(found)


def _contrast(
    kind: Kind,
    names: tuple[str, str],
    estimates: tuple[float, float],
    error_and_people: tuple[float, int],
    family: str,
    tested: Tested,
    money: float | None,
) -> Contrast:
    return Contrast(
        kind=kind,
        a=names[0],
        b=names[1],
        first=estimates[0],
        second=estimates[1],
        difference=estimates[0] - estimates[1],
        standard_error=error_and_people[0],
        low=tested.interval[0],
        high=tested.interval[1],
        p_value=tested.p_value,
        test=tested.test,
        family=family,
        untested=tested.untested,
        people=error_and_people[1],
        money=money,
    )


def _untested(reason: Reason) -> Tested:
    return Tested("none", None, UNKNOWN, reason)


def _alike(first: float, second: float, error: float, measure: Measure) -> bool:
    """Return whether nothing varies; a share of all against one of nobody can be tested."""
    scale = max(abs(first), abs(second), 1.0 if measure in _FARTHEST else 0.0)
    apart = measure == "share" and exceeds(abs(first - second), 0, scale=scale)
    return not apart and not exceeds(error, 0, scale=scale)


def _students(
    differences: Array, errors: Array, freedom: Array, measure: Measure, level: float
) -> list[Tested]:
    """Return Student's test of every difference."""
    with np.errstate(divide="ignore", invalid="ignore"):
        p_values = 2 * stats.t.sf(np.abs(differences) / errors, freedom)
    half = student_quantile(freedom, level) * errors
    farthest = _FARTHEST.get(measure, np.inf)
    low, high = np.maximum(differences - half, -farthest), np.minimum(differences + half, farthest)
    return [
        Tested("student", float(p), (float(lower), float(upper)))
        for p, lower, upper in zip(p_values, low, high, strict=True)
    ]


def _errors(one: Influence, other: Influence) -> tuple[Array, Array]:
    """Return the standard error of every difference and Satterthwaite's degrees of freedom.

    Those of people on one side only, on both, and on the other only add up; each have as many
    degrees of freedom as effective people, less one.
    """
    squares = np.square(one.values - other.values)
    weights = _parts_of_weight(one) + _parts_of_weight(other)
    strata = (one.inside & ~other.inside, one.inside & other.inside, other.inside & ~one.inside)
    variances, doubts = np.zeros(len(one.names)), np.zeros(len(one.names))
    for inside in strata:
        variance = np.where(inside, squares, 0.0).sum(axis=0)
        own = np.where(inside, weights, 0.0)
        together = np.square(own).sum(axis=0)
        worth = np.square(own.sum(axis=0)) / np.where(together > 0, together, 1.0)
        variances += variance
        doubts += np.square(variance) / np.maximum(worth - 1, 1)
    freedom = np.square(variances) / np.where(doubts > 0, doubts, 1.0)
    return np.sqrt(variances), np.maximum(freedom, 1.0)


def _parts_of_weight(one: Influence) -> Array:
    weights = np.where(one.inside, one.weights[:, None], 0.0)
    total = weights.sum(axis=0)
    return np.asarray(weights / np.where(total > 0, total, 1.0))


def _aligned(first: Influence, second: Influence) -> tuple[Influence, Influence]:
    """Return both for all respondents of either, in one order, and with as many estimates."""
    many = max(len(first.names), len(second.names))
    if {len(first.names), len(second.names)} - {1, many}:
        raise ValueError("blocks must have as many estimates as each other, or one of them one")
    ids = first.ids if first.ids.equals(second.ids) else first.ids.union(second.ids, sort=False)
    return _of_all(first, ids, many), _of_all(second, ids, many)


def _of_all(one: Influence, ids: pd.Index, many: int) -> Influence:
    if many > len(one.names):
        one = one.of(*one.names * many)
    if one.ids is ids:
        return one
    rows = one.ids.get_indexer(ids)
    known = rows >= 0
    return Influence(
        one.measure,
        ids,
        one.names,
        one.estimates,
        np.where(known[:, None], one.values[rows], 0.0),
        np.where(known[:, None], one.answers[rows], np.nan),
        np.where(known, one.weights[rows], 0.0),
    )
