"""What segments are judged by: each criterion's number in every segment, with its interval."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
import pandas as pd

from analysis.errors import NotEnoughData
from analysis.languages import messages
from analysis.sources.choice_answers import Asked, ChoiceAnswers
from analysis.sources.people import People
from analysis.topics.segments.choice.method_measures import (
    MEASURES,
    KnownSegments,
    SegmentChanges,
    SegmentMeasure,
)
from analysis.topics.segments.sizes.method import SegmentSizes, placed_respondents
from analysis.topics.segments.stability.method import SegmentStabilities
from analysis.values.absent import Absent

_ = messages(__name__)


@dataclass(frozen=True)
class Criterion:
    """What segments are to be judged by, as the client wants it.

    Attributes
    ----------
    part, name : str
        ``knock_out``, ``attractiveness`` or ``fit``; a measure of `MEASURES`, or a name of the
        client's own.
    label : str
        Code of what the report calls it; empty: what it asks or measures.
    weight : float
        How much it counts on its axis; 0: shown only.
    low, high : float or None
        The numbers that score 0 and 10; None: the segments' own lowest and highest.
    at_least, at_most : float or None
        Bounds of a knock-out criterion.
    judgement : mapping of int to float
        The analyst's own score by segment, 0–10.
    """

    part: str
    name: str
    label: str = ""
    weight: float = 1.0
    low: float | None = None
    high: float | None = None
    at_least: float | None = None
    at_most: float | None = None
    judgement: Mapping[int, float] = field(default_factory=dict)


DEFAULT = (
    *(Criterion("attractiveness", name) for name in ("size", "value", "money_per_head")),
    # scales of their own: on these, segments that hardly differ must score alike
    Criterion("fit", "stability", low=0.5, high=1),  # dissolved; always found again (Hennig)
    Criterion("fit", "distinctiveness", low=0, high=0.5),  # none; a large effect (Cohen)
    Criterion("fit", "reachability", low=0, high=1),
)
KINDS = {
    "size": "share",
    "value": "share",
    "money_per_head": "money",
    "growth": "points",
    "stability": "index",
    "distinctiveness": "index",
    "reachability": "share",
    "own_brand": "share",
    "recommendation": "score",
}


@dataclass(frozen=True)
class SegmentCriterion:
    """One criterion in every segment.

    Attributes
    ----------
    wanted : Criterion
        Weight and scale, or bounds.
    asked : str
        The code of what it asks; empty where it asks nothing.
    kind : str
        Its unit: ``share`` (0–1), ``points`` and ``score`` (−1 to 1), ``index`` (0–1),
        ``money``, ``mean`` or ``judgement`` (0–10).
    rows : tuple of SegmentMeasure
        By segment; empty where the criterion is unknown.
    reason : str
        Why it is unknown; else empty.
    by_default : bool
        Whether the client file does not ask for it.
    """

    wanted: Criterion
    asked: str
    kind: str
    rows: tuple[SegmentMeasure, ...] = ()
    reason: str = ""
    by_default: bool = False

    @property
    def part(self) -> str:
        """``knock_out``, ``attractiveness`` or ``fit``."""
        return self.wanted.part

    @property
    def name(self) -> str:
        """Its key in the client file."""
        return self.wanted.name


@dataclass(frozen=True)
class SegmentCriteria:
    """All criteria of a choice.

    Attributes
    ----------
    rows : tuple of SegmentCriterion
        Knock-out criteria, attractiveness, fit.
    segments : tuple of int
        Segment numbers.
    sizes : SegmentSizes
        How large the segments are.
    unstable : frozenset of int
        Segments that hardly come out again in repeated samples, where that is known.
    level : float
        Confidence of the intervals.
    """

    rows: tuple[SegmentCriterion, ...]
    segments: tuple[int, ...]
    sizes: SegmentSizes
    unstable: frozenset[int]
    level: float


def segment_criteria(
    wanted: Sequence[Criterion],
    people: People | Absent,
    labels: pd.Series | Absent,
    sizes: SegmentSizes | Absent,
    answers: ChoiceAnswers | Absent,
    *,
    money: pd.Series | None = None,
    stability: SegmentStabilities | Absent | None = None,
    changes: SegmentChanges | Absent | None = None,
) -> SegmentCriteria | Absent:
    """Return what every criterion of the choice measures in every segment.

    Size and value are shares of people and money; money per head a weighted mean; growth the
    change of the share against the reference wave; stability the mean Jaccard similarity of the
    segment in repeated samples; distinctiveness the strongest association of being in the
    segment with one descriptor; reachability the largest share that one channel of information
    reaches; own brand the share that has bought or visited it; recommendation the net promoter
    score. An answer's share, a mean or the analyst's judgement may be added. A number under ten
    answers is not given, and the criterion is then unknown.

    Parameters
    ----------
    wanted : sequence of Criterion
        What the client file asks for; an axis left out is `DEFAULT`'s.
    people : People or Absent
        Whom the segments are made of: weights, descriptors, channels of information.
    labels : pandas.Series or Absent
        Segment of each person.
    sizes : SegmentSizes or Absent
        Their sizes.
    answers : ChoiceAnswers or Absent
        What the client's own criteria ask.
    money : pandas.Series, optional
        Money of each person.
    stability : SegmentStabilities or Absent, optional
        How often each segment comes out again in repeated samples.
    changes : SegmentWaves or Absent, optional
        ``segments`` with ``change``, ``change_low`` and ``change_high`` of the share.

    References
    ----------
    Dolnicar, S., Grün, B., Leisch, F. (2018). Market Segmentation Analysis. Springer, ch. 4
    (knock-out and attractiveness criteria). Kotler, P., Keller, K. (2016). Marketing
    Management, ch. 9 (measurable, substantial, accessible, differentiable, actionable).
    """
    if isinstance(people, Absent):
        return people
    weights = people.weights
    if isinstance(labels, Absent):
        return labels
    if isinstance(sizes, Absent):
        return sizes
    if isinstance(weights, Absent):
        return weights
    placed, weight, segments = placed_respondents(labels, weights.reindex(labels.index))
    known = KnownSegments(
        placed, weight, segments, people, sizes, money, answers, stability, changes, sizes.level
    )
    given = {one.part for one in wanted}
    rows = [_criterion(one, known) for one in wanted]
    rows += [
        replace(_criterion(one, known), by_default=True) for one in DEFAULT if one.part not in given
    ]
    tried = None if isinstance(stability, Absent) else stability
    unstable = frozenset(tried.unstable) if tried else frozenset()
    return SegmentCriteria(tuple(rows), tuple(segments), sizes, unstable, sizes.level)


def _criterion(wanted: Criterion, known: KnownSegments) -> SegmentCriterion:
    code, name = "", wanted.name
    asked = None
    if not isinstance(known.answers, Absent):
        asked = known.answers.criteria.get((wanted.part, name))
    kind, reason = KINDS.get(name, "judgement"), ""
    if isinstance(asked, Asked):
        code, kind = asked.code, asked.kind
    rows: tuple[SegmentMeasure, ...] = ()
    try:
        rows = _measured(wanted, asked, known)
        reason = _unknown(rows, known)
    except NotEnoughData as missing:
        reason = str(missing)
    if name == "own_brand" and isinstance(known.answers, ChoiceAnswers):
        own_brand = known.answers.own_brand
        code = own_brand.code if isinstance(own_brand, Asked) and not reason else code
    shown = () if reason else rows
    return SegmentCriterion(wanted, code, kind, shown, reason)


def _measured(
    wanted: Criterion, asked: Asked | None, known: KnownSegments
) -> tuple[SegmentMeasure, ...]:
    if wanted.judgement:
        return tuple(
            SegmentMeasure(segment, wanted.judgement.get(segment, np.nan))
            for segment in known.segments
        )
    if asked is not None:
        return known.estimates(asked.values, asked.kind)
    if wanted.name not in MEASURES:
        raise NotEnoughData(_("The data do not hold what it asks."))
    return MEASURES[wanted.name](known)


def _unknown(rows: tuple[SegmentMeasure, ...], known: KnownSegments) -> str:
    missing = [str(row.segment) for row in rows if not np.isfinite(row.value)]
    missing += [str(s) for s in known.segments if s not in {row.segment for row in rows}]
    if not missing:
        return ""
    return _("It is not known for every segment (not for number {names}).",
             names=", ".join(missing))  # fmt: skip
