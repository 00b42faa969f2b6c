"""Findings on prospects: who is ready, what is unknown, what converts."""

from __future__ import annotations

from analysis.claims.evidence import evidence
from analysis.languages import formats, messages
from analysis.methods.prospects.bant import BantTable
from analysis.methods.prospects.lead_conversion import Conversion, LeadConversion
from analysis.methods.prospects.prospects import ReadinessTrend
from analysis.methods.prospects.sales_performance import SalesPerformance
from analysis.sources.words import Words
from analysis.statistics.deciding import in_order
from analysis.values.absent import unless_absent
from analysis.values.finding import Finding

_ = messages(__name__)
CRITERIA = {
    "budget": _.later("budget"),
    "authority": _.later("authority to decide"),
    "need": _.later("need"),
    "timeline": _.later("time of purchase"),
}
TREND_HEADLINES = {
    "rising": _.later("The more criteria met, the more leads convert"),
    "falling": _.later("The more criteria met, the fewer leads convert"),
    "no_clear_trend": _.later("Conversion shows no clear link with criteria met"),
}
TREND_TEXTS = {
    "rising": _.later(
        "Conversion rises with the number of criteria answered yes{ends} (trend test, n = {base})."
    ),
    "falling": _.later(
        "Conversion falls with the number of criteria answered yes{ends} (trend test, n = {base})."
    ),
    "no_clear_trend": _.later(
        "Conversion shows no clear trend with the number of criteria answered yes{ends} "
        "(n = {base})."
    ),
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


@unless_absent
def bant(readiness: BantTable, words: Words) -> Finding:
    """Say how many leads are qualified, and for how many an answer is still missing."""
    grades = {group.group: group for group in readiness.grades}
    qualified, incomplete = grades["qualified"], grades["incomplete"]
    share = formats.share(qualified.share, readiness.base)
    unknown = in_order(readiness.criteria, lambda found: -found.unknown)[0]
    ask = _("No answer is missing.")
    if unknown.unknown:
        ask = _(
            "Unknown is not no: {n} leads ({share}) may still qualify once asked; most often "
            "unknown is {criterion} ({unknown} of leads).",
            n=formats.number(incomplete.leads),
            share=formats.share(incomplete.share, readiness.base),
            criterion=_(CRITERIA[unknown.criterion]),
            unknown=formats.share(unknown.unknown / unknown.base, unknown.base),
        )
    return Finding(
        name="bant",
        headline=_("{share} of leads meet all four criteria", share=share),
        text=_(
            "{share} of leads can pay, decide, need the offer and buy soon {evidence}.",
            share=share,
            evidence=evidence(qualified.low, qualified.high, readiness.base, readiness.level),
        ),
        implication=ask,
        question="S4.1",
        strength=0.8,
    )


@unless_absent
def lead_readiness(readiness: BantTable, trend: ReadinessTrend) -> Finding:
    """Say whether leads that meet more criteria become customers more often."""
    drawn = [
        group
        for group in readiness.yes_counts
        if group.conversion is not None and not group.conversion.small_base
    ]
    ends = ""
    if len(drawn) > 1:
        first, last = drawn[0], drawn[-1]
        ends = _(
            ": {low_share} at {low} of 4, {high_share} at {high} of 4",
            low=first.group,
            high=last.group,
            low_share=formats.share(first.conversion.share, first.conversion.base),
            high_share=formats.share(last.conversion.share, last.conversion.base),
        )
    usable = trend.direction == "rising"
    return Finding(
        name="lead_readiness",
        headline=_(TREND_HEADLINES[trend.direction]),
        text=_(TREND_TEXTS[trend.direction], ends=ends, base=formats.number(trend.base)),
        implication=_("The four questions are a usable order in which to call leads.")
        if usable
        else "",
        question="S4.1",
        strength=0.7 if usable else 0.5,
    )


@unless_absent
def lead_channels(conversion: LeadConversion, words: Words) -> Finding:
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
        best = in_order(higher, lambda row: -row.share)[0]
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
        for row in in_order(rows, lambda row: -row.share)
    )


@unless_absent
def sales_performance(performance: SalesPerformance, words: Words) -> Finding:
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
