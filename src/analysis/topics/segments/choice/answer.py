"""The finding of the choice of segments: whom to reach first, and how sure that is."""

from __future__ import annotations

from itertools import groupby

from analysis.claims.bases import segment_base
from analysis.drawing.choice_matrix import Bubble, choice_matrix
from analysis.drawing.figure import finished_figure
from analysis.drawing.style import segment_colour
from analysis.languages import formats, messages
from analysis.languages.units import in_unit
from analysis.sources.words import Words
from analysis.statistics.deciding import reaches
from analysis.topics.segments.choice.answer_criteria import called
from analysis.topics.segments.choice.answer_tables import choice_weights, segment_scores, standings
from analysis.topics.segments.choice.method import BALANCE, ROBUST, SegmentChoice, SegmentScore
from analysis.values.absent import unless_absent
from analysis.values.answer import Answer
from analysis.values.chart import Chart
from analysis.values.finding import Finding

_ = messages(__name__)
MOST_REASONS = 3


@unless_absent
def answer(choice: SegmentChoice, words: Words) -> Answer:
    """Say which segment to reach first, what it rests on, and what would change it; show each."""
    finding = _told(choice, words)
    tables = (segment_scores(choice, words), choice_weights(choice, words))
    return Answer((finding,), (_drawn(choice, finding, words), *tables))


def _told(choice: SegmentChoice, words: Words) -> Finding:
    """Say which segment to reach first, what it rests on, and what would change it."""
    first = choice.first
    if first is None:
        return Finding(
            name="segment_choice",
            headline=_("No segment passes the knock-out criteria"),
            text=" ".join(
                [
                    _("None of the {n} segments passes.", n=formats.number(len(choice.segments))),
                    *_knocked_out(choice, words),
                    *_within_chance_of_a_bound(choice, words),
                ]
            ),
            implication=_(
                "Either a bound in the client file is too strict, or these segments are none to "
                "build on: look for others."
            ),
            question="S0.4",
            strength=0.85,
        )
    said = [_scores(first, choice, words)]
    if choice.verdict != "only_one":
        said.append(_sureness(first, choice))
    return Finding(
        name="segment_choice",
        headline=_headline(first, choice, words),
        text=" ".join(said),
        implication=" ".join(_consequences(first, choice, words)),
        question="S0.4",
        strength=0.95 if choice.verdict == "robust" else 0.8,
    )


def _headline(first: SegmentScore, choice: SegmentChoice, words: Words) -> str:
    name = words.segments[first.segment]
    others = _tied(choice, words)
    if choice.verdict == "only_one":
        return _("Only {name} passes the knock-out criteria", name=name)
    if choice.verdict == "robust":
        return _("Reach {name} first", name=name)
    if choice.perhaps == "robust":
        return _("{name} is ahead; how surely cannot be told", name=name)
    unsure = not reaches(first.draws_won, ROBUST)
    if unsure and len(others) == 1:
        return _("{name} and {other} are level", name=name, other=others[0])
    if unsure and others:
        return _("{name} is ahead, but not clearly", name=name)
    return _("{name} is ahead, but it depends on what counts", name=name)


def _tied(choice: SegmentChoice, words: Words) -> list[str]:
    return [words.segments[segment] for segment in choice.recommended[1:]]


def _scores(first: SegmentScore, choice: SegmentChoice, words: Words) -> str:
    return _(
        "{name} scores {attractiveness} of 10 on attractiveness and {fit} on fit, {total} in all "
        "(n = {n}, {level} CI {low} to {high}).",
        name=words.segments[first.segment],
        attractiveness=formats.number(first.attractiveness, 1),
        fit=formats.number(first.fit, 1),
        total=formats.number(first.total, 1),
        n=formats.number(choice.sizes.base),
        level=formats.share(choice.level, digits=0),
        low=formats.number(first.interval[0], 1),
        high=formats.number(first.interval[1], 1),
    )


def _sureness(first: SegmentScore, choice: SegmentChoice) -> str:
    return _(
        "It stays first in {weightings} of {n} other settings of the importance, and in {draws} of "
        "{n} trials in which the numbers vary within their intervals.",
        weightings=formats.share(first.weightings_won, digits=0),
        draws=formats.share(first.draws_won, digits=0),
        n=formats.number(choice.draws),
    )


def _consequences(first: SegmentScore, choice: SegmentChoice, words: Words) -> list[str]:
    said = []
    others = _tied(choice, words)
    if others:
        said.append(_("The difference to {names} may be chance.", names=formats.and_list(others)))
    said += _flips(first, choice, words)
    if first.unstable:
        said.append(_("It is unstable: it hardly comes out again in other samples."))
    if choice.perhaps != choice.verdict:
        said.append(
            _(
                "A share of these trials lies within chance of the {bound} from which on a first "
                "place counts as sure.",
                bound=formats.share(ROBUST, digits=0),
            )
        )
    said += _knocked_out(choice, words)
    said += _within_chance_of_a_bound(choice, words)
    if choice.default_axes:
        said.append(
            _(
                "The criteria are the report's own: put your own, with their importance, in their "
                "place."
            )
        )
    return said


def _flips(first: SegmentScore, choice: SegmentChoice, words: Words) -> list[str]:
    """Say which single changes of a weight make another segment the first."""
    asked = [scored.criterion for scored in choice.criteria]
    labels = {(one.part, one.name): called(one, words) for one in asked}
    flips = [one for one in choice.changes if one.flips]
    if not choice.changes:
        return []
    if not flips and not reaches(first.weightings_won, ROBUST):
        return [
            _(
                "No single criterion, halved or raised by half, changes who is first; several "
                "together can."
            )
        ]
    if not flips:
        return [
            _("No single criterion, halved or raised by half, makes another segment the first.")
        ]
    texts = []
    for one in flips[:MOST_REASONS]:
        name = words.segments[one.first]
        if one.name == BALANCE:
            texts.append(
                _("{name} leads if attractiveness counts half as much as fit", name=name)
                if one.factor < 1
                else _("{name} leads if attractiveness counts one and a half times fit", name=name)
            )
            continue
        fields = {"criterion": labels[one.part, one.name], "name": name}
        texts.append(
            _("{name} leads if “{criterion}” weighs half as much", **fields)
            if one.factor < 1
            else _("{name} leads if “{criterion}” weighs half as much again", **fields)
        )
    return ["; ".join(texts) + "."]


def _knocked_out(choice: SegmentChoice, words: Words) -> list[str]:
    said = []
    for segment, failed in groupby(choice.knocked_out, key=lambda one: one.segment):
        one = next(iter(failed))
        unit = one.criterion.kind
        said.append(
            _(
                "{name} is out: {criterion} is {value}, the bound {bound}.",
                name=words.segments[segment],
                criterion=called(one.criterion, words),
                value=in_unit(one.value, unit, currency=words.currency),
                bound=in_unit(one.bound, unit, currency=words.currency),
            )
        )
    return said


def _within_chance_of_a_bound(choice: SegmentChoice, words: Words) -> list[str]:
    """Say which segments are in, or out, by no more than chance."""
    out = [one for one in choice.knocked_out if one.within_chance]
    names = dict.fromkeys(words.segments[one.segment] for one in (*out, *choice.narrowly_in))
    if not names:
        return []
    return [
        _(
            "Within chance of a knock-out bound, so that other samples might decide otherwise: "
            "{names}.",
            names=formats.and_list(list(names)),
        )
    ]


def _drawn(choice: SegmentChoice, finding: Finding, words: Words) -> Chart:
    """Draw every segment by fit and attractiveness; its bubble is as large as its people."""
    shares = {row.segment: row.share for row in choice.sizes.rows}
    bubbles = [
        Bubble(
            name=words.segments[one.segment]
            if one.passed
            else _("{name}: out", name=words.segments[one.segment]),
            fit=one.fit,
            attractiveness=one.attractiveness,
            fit_interval=one.fit_interval,
            attractiveness_interval=one.attractiveness_interval,
            share=shares[one.segment],
            colour=segment_colour(one.segment),
            passed=one.passed,
            first=one.rank == 1,
        )
        for one in choice.segments
    ]
    numbers = "; ".join(
        _(
            "{name}: attractiveness {attractiveness}, fit {fit}, {share} of {unit}",
            name=bubble.name,
            attractiveness=formats.number(bubble.attractiveness, 1),
            fit=formats.number(bubble.fit, 1),
            share=formats.share(bubble.share, choice.sizes.base),
            unit=words.unit,
        )
        for bubble in bubbles
    )
    return finished_figure(
        choice_matrix(bubbles, x_label=_("Fit"), y_label=_("Attractiveness")),
        name="segment_choice",
        finding=finding,
        subtitle=_(
            "Scores from 0 to 10 with {level} intervals; area: share of {unit}; hollow: knocked "
            "out; dashed: all places with the total of the first",
            level=formats.share(choice.level, digits=0),
            unit=words.unit,
        ),
        alt=f"{finding.headline}. {numbers}.",
        base=segment_base(choice.sizes.base, choice.sizes.effective_base, words.unit),
        source=words.source,
        data=standings(choice, words),
    )
