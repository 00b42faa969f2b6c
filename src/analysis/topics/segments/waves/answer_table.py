"""What became of the segments, in numbers."""

from __future__ import annotations

from analysis.claims.bases import interval_note
from analysis.languages import formats, messages
from analysis.sources.words import Words
from analysis.statistics.shares import Share
from analysis.topics.segments.waves.method_overlap import DISSOLVED, PATTERN
from analysis.topics.segments.waves.method_verdicts import (
    AGREES,
    NewSegment,
    SegmentWaves,
    WaveSegment,
)
from analysis.values.table import Cell, Column, Row, Table, cell

_ = messages(__name__)

VERDICTS = {
    "held": _.later("held"),
    "drifted": _.later("drifted"),
    "split": _.later("split"),
    "merged": _.later("merged"),
    "dissolved": _.later("dissolved"),
    "vanished": _.later("vanished"),
    "new": _.later("new"),
}


def verdict_table(result: SegmentWaves, words: Words, *, waves: tuple[str, str]) -> Table:
    """Return every segment then and now, with what became of it.

    Parameters
    ----------
    result : SegmentWaves
        The comparison.
    words : Words
        Names of segments and of what is counted.
    waves : tuple of str
        Names of the earlier wave and of this one.
    """
    rows = [Row(words.segments[row.segment], _cells(row, result, words)) for row in result.segments]
    rows += [Row(new_name(new), _new_cells(new, result, words)) for new in result.new]
    change = _("Change")
    return Table(
        name="segment_waves",
        title=_("What became of the segments"),
        subtitle=_(
            "Share of {unit} by the rule of {wave}; overlap with a new division of {now}",
            unit=words.unit,
            wave=waves[0],
            now=waves[1],
        ),
        stub=_("Customer segment"),
        columns=(
            Column(_("Share"), "share", spanner=waves[0]),
            Column(_("Share"), "share", spanner=waves[1]),
            Column(_("Interval"), spanner=waves[1]),
            Column(_("% points"), "points", spanner=change),
            Column(_("Interval"), spanner=change),
            Column(_("Movement"), "decimal"),
            Column(_("Overlap"), "decimal"),
            Column(_("Verdict")),
        ),
        rows=tuple(rows),
        base=waves_base(result, words, waves),
        notes=_notes(result, waves),
        source=words.source,
    )


def _cells(row: WaveSegment, result: SegmentWaves, words: Words) -> tuple[Cell, ...]:
    low, high = (formats.points(100 * end) for end in (row.change_low, row.change_high))
    return (
        _share(row.before, result.base_before, words),
        _share(row.now, result.base_now, words),
        cell(formats.share_interval(row.now.low, row.now.high, result.base_now)),
        cell(100 * row.change, "points", mark={"grew": "▲", "shrank": "▼"}.get(row.size, "")),
        cell(_("{low} to {high}", low=low, high=high)),
        cell(row.distance, "decimal", digits=2),
        cell(row.jaccard, "decimal", digits=2),
        cell(told_verdict(row)),
    )


def told_verdict(row: WaveSegment) -> str:
    """Return what became of a segment in words: both where chance leaves it open."""
    less, more = _(VERDICTS[row.verdict]), _(VERDICTS[row.perhaps])
    return less if less == more else _("{less} or {more}", less=less, more=more)


def _share(share: Share, base: int, words: Words) -> Cell:
    return cell(share.share, "share", base=base, small=share.count < words.smallest_base)


def _new_cells(new: NewSegment, result: SegmentWaves, words: Words) -> tuple[Cell, ...]:
    share, none = new.share, cell(None)
    return (
        none,
        _share(share, result.base_now, words),
        cell(formats.share_interval(share.low, share.high, result.base_now)),
        *(none,) * 4,
        cell(_(VERDICTS["new"])),
    )


def new_name(new: NewSegment) -> str:
    """Return what a segment is called that has no name yet.

    Parameters
    ----------
    new : NewSegment
        The segment.
    """
    return _("New group {n}", n=formats.number(new.refit_segment))


def waves_base(result: SegmentWaves, words: Words, waves: tuple[str, str]) -> str:
    """Return the base line of both waves.

    Parameters
    ----------
    result : SegmentWaves
        The comparison.
    words : Words
        What is counted.
    waves : tuple of str
        Names of the earlier wave and of this one.
    """
    if (
        max(
            abs(result.effective_base_before - result.base_before),
            abs(result.effective_base_now - result.base_now),
        )
        < 0.5
    ):
        return _(
            "Base: {n} {unit} in {wave}, {m} in {now}",
            n=formats.number(result.base_before),
            unit=words.unit,
            wave=waves[0],
            m=formats.number(result.base_now),
            now=waves[1],
        )
    return _(
        "Base: {n} {unit} in {wave} (effective base {effective}), {m} in {now} ({effective_now})",
        n=formats.number(result.base_before),
        unit=words.unit,
        wave=waves[0],
        effective=formats.number(result.effective_base_before),
        m=formats.number(result.base_now),
        now=waves[1],
        effective_now=formats.number(result.effective_base_now),
    )


def _notes(result: SegmentWaves, waves: tuple[str, str]) -> tuple[str, ...]:
    return (
        interval_note(result.level),
        _(
            "▲ ▼ larger or smaller than in {wave}: tested at {level}, corrected for the number of "
            "segments.",
            wave=waves[0],
            level=formats.share(result.level, digits=0),
        ),
        _(
            "Movement of the segment's profile in standard deviations; overlap with the most "
            "similar segment of the new division (Jaccard): under {doubtful} its borders are "
            "others, to {dissolved} it is dissolved (Hennig 2007).",
            doubtful=formats.number(PATTERN, 1),
            dissolved=formats.number(DISSOLVED, 1),
        ),
        _(
            "Agreement of the frozen and the new division: adjusted Rand index {value}; {good} and "
            "more is good (Steinley 2004).",
            value=formats.number(result.agreement, 2),
            good=formats.number(AGREES, 1),
        ),
    )
