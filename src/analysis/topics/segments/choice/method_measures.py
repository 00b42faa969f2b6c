"""Each measure segments are judged by, as a number of every segment with its interval."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

import numpy as np
import numpy.typing as npt
import pandas as pd

from analysis.errors import NotEnoughData
from analysis.languages import messages
from analysis.sources.choice_answers import ChoiceAnswers
from analysis.sources.people import People
from analysis.statistics.answers import category_flags
from analysis.statistics.deciding import first_largest
from analysis.statistics.net_promoter import net_promoter_score
from analysis.topics.segments.choice.method_recognition import recognition
from analysis.topics.segments.profiles.method import estimate_with_interval
from analysis.topics.segments.sizes.method import SegmentSizes
from analysis.topics.segments.stability.method import SegmentStabilities
from analysis.values.absent import Absent

_ = messages(__name__)
Array = npt.NDArray[np.float64]
STABILITY_LEVEL = 0.9  # from the 5 % to the 95 % quantile of repeated samples
FEWEST = 10  # answers in a segment under which a number would be a pretty one


class ChangedSegment(Protocol):
    """How one segment's share changed since the reference wave, with its interval."""

    segment: int
    change: float
    change_low: float
    change_high: float


class SegmentChanges(Protocol):
    """The change of every segment's share."""

    segments: Sequence[ChangedSegment]


@dataclass(frozen=True)
class SegmentMeasure:
    """One criterion's number in one segment.

    Attributes
    ----------
    segment : int
        Its number.
    value : float
        The number, in the criterion's unit.
    low, high : float or None
        Its interval; None where it has none, as a judgement.
    base : int or None
        People of the segment it rests on, unweighted.
    about : str
        What it is about where that differs: the channel, the trait.
    level : float or None
        Confidence of its interval where that is not the study's.
    """

    segment: int
    value: float
    low: float | None = None
    high: float | None = None
    base: int | None = None
    about: str = ""
    level: float | None = None


@dataclass(frozen=True, eq=False)
class KnownSegments:
    """Everything measures are taken from.

    Attributes
    ----------
    placed : pandas.Series
        Segment of everyone who is in one.
    weight : ndarray
        Their weights.
    segments : list of int
        Segment numbers.
    people, sizes, money, answers, stability, changes
        As in `segment_criteria.segment_criteria`.
    level : float
        Confidence of the intervals.
    """

    placed: pd.Series
    weight: Array
    segments: list[int]
    people: People
    sizes: SegmentSizes
    money: pd.Series | None
    answers: ChoiceAnswers | Absent
    stability: SegmentStabilities | Absent | None
    changes: SegmentChanges | Absent | None
    level: float

    def each(
        self, values: pd.Series, measure: Callable[[Array, Array], tuple[float, float, float]]
    ) -> tuple[SegmentMeasure, ...]:
        """Return a number of every segment; NaN where fewer than ten answered.

        Parameters
        ----------
        values : pandas.Series
            The answers.
        measure : callable
            Takes answers and weights, returns the number and its interval.
        """
        column = values.reindex(self.placed.index).to_numpy(dtype=float, na_value=np.nan)
        found = []
        for segment in self.segments:
            mine = (self.placed == segment).to_numpy() & ~np.isnan(column) & (self.weight > 0)
            base = int(mine.sum())
            known = measure(column[mine], self.weight[mine]) if base >= FEWEST else (np.nan,) * 3
            found.append(SegmentMeasure(segment, *known, base))
        return tuple(found)

    def estimates(self, values: pd.Series, kind: str) -> tuple[SegmentMeasure, ...]:
        """Return a share or mean of every segment.

        Parameters
        ----------
        values : pandas.Series
            The answers.
        kind : str
            ``share`` or ``mean``.
        """
        return self.each(values, lambda v, w: estimate_with_interval(v, w, kind, self.level))


def _size(known: KnownSegments) -> tuple[SegmentMeasure, ...]:
    return tuple(
        SegmentMeasure(row.segment, row.share, row.low, row.high, row.base)
        for row in known.sizes.rows
    )


def _value(known: KnownSegments) -> tuple[SegmentMeasure, ...]:
    rows = [(row, row.value_share) for row in known.sizes.rows if row.value_share is not None]
    if len(rows) < len(known.sizes.rows):
        raise NotEnoughData(_("The money of the segments is not known."))
    return tuple(
        SegmentMeasure(row.segment, share, row.value_low, row.value_high, row.base)
        for row, share in rows
    )


def _money_per_head(known: KnownSegments) -> tuple[SegmentMeasure, ...]:
    if known.money is None:
        raise NotEnoughData(_("The money of the segments is not known."))
    return known.estimates(known.money, "mean")


def _growth(known: KnownSegments) -> tuple[SegmentMeasure, ...]:
    changes = known.changes
    if changes is None or isinstance(changes, Absent):
        none = _("There is no earlier wave with the same segments.")
        raise NotEnoughData(none if changes is None else changes.reason)
    rows = sorted(changes.segments, key=lambda row: row.segment)
    return tuple(
        SegmentMeasure(row.segment, row.change, row.change_low, row.change_high) for row in rows
    )


def _stability(known: KnownSegments) -> tuple[SegmentMeasure, ...]:
    stability = known.stability
    if stability is None or isinstance(stability, Absent):
        none = _("The stability of the segments is not known.")
        raise NotEnoughData(none if stability is None else stability.reason)
    rows = sorted(stability.rows, key=lambda row: row.segment)
    return tuple(
        SegmentMeasure(
            row.segment, row.jaccard, row.jaccard_low, row.jaccard_high, level=STABILITY_LEVEL
        )
        for row in rows
    )


def _distinctiveness(known: KnownSegments) -> tuple[SegmentMeasure, ...]:
    traits = known.people.descriptors
    if not len(traits.columns):
        raise NotEnoughData(_("The client file names no descriptors."))
    found = recognition(known.placed, traits.reindex(known.placed.index), known.weight, known.level)
    return tuple(
        SegmentMeasure(one.segment, one.effect, one.low, one.high, one.base, one.trait)
        for one in found
    )


def _reachability(known: KnownSegments) -> tuple[SegmentMeasure, ...]:
    statements = known.people.statements
    channels = None if isinstance(statements, Absent) else statements.get("information")
    if channels is None or not len(channels.columns):
        raise NotEnoughData(_("The client file names no sources of information."))
    flags: dict[str, pd.Series] = {}
    for name in channels.columns:
        column = channels[name]
        numeric = pd.api.types.is_numeric_dtype(column) or pd.api.types.is_bool_dtype(column)
        answers = {name: column} if numeric else dict(category_flags(column).items())
        flags |= {str(answer): flag for answer, flag in answers.items()}
    found = {name: known.estimates(column, "share") for name, column in flags.items()}
    best = []
    for place in range(len(known.segments)):
        own = [replace(rows[place], about=str(name)) for name, rows in found.items()]
        own = [row for row in own if np.isfinite(row.value)]
        if not own:
            raise NotEnoughData(_("Too few people named their sources of information."))
        best.append(own[first_largest([row.value for row in own])])
    return tuple(best)


def _own_brand(known: KnownSegments) -> tuple[SegmentMeasure, ...]:
    asked = _answers(known).own_brand
    if isinstance(asked, Absent):
        raise NotEnoughData(asked.reason)
    return known.estimates(asked.values, "share")


def _recommendation(known: KnownSegments) -> tuple[SegmentMeasure, ...]:
    answers = _answers(known)
    if isinstance(answers.recommendation, Absent):
        raise NotEnoughData(answers.recommendation.reason)

    assert answers.recommendation_scale is not None
    lowest, highest = answers.recommendation_scale
    scale = (int(lowest), int(highest))  # 0 or 1, and 10

    def score(values: Array, weight: Array) -> tuple[float, float, float]:
        people = pd.RangeIndex(len(values))
        found = net_promoter_score.__wrapped__(
            pd.Series(values, people),
            pd.Series(weight, people),
            scale,
            level=known.level,
        )
        return found.score, found.low, found.high

    return known.each(answers.recommendation, score)


def _answers(known: KnownSegments) -> ChoiceAnswers:
    if isinstance(known.answers, Absent):
        raise NotEnoughData(known.answers.reason)
    return known.answers


MEASURES: dict[str, Callable[[KnownSegments], tuple[SegmentMeasure, ...]]] = {
    "size": _size,
    "value": _value,
    "money_per_head": _money_per_head,
    "growth": _growth,
    "stability": _stability,
    "distinctiveness": _distinctiveness,
    "reachability": _reachability,
    "own_brand": _own_brand,
    "recommendation": _recommendation,
}
