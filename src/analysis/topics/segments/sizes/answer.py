"""How large the segments are and what they bring: sentences, chart and numbers."""

from __future__ import annotations

from typing import NamedTuple

from analysis.claims.bases import interval_note, segment_base
from analysis.claims.evidence import evidence
from analysis.drawing.figure import finished_figure
from analysis.errors import NotEnoughData
from analysis.languages import formats, messages
from analysis.sources.words import Words
from analysis.statistics.deciding import exceeds, in_order
from analysis.topics.segments.sizes.method import SegmentSize, SegmentSizes
from analysis.values.absent import unless_absent
from analysis.values.answer import Answer
from analysis.values.chart import Chart
from analysis.values.chart_forms import BarChart, Bars
from analysis.values.finding import Finding
from analysis.values.table import Column, Row, Table, cell

_ = messages(__name__)


class _InMoney(NamedTuple):
    """A segment, and its share of the money with its interval."""

    row: SegmentSize
    share: float
    low: float
    high: float


@unless_absent
def answer(sizes: SegmentSizes, words: Words) -> Answer:
    """Say how large the segments are, and show their shares of people and of money."""
    finding = _told(sizes, words)
    return Answer((finding,), (_drawn(sizes, finding, words),))


@unless_absent
def value(sizes: SegmentSizes, words: Words) -> Answer:
    """Say which segment brings clearly more money than its share of people, if one does."""
    return Answer((_worth(sizes, words),))


def _told(sizes: SegmentSizes, words: Words) -> Finding:
    """Say which segment is the largest, if one clearly is."""
    ranked = in_order(sizes.rows, lambda row: -row.share, lambda row: row.segment)
    first, second = ranked[0], ranked[1] if len(ranked) > 1 else None
    name = words.segments[first.segment]
    share = formats.share(first.share, sizes.base)
    proof = evidence(first.low, first.high, sizes.base, sizes.level)
    if second is None or exceeds(first.low, second.high):
        headline = _("{name} is the largest segment: {share}", name=name, share=share)
        text = _(
            "{name} is the largest segment, with {share} of {unit} {evidence}.",
            name=name,
            share=share,
            unit=words.unit,
            evidence=proof,
        )
    else:
        other = words.segments[second.segment]
        headline = _("No segment is clearly the largest")
        text = _(
            "{name} holds {share} of {unit} {evidence}, {other} {other_share} {other_evidence}: "
            "their intervals overlap.",
            name=name,
            share=share,
            unit=words.unit,
            evidence=proof,
            other=other,
            other_share=formats.share(second.share, sizes.base),
            other_evidence=evidence(second.low, second.high, sizes.base, sizes.level),
        )
    return Finding(
        name="segment_sizes", headline=headline, text=text, question="S0.4", strength=0.55
    )


@unless_absent
def _worth(sizes: SegmentSizes, words: Words) -> Finding:
    """Say which segment brings clearly more money than its share of people, if one does.

    Raises
    ------
    NotEnoughData
        If the money of the segments is not known.
    """
    rows = [found for found in _in_money(sizes) if found.row.share > 0]
    if not rows or sizes.value_base is None:
        raise NotEnoughData(
            _("What people in the segments spend is not known: segments are compared by size only.")
        )
    above = [found for found in rows if exceeds(found.low, found.row.high)]
    if not above:
        return Finding(
            name="segment_value",
            headline=_("No segment brings clearly more {money} than its size", money=words.money),
            text=_(
                "No segment's share of {money} is clearly above its share of {unit}: the intervals "
                "overlap (n = {n}).",
                money=words.money,
                unit=words.unit,
                n=formats.number(sizes.value_base),
            ),
            implication=_("Money alone does not say which segment to choose."),
            question="S0.4",
            strength=0.5,
        )
    best = in_order(above, lambda found: -found.share / found.row.share)[0]
    name = words.segments[best.row.segment]
    shown = {
        "name": name,
        "share": formats.share(best.row.share, sizes.base),
        "unit": words.unit,
        "value": formats.share(best.share, sizes.value_base),
        "money": words.money,
    }
    return Finding(
        name="segment_value",
        headline=_("{name}: {share} of {unit}, {value} of {money}", **shown),
        text=_(
            "{name} is {share} of {unit} but brings {value} of {money} {evidence}.",
            **shown,
            evidence=evidence(best.low, best.high, sizes.value_base, sizes.level),
        ),
        implication=_(
            "Judged by {money} alone it stands out; the choice of a segment weighs this with other "
            "criteria.",
            money=words.money,
        ),
        question="S0.4",
        strength=0.9,
    )


def _in_money(sizes: SegmentSizes) -> list[_InMoney]:
    """Return the segments whose share of the money is known."""
    return [
        _InMoney(row, row.value_share, row.value_low, row.value_high)
        for row in sizes.rows
        if row.value_share is not None and row.value_low is not None and row.value_high is not None
    ]


def _drawn(sizes: SegmentSizes, finding: Finding, words: Words) -> Chart:
    """Draw every segment's share of people and, where known, of the money."""
    rows = sizes.rows
    labels = [words.segments[row.segment] for row in rows]
    panels = [
        Bars(
            [row.share for row in rows],
            _("Share of {unit}", unit=words.unit),
            [row.low for row in rows],
            [row.high for row in rows],
            [formats.share(row.share, sizes.base) for row in rows],
        )
    ]
    money = _in_money(sizes)
    if len(money) == len(rows):
        panels.append(
            Bars(
                [found.share for found in money],
                _("Share of {unit}", unit=words.money),
                [found.low for found in money],
                [found.high for found in money],
                [formats.share(found.share, sizes.value_base) for found in money],
            )
        )
    form = BarChart(
        labels,
        panels,
        [row.segment for row in rows],
        small=[row.base < words.smallest_base for row in rows],
    )
    numbers = "; ".join(
        f"{label}: " + " – ".join((panel.texts or [""])[place] for panel in panels)
        for place, label in enumerate(labels)
    )
    return finished_figure(
        form,
        name="segment_sizes",
        finding=finding,
        subtitle=_(
            "Share by segment, with {level} intervals", level=formats.share(sizes.level, digits=0)
        ),
        alt=f"{finding.headline}. {numbers}.",
        base=segment_base(sizes.base, sizes.effective_base, words.unit),
        source=(words.money_source if len(panels) > 1 else "") or words.source,
        data=_table(sizes, words),
    )


def _table(sizes: SegmentSizes, words: Words) -> Table:
    """Return the size of every segment in people and, where known, in money."""
    people = words.unit[:1].upper() + words.unit[1:]
    columns = [
        Column(_("Base"), "number"),
        Column(_("Share"), "share", spanner=people),
        Column(_("Interval"), spanner=people),
    ]
    with_money = all(row.value_share is not None for row in sizes.rows)
    if with_money:
        money = words.money[:1].upper() + words.money[1:]
        columns += [
            Column(_("Share"), "share", spanner=money),
            Column(_("Interval"), spanner=money),
            Column(_("On average"), "short_money", spanner=money),
        ]
    rows = []
    for row in sizes.rows:
        cells = [
            cell(row.base, "number"),
            cell(row.share, "share", base=sizes.base),
            cell(formats.share_interval(row.low, row.high, sizes.base)),
        ]
        if with_money:
            cells += [
                cell(row.value_share, "share", base=sizes.value_base),
                cell(formats.share_interval(row.value_low, row.value_high, sizes.value_base)),
                cell(row.value_per_head, "short_money", currency=words.currency),
            ]
        rows.append(Row(words.segments[row.segment], tuple(cells)))
    notes = [interval_note(sizes.level)]
    if with_money:
        notes.append(
            _(
                "{money} known for {n} {unit}.",
                money=money,
                n=formats.number(sizes.value_base),
                unit=words.unit,
            )
        )
    return Table(
        name="segment_sizes",
        title=_("How large the segments are"),
        stub=_("Customer segment"),
        columns=tuple(columns),
        rows=tuple(rows),
        base=segment_base(sizes.base, sizes.effective_base, words.unit),
        notes=tuple(notes),
        source=(words.money_source if with_money else "") or words.source,
    )
