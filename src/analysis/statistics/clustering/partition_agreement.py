"""How much two divisions of the same people agree."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from analysis.statistics.deciding import equals

Array = npt.NDArray[np.float64]


def agreement_of_partitions(
    first: npt.ArrayLike, second: npt.ArrayLike, counts: npt.ArrayLike | None = None
) -> float:
    """Return the adjusted Rand index of two divisions of the same people.

    Parameters
    ----------
    first, second : array-like of int
        Cluster 0, 1, 2 … of each row.
    counts : array-like, optional
        How many people a row stands for; 1 by default.

    References
    ----------
    Hubert, L., Arabie, P. (1985). Comparing partitions. Journal of Classification 2, 193–218.
    """
    a, b = np.asarray(first, dtype=int), np.asarray(second, dtype=int)
    columns = int(b.max()) + 1
    cells = np.bincount(a * columns + b, weights=counts, minlength=(int(a.max()) + 1) * columns)
    table = cells.astype(float).reshape(-1, columns)

    def same(n: npt.NDArray[np.float64]) -> float:
        return float((n * (n - 1)).sum()) / 2

    rows, cols, all_pairs = same(table.sum(1)), same(table.sum(0)), same(table.sum(keepdims=True))
    expected = rows * cols / all_pairs
    highest = (rows + cols) / 2
    if equals(highest, expected):
        return 1.0
    return (same(table) - expected) / (highest - expected)


def agreement_error(
    first: npt.ArrayLike, second: npt.ArrayLike, weights: npt.ArrayLike | None = None
) -> float:
    """Return the standard error of the adjusted Rand index with other people of the same kind.

    Linearised: each person's pull on the index is its derivative by the cell of the table the
    person is in. A bootstrap would count people as alike to their own copies.

    Parameters
    ----------
    first, second : array-like of int
        Cluster 0, 1, 2 … of each person.
    weights : array-like, optional
        Survey weight of each person, mean 1; 1 by default.

    References
    ----------
    Demnati, A., Rao, J. N. K. (2004). Linearization variance estimators for survey data. Survey
    Methodology 30, 17–26.
    """
    a, b = np.asarray(first, dtype=int), np.asarray(second, dtype=int)
    w = np.ones(len(a)) if weights is None else np.asarray(weights, dtype=float)
    table = np.zeros((int(a.max()) + 1, int(b.max()) + 1))
    np.add.at(table, (a, b), w)

    def pairs(n: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
        return n * (n - 1) / 2

    rows, columns, people = table.sum(1), table.sum(0), float(w.sum())
    same, everybody = float(pairs(table).sum()), float(people * (people - 1) / 2)
    of_rows, of_columns = float(pairs(rows).sum()), float(pairs(columns).sum())
    expected, highest = of_rows * of_columns / everybody, (of_rows + of_columns) / 2
    if equals(highest, expected):
        return 0.0
    more_rows, more_columns = rows[:, None] - 0.5, columns[None, :] - 0.5
    more_expected = (
        more_rows * of_columns + of_rows * more_columns - expected * (people - 0.5)
    ) / everybody
    more_highest = (more_rows + more_columns) / 2
    index = (same - expected) / (highest - expected)
    pull = (table - 0.5 - more_expected - index * (more_highest - more_expected)) / (
        highest - expected
    )
    own = pull[a, b]
    return float(np.sqrt(np.square(w * (own - np.average(own, weights=w))).sum()))


def best_jaccards(
    first: npt.NDArray[np.int64], second: npt.NDArray[np.int64], counts: Array, k: int
) -> Array:
    """Return, for each cluster 0 … k-1 of the first division, the best Jaccard in the second.

    Parameters
    ----------
    first, second : array of int
        Cluster of each row, -1 for none. Rows without one in the first are left out.
    counts : array
        How many people a row stands for.
    k : int
        Clusters of the first division.
    """
    columns = int(second.max()) + 2
    cells = np.bincount(
        (first + 1) * columns + second + 1, weights=counts, minlength=(k + 1) * columns
    )
    table = cells.reshape(k + 1, columns)
    both = table[1:, 1:]
    either = table[1:].sum(axis=1)[:, None] + both.sum(axis=0) - both
    shares = np.divide(both, either, out=np.zeros_like(both), where=either > 0)
    largest: Array = shares.max(axis=1, initial=0.0)
    return largest
