"""Which channel converts best: sentence, chart and the numbers behind it."""

from __future__ import annotations

from analysis.claims.bases import interval_note, people_base
from analysis.claims.evidence import evidence
from analysis.drawing.figure import finished_figure
from analysis.errors import NotEnoughData
from analysis.languages import formats, messages
from analysis.sources.words import Words
from analysis.statistics.deciding import exceeds
from analysis.topics.market.channels.method import Channel, ChannelSummary
from analysis.values.absent import unless_absent
from analysis.values.answer import Answer
from analysis.values.chart import Chart
from analysis.values.chart_forms import BarChart, Bars
from analysis.values.chart_roles import highlighted
from analysis.values.finding import Finding
from analysis.values.table import Cell, Column, Row, Table, cell

_ = messages(__name__)
MOST_CHANNELS = 12


@unless_absent
def answer(summary: ChannelSummary, words: Words) -> Answer:
    """Say which channel converts best, if its interval is clear of the average, and show all.

    Raises
    ------
    NotEnoughData
        If no visit led to a conversion.
    """
    if summary.conversions == 0:
        raise NotEnoughData(_("No visit of the website led to a conversion."))
    told = _most_visits if summary.conversions is None else _best_told
    finding = told(summary, words)
    return Answer((finding,), (_drawn(summary, finding, words),))


def _best_told(summary: ChannelSummary, words: Words) -> Finding:
    best = summary.best()
    channel = words.label(best.channel)
    average = formats.share(summary.conversion_rate)
    shown = evidence(best.low, best.high, best.sessions, summary.level)
    if exceeds(best.low, summary.conversion_rate):
        headline = _("Visits through {channel} convert best", channel=channel)
        text = _(
            "Visits through {channel} convert at {rate} {evidence}, against {average} on average.",
            channel=channel,
            rate=formats.share(best.conversion_rate),
            evidence=shown,
            average=average,
        )
    else:
        headline = _("No channel clearly converts better than average")
        text = _(
            "On average {average} of visits convert; even the best channel, {channel} ({rate}), "
            "is not clearly above that {evidence}.",
            average=average,
            channel=channel,
            rate=formats.share(best.conversion_rate),
            evidence=shown,
        )
    return Finding(
        name="channels",
        headline=headline,
        text=text,
        implication=_("It brings {share} of all visits.", share=formats.share(best.session_share)),
        question="S1.6",
        strength=0.5,
    )


def _most_visits(summary: ChannelSummary, words: Words) -> Finding:
    """Where the export has no conversions, say where the visits come from."""
    most = summary.best()
    channel, share = words.label(most.channel), formats.share(most.session_share)
    return Finding(
        name="channels",
        headline=_("{share} of visits come through {channel}", share=share, channel=channel),
        text=_(
            "{share} of {sessions} visits come through {channel}; how many of them lead to a "
            "conversion is not in the data.",
            share=share,
            channel=channel,
            sessions=formats.number(summary.sessions),
        ),
        question="S1.6",
        strength=0.3,
    )


def _drawn(summary: ChannelSummary, finding: Finding, words: Words) -> Chart:
    """Draw share of sessions by channel and, where it is known, the conversion rate."""
    channels = summary.channels[:MOST_CHANNELS]
    labels = [words.label(one.channel) for one in channels]
    told = [one.session_share for one in channels]
    panels = [Bars(told, _("Share of sessions"))]
    subtitle = _("Share of sessions by channel")
    if summary.conversions is not None:
        told = [one.conversion_rate for one in channels]
        ends = [one.low for one in channels], [one.high for one in channels]
        panels.append(Bars(told, _("Conversion rate"), *ends))
        subtitle = _("By channel; conversions as a share of sessions, with intervals")
    best = summary.best(MOST_CHANNELS)
    form = BarChart(labels, panels, highlighted(one == best for one in channels))
    listed = "; ".join(
        f"{label} {formats.share(share)}" for label, share in zip(labels, told, strict=True)
    )
    return finished_figure(
        form,
        name="channels",
        finding=finding,
        subtitle=subtitle,
        alt=f"{finding.headline}. {listed}.",
        base=people_base(summary.sessions, _("sessions")),
        source=words.source,
        data=_table(summary, words),
    )


def _table(summary: ChannelSummary, words: Words) -> Table:
    """Return visits by channel and, where they are known, conversions and their rate."""
    has_money = summary.channels[0].revenue is not None
    converts = summary.conversions is not None
    columns = [Column(_("Sessions"), "number"), Column(_("Share of sessions"), "share")]
    if converts:
        columns += [Column(_("Conversions"), "number"), Column(_("Conversion rate"), "share")]
        columns += [Column(_("Interval"))]
    columns += [Column(_("Revenue"), "short_money")] if has_money else []
    return Table(
        name="channels",
        title=_("Visits and conversions by channel") if converts else _("Visits by channel"),
        stub=_("Channel"),
        columns=tuple(columns),
        rows=tuple(Row(words.label(one.channel), _cells(one, words)) for one in summary.channels),
        base=people_base(summary.sessions, _("sessions")),
        notes=(interval_note(summary.level),) if converts else (),
        source=words.source,
    )


def _cells(one: Channel, words: Words) -> tuple[Cell, ...]:
    cells = [cell(one.sessions, "number"), cell(one.session_share, "share")]
    if one.conversions is not None:
        cells += [
            cell(one.conversions, "number"),
            cell(one.conversion_rate, "share"),
            cell(formats.share_interval(one.low, one.high)),
        ]
    if one.revenue is not None:
        cells.append(cell(one.revenue, "short_money", currency=words.currency))
    return tuple(cells)
