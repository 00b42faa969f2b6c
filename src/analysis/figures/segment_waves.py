"""Figures on segments over time: what became of them, and who changed segment."""

from __future__ import annotations

from analysis.drawing.change_rows import ChangeRow, change_rows
from analysis.drawing.figure import finished_figure
from analysis.drawing.flows import FlowNode, FlowStage, flow_diagram
from analysis.drawing.style import palette, segment_colour
from analysis.languages import formats, messages
from analysis.methods.waves.segment_migration import SegmentMigration
from analysis.methods.waves.segment_verdicts import NewSegment, SegmentWaves, WaveSegment
from analysis.sources.words import Words
from analysis.statistics.shares import Share
from analysis.tables.segment_waves import (
    VERDICTS,
    migration_base,
    new_name,
    told_verdict,
    waves_base,
)
from analysis.tables.segment_waves import segment_migration as segment_migration_table
from analysis.tables.segment_waves import segment_waves as segment_waves_table
from analysis.values.absent import unless_absent
from analysis.values.chart import Chart
from analysis.values.finding import Finding

_ = messages(__name__)


@unless_absent
def segment_waves(
    result: SegmentWaves, finding: Finding, words: Words, *, waves: tuple[str, str]
) -> Chart:
    """Draw every segment's share then and now, with the verdict in words.

    Parameters
    ----------
    result : SegmentWaves
        The comparison.
    finding : Finding
        What it shows; its headline is the title.
    words : Words
        Names of segments and of what is counted.
    waves : tuple of str
        Names of the earlier wave and of this one.
    """
    rows = [_row(row, result, words) for row in result.segments]
    rows += [_new_row(new, result) for new in result.new]
    numbers = "; ".join(f"{row.label}: {row.texts[0]}, {row.texts[1]}" for row in rows)
    return finished_figure(
        change_rows(rows, (f"{waves[0]} → {waves[1]}", _("Verdict"))),
        name="segment_waves",
        finding=finding,
        subtitle=_(
            "Share of {unit} by the rule of {wave}; small and grey: {wave}, large: {now}; filled, "
            "with an arrow: changed by more than chance; lines: {level} intervals",
            unit=words.unit,
            wave=waves[0],
            now=waves[1],
            level=formats.share(result.level, digits=0),
        ),
        alt=f"{finding.headline}. {numbers}.",
        base=waves_base(result, words, waves),
        source=words.source,
        data=segment_waves_table(result, words, waves=waves),
    )


def _row(row: WaveSegment, result: SegmentWaves, words: Words) -> ChangeRow:
    then = formats.share(row.before.share, result.base_before)
    now = formats.share(row.now.share, result.base_now)
    return ChangeRow(
        words.segments[row.segment],
        segment_colour(row.segment),
        _ends(row.before),
        _ends(row.now),
        row.size != "same",
        (f"{then} → {now}", told_verdict(row)),
    )


def _new_row(new: NewSegment, result: SegmentWaves) -> ChangeRow:
    text = f"– → {formats.share(new.share.share, result.base_now)}"
    ink = palette().ink
    return ChangeRow(new_name(new), ink, None, _ends(new.share), False, (text, _(VERDICTS["new"])))


def _ends(share: Share) -> tuple[float, float, float]:
    return share.share, share.low, share.high


@unless_absent
def segment_migration(
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
    numbers = list(result.counts.columns)
    sides = (result.counts.sum(axis=1), result.counts.sum(axis=0))
    sizes = (result.shares.sum(axis=1), result.shares.sum(axis=0))
    stages = [
        FlowStage(
            wave,
            [
                FlowNode(
                    words.segments[n],
                    float(size[n]),
                    segment_colour(n),
                    bool(side[n] < words.smallest_base),
                    formats.share(float(size[n]), result.base),
                )
                for n in numbers
            ],
        )
        for wave, side, size in zip(waves, sides, sizes, strict=True)
    ]
    flows = [
        (i, j, float(result.shares.loc[a, b]))
        for i, a in enumerate(numbers)
        for j, b in enumerate(numbers)
    ]
    return finished_figure(
        flow_diagram(stages, [flows]),
        name="segment_migration",
        finding=finding,
        subtitle=_(
            "Share of {unit} asked in both waves, by segment; hatched: under {n} of them",
            unit=words.unit,
            n=formats.number(words.smallest_base),
        ),
        alt=f"{finding.headline}. {_stayed(result, words)}.",
        base=migration_base(result, words, waves),
        source=words.source,
        data=segment_migration_table(result, words, waves=waves),
    )


def _stayed(result: SegmentMigration, words: Words) -> str:
    return "; ".join(
        _(
            "{name}: {share} stayed",
            name=words.segments[segment],
            share=formats.share(result.rows.loc[(segment, segment), "share"], base),
        )
        for segment, base in result.rows["base"].groupby("before").first().items()
    )
