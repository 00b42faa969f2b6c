"""How much two divisions of the same people agree."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt


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
    return 1.0 if highest == expected else (same(table) - expected) / (highest - expected)
