"""Bounds that lie where values leave gaps."""

from __future__ import annotations

import itertools
from collections.abc import Callable

import numpy as np
import numpy.typing as npt

from analysis.errors import NotEnoughData
from analysis.languages import messages
from analysis.languages.formats import number
from analysis.statistics.deciding import first_smallest
from analysis.statistics.sayable_numbers import sayable, sayable_between

_ = messages(__name__)
ENOUGH_TO_DRAW_IN = 100
MOST_DIFFERENT = 5_000  # more different values than these are laid on a grid first
Spread = Callable[[npt.NDArray[np.int64], int], npt.NDArray[np.float64]]


def natural_breaks(values: npt.ArrayLike, classes: int) -> list[float]:
    """Return the lowest value of each of ``classes`` classes that vary least within themselves.

    The exact optimum by dynamic programming over the sorted values.

    Parameters
    ----------
    values : array-like
        Numbers, any order.
    classes : int
        How many classes.

    Raises
    ------
    NotEnoughData
        If there are fewer different values than classes.

    References
    ----------
    Fisher, W. D. (1958). On grouping for maximum homogeneity. JASA 53, 789–798.
    Jenks, G. F. (1977). Optimal data classification for choropleth maps. Kansas.
    """
    different, counts = np.unique(np.asarray(values, dtype=float), return_counts=True)
    size = len(different)
    if size < classes:
        raise NotEnoughData(
            _(
                "{bands} bands need at least as many different values, got: {n}.",
                bands=number(classes),
                n=number(size),
            )
        )
    centered = different - different.mean()  # squares of large amounts would lose their digits
    people = np.concatenate([[0], np.cumsum(counts)]).astype(float)
    sums = np.concatenate([[0], np.cumsum(counts * centered)])
    squares = np.concatenate([[0], np.cumsum(counts * centered**2)])

    def spread(start: npt.NDArray[np.int64], stop: int) -> npt.NDArray[np.float64]:
        """Return squared deviations of values[start:stop] from their mean."""
        n = people[stop] - people[start]
        return np.asarray(squares[stop] - squares[start] - (sums[stop] - sums[start]) ** 2 / n)

    best = np.array([0.0, *(spread(np.array([0]), stop)[0] for stop in range(1, size + 1))])
    begins = []
    for used in range(1, classes):
        best, begin = _one_class_more(best, spread, used, size)
        begins.append(begin)
    stop, starts = size, []
    for begin in reversed(begins):
        stop = int(begin[stop])
        starts.append(stop)
    return [float(different[start]) for start in [0, *reversed(starts)]]


def proposed_bounds(values: npt.ArrayLike, bands: int) -> list[float]:
    """Return lower bounds of bands for amounts: natural breaks of their logarithms, rounded.

    Logarithms, because money is skewed and one giant is not a band.

    From a hundred values on, the outer hundredths are drawn in first; very many different
    values are laid on a grid much finer than the rounding. A break lies in the gap between
    two values: the roundest number there is taken, or the break itself to two digits. The
    lowest band starts at 0, or under the lowest value where that is negative.

    Parameters
    ----------
    values : array-like
        Numbers, any order.
    bands : int
        How many.

    Raises
    ------
    NotEnoughData
        If there are fewer different values above 0 than bands.
    """
    values = np.asarray(values, dtype=float)
    positive = np.unique(values[values > 0])
    drawn_in = np.log(values[values > 0])
    if len(drawn_in) >= ENOUGH_TO_DRAW_IN:
        drawn_in = np.clip(drawn_in, *np.quantile(drawn_in, (0.01, 0.99), method="nearest"))
    if len(positive) > MOST_DIFFERENT and (width := np.ptp(drawn_in) / MOST_DIFFERENT) > 0:
        drawn_in = np.round(drawn_in / width) * width
    breaks = natural_breaks(drawn_in, bands)
    lowers = [float(positive[_nearest(np.log(positive), lower)]) for lower in breaks]
    said = [_said(positive, lower) for lower in lowers[1:]]
    if any(one >= other for one, other in itertools.pairwise(said)):
        said = lowers[1:]  # customers so close together that rounding would lose a band
    lowest = float(values.min())
    return [0.0 if lowest >= 0 else -sayable(-1.1 * lowest), *said]


def _said(positive: npt.NDArray[np.float64], lower: float) -> float:
    place = int(np.searchsorted(positive, lower))
    return sayable_between(float(positive[place - 1]) if place else 0.0, lower)


def _nearest(ascending: npt.NDArray[np.float64], value: float) -> int:
    return int(first_smallest(np.abs(ascending - value), scale=abs(value) + 1))


def _one_class_more(
    best: npt.NDArray[np.float64], spread: Spread, used: int, size: int
) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.int64]]:
    """Return the least spread of the first values in one class more, and where it begins.

    Where the last class begins does not move back as values are added, so each range of
    stops is split in the middle and searched between its neighbours' answers.
    """
    found, begin = np.full(size + 1, np.inf), np.zeros(size + 1, dtype=np.int64)
    size_of_all = float(spread(np.zeros(1, dtype=np.int64), size)[0])
    todo = [(used + 1, size, used, size - 1)]
    while todo:
        first, last, lowest, highest = todo.pop()
        if first > last:
            continue
        stop = (first + last) // 2
        starts = np.arange(lowest, min(highest, stop - 1) + 1)
        totals = best[starts] + spread(starts, stop)
        place = int(first_smallest(totals, scale=size_of_all))
        found[stop], begin[stop] = totals[place], starts[place]
        todo.append((first, stop - 1, lowest, int(starts[place])))
        todo.append((stop + 1, last, int(starts[place]), highest))
    return found, begin
