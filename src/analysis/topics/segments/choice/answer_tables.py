"""Tables of the choice of segments: where they stand, why, and if criteria counted otherwise."""

from __future__ import annotations

from dataclasses import replace
from itertools import groupby

from analysis.claims.bases import interval_note, segment_base
from analysis.languages import formats, messages
from analysis.languages.units import LARGE, in_unit, interval_in_unit
from analysis.sources.words import Words
from analysis.topics.segments.choice.answer_criteria import called
from analysis.topics.segments.choice.method import BALANCE, SegmentChoice, SegmentScore
from analysis.topics.segments.choice.method_criteria import SegmentCriterion
from analysis.topics.segments.choice.method_measures import SegmentMeasure
from analysis.topics.segments.choice.method_scores import ScoredCriterion
from analysis.values.table import Cell, Column, Format, Row, Table, cell

_ = messages(__name__)


def _axis_name(axis: str) -> str:
    """Return what an axis of the choice, or its knock-out criteria, are called."""
    return {
        "knock_out": _("Knock-out criterion"),
        "attractiveness": _("Attractiveness"),
        "fit": _("Fit"),
    }[axis]


def standings(choice: SegmentChoice, words: Words) -> Table:
    """Return where every segment stands, the first one on top, those knocked out below."""
    last = len(choice.segments) + 1
    ordered = sorted(choice.segments, key=lambda one: (one.rank or last, one.segment))
    return Table(
        name="segment_choice",
        title=_("Where the segments stand"),
        subtitle=_("Scores from 0 to 10; the total is the mean of attractiveness and fit"),
        stub=_("Customer segment"),
        columns=(
            Column(_("Rank")),
            *(
                column
                for spanner in (_axis_name("attractiveness"), _axis_name("fit"), _("Total"))
                for column in (
                    Column(_("Score"), "decimal", spanner=spanner),
                    Column(_("Interval"), spanner=spanner),
                )
            ),
            Column(_("Importance varied"), "share", spanner=_("First in")),
            Column(_("Numbers in their intervals"), "share", spanner=_("First in")),
        ),
        rows=tuple(_standing(one, choice, words) for one in ordered),
        base=segment_base(choice.sizes.base, choice.sizes.effective_base, words.unit),
        notes=_standing_notes(choice, words),
        source=words.source,
    )


def _standing(one: SegmentScore, choice: SegmentChoice, words: Words) -> Row:
    rank = _("out") if one.rank is None else formats.number(one.rank)
    if one.tied and one.rank != 1:
        rank = _("{rank}, close", rank=rank)
    scores = (
        (one.attractiveness, one.attractiveness_interval),
        (one.fit, one.fit_interval),
        (one.total, one.interval),
    )
    cells = [cell(rank)]
    for score, ends in scores:
        cells += [cell(score, "decimal"), cell(_between(*ends))]
    wins = (one.weightings_won, one.draws_won) if one.passed else (None, None)
    return Row(
        words.segments[one.segment],
        (*cells, *(cell(share, "share", base=choice.draws) for share in wins)),
    )


def _between(low: float, high: float) -> str:
    return f"{formats.number(low, 1)}–{formats.number(high, 1)}"


def _standing_notes(choice: SegmentChoice, words: Words) -> tuple[str, ...]:
    n = formats.number(choice.draws)
    notes = [
        _(
            "Importance varied: {n} random settings of what the criteria count, each axis half; "
            "numbers in their intervals: {n} draws with the importance as it is.",
            n=n,
        ),
        interval_note(choice.level),
    ]
    if any(one.tied for one in choice.segments):
        notes.append(_("Close: the difference to the first may be chance."))
    notes += [
        _("{name} is out: {reason}.", name=words.segments[segment], reason=reason)
        for segment, reason in _knock_out_reasons(choice, words)
    ]
    notes += [
        _("Left out: {criterion}. {reason}", criterion=called(one, words), reason=one.reason)
        for one in choice.unknown
    ]
    return (*notes, *_default_notes(choice))


def _knock_out_reasons(choice: SegmentChoice, words: Words) -> list[tuple[int, str]]:
    """Return every segment knocked out, with the numbers that are to blame."""
    reasons = []
    for segment, failed in groupby(choice.knocked_out, key=lambda one: one.segment):
        texts = []
        for one in failed:
            unit = one.criterion.kind
            fields = {
                "criterion": called(one.criterion, words),
                "value": in_unit(one.value, unit, currency=words.currency),
                "bound": in_unit(one.bound, unit, currency=words.currency),
            }
            texts.append(
                _("{criterion} {value}, at least {bound} asked", **fields)
                if one.at_least
                else _("{criterion} {value}, at most {bound} asked", **fields)
            )
        reasons.append((segment, "; ".join(texts)))
    return reasons


def _default_notes(choice: SegmentChoice) -> list[str]:
    """Return the note on axes whose criteria the client file leaves open."""
    if not choice.default_axes:
        return []
    return [
        _(
            "The client file does not say what counts for {axes}: the default stands here, every "
            "criterion weighing the same. Set segmentation.choice in the client file: criteria, "
            "their importance, the numbers that score 0 and 10, and knock-out bounds.",
            axes=formats.and_list([_axis_name(axis).lower() for axis in choice.default_axes]),
        )
    ]


def segment_scores(choice: SegmentChoice, words: Words) -> Table:
    """Return every criterion's number in every segment, and the score and points it gives."""
    rows: list[Row] = []
    for one in choice.knock_outs:
        rows.append(Row(_knock_out_label(one, words), kind="group"))
        failed = {out.segment for out in choice.knocked_out if out.criterion == one}
        base = _smallest_base(one, choice)
        rows += [_measure_row(row, one, words, base, row.segment in failed) for row in one.rows]
    for scored in choice.criteria:
        rows.append(Row(_criterion_label(scored, words), kind="group"))
        base = _smallest_base(scored.criterion, choice)
        rows += [
            _measure_row(row.measure, scored.criterion, words, base, None, row.score, row.points)
            for row in scored.rows
        ]
    judged = "judgement" in {one.kind for one in _all(choice)}
    stable = "stability" in {one.name for one in _all(choice)}
    open_ends = any(not one.given for one in choice.criteria if one.criterion.kind != "judgement")
    return Table(
        name="segment_scores",
        title=_("What the segments are judged by"),
        subtitle=_("Number of every criterion, its score from 0 to 10, and its points"),
        stub=_("Criterion and segment"),
        columns=(
            Column(_("Measured"), "number"),
            Column(_("Interval")),
            Column(_("Base"), "number"),
            Column(_("About")),
            Column(_("Score"), "decimal"),
            Column(_("Points"), "decimal"),
        ),
        rows=tuple(rows),
        base=segment_base(choice.sizes.base, choice.sizes.effective_base, words.unit),
        notes=(
            _("Points: the score by its part of the importance; they add up to the axis' score."),
            *([_open_ends_note()] if open_ends else []),
            *([_("In italics: the analyst's own judgement, not data.")] if judged else []),
            interval_note(choice.level),
            *([_("Stability: the interval holds 90% of repeated samples.")] if stable else []),
        ),
        source=words.source,
    )


def _all(choice: SegmentChoice) -> list[SegmentCriterion]:
    return [*choice.knock_outs, *(scored.criterion for scored in choice.criteria)]


def _open_ends_note() -> str:
    return _(
        "Where the client file gives no scale, the lowest number of the segments that pass scores "
        "0 and the highest 10, however close they are."
    )


def _knock_out_label(one: SegmentCriterion, words: Words) -> str:
    def written(bound: float) -> str:
        return in_unit(bound, one.kind, currency=words.currency)

    bounds = []
    if one.wanted.at_least is not None:
        bounds.append(_("at least {bound}", bound=written(one.wanted.at_least)))
    if one.wanted.at_most is not None:
        bounds.append(_("at most {bound}", bound=written(one.wanted.at_most)))
    return f"{_axis_name('knock_out')}: {called(one, words)} · {', '.join(bounds)}"


def _criterion_label(scored: ScoredCriterion, words: Words) -> str:
    one = scored.criterion
    weight = _("{share} of the importance", share=formats.share(scored.weight_share, digits=0))
    if one.kind == "judgement":
        return f"{_axis_name(one.part)}: {called(one, words)} · {weight}"
    return _(
        "{axis}: {criterion} · {weight} · {low} scores 0, {high} scores 10",
        axis=_axis_name(one.part),
        criterion=called(one, words),
        weight=weight,
        low=in_unit(scored.low, one.kind, currency=words.currency),
        high=in_unit(scored.high, one.kind, currency=words.currency),
    )


def _smallest_base(one: SegmentCriterion, choice: SegmentChoice) -> int:
    """Return the base that decides the decimals of shares: all numbers of one have the same."""
    if one.name in ("size", "value"):
        return choice.sizes.base
    return min((row.base for row in one.rows if row.base is not None), default=choice.sizes.base)


def _measure_row(
    row: SegmentMeasure,
    one: SegmentCriterion,
    words: Words,
    base: int,
    failed: bool | None,
    score: float | None = None,
    points: float | None = None,
) -> Row:
    judged = one.kind == "judgement"
    verdict = "" if failed is None else _("out") if failed else _("passes")
    return Row(
        words.segments[row.segment],
        (
            _value(row.value, one.kind, words.currency, base),
            cell(_interval(row, one, words, base)),
            cell(row.base, "number"),
            cell(words.label(row.about) if row.about else verdict or None),
            cell(score, "decimal", small=judged),
            cell(points, "decimal", small=judged),
        ),
        level=1,
    )


def _value(value: float, kind: str, currency: str, base: int) -> Cell:
    """A number as its unit is written; points of a hundred are kept as the share they are."""
    kept: dict[str, tuple[Format, int | None]] = {
        "share": ("share", None),
        "points": ("share", 1),
        "score": ("share", 0),
        "money": ("short_money", None),
        "index": ("decimal", 2),
    }
    format, digits = kept.get(kind, ("number", 0) if abs(value) >= LARGE else ("decimal", 1))
    shown = cell(value, format, base=base, currency=currency, digits=digits)
    text = in_unit(value, kind, currency=currency, base=base)
    return replace(shown, text=text, small=kind == "judgement")


def _interval(row: SegmentMeasure, one: SegmentCriterion, words: Words, base: int) -> str | None:
    if row.low is None or row.high is None:
        return None
    if one.kind == "share":
        return formats.share_interval(row.low, row.high, base)
    return interval_in_unit(row.low, row.high, one.kind, currency=words.currency)


def choice_weights(choice: SegmentChoice, words: Words) -> Table:
    """Return who is first when one weight is halved or raised by half."""
    asked = [scored.criterion for scored in choice.criteria]
    labels = {(one.part, one.name): called(one, words) for one in asked}
    rows = []
    for (part, name), changes in groupby(choice.changes, key=lambda one: (one.part, one.name)):
        cells = [cell(words.segments[one.first], mark="●" if one.flips else "") for one in changes]
        label = (
            _("Attractiveness against fit")
            if name == BALANCE
            else f"{_axis_name(part)}: {labels[part, name]}"
        )
        rows.append(Row(label, tuple(cells)))
    first = choice.first
    return Table(
        name="choice_weights",
        title=_("Who is first when one criterion counts more or less"),
        stub=_("Criterion"),
        columns=(
            Column(_("Halved"), spanner=_("First is then")),
            Column(_("Raised by half"), spanner=_("First is then")),
        ),
        rows=tuple(rows),
        base=segment_base(choice.sizes.base, choice.sizes.effective_base, words.unit),
        notes=(
            _(
                "● another segment than with the importance as it is ({name}).",
                name=words.segments[first.segment] if first else formats.MISSING,
            ),
        ),
        source=words.source,
    )
