"""Figures of prospects: readiness to buy and conversion."""

from __future__ import annotations

from analysis.claims.bases import people_base
from analysis.drawing.charts import Bars, bar_panels, stacked_bars
from analysis.drawing.figure import finished_figure
from analysis.drawing.style import palette
from analysis.errors import NotEnoughData
from analysis.languages import formats, messages
from analysis.methods.prospects.bant import BantTable
from analysis.methods.prospects.lead_conversion import Conversion, LeadConversion
from analysis.methods.prospects.sales_performance import SalesPerformance
from analysis.sources.words import Words
from analysis.tables.prospects import CRITERIA
from analysis.tables.prospects import bant as bant_table
from analysis.tables.prospects import lead_channels as lead_channels_table
from analysis.tables.prospects import lead_grades as lead_grades_table
from analysis.tables.prospects import sales_performance as sales_performance_table
from analysis.values.absent import unless_absent
from analysis.values.chart import Chart
from analysis.values.finding import Finding

_ = messages(__name__)
NOT_DRAWN = 10  # leads under which a rate is not drawn


@unless_absent
def bant(readiness: BantTable, finding: Finding, words: Words) -> Chart:
    """Draw yes, unknown and no on each criterion."""
    colours = palette()
    criteria = readiness.criteria
    labels = [_(CRITERIA[found.criterion]) for found in criteria]
    drawing = stacked_bars(
        labels,
        [
            (_("Yes"), [c.yes / c.base for c in criteria], colours.brand),
            (_("Unknown"), [c.unknown / c.base for c in criteria], colours.context),
            (_("No"), [c.no / c.base for c in criteria], colours.accent),
        ],
    )
    numbers = "; ".join(
        _(
            "{criterion} – {yes} yes, {unknown} unknown, {no} no",
            criterion=label,
            yes=formats.number(found.yes),
            unknown=formats.number(found.unknown),
            no=formats.number(found.no),
        )
        for label, found in zip(labels, criteria, strict=True)
    )
    return finished_figure(
        drawing,
        name="bant",
        finding=finding,
        subtitle=_("Share of all leads by answer; unknown is not no"),
        alt=f"{finding.headline}. {numbers}.",
        base=people_base(readiness.base, words.unit),
        source=words.source,
        data=bant_table(readiness, words),
    )


@unless_absent
def lead_readiness(readiness: BantTable, finding: Finding, words: Words) -> Chart:
    """Draw conversion by the number of criteria answered yes.

    Raises
    ------
    NotEnoughData
        If it is not known which leads became customers.
    """
    if readiness.outcome_known is None:
        raise NotEnoughData(_("It is not known which leads became customers."))
    groups = [group for group in readiness.yes_counts if group.conversion is not None]
    rows = [group.conversion for group in groups]
    labels = [
        _("{n} of 4 (n = {base})", n=group.group, base=formats.number(row.base))
        for group, row in zip(groups, rows, strict=True)
    ]
    return finished_figure(
        bar_panels(labels, [_rates(rows)], small=[row.small_base for row in rows]),
        name="lead_readiness",
        finding=finding,
        subtitle=_("Share that became customers, by number of criteria answered yes; with {level} "
                   "intervals; hatched: small base",
                   level=formats.share(readiness.level, digits=0)),
        alt=f"{finding.headline}. {_listed(labels, rows)}.",
        base=people_base(readiness.outcome_known, words.unit),
        source=words.source,
        data=lead_grades_table(readiness, words),
    )  # fmt: skip


@unless_absent
def lead_channels(conversion: LeadConversion, finding: Finding, words: Words) -> Chart:
    """Draw conversion by channel; in colour the channels that differ by the corrected test."""
    rows = [row for row in conversion.rows if row.base]
    rows.sort(key=lambda row: (-(row.share or 0.0), row.group))
    labels = [
        _("{name} (n = {base})", name=words.label(row.group), base=formats.number(row.base))
        for row in rows
    ]
    drawing = bar_panels(
        labels,
        [_rates(rows)],
        highlighted=[row.against_others == "higher" for row in rows],
        small=[row.small_base for row in rows],
        reference=conversion.total.share,
    )
    return finished_figure(
        drawing,
        name="lead_channels",
        finding=finding,
        subtitle=_(
            "Share that became customers, with {level} intervals; line: all leads; in colour: "
            "higher than the others by the corrected test",
            level=formats.share(conversion.level, digits=0),
        ),
        alt=f"{finding.headline}. {_listed(labels, rows)}.",
        base=people_base(conversion.total.base, words.unit),
        source=words.source,
        data=lead_channels_table(conversion, words),
    )


@unless_absent
def sales_performance(performance: SalesPerformance, finding: Finding, words: Words) -> Chart:
    """Draw win rate beside share of revenue by group; in colour the first if it leads clearly."""
    rows = performance.rows
    labels = [words.label(row.group) for row in rows]
    missing = float("nan")
    drawn = [row.base >= NOT_DRAWN for row in rows]
    rates = Bars(
        [row.win_rate if on else missing for row, on in zip(rows, drawn, strict=True)],
        _("Win rate"),
        [row.low if on else missing for row, on in zip(rows, drawn, strict=True)],
        [row.high if on else missing for row, on in zip(rows, drawn, strict=True)],
        [
            formats.share(row.win_rate, row.base) if on else formats.MISSING
            for row, on in zip(rows, drawn, strict=True)
        ],
    )
    money = Bars(
        [missing if row.revenue_share is None else row.revenue_share for row in rows],
        _("Share of {unit}", unit=words.money),
        [missing if row.revenue_low is None else row.revenue_low for row in rows],
        [missing if row.revenue_high is None else row.revenue_high for row in rows],
        [formats.share(row.revenue_share) for row in rows],
    )
    first = performance.leads_clearly
    numbers = "; ".join(
        f"{label}: {rate} – {share}"
        for label, rate, share in zip(labels, rates.texts or [], money.texts or [], strict=True)
    )
    return finished_figure(
        bar_panels(
            labels,
            [rates, money],
            highlighted=[first and place == 0 for place in range(len(rows))],
            small=[row.small_base for row in rows],
        ),
        name=f"sales_{performance.by}",
        finding=finding,
        subtitle=_(
            "Won of decided deals, and share of the won money, with {level} intervals; hatched: "
            "small base; in colour: clearly first in revenue",
            level=formats.share(performance.level, digits=0),
        ),
        alt=f"{finding.headline}. {numbers}.",
        base=people_base(performance.total.deals, words.unit),
        source=words.source,
        data=sales_performance_table(performance, words),
    )


def _rates(rows: list[Conversion]) -> Bars:
    """Return the bars of conversion; rates on very few leads stay empty."""
    missing = float("nan")
    drawn = [row.base >= NOT_DRAWN for row in rows]
    return Bars(
        [row.share if on else missing for row, on in zip(rows, drawn, strict=True)],
        "",
        [row.low if on else missing for row, on in zip(rows, drawn, strict=True)],
        [row.high if on else missing for row, on in zip(rows, drawn, strict=True)],
        [
            formats.share(row.share, row.base) if on else formats.MISSING
            for row, on in zip(rows, drawn, strict=True)
        ],
    )


def _listed(labels: list[str], rows: list[Conversion]) -> str:
    return "; ".join(
        f"{label}: {formats.share(row.share, row.base)}"
        for label, row in zip(labels, rows, strict=True)
        if row.base >= NOT_DRAWN
    )
