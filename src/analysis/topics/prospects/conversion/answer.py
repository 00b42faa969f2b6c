"""Which channels bring leads that become customers: sentence, chart and the numbers behind it."""

from __future__ import annotations

from analysis.claims.bases import people_base
from analysis.claims.evidence import evidence
from analysis.drawing.figure import finished_figure
from analysis.languages import formats, messages
from analysis.sources.words import Words
from analysis.statistics.deciding import in_order
from analysis.topics.prospects.conversion.method import Conversion, LeadConversion
from analysis.topics.prospects.conversion.rates import (
    conversion_columns,
    conversion_row,
    is_tested,
    listed,
    rate_bars,
)
from analysis.values.absent import unless_absent
from analysis.values.answer import Answer
from analysis.values.chart import Chart
from analysis.values.chart_forms import BarChart
from analysis.values.chart_roles import highlighted
from analysis.values.finding import Finding
from analysis.values.table import Table

_ = messages(__name__)


@unless_absent
def answer(conversion: LeadConversion, words: Words) -> Answer:
    """Say which channels' leads become customers more or less often, and show every channel."""
    finding = _told(conversion, words)
    return Answer((finding,), (_drawn(conversion, finding, words),))


def _told(conversion: LeadConversion, words: Words) -> Finding:
    """Say which channels' leads become customers more or less often than the others'."""
    higher = [row for row in conversion.rows if row.against_others == "higher"]
    lower = [row for row in conversion.rows if row.against_others == "lower"]
    total = conversion.total
    everyone = _(
        "{share} of all leads became customers {evidence}.",
        share=formats.share(total.share, total.base),
        evidence=evidence(total.low, total.high, total.base, conversion.level),
    )
    less = ""
    if lower:
        told = _channels(lower, conversion, words)
        less = _("Less often than the others: {channels}.", channels=told)
    if higher:
        best = in_order(higher, lambda row: -(row.share or 0.0))[0]
        headline = _(
            "Leads through {channel} convert more often: {share}",
            channel=words.label(best.group),
            share=formats.share(best.share, best.base),
        )
        if len(higher) > 1:
            headline = _(
                "Leads through {channels} convert more often",
                channels=formats.and_list([words.label(row.group) for row in higher]),
            )
        text = _(
            "More often than the others, leads come to buy through: {channels}.",
            channels=_channels(higher, conversion, words),
        )
    elif lower:
        headline = _(
            "Leads through {channels} convert less often",
            channels=formats.and_list([words.label(row.group) for row in lower]),
        )
        text, less = less, ""
    else:
        headline = _("No channel's leads convert clearly better")
        text = _("No channel's leads convert clearly more or less often than the others'.")
    return Finding(
        name="lead_channels",
        headline=headline,
        text=text,
        implication=f"{less} {everyone}".strip(),
        question="S1.6",
        strength=0.75 if higher else 0.45,
    )


def _channels(rows: list[Conversion], conversion: LeadConversion, words: Words) -> str:
    return "; ".join(
        f"{words.label(row.group)} {formats.share(row.share, row.base)} "
        f"{evidence(row.low, row.high, row.base, conversion.level)}"
        for row in in_order(rows, lambda row: -(row.share or 0.0))
    )


def _drawn(conversion: LeadConversion, finding: Finding, words: Words) -> Chart:
    """Draw conversion by channel; in colour the channels that differ by the corrected test."""
    rows = [row for row in conversion.rows if row.base]
    rows.sort(key=lambda row: (-(row.share or 0.0), row.group))
    labels = [
        _("{name} (n = {base})", name=words.label(row.group), base=formats.number(row.base))
        for row in rows
    ]
    form = BarChart(
        labels,
        [rate_bars(rows)],
        highlighted(row.against_others == "higher" for row in rows),
        small=[row.small_base for row in rows],
        reference=conversion.total.share,
    )
    return finished_figure(
        form,
        name="lead_channels",
        finding=finding,
        subtitle=_(
            "Share that became customers, with {level} intervals; line: all leads; in colour: "
            "higher than the others by the corrected test",
            level=formats.share(conversion.level, digits=0),
        ),
        alt=f"{finding.headline}. {listed(labels, rows)}.",
        base=people_base(conversion.total.base, words.unit),
        source=words.source,
        data=_table(conversion, words),
    )


def _table(conversion: LeadConversion, words: Words) -> Table:
    """Return conversion by channel, with the corrected test against all other leads."""
    rows = [conversion_row(row, words.label(row.group), "data") for row in conversion.rows]
    if conversion.unknown_source is not None:
        rows.append(conversion_row(conversion.unknown_source, _("Channel not known"), "data"))
    rows.append(conversion_row(conversion.total, _("All"), "total"))
    return Table(
        name="lead_channels",
        title=_("Which channels bring leads that become customers"),
        stub=_("Channel"),
        columns=conversion_columns(),
        rows=tuple(rows),
        base=people_base(conversion.total.leads, words.unit),
        notes=_channel_test(conversion) if is_tested(conversion) else (),
        source=words.source,
    )


def _channel_test(conversion: LeadConversion) -> tuple[str]:
    note = _(
        "Against the others: Fisher's exact test at {level}, corrected for the number of "
        "channels (false discovery rate).",
        level=formats.share(conversion.level, digits=0),
    )
    return (note,)
