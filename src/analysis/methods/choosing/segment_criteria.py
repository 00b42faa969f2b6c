"""What segments are judged by: each criterion's number in every segment, with its interval."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from analysis.clients.segment_choice_settings import Criterion, Measured, SegmentChoice
from analysis.clients.text import written
from analysis.errors import NotEnoughData
from analysis.languages import _, translatable
from analysis.methods.choosing.segment_measures import (
    MEASURES,
    KnownSegments,
    SegmentChanges,
    SegmentMeasure,
)
from analysis.methods.dividing.segment_stability import SegmentStabilities
from analysis.methods.segments.segment_sizes import SegmentSizes, placed_respondents
from analysis.sources.absent import Absent
from analysis.sources.choice_answers import Asked, ChoiceAnswers
from analysis.sources.people import People

DEFAULT = SegmentChoice(
    attractiveness={name: Criterion() for name in ("size", "value", "money_per_head")},
    # scales of their own: on these, segments that hardly differ must score alike
    fit={
        "stability": Criterion(low=0.5, high=1),  # dissolved; always found again (Hennig)
        "distinctiveness": Criterion(low=0, high=0.5),  # none; a large effect (Cohen)
        "reachability": Criterion(low=0, high=1),
    },
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
LABELS = {
    "size": translatable("Size (share of all)"),
    "value": translatable("Share of the money"),
    "money_per_head": translatable("Money per head"),
    "growth": translatable("Growth of its share"),
    "stability": translatable("Stability"),
    "distinctiveness": translatable("Recognised by a trait"),
    "reachability": translatable("Reached by its best channel"),
    "own_brand": translatable("Bought the own brand"),
    "recommendation": translatable("Net promoter score"),
}


@dataclass(frozen=True)
class SegmentCriterion:
    """One criterion in every segment.

    Attributes
    ----------
    part, name : str
        ``knock_out``, ``attractiveness`` or ``fit``; its key in the client file.
    label : str
        The client's name for it, what it asks, or what it measures; in the active language.
    kind : str
        Its unit: ``share`` (0–1), ``points`` and ``score`` (−1 to 1), ``index`` (0–1),
        ``money``, ``mean`` or ``judgement`` (0–10).
    settings : KnockOut or Criterion
        Weight and scale, or bounds.
    rows : tuple of SegmentMeasure
        By segment; empty where the criterion is unknown.
    reason : str
        Why it is unknown; else empty.
    by_default : bool
        Whether the client file does not ask for it.
    """

    part: str
    name: str
    label: str
    kind: str
    settings: Measured
    rows: tuple[SegmentMeasure, ...] = ()
    reason: str = ""
    by_default: bool = False


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
    settings: SegmentChoice | Absent | None,
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
    settings : SegmentChoice or Absent or None
        The client file's choice; a part left out is `DEFAULT`'s, without what is unknown.
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
    for needed in (people, labels, sizes):
        if isinstance(needed, Absent):
            return needed
    placed, weight, segments = placed_respondents(labels, people.weights.reindex(labels.index))
    known = KnownSegments(
        placed, weight, segments, people, sizes, money, answers, stability, changes, sizes.level
    )
    wanted = settings if isinstance(settings, SegmentChoice) else SegmentChoice()
    rows = [_criterion(part, name, one, known) for part, name, one in wanted.criteria()]
    for part in ("attractiveness", "fit"):
        if not getattr(wanted, part):
            rows += [
                replace(_criterion(part, name, one, known), by_default=True)
                for name, one in getattr(DEFAULT, part).items()
            ]
    tried = stability is not None and not isinstance(stability, Absent)
    known_unstable = stability.unstable if tried else ()
    return SegmentCriteria(
        tuple(rows), tuple(segments), sizes, frozenset(known_unstable), sizes.level
    )


def _criterion(part: str, name: str, settings: Measured, known: KnownSegments) -> SegmentCriterion:
    label = written(settings.label) if settings.label else ""
    asked = None if isinstance(known.answers, Absent) else known.answers.criteria.get((part, name))
    kind, reason = KINDS.get(name, "judgement"), ""
    if isinstance(asked, Asked):
        label, kind = label or asked.label, asked.kind
    rows: tuple[SegmentMeasure, ...] = ()
    try:
        rows = _measured(name, settings, asked, known)
        reason = _unknown(rows, known)
    except NotEnoughData as missing:
        reason = str(missing)
    if name == "own_brand" and not reason:
        label = label or known.answers.own_brand.label
    label = label or (_(LABELS[name]) if name in LABELS else name)
    shown = () if reason else rows
    return SegmentCriterion(part, name, label, kind, settings, shown, reason)


def _measured(
    name: str, settings: Measured, asked: Asked | None, known: KnownSegments
) -> tuple[SegmentMeasure, ...]:
    if settings.judgement:
        return tuple(
            SegmentMeasure(segment, settings.judgement.get(segment, np.nan))
            for segment in known.segments
        )
    if asked is not None:
        return known.estimates(asked.values, asked.kind)
    if name not in MEASURES:
        raise NotEnoughData(_("The data do not hold what it asks."))
    return MEASURES[name](known)


def _unknown(rows: tuple[SegmentMeasure, ...], known: KnownSegments) -> str:
    missing = [str(row.segment) for row in rows if not np.isfinite(row.value)]
    missing += [str(s) for s in known.segments if s not in {row.segment for row in rows}]
    if not missing:
        return ""
    return _("It is not known for every segment (not for number {names}).",
             names=", ".join(missing))  # fmt: skip
