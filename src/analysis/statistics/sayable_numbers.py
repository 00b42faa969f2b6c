"""Numbers that people say: 500 thousand rather than 497,312."""

from __future__ import annotations

import math

from analysis.statistics.deciding import TOLERANCE, exceeds, reaches

_STEPS = (5, 2, 1)
_LARGEST, _SMALLEST = 15, -4


def sayable(value: float, digits: int = 2) -> float:
    """Return a number rounded to a few significant digits.

    Parameters
    ----------
    value : float
        Any number.
    digits : int
        Significant digits to keep.
    """
    if not value or not math.isfinite(value):
        return float(value)
    place = math.floor(math.log10(abs(value))) - digits + 1
    return _multiple(round(value / 10.0**place), 1, place)


def sayable_between(above: float, up_to: float, digits: int = 2) -> float:
    """Return the roundest number that is over ``above`` and not over ``up_to``.

    The roundest is a multiple of the largest of … 1,000, 500, 200, 100, 50 … of which one lies
    there. Where no number with so few significant digits does, ``up_to`` is rounded to them all
    the same: a bound is said, not measured.

    Parameters
    ----------
    above, up_to : float
        Ends of a gap, both over 0 or ``above`` at 0 or less.
    digits : int
        The most significant digits to say.
    """
    finest = math.floor(math.log10(abs(up_to))) - digits + 1 if up_to else _SMALLEST
    for place in range(_LARGEST, finest - 1, -1):
        for step in _STEPS:
            found = _multiple(math.floor(up_to / (step * 10.0**place) + TOLERANCE), step, place)
            if exceeds(found, above) and reaches(up_to, found):
                return found
    return sayable(up_to, digits)


def _multiple(times: int, step: int, place: int) -> float:
    # whole numbers stay whole: 3 × 10⁻¹ is 0.3, not 0.30000000000000004
    return float(times * step * 10**place) if place >= 0 else times * step / 10**-place
