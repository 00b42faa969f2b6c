"""Decisions on computed numbers: equal but for rounding is equal, and the first one counts.

The last digits of a computed number depend on the processor: on the order in which it adds, and
on how its libraries are built. Whoever compares such numbers with ``<`` or takes their ``argmin``
lets these digits decide. Here numbers that differ by less than a part in a thousand million of
their size are equal, and of equal ones the first counts.

Counts, codes and answers as they were given are exact: they need none of this.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

import numpy as np
import numpy.typing as npt

# rounding is some 1e-13 of what is added up; numbers that mean something differ by more
TOLERANCE = 1e-9
Array = npt.NDArray[np.float64]
Places = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]
T = TypeVar("T")


def first_smallest(
    values: npt.ArrayLike, axis: int | None = None, *, scale: float | Array | None = None
) -> Places:
    """Return the place of the first of the smallest numbers, as ``argmin`` does without rounding.

    Parameters
    ----------
    values : array
        Numbers; infinite ones may stand for what is left out.
    axis : int, optional
        Along which to look; by default among all, counted in their order.
    scale : float or array, optional
        Size of the numbers that the values were computed from; by default the largest finite
        value there is. To be given where values are differences, which may all be near 0; an
        array has one entry for each place that is returned.
    """
    numbers = np.asarray(values, dtype=float)
    if axis is None:
        numbers, axis = numbers.reshape(-1), 0
    lowest = numbers.min(axis=axis, keepdims=True)
    if scale is None:
        sizes = np.abs(numbers)
        scale = np.where(np.isfinite(sizes), sizes, 0.0).max(axis=axis, keepdims=True)
    else:
        scale = np.expand_dims(np.broadcast_to(scale, lowest.squeeze(axis).shape), axis)
    result: Places = np.argmax(numbers <= lowest + TOLERANCE * scale, axis=axis)
    return result


def first_largest(
    values: npt.ArrayLike, axis: int | None = None, *, scale: float | Array | None = None
) -> Places:
    """Return the place of the first of the largest numbers; see `first_smallest`.

    Parameters
    ----------
    values : array
        Numbers.
    axis : int, optional
        Along which to look; by default among all, counted in their order.
    scale : float or array, optional
        As in `first_smallest`.
    """
    return first_smallest(-np.asarray(values, dtype=float), axis, scale=scale)


def ranks(values: npt.ArrayLike, *, scale: float | None = None) -> Places:
    """Return the rank of each number from 0 for the smallest; equal ones share it.

    Ranks are whole and follow each other, so whatever is sorted by them is sorted the same
    everywhere. Sorted numbers belong to one rank as long as each is equal to the one before.

    Parameters
    ----------
    values : array
        One number each; those that are not known come last.
    scale : float, optional
        As in `first_smallest`.
    """
    numbers = np.asarray(values, dtype=float)
    if not len(numbers):
        return np.zeros(0, dtype=np.int64)
    numbers = np.where(np.isnan(numbers), np.inf, numbers)
    finite = np.abs(numbers[np.isfinite(numbers)])
    if scale is None:
        scale = float(finite.max(initial=0.0))
    placed = np.argsort(numbers, kind="stable")
    before, after = numbers[placed][:-1], numbers[placed][1:]
    steps = (after > before) & ~(after <= before + TOLERANCE * scale)
    found = np.empty(len(numbers), dtype=np.int64)
    found[placed] = np.concatenate([[0], np.cumsum(steps)])
    return found


def order(values: npt.ArrayLike, *, descending: bool = False, scale: float | None = None) -> Places:
    """Return the places of the numbers sorted, equal ones in the order they have.

    Parameters
    ----------
    values : array
        One number each; those that are not known come last.
    descending : bool
        Whether the largest comes first.
    scale : float, optional
        As in `first_smallest`.
    """
    numbers = np.asarray(values, dtype=float)
    return np.argsort(ranks(-numbers if descending else numbers, scale=scale), kind="stable")


def in_order(things: Iterable[T], *keys: Callable[[T], float]) -> list[T]:
    """Return things sorted by numbers, the smallest first; equal ones in the order they have.

    Parameters
    ----------
    things : iterable
        What is sorted.
    keys : callable
        Thing → number; a later one counts where all before it are equal.
    """
    held = list(things)
    numbers = [ranks([float(key(thing)) for thing in held]) for key in keys]
    return [held[place] for place in np.lexsort(numbers[::-1])]


def row_order(values: npt.ArrayLike) -> Places:
    """Return the places of rows sorted by their first number, then by their second, and so on.

    Parameters
    ----------
    values : array
        One row each.
    """
    numbers = np.asarray(values, dtype=float)
    keys: Sequence[Places] = [ranks(column) for column in numbers.T]
    return np.lexsort(keys[::-1]) if keys else np.arange(len(numbers))


def best_pairs(gains: npt.ArrayLike) -> tuple[Places, Places]:
    """Return rows and the columns they are paired with, so that the gains add up to the most.

    Of equally good ways to pair them the one counts that prefers the first rows and columns.

    Parameters
    ----------
    gains : array
        What every pair of a row and a column brings.

    References
    ----------
    Kuhn, H. W. (1955). The Hungarian method. Naval Research Logistics Quarterly 2, 83–97.
    """
    from scipy.optimize import linear_sum_assignment

    table = np.asarray(gains, dtype=float)
    preferred = 1 / (2 + np.arange(table.size)).reshape(table.shape)
    scale = np.abs(table).max(initial=0.0)
    rows, columns = linear_sum_assignment(table + TOLERANCE * scale * preferred, maximize=True)
    return rows, columns


def reaches(value: npt.ArrayLike, bound: npt.ArrayLike, *, scale: float = 0.0) -> Flags:
    """Return whether numbers are at least as large as a bound; equal but for rounding is enough.

    Parameters
    ----------
    value, bound : float or array
        What is compared.
    scale : float
        Size of the numbers that they were computed from, if that is more than theirs.
    """
    value, bound = np.asarray(value, dtype=float), np.asarray(bound, dtype=float)
    with np.errstate(invalid="ignore"):
        sizes = np.maximum(np.maximum(np.abs(value), np.abs(bound)), scale)
        return (value >= bound) | (
            value >= bound - TOLERANCE * np.where(np.isfinite(sizes), sizes, 0)
        )


def exceeds(value: npt.ArrayLike, bound: npt.ArrayLike, *, scale: float = 0.0) -> Flags:
    """Return whether numbers are larger than a bound, by more than rounding.

    Parameters
    ----------
    value, bound : float or array
        What is compared.
    scale : float
        As in `reaches`.
    """
    known = ~(np.isnan(np.asarray(value, dtype=float)) | np.isnan(np.asarray(bound, dtype=float)))
    result: Flags = known & ~reaches(bound, value, scale=scale)
    return result


def equals(value: npt.ArrayLike, other: npt.ArrayLike, *, scale: float = 0.0) -> Flags:
    """Return whether numbers are equal but for rounding.

    Parameters
    ----------
    value, other : float or array
        What is compared.
    scale : float
        As in `reaches`.
    """
    result: Flags = reaches(value, other, scale=scale) & reaches(other, value, scale=scale)
    return result
