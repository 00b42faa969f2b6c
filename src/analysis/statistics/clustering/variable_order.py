"""The order variables are drawn in: those that go together stand together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt
import pandas as pd

from analysis.statistics.deciding import exceeds

Array = npt.NDArray[np.float64]


def order_of_variables(
    frame: pd.DataFrame, weights: Array, families: Mapping[str, str] | None = None
) -> tuple[int, ...]:
    """Return the positions of the columns in the order they are to be drawn in.

    Columns are clustered hierarchically by Ward's method on their Euclidean distances (the
    same people answered them alike), neighbours as close as the tree allows; the end that
    comes first in the frame is on top. Families of criteria are never mixed: they follow each
    other in the order of their first column.

    Parameters
    ----------
    frame : pandas.DataFrame
        One row per respondent, one numeric column per variable; complete rows count. Where a
        column holds categories, the columns keep their order.
    weights : array
        Survey weights, one a row.
    families : mapping of str to str, optional
        Column → family.

    References
    ----------
    Dolnicar, S., Grün, B., Leisch, F. (2018). Market Segmentation Analysis. Springer, ch. 8.2
    (variables of the profile plot ordered by hierarchical clustering of the variables).
    Bar-Joseph, Z., Gifford, D., Jaakkola, T. (2001). Fast optimal leaf ordering for
    hierarchical clustering. Bioinformatics 17, S22–S29.
    """
    numeric = all(pd.api.types.is_numeric_dtype(kind) for kind in frame.dtypes)
    scaled = np.empty((0, frame.shape[1]))
    if numeric and frame.shape[1]:
        values = frame.to_numpy(dtype=float, na_value=np.nan)
        full = ~np.isnan(values).any(axis=1) & (weights > 0)
        scaled = _one_scale(values[full]) * np.sqrt(weights[full])[:, None]
    groups: dict[str, list[int]] = {}
    for place, name in enumerate(frame.columns):
        groups.setdefault("" if families is None else families[name], []).append(place)
    return tuple(place for places in groups.values() for place in _ordered(scaled, places))


def _one_scale(values: Array) -> Array:
    """Variables on different scales are brought to one; yes/no and one scale stay as they are."""
    if not len(values):
        return values
    lowest, highest = values.min(axis=0), values.max(axis=0)
    if np.ptp(lowest) == 0 and np.ptp(highest) == 0:
        return values
    spread = values.std(axis=0)
    size = np.abs(values).max(axis=0)
    scale: Array = np.where(exceeds(spread, 0, scale=size), spread, 1.0)
    return np.asarray((values - values.mean(axis=0)) / scale)


def _ordered(scaled: Array, places: Sequence[int]) -> list[int]:
    from scipy.cluster.hierarchy import leaves_list, linkage
    from scipy.spatial.distance import pdist

    if len(places) < 3 or not len(scaled):
        return list(places)
    distances = np.round(pdist(scaled[:, places].T), 9)
    tree = linkage(distances, method="ward", optimal_ordering=True)
    leaves = [places[leaf] for leaf in leaves_list(tree)]
    return leaves if leaves[0] < leaves[-1] else leaves[::-1]
