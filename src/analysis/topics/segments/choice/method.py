"""Which segments are worth reaching: knock-out criteria, then attractiveness and fit (S0.4)."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from analysis.errors import NotEnoughData
from analysis.languages import messages
from analysis.statistics.deciding import order, reaches
from analysis.statistics.within_chance import careful, error_of_share
from analysis.topics.segments.choice.method_criteria import SegmentCriteria, SegmentCriterion
from analysis.topics.segments.choice.method_scores import (
    ScoredCriterion,
    score_sheet,
    scored_criteria,
)
from analysis.topics.segments.choice.method_sensitivity import (
    BALANCE,
    TOP,
    Sensitivity,
    WeightChange,
    first_place,
    sensitivity,
)
from analysis.topics.segments.sizes.method import SegmentSizes
from analysis.values.absent import unless_absent

_ = messages(__name__)
__all__ = ["BALANCE", "SegmentChoice", "WeightChange", "segment_choice"]

Array = npt.NDArray[np.float64]
AXES = ("attractiveness", "fit")
DRAWS = 2000
ROBUST = 0.8  # share of weightings, and of draws, in which the winner must stay


@dataclass(frozen=True)
class KnockedOut:
    """A segment at the bound of a knock-out criterion, and whether it misses it.

    ``within_chance`` says that the bound lies in the interval of the segment's number.
    """

    segment: int
    criterion: SegmentCriterion
    value: float
    bound: float
    at_least: bool
    missed: bool
    within_chance: bool


@dataclass(frozen=True)
class SegmentScore:
    """Where a segment stands.

    Attributes
    ----------
    segment : int
        Its number.
    passed : bool
        Whether it keeps all knock-out criteria.
    attractiveness, fit, total : float
        0–10; the total is the mean of the two.
    attractiveness_interval, fit_interval, interval : tuple of float
        Where they lie if the numbers move within their intervals.
    rank : int or None
        1 for the highest total among those that pass; None for the others.
    tied : bool
        Whether it cannot be told from the first: the interval of the difference holds 0.
    weightings_won, draws_won : float
        Share of the random weightings, and of the draws within intervals, in which it is first.
    unstable : bool
        Whether it hardly comes out again in repeated samples; see `segment_stability`.
    """

    segment: int
    passed: bool
    attractiveness: float
    fit: float
    total: float
    attractiveness_interval: tuple[float, float]
    fit_interval: tuple[float, float]
    interval: tuple[float, float]
    rank: int | None
    tied: bool
    weightings_won: float
    draws_won: float
    unstable: bool


@dataclass(frozen=True)
class SegmentChoice:
    """The segments on the two axes, who is first, and how sure that is.

    Attributes
    ----------
    segments : tuple of SegmentScore
        By segment number.
    criteria : tuple of ScoredCriterion
        Those of attractiveness, then those of fit.
    knock_outs : tuple of SegmentCriterion
        Knock-out criteria that could be looked at.
    knocked_out, narrowly_in : tuple of KnockedOut
        Every bound missed, and those kept by no more than chance.
    unknown : tuple of SegmentCriterion
        Criteria left out because their numbers are unknown.
    recommended : tuple of int
        The first and those tied with it; empty where nobody passes.
    changes : tuple of WeightChange
        Who is first when one weight is halved or raised by half.
    verdict, perhaps : str
        ``robust``: first in 80 % of the weightings and of the draws at least, and no single
        change of a weight makes another first; ``fragile``: not so; ``only_one`` or ``none``:
        so many segments pass the knock-out criteria. With the two shares two standard errors
        lower, as other draws might have them, and as much higher.
    default_axes : tuple of str
        Axes whose criteria the client file leaves to the default.
    sizes : SegmentSizes
        How large the segments are.
    draws, seed : int
        Random weightings, and draws within intervals, and what they start from.
    level : float
        Confidence of the intervals.
    """

    segments: tuple[SegmentScore, ...]
    criteria: tuple[ScoredCriterion, ...]
    knock_outs: tuple[SegmentCriterion, ...]
    knocked_out: tuple[KnockedOut, ...]
    narrowly_in: tuple[KnockedOut, ...]
    unknown: tuple[SegmentCriterion, ...]
    recommended: tuple[int, ...]
    changes: tuple[WeightChange, ...]
    verdict: str
    perhaps: str
    default_axes: tuple[str, ...]
    sizes: SegmentSizes
    draws: int
    seed: int
    level: float

    @property
    def first(self) -> SegmentScore | None:
        """The segment with the highest total; None where nobody passes."""
        return next((one for one in self.segments if one.rank == 1), None)


@unless_absent
def segment_choice(
    criteria: SegmentCriteria, *, draws: int = DRAWS, seed: int = 0
) -> SegmentChoice:
    """Return which segment to reach first, by attractiveness and fit, and how sure that is.

    A segment under or over a knock-out bound is out, whatever it scores. A number scores 0–10 on
    a straight line between the criterion's two ends (beyond them 0 or 10; where all that pass
    are alike 5); ends left out are the lowest and highest number of the segments that pass. An
    axis is the weighted mean of its scores, the total the mean of the two axes. A segment ties
    with the first where the interval of their difference holds 0 when the numbers move within
    their own intervals (normal draws).

    Sensitivity: every weight, and that of one axis against the other, is halved and raised by
    half, one at a time; weights are drawn evenly from all possible ones (Dirichlet), each axis
    for itself; numbers are drawn within their intervals.

    Parameters
    ----------
    criteria : SegmentCriteria
        What every criterion measures in every segment.
    draws : int
        Random weightings, and as many draws of the numbers.
    seed : int
        What both start from.

    Raises
    ------
    NotEnoughData
        If one of the axes has no known criterion of a weight over 0.

    References
    ----------
    McDonald, M., Dunbar, I. (2012). Market Segmentation, 4th ed., ch. 9–10. Dolnicar, S., Grün,
    B., Leisch, F. (2018). Market Segmentation Analysis. Springer, ch. 4 and 10. Lahdelma, R.,
    Hokkanen, J., Salminen, P. (1998). SMAA: stochastic multiobjective acceptability analysis.
    European J. of Operational Research 106, 137–143.
    """
    knock_outs, axes, unknown = _sorted_out(criteria)
    at_bounds = _at_bounds(knock_outs)
    failed = tuple(one for one in at_bounds if one.missed)
    passed = np.array([s not in {one.segment for one in failed} for s in criteria.segments])
    sheets = [score_sheet(axis, passed, criteria.level) for axis in axes]
    attractiveness, fit = sheets
    found = sensitivity(attractiveness, fit, passed, draws, seed, criteria.level)
    segments = _standing(criteria, found, passed)
    verdict, perhaps = careful(lambda lean: _verdict(found, passed, draws, lean))
    scored = [scored_criteria(axis, sheet) for axis, sheet in zip(axes, sheets, strict=True)]
    ranked = sorted(segments, key=lambda one: (one.rank or len(segments), one.segment))
    return SegmentChoice(
        segments=segments,
        criteria=tuple(row for rows in scored for row in rows),
        knock_outs=tuple(knock_outs),
        knocked_out=failed,
        narrowly_in=tuple(one for one in at_bounds if not one.missed and one.within_chance),
        unknown=tuple(unknown),
        recommended=tuple(one.segment for one in ranked if one.rank == 1 or one.tied),
        changes=_named(found, axes, criteria.segments),
        verdict=verdict,
        perhaps=perhaps,
        default_axes=tuple(dict.fromkeys(one.part for one in criteria.rows if one.by_default)),
        sizes=criteria.sizes,
        draws=draws,
        seed=seed,
        level=criteria.level,
    )


def _sorted_out(
    criteria: SegmentCriteria,
) -> tuple[list[SegmentCriterion], tuple[list[SegmentCriterion], ...], list[SegmentCriterion]]:
    """Return knock-out criteria, those of the two axes, and those whose numbers are unknown."""
    known = [one for one in criteria.rows if one.rows]
    axes = tuple([one for one in known if one.part == axis] for axis in AXES)
    reasons = (
        _("Nothing is known that makes a segment attractive."),
        _("Nothing is known of how well a segment fits the client."),
    )
    for axis, reason in zip(axes, reasons, strict=True):
        if not any(one.wanted.weight > 0 for one in axis):
            raise NotEnoughData(reason)
    knock_outs = [one for one in known if one.part == "knock_out"]
    return knock_outs, axes, [one for one in criteria.rows if not one.rows]


def _at_bounds(criteria: list[SegmentCriterion]) -> tuple[KnockedOut, ...]:
    """Return every segment against every bound, by segment."""
    found = []
    for one in criteria:
        for row in one.rows:
            for bound, at_least in ((one.wanted.at_least, True), (one.wanted.at_most, False)):
                if bound is not None:
                    kept = reaches(row.value, bound) if at_least else reaches(bound, row.value)
                    low, high = row.low, row.high
                    chance = low is not None and high is not None and low < bound < high
                    found.append(
                        KnockedOut(row.segment, one, row.value, bound, at_least, not kept, chance)
                    )
    return tuple(sorted(found, key=lambda one: one.segment))


def _standing(
    criteria: SegmentCriteria, found: Sensitivity, passed: npt.NDArray[np.bool_]
) -> tuple[SegmentScore, ...]:
    best = order(found.totals, descending=True, scale=TOP)
    ranks = {int(place): rank for rank, place in enumerate(best[passed[best]], start=1)}
    return tuple(
        SegmentScore(
            segment=segment,
            passed=bool(passed[place]),
            attractiveness=float(found.axes[0, place]),
            fit=float(found.axes[1, place]),
            total=float(found.totals[place]),
            attractiveness_interval=_pair(found.axis_intervals[0, place]),
            fit_interval=_pair(found.axis_intervals[1, place]),
            interval=_pair(found.intervals[place]),
            rank=ranks.get(place),
            tied=bool(found.tied[place]),
            weightings_won=float(found.weightings_won[place]),
            draws_won=float(found.draws_won[place]),
            unstable=segment in criteria.unstable,
        )
        for place, segment in enumerate(criteria.segments)
    )


def _pair(ends: Array) -> tuple[float, float]:
    return float(ends[0]), float(ends[1])


def _named(
    found: Sensitivity, axes: tuple[list[SegmentCriterion], ...], segments: tuple[int, ...]
) -> tuple[WeightChange, ...]:
    """Give changes of weights the names of criteria and segments in the place of places."""
    ordered = [one for axis in axes for one in axis]
    return tuple(
        replace(
            change,
            name=BALANCE if change.place is None else ordered[change.place].name,
            part="" if change.place is None else ordered[change.place].part,
            first=segments[change.first],
        )
        for change in found.changes
    )


def _verdict(found: Sensitivity, passed: npt.NDArray[np.bool_], draws: int, lean: float) -> str:
    if passed.sum() < 2:
        return "only_one" if passed.any() else "none"
    first = int(first_place(found.totals, passed))
    sure = all(
        reaches(won[first] + lean * error_of_share(float(won[first]), draws), ROBUST)
        for won in (found.weightings_won, found.draws_won)
    )
    return "robust" if sure and not any(one.flips for one in found.changes) else "fragile"
