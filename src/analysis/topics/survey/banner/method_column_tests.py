"""Pairwise tests of a banner's columns, and the letters that show them."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations

import numpy as np
import pandas as pd

from analysis.errors import NotEnoughData
from analysis.languages import messages
from analysis.statistics.corrections import Correction, corrected_p_values
from analysis.statistics.deciding import exceeds
from analysis.statistics.share_tests import score_test
from analysis.values.absent import unless_absent

_ = messages(__name__)
_PAIR_COLUMNS = ["item", "column", "other", "p_value", "adjusted_p_value"]


@dataclass(frozen=True, eq=False)
class ColumnTests:
    """Which columns of a spanner differ.

    Attributes
    ----------
    letters : pandas.DataFrame
        One row an item, one column a column: the letters of the columns it is significantly
        *higher* than, parted by blanks, as SPSS and expss show them.
    pairs : pandas.DataFrame
        One row a comparison: ``item``, ``column``, ``other``, two-sided ``p_value`` and
        ``adjusted_p_value`` (equal without correction).
    """

    letters: pd.DataFrame
    pairs: pd.DataFrame


@unless_absent
def column_tests(
    shares: pd.DataFrame,
    bases: pd.DataFrame,
    *,
    tested: pd.Series | None = None,
    level: float = 0.95,
    correction: Correction = "none",
) -> ColumnTests:
    """Compare every two columns of a spanner by the pooled z test of two shares.

    The p values are those of R's ``prop.test`` without continuity correction. As in SPSS, a
    share of 0 or 1 is not compared. A correction counts the comparisons of one row.

    Parameters
    ----------
    shares : pandas.DataFrame
        One row an item, one column a column of the banner; shares 0–1, NaN where unknown.
    bases : pandas.DataFrame
        The bases the tests rest on, same shape: effective, weighted or unweighted respondents.
    tested : pandas.Series of bool, optional
        Columns to compare, by column; all by default.
    level : float
        A difference is shown if its adjusted p value is below 1 − ``level``.
    correction : {"none", "bonferroni", "fdr"}
        Correction for the number of comparisons in a row; ``"fdr"`` is Benjamini–Hochberg's.

    Raises
    ------
    NotEnoughData
        If there are fewer than two columns.
    ValueError
        For any other correction.

    References
    ----------
    Benjamini, Y. and Hochberg, Y. (1995). JRSS B 57, 289–300. IBM SPSS Custom Tables, column
    proportions test. Demin, G. expss, ``significance_cpct``.
    """
    if shares.shape[1] < 2:
        raise NotEnoughData(_("There is only one group, so there is nothing to compare."))
    use = np.ones(shares.shape[1], bool) if tested is None else tested[shares.columns].to_numpy()
    rows: list[tuple[object, object, object, float | None, float | None]] = []
    letters = np.full(shares.shape, "", dtype=object)
    for place, item in enumerate(shares.index):
        share, base = shares.iloc[place].to_numpy(float), bases.iloc[place].to_numpy(float)
        pairs = [
            (left, right)
            for left, right in combinations(
                np.flatnonzero(use & (share > 0) & (share < 1)).tolist(), 2
            )
            if base[left] > 0 and base[right] > 0
        ]
        plain = [score_test(share[a], base[a], share[b], base[b]) for a, b in pairs]
        adjusted = corrected_p_values(plain, correction)
        letters[place] = _row_letters(share, pairs, adjusted, 1 - level)
        rows += [
            (item, shares.columns[a], shares.columns[b], p, q)
            for (a, b), p, q in zip(pairs, plain, adjusted, strict=True)
        ]
    return ColumnTests(
        letters=pd.DataFrame(letters, index=shares.index, columns=shares.columns),
        pairs=pd.DataFrame(rows, columns=_PAIR_COLUMNS),
    )


def column_letter(place: int) -> str:
    """Return the letter of the column at ``place`` (0 is A, 26 is AA).

    Parameters
    ----------
    place : int
        The column, counted from 0.
    """
    letter = chr(ord("A") + place % 26)
    return letter if place < 26 else column_letter(place // 26 - 1) + letter


def _row_letters(
    share: np.ndarray, pairs: list[tuple[int, int]], p_values: list[float | None], alpha: float
) -> list[str]:
    below: list[list[int]] = [[] for _column in share]
    for (left, right), p_value in zip(pairs, p_values, strict=True):
        if p_value is not None and exceeds(alpha, p_value):
            higher, lower = (left, right) if share[left] > share[right] else (right, left)
            below[higher].append(lower)
    return [" ".join(column_letter(place) for place in sorted(lower)) for lower in below]
