"""Who changed segment: the sentence, the flows and the numbers behind them."""

from __future__ import annotations

from analysis.claims.bases import interval_note
from analysis.claims.evidence import evidence
from analysis.drawing.figure import finished_figure
from analysis.drawing.flows import FlowNode, FlowStage, flow_diagram
from analysis.drawing.style import segment_colour
from analysis.languages import formats, messages
from analysis.sources.words import Words
from analysis.topics.segments.migration.method import SegmentMigration, SegmentMove
from analysis.values.absent import unless_absent
from analysis.values.answer import Answer
from analysis.values.chart import Chart
from analysis.values.finding import Finding
from analysis.values.table import Cell, Column, Row, Table, cell

_ = messages(__name__)


@unless_absent
def answer(result: SegmentMigration, words: Words, *, waves: tuple[str, str]) -> Answer:
    """Say how many people stayed in their segment, and show where the others went.

    Parameters
    ----------
    result : SegmentMigration
        The changes of segment.
    words : Words
        Names of segments and of what is counted.
    waves : tuple of str
        Names of the earlier wave and of this one.
    """
    finding = _told(result, words)
    return Answer((finding,), (_drawn(result, finding, words, waves=waves),))


def _told(result: SegmentMigration, words: Words) -> Finding:
    """Say how many people stayed in their segment, and where most of the others went.

    Parameters
    ----------
    result : SegmentMigration
        The changes of segment.
    words : Words
        Names of segments and of what is counted.
    """
    share = formats.share(result.stayed.share, result.base)
    text = _(
        "Of {n} {unit} asked in both waves, {share} stayed in their segment ({level} CI "
        "{interval}); by chance it would be {chance}.",
        n=formats.number(result.base),
        unit=words.unit,
        share=share,
        level=formats.share(result.level, digits=0),
        interval=formats.share_interval(result.stayed.low, result.stayed.high, result.base),
        chance=formats.share(result.by_chance, result.base),
    )
    move = _largest_move(result, words)
    return Finding(
        name="segment_migration",
        headline=_headline_of_stay(result, share),
        text=f"{text} {move}".strip(),
        implication=_(
            "Some who moved stand near a border, where one answer decides: read the flows, not "
            "single {unit}.",
            unit=words.unit,
        ),
        question="S0.2",
        strength=0.5,
    )


def _headline_of_stay(result: SegmentMigration, share: str) -> str:
    if result.kappa is not None and result.kappa_low is not None and result.kappa_low <= 0:
        return _("No more people stayed in their segment than by chance")
    return _("{share} of those asked twice stayed in their segment", share=share)


def _largest_move(result: SegmentMigration, words: Words) -> str:
    """Return the largest flow from one segment to another, in people."""
    moved = [
        one
        for one in result.moves
        if one.before != one.now and one.count > 0 and one.share is not None
    ]
    if not moved:
        return ""
    found = max(moved, key=lambda one: (one.count, -one.before, -one.now))
    return _(
        "The largest move: {share} of {before} are now in {now} {evidence}.",
        before=words.segments[found.before],
        now=words.segments[found.now],
        share=formats.share(found.share, found.base),
        evidence=evidence(found.low, found.high, found.base, result.level),
    )


def _drawn(
    result: SegmentMigration, finding: Finding, words: Words, *, waves: tuple[str, str]
) -> Chart:
    """Draw who went from which segment to which.

    Parameters
    ----------
    result : SegmentMigration
        The changes of segment.
    finding : Finding
        What it shows; its headline is the title.
    words : Words
        Names of segments and of what is counted.
    waves : tuple of str
        Names of the earlier wave and of this one.
    """
    stages = [
        FlowStage(
            wave,
            [
                FlowNode(
                    words.segments[one.segment],
                    one.share,
                    segment_colour(one.segment),
                    one.count < words.smallest_base,
                    formats.share(one.share, result.base),
                )
                for one in side
            ],
        )
        for wave, side in zip(waves, (result.then, result.now), strict=True)
    ]
    places = {one.segment: place for place, one in enumerate(result.then)}
    flows = [(places[one.before], places[one.now], one.of_all) for one in result.moves]
    return finished_figure(
        flow_diagram(stages, [flows]),
        name="segment_migration",
        finding=finding,
        subtitle=_(
            "Share of {unit} asked in both waves, by segment; hatched: under {n} of them",
            unit=words.unit,
            n=formats.number(words.smallest_base),
        ),
        alt=f"{finding.headline}. {_who_stayed(result, words)}.",
        base=_base(result, words, waves),
        source=words.source,
        data=_table(result, words, waves=waves),
    )


def _who_stayed(result: SegmentMigration, words: Words) -> str:
    return "; ".join(
        _(
            "{name}: {share} stayed",
            name=words.segments[one.before],
            share=formats.share(one.share, one.base),
        )
        for one in result.moves
        if one.before == one.now and _was_there(result, one)
    )


def _was_there(result: SegmentMigration, move: SegmentMove) -> bool:
    """Whether anybody was in the segment then."""
    return any(one.segment == move.before and one.count > 0 for one in result.then)


def _base(result: SegmentMigration, words: Words, waves: tuple[str, str]) -> str:
    """Return the base line of people asked in both waves.

    Parameters
    ----------
    result : SegmentMigration
        Who changed segment.
    words : Words
        What is counted.
    waves : tuple of str
        Names of the earlier wave and of this one.
    """
    return _(
        "Base: {n} {unit} asked in {wave} and in {now}",
        n=formats.number(result.base),
        unit=words.unit,
        wave=waves[0],
        now=waves[1],
    )


def _table(result: SegmentMigration, words: Words, *, waves: tuple[str, str]) -> Table:
    """Return where the people of every segment are now.

    Parameters
    ----------
    result : SegmentMigration
        The changes of segment.
    words : Words
        Names of segments and of what is counted.
    waves : tuple of str
        Names of the earlier wave and of this one.
    """
    rows = [
        Row(words.segments[one.segment], _cells(result, one.segment, words))
        for one in result.then
        if one.count > 0
    ]
    everyone = [cell(one.share, "share", base=result.base) for one in result.now]
    total = (cell(result.base, "number"), *everyone, cell(_stayed_interval(result)))
    spanner = _("Segment in {wave}", wave=waves[1])
    return Table(
        name="segment_migration",
        title=_("Who changed segment"),
        subtitle=_("Share of each segment of {wave}, by segment now", wave=waves[0]),
        stub=_("Segment in {wave}", wave=waves[0]),
        columns=(
            Column(_("Base"), "number"),
            *(Column(words.segments[one.segment], "share", spanner=spanner) for one in result.now),
            Column(_("Stayed: interval")),
        ),
        rows=(*rows, Row(_("All"), total, kind="total")),
        base=_base(result, words, waves),
        notes=(
            interval_note(result.level),
            *_kappa(result),
            _(
                "Asked in both waves: {n} of {before} {unit} of {wave} and of {now} of {wave_now}.",
                n=formats.number(result.base),
                before=formats.number(result.base_before),
                unit=words.unit,
                wave=waves[0],
                now=formats.number(result.base_now),
                wave_now=waves[1],
            ),
            _(
                "Both waves by the same rule; segments of fewer than ten people are shown without "
                "shares."
            ),
        ),
        source=words.source,
    )


def _kappa(result: SegmentMigration) -> tuple[str, ...]:
    if result.kappa is None:
        return ()
    return (
        _(
            "Cohen's kappa {kappa} (interval {low}–{high}): 1 if all had stayed, 0 if no more than "
            "by chance.",
            kappa=formats.number(result.kappa, 2),
            low=formats.number(result.kappa_low, 2),
            high=formats.number(result.kappa_high, 2),
        ),
    )


def _cells(result: SegmentMigration, before: int, words: Words) -> tuple[Cell, ...]:
    own = result.of(before, before)
    moves = [one for one in result.moves if one.before == before]
    small = own.base < words.smallest_base
    return (
        cell(own.base, "number"),
        *(cell(one.share, "share", base=own.base, small=small) for one in moves),
        cell(None if own.share is None else formats.share_interval(own.low, own.high, own.base)),
    )


def _stayed_interval(result: SegmentMigration) -> str:
    return formats.share_interval(result.stayed.low, result.stayed.high, result.base)
