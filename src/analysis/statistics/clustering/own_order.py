"""Orders that answers have by themselves, whatever the order of the columns and rows of a file."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pandas as pd

from analysis.statistics.deciding import ranks

DIGITS = 12  # of a row's numbers: what is the same answer is the same number
Array = npt.NDArray[np.float64]
Places = npt.NDArray[np.int64]


def column_order(answers: pd.DataFrame, weights: Array) -> Places:
    """Return the places of the columns in an order that depends on the answers alone.

    Columns are told apart by how they are answered and how they go together with the others.
    Whatever is drawn or decided in this order stays the same where a file has its columns in
    another one. Columns that are alike in all this keep the order they have.

    Parameters
    ----------
    answers : pandas.DataFrame
        One row per person; numbers, 0/1, booleans or categoricals; missing values allowed.
    weights : array
        Weight of each row.
    """
    if answers.shape[1] < 2:
        return np.arange(answers.shape[1])
    return columns_in_order(
        np.column_stack([_numbers(answers[name]) for name in answers.columns]), weights
    )


def columns_in_order(values: Array, weights: Array) -> Places:
    """Return the places of the columns of numbers in an order of their own.

    Parameters
    ----------
    values : array
        One row a person, one column a variable; missing values allowed.
    weights : array
        Weight of each row.
    """
    known = ~np.isnan(values)
    low = np.where(known, values, np.inf).min(axis=0)
    high = np.where(known, values, -np.inf).max(axis=0)
    part = np.where(known, values - low, 0.0) / np.where(high > low, high - low, 1.0)
    share = weights / weights.sum()

    def mean(numbers: Array) -> Array:
        result: Array = (share[:, None] * numbers).sum(axis=0)
        return result

    together = part.mean(axis=1)[:, None]
    pulls = mean(part * together**2)
    apart = (part * pulls).mean(axis=1)[:, None]
    traits = [
        mean(part),
        mean(part**2),
        mean(known.astype(float)),
        mean(part * together),
        pulls,
        mean(part * together**3),
        mean(part * apart**2),
        mean(part * apart * together**2),
    ]
    # lowest and highest are answers as they were given: they need no tolerance
    keys = [low, high, *(ranks(trait, scale=1.0) for trait in traits)]
    return np.lexsort(keys[::-1])


def people_order(values: Array, columns: Places, *last: Array | Places) -> Places:
    """Return the places of the rows sorted by their answers.

    Parameters
    ----------
    values : array
        One row a person, one column a variable; what is missing comes first.
    columns : array of int
        Which column decides first, second and so on; see `column_order`.
    last : arrays
        What tells rows with the same answers apart, the most important first.
    """
    rounded = np.round(np.where(np.isnan(values), -np.inf, values), DIGITS)[:, columns]
    return np.lexsort((*last[::-1], *rounded.T[::-1]))


def _numbers(answers: pd.Series) -> Array:
    if isinstance(answers.dtype, pd.CategoricalDtype):
        codes = answers.cat.codes.to_numpy(dtype=float)
        return np.where(codes >= 0, codes, np.nan)
    return answers.to_numpy(dtype=float, na_value=np.nan)
