"""How deals go, group by group: sentence, chart and tables; no group is called better."""

from __future__ import annotations

from analysis.claims.bases import interval_note, people_base
from analysis.claims.evidence import evidence
from analysis.drawing.figure import finished_figure
from analysis.languages import formats, messages
from analysis.sources.words import Words
from analysis.topics.prospects.conversion.rates import drawn_rate
from analysis.topics.prospects.sales.method import Sales, SalesPerformance, SalesRow
from analysis.values.absent import unless_absent
from analysis.values.answer import Answer
from analysis.values.chart import Chart
from analysis.values.chart_forms import BarChart, Bars
from analysis.values.chart_roles import highlighted
from analysis.values.finding import Finding
from analysis.values.table import Column, Row, RowKind, Table, cell

_ = messages(__name__)
NOT_DRAWN = 10  # deals under which a rate is not drawn
SALES_BY = {
    "team": _.later("Team"),
    "salesperson": _.later("Salesperson"),
    "country": _.later("Country"),
}
SALES_TITLES = {
    "team": _.later("Deals by team"),
    "salesperson": _.later("Deals by salesperson"),
    "country": _.later("Deals by country"),
}
SALES_HEADLINES = {
    "team": _.later("Team {group} brought the most revenue: {share}"),
    "salesperson": _.later("{group} brought the most revenue: {share}"),
    "country": _.later("{group} brought the most revenue: {share}"),
}
NOBODY_LEADS = {
    "team": _.later("No team clearly leads in revenue"),
    "salesperson": _.later("No salesperson clearly leads in revenue"),
    "country": _.later("No country clearly leads in revenue"),
}


def answer(sales: Sales, words: Words) -> Answer:
    """Say whether one team clearly brought most, and show deals by team, person and country."""
    told = _told(sales.teams, words)
    return Answer(
        (told,),
        (
            _drawn(sales.teams, told, words),
            _table(sales.teams, words),
            _table(sales.salespersons, words),
            _table(sales.countries, words),
        ),
    )


@unless_absent
def _told(performance: SalesPerformance, words: Words) -> Finding:
    """Say how many deals were won, and whether one group clearly brought most revenue."""
    total, first = performance.total, performance.rows[0]
    share = formats.share(first.revenue_share)
    win_rate = _(
        "{share} of decided deals were won {evidence}, for {revenue} in all.",
        share=formats.share(total.win_rate, total.base),
        evidence=evidence(total.low, total.high, total.base, performance.level),
        revenue=formats.short_money(total.revenue, words.currency),
    )
    if first.revenue_share is None:
        return Finding(
            name=f"sales_{performance.by}",
            headline=_("No deal brought money yet"),
            text=win_rate,
            question="S4.4",
            strength=0.3,
        )
    largest = _(
        "{group} brought the largest part, {share} of the revenue {evidence}.",
        group=words.label(first.group),
        share=share,
        evidence=evidence(first.revenue_low, first.revenue_high, first.won, performance.level),
    )
    headline = _(SALES_HEADLINES[performance.by], group=words.label(first.group), share=share)
    if not performance.leads_clearly and len(performance.rows) > 1:
        headline = _(NOBODY_LEADS[performance.by])
        chance = _("The intervals overlap: the order could be chance.")
        largest = f"{largest} {chance}"
    return Finding(
        name=f"sales_{performance.by}",
        headline=headline,
        text=win_rate,
        implication=largest,
        question="S4.4",
        strength=0.4,
    )


@unless_absent
def _drawn(performance: SalesPerformance, finding: Finding, words: Words) -> Chart:
    """Draw win rate beside share of revenue by group; in colour the first if it leads clearly."""
    rows = performance.rows
    labels = [words.label(row.group) for row in rows]
    missing = float("nan")
    drawn = [row.base >= NOT_DRAWN for row in rows]
    rates = Bars(
        [drawn_rate(row.win_rate, on) for row, on in zip(rows, drawn, strict=True)],
        _("Win rate"),
        [drawn_rate(row.low, on) for row, on in zip(rows, drawn, strict=True)],
        [drawn_rate(row.high, on) for row, on in zip(rows, drawn, strict=True)],
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
        BarChart(
            labels,
            [rates, money],
            highlighted(first and place == 0 for place in range(len(rows))),
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
        data=_table.__wrapped__(performance, words),
    )


@unless_absent
def _table(performance: SalesPerformance, words: Words) -> Table:
    """Return deals won, win rate, revenue, mean deal and days to close by group."""
    rows = [_sales_row(row, words.label(row.group), "data", words) for row in performance.rows]
    if performance.without_group is not None:
        rows.append(_sales_row(performance.without_group, _("Not given"), "data", words))
    rows.append(_sales_row(performance.total, _("All"), "total", words))
    return Table(
        name=f"sales_{performance.by}",
        title=_(SALES_TITLES[performance.by]),
        stub=_(SALES_BY[performance.by]),
        columns=(
            Column(_("Deals"), "number"),
            Column(_("Won"), "number"),
            Column(_("Win rate"), "share"),
            Column(_("Interval")),
            Column(_("Revenue"), "short_money"),
            Column(_("Share of revenue"), "share"),
            Column(_("Interval")),
            Column(_("Mean deal"), "short_money"),
            Column(_("Days to close"), "number"),
        ),
        rows=tuple(rows),
        base=people_base(performance.total.deals, words.unit),
        notes=(
            _(
                "Win rate: won of those decided. Days to close: median of won deals. No group is "
                "called better: they may sell different things to different customers."
            ),
            interval_note(performance.level),
        ),
        source=words.source,
    )


def _sales_row(row: SalesRow, label: str, kind: RowKind, words: Words) -> Row:
    small = row.small_base
    return Row(
        label,
        (
            cell(row.deals, "number"),
            cell(row.won, "number"),
            cell(row.win_rate, "share", base=row.base, small=small),
            cell(_interval(row.low, row.high, row.base), small=small),
            cell(row.revenue, "short_money", currency=words.currency),
            cell(row.revenue_share, "share"),
            cell(_interval(row.revenue_low, row.revenue_high, row.won) if kind == "data" else ""),
            cell(row.mean_deal, "short_money", currency=words.currency),
            cell(row.median_days_to_close, "number"),
        ),
        kind=kind,
    )


def _interval(low: float | None, high: float | None, base: int) -> str:
    return formats.MISSING if low is None else formats.share_interval(low, high, base)
