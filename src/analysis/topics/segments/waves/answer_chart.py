"""What became of the segments, drawn."""

from __future__ import annotations

from analysis.drawing.figure import finished_figure
from analysis.languages import formats, messages
from analysis.sources.words import Words
from analysis.statistics.shares import Share
from analysis.topics.segments.waves.answer_table import (
    VERDICTS,
    new_name,
    told_verdict,
    verdict_table,
    waves_base,
)
from analysis.topics.segments.waves.method_verdicts import NewSegment, SegmentWaves, WaveSegment
from analysis.values.chart import Chart
from analysis.values.chart_forms import ChangeChart, ChangeRow
from analysis.values.finding import Finding

_ = messages(__name__)


def drawn(result: SegmentWaves, finding: Finding, words: Words, *, waves: tuple[str, str]) -> Chart:
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
        ChangeChart(rows, (f"{waves[0]} → {waves[1]}", _("Verdict"))),
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
        data=verdict_table(result, words, waves=waves),
    )


def _row(row: WaveSegment, result: SegmentWaves, words: Words) -> ChangeRow:
    then = formats.share(row.before.share, result.base_before)
    now = formats.share(row.now.share, result.base_now)
    return ChangeRow(
        words.segments[row.segment],
        row.segment,
        _ends(row.before),
        _ends(row.now),
        row.size != "same",
        (f"{then} → {now}", told_verdict(row)),
    )


def _new_row(new: NewSegment, result: SegmentWaves) -> ChangeRow:
    text = f"– → {formats.share(new.share.share, result.base_now)}"
    texts = (text, _(VERDICTS["new"]))
    return ChangeRow(new_name(new), "ink", None, _ends(new.share), False, texts)


def _ends(share: Share) -> tuple[float, float, float]:
    return share.share, share.low, share.high
