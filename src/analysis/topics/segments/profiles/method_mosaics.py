"""Segments by a trait, to be drawn as a mosaic: sizes, shares, and what is unexpected."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from analysis.errors import NotEnoughData
from analysis.languages import messages
from analysis.statistics.answers import category_flags
from analysis.statistics.sampling_error import kish_base
from analysis.topics.segments.profiles.method import SegmentProfiles
from analysis.topics.segments.sizes.method import placed_respondents
from analysis.values.absent import unless_absent

_ = messages(__name__)
MOST_MOSAICS = 3
MOST_CATEGORIES = 10
MORE = 2.0  # Pearson residuals from here on are shaded, from 4 on in full
Array = npt.NDArray[np.float64]


@dataclass(frozen=True)
class SegmentMosaic:
    """One trait by segment; arrays go by segment, then by category.

    Attributes
    ----------
    variable : str
        The trait.
    categories : tuple of str
        Its answers; ``yes`` and ``no`` of a yes/no as an empty tuple.
    widths : tuple of float
        Share of people (0–1) in every segment, of those who answered.
    shares : tuple of tuple of float
        Share of every answer within the segment; a row adds up to 1.
    totals : tuple of float
        Share of every answer among everyone.
    residuals : tuple of tuple of float
        Pearson residuals: observed minus expected people over the root of expected, on Kish's
        effective base; from ±2 on a cell is unexpected if segment and trait had no connection.
    bases : tuple of int
        Respondents of each segment who answered.
    effect : float
        Cramér's V.
    base : int
        Respondents.
    """

    variable: str
    categories: tuple[str, ...]
    widths: tuple[float, ...]
    shares: tuple[tuple[float, ...], ...]
    totals: tuple[float, ...]
    residuals: tuple[tuple[float, ...], ...]
    bases: tuple[int, ...]
    effect: float
    base: int


@dataclass(frozen=True)
class SegmentMosaics:
    """The traits that tell segments apart most.

    Attributes
    ----------
    mosaics : tuple of SegmentMosaic
        Up to three, the largest effect first.
    segments : tuple of int
        Segment numbers.
    base : int
        Respondents with a segment.
    """

    mosaics: tuple[SegmentMosaic, ...]
    segments: tuple[int, ...]
    base: int


@unless_absent
def segment_mosaics(
    labels: pd.Series,
    frame: pd.DataFrame,
    profiles: SegmentProfiles,
    weights: pd.Series | None = None,
    *,
    most: int = MOST_MOSAICS,
) -> SegmentMosaics:
    """Return the categorical traits that clearly differ between segments, for mosaic plots.

    Parameters
    ----------
    labels : pandas.Series
        Segment of each respondent.
    frame : pandas.DataFrame
        The descriptors ``profiles`` were made of.
    profiles : SegmentProfiles
        Tests and effects of the descriptors; only those that differ are taken, the largest
        effect first.
    weights : pandas.Series, optional
        Survey weights.
    most : int
        Traits at most.

    Raises
    ------
    NotEnoughData
        If no trait with up to ten answers differs.

    References
    ----------
    Dolnicar, S., Grün, B., Leisch, F. (2018). Market Segmentation Analysis. Springer, ch. 9.3.
    Friendly, M. (1994). Mosaic displays for multi-way contingency tables. JASA 89, 190–200.
    """
    clear = [
        variable
        for variable in profiles.variables
        if variable.differs and variable.kind != "mean" and len(variable.lines) <= MOST_CATEGORIES
    ]
    if not clear:
        raise NotEnoughData(_("No trait with a few answers differs clearly between the segments."))
    clear.sort(key=lambda variable: -round(variable.effect, 12))
    placed, weight, segments = placed_respondents(labels, weights)
    columns = {str(name): name for name in frame.columns}
    mosaics = tuple(
        _mosaic(variable.variable, frame[columns[variable.variable]], placed, weight, segments)
        for variable in clear[:most]
    )
    return SegmentMosaics(mosaics, tuple(segments), len(placed))


def _mosaic(
    name: str, column: pd.Series, placed: pd.Series, weight: Array, segments: list[int]
) -> SegmentMosaic:
    answers = column.reindex(placed.index)
    if pd.api.types.is_numeric_dtype(answers.dtype):
        yes = answers.to_numpy(dtype=float, na_value=np.nan)
        names: tuple[str, ...] = ()
        flags = np.column_stack([yes, 1 - yes])
    else:
        frame = category_flags(answers)
        frame = frame.loc[:, (frame.fillna(0).mul(weight, axis=0)).sum() > 0]
        names, flags = tuple(str(label) for label in frame.columns), frame.to_numpy()
    known = ~np.isnan(flags[:, 0])
    flags, weight, number = flags[known], weight[known], placed.to_numpy()[known]
    table = np.array([(flags * weight[:, None])[number == s].sum(axis=0) for s in segments])
    base = kish_base(weight)
    table = table * (base / table.sum())
    expected = np.outer(table.sum(axis=1), table.sum(axis=0)) / base
    safe = np.where(expected > 0, expected, 1.0)
    residuals = np.where(expected > 0, (table - expected) / np.sqrt(safe), 0.0)
    sizes = table.sum(axis=1)
    shares = table / np.where(sizes > 0, sizes, 1.0)[:, None]
    smaller = min((sizes > 0).sum(), (table.sum(axis=0) > 0).sum()) - 1
    effect = float(np.sqrt(np.square(residuals).sum() / (base * smaller))) if smaller > 0 else 0.0
    return SegmentMosaic(
        variable=name,
        categories=names,
        widths=tuple((sizes / base).tolist()),
        shares=tuple(tuple(row) for row in shares.tolist()),
        totals=tuple((table.sum(axis=0) / base).tolist()),
        residuals=tuple(tuple(row) for row in residuals.tolist()),
        bases=tuple(int((number == segment).sum()) for segment in segments),
        effect=effect,
        base=int(known.sum()),
    )
