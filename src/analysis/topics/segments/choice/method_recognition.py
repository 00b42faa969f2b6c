"""How well the members of a segment can be recognised by what describes them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from analysis.errors import NotEnoughData
from analysis.languages import messages
from analysis.statistics.answers import category_flags
from analysis.statistics.deciding import first_largest
from analysis.statistics.group_differences import mean_effect, share_effect
from analysis.statistics.intervals import fisher_interval
from analysis.statistics.sampling_error import kish_base
from analysis.topics.segments.profiles.method import variable_kind

_ = messages(__name__)
Array = npt.NDArray[np.float64]
FEWEST = 10


@dataclass(frozen=True)
class Recognition:
    """The trait by which one segment is recognised best.

    Attributes
    ----------
    segment, base : int
        Segment; its people whose trait is known.
    trait : str
        The descriptor; empty where none goes with the segment.
    effect, low, high : float
        Association of the trait with being in the segment, 0–1, with its interval.
    """

    segment: int
    base: int
    trait: str
    effect: float
    low: float
    high: float


def recognition(
    placed: pd.Series, traits: pd.DataFrame, weight: Array, level: float = 0.95
) -> tuple[Recognition, ...]:
    """Return for every segment the descriptor that tells it apart from everyone else best.

    The association is Cramér's V of being in the segment with a yes/no or categorical trait, and
    the correlation ratio with a number; both less what chance alone would give (Bergsma's and
    Kelley's corrections), as the largest of many is taken. The interval is Fisher's, on the
    effective base.

    Parameters
    ----------
    placed : pandas.Series
        Segment of each person.
    traits : pandas.DataFrame
        Descriptors of the same people.
    weight : ndarray
        Their weights.
    level : float
        Confidence of the intervals.

    Raises
    ------
    NotEnoughData
        If fewer than ten people in or outside a segment have any trait known.

    References
    ----------
    Bergsma, W. (2013). A bias-correction for Cramér's V. J. Korean Statistical Society 42,
    323–328. Kelley, T. (1935). An unbiased correlation ratio measure. PNAS 21, 554–559.
    """
    numbers = sorted(placed.unique().tolist())
    found = []
    for segment in numbers:
        inside = (placed == segment).to_numpy()
        tried = [
            one
            for name in traits.columns
            if (one := _trait(str(name), traits[name], inside, weight, segment, level)) is not None
        ]
        if not tried:
            raise NotEnoughData(_("Too few people have a descriptor that is known."))
        found.append(tried[first_largest([one.effect for one in tried], scale=1.0)])
    return tuple(found)


def _trait(
    name: str,
    column: pd.Series,
    inside: npt.NDArray[np.bool_],
    weight: Array,
    segment: int,
    level: float,
) -> Recognition | None:
    kind = variable_kind(column)
    if kind == "categories":
        measures = category_flags(column).to_numpy(dtype=float)
    else:
        measures = column.to_numpy(dtype=float, na_value=np.nan)[:, None]
    if not measures.shape[1]:
        return None
    known = ~np.isnan(measures[:, 0]) & (weight > 0)
    mine = int((known & inside).sum())
    if min(mine, int((known & ~inside).sum())) < FEWEST:
        return None
    group, weights = inside[known].astype(np.int64), weight[known]
    base = kish_base(weights)
    if kind == "mean":
        square = mean_effect(measures[known], group, weights)[0]
        effect = 1 - (1 - square) * (base - 1) / (base - 2)
    else:
        answers = max(2, int((measures[known] * weights[:, None]).any(axis=0).sum()))
        square = share_effect(measures[known], group, weights)[0] ** 2
        columns = answers - (answers - 1) ** 2 / (base - 1)
        effect = (square - (answers - 1) / (base - 1)) / min(1 - 1 / (base - 1), columns - 1)
    effect = float(np.sqrt(min(1.0, max(0.0, effect))))
    # an association is never under 0
    low, high = fisher_interval(effect, 1 / np.sqrt(max(base - 3, 1.0)), level)
    return Recognition(segment, mine, name if effect > 0 else "", effect, max(0.0, low), high)
