"""Bounds of RFM scores: the client's, or the quantiles of these customers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt
import pandas as pd

from analysis.errors import DataError, Problem
from analysis.languages import messages
from analysis.statistics.sayable_numbers import sayable_between

_ = messages(__name__)
MEASURES = {"recency": "days_since_last", "frequency": "orders", "monetary": "revenue"}
MOST_BINS = 9  # a cell is written with one digit a score
Bounds = Mapping[str, tuple[float, ...]]


def checked_bounds(bounds: Mapping[str, Sequence[float]] | None, bins: int) -> Bounds | None:
    """Return the bounds as numbers; None where there are none.

    Parameters
    ----------
    bounds : mapping or None
        ``recency``, ``frequency`` and ``monetary`` → ascending values, equally many.
    bins : int
        Highest score without bounds.

    Raises
    ------
    DataError
        With everything that is wrong with them.
    """
    if not 2 <= bins <= MOST_BINS:
        what = _("must be from 2 to {most}, got: {value}", most=MOST_BINS, value=bins)
        raise DataError(Problem("bins", what))
    if bounds is None:
        return None
    given = {name: tuple(float(value) for value in values) for name, values in dict(bounds).items()}
    problems = [
        Problem(name, _("must have its bounds, got: none"))
        for name in MEASURES
        if not given.get(name)
    ]
    for name, values in given.items():
        listed = ", ".join(f"{value:g}" for value in values)
        if name not in MEASURES:
            what = _("must be one of {names}, got: {name}", names=", ".join(MEASURES), name=name)
            problems.append(Problem(name, what))
        elif list(values) != sorted(values) or not np.isfinite(values).all():
            problems.append(Problem(name, _("must ascend, got: {values}", values=listed)))
    if not problems and len({len(given[name]) for name in MEASURES}) > 1:
        counts = ", ".join(str(len(given[name])) for name in MEASURES)
        what = _("must each have as many bounds, got: {counts}", counts=counts)
        problems.append(Problem(", ".join(MEASURES), what))
    if not problems and len(given["recency"]) >= MOST_BINS:
        what = _("must have at most {most} bounds, got: {n}", most=8, n=len(given["recency"]))
        problems.append(Problem("recency", what))
    if problems:
        raise DataError(problems)
    return given


def worth_of(values: pd.Series) -> npt.NDArray[np.float64]:
    """Return one column of measures as numbers of which more is better.

    Parameters
    ----------
    values : pandas.Series
        Named by its measure: fewer days since the last purchase are better.
    """
    return values.to_numpy(dtype=float) * (-1 if values.name == "recency" else 1)


def bounds_as_worth(measure: str, bounds: Bounds) -> npt.NDArray[np.float64]:
    """Return the bounds of a measure as `worth_of` has its values, ascending.

    Parameters
    ----------
    measure : str
        ``recency``, ``frequency`` or ``monetary``.
    bounds : mapping
        All bounds.
    """
    values = np.array(bounds[measure])
    return -values[::-1] if measure == "recency" else values


def quantile_thresholds(worth: npt.NDArray[np.float64], bins: int) -> npt.NDArray[np.float64]:
    """Return the values that must be surpassed to score 2 … bins.

    A score over s needs at least s / bins of the customers strictly worse, that is to surpass
    the worth of the customer at that place.

    Parameters
    ----------
    worth : array
        One number per customer, more is better.
    bins : int
        Highest score.
    """
    places = [-(-score * len(worth) // bins) - 1 for score in range(1, bins)]
    return np.partition(worth, places)[places]


def bounds_of_thresholds(
    values: pd.Series, thresholds: npt.NDArray[np.float64]
) -> tuple[float, ...]:
    """Return thresholds as bounds: the first value there is that surpasses each of them.

    Scores that nobody reached get the next order, the next day or a tenth more money.

    Parameters
    ----------
    values : pandas.Series
        The measure of the customers, under its name.
    thresholds : array
        From `quantile_thresholds`.
    """
    worth = np.unique(worth_of(values))
    found: list[float] = []
    for threshold in thresholds:
        place = int(np.searchsorted(worth, threshold, side="right"))
        if place < len(worth):
            found.append(float(worth[place]))
        else:
            last = found[-1] if found and found[-1] > worth[-1] else float(worth[-1])
            found.append(last + (abs(last) / 10 if values.name == "monetary" else 1))
    if values.name == "recency":
        return tuple(max(0.0, -value) for value in reversed(found))  # no day is before today
    return tuple(found)


def said_bounds(values: pd.Series, bounds: tuple[float, ...]) -> tuple[float, ...]:
    """Return bounds of money as round numbers; they score these customers alike where they can.

    A bound lies in the gap between two customers' money: the roundest number there is taken,
    or the bound to three digits where the gap is narrow. Unrounded where two would become one.

    Parameters
    ----------
    values : pandas.Series
        Money of the customers.
    bounds : tuple of float
        Ascending.
    """
    ascending = np.unique(values.to_numpy(dtype=float))
    said = []
    for bound in bounds:
        place = int(np.searchsorted(ascending, bound))
        said.append(sayable_between(float(ascending[place - 1]), bound, 3) if place else bound)
    return tuple(said) if len(set(said)) == len(set(bounds)) else bounds
