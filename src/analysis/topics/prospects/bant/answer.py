"""Which leads are ready, and whether ready ones buy: sentences, charts and tables."""

from __future__ import annotations

from analysis.claims.bases import interval_note, people_base
from analysis.claims.evidence import evidence
from analysis.drawing.figure import finished_figure
from analysis.languages import formats, messages
from analysis.sources.words import Words
from analysis.statistics.deciding import in_order
from analysis.topics.prospects.bant.method import BantGroup, BantTable, ReadinessTrend
from analysis.topics.prospects.conversion.rates import (
    listed,
    rate_bars,
    rate_cells,
    rate_interval,
)
from analysis.values.absent import Absent, unless_absent
from analysis.values.answer import Answer
from analysis.values.chart import Chart
from analysis.values.chart_forms import BarChart, StackedBarChart, StackedPart
from analysis.values.finding import Finding
from analysis.values.table import Cell, Column, Row, Table, cell

_ = messages(__name__)
CRITERIA_SAID = {
    "budget": _.later("budget"),
    "authority": _.later("authority to decide"),
    "need": _.later("need"),
    "timeline": _.later("time of purchase"),
}
CRITERIA = {
    "budget": _.later("Budget: can pay the price"),
    "authority": _.later("Authority: decides"),
    "need": _.later("Need"),
    "timeline": _.later("Timeline: buys soon"),
}
GRADES = {
    "qualified": _.later("Qualified: yes on all four"),
    "incomplete": _.later("Incomplete: something is still unknown"),
    "nurture": _.later("Nurture: only the time has not come"),
    "disqualified": _.later("Not a prospect now: no on budget, authority or need"),
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


@unless_absent
def answer(readiness: BantTable, words: Words) -> Answer:
    """Say how many leads are qualified, and show yes, unknown and no on each criterion."""
    finding = _qualified_told(readiness)
    return Answer((finding,), (_criteria_drawn(readiness, finding, words),))


@unless_absent
def conversion_answer(readiness: BantTable, words: Words) -> Answer:
    """Say whether leads that meet more criteria become customers more often, and show both."""
    told, table = _trend_told(readiness, readiness.trend), _grades_table(readiness, words)
    if isinstance(told, Absent):
        return Answer((told,), (table,))
    return Answer((told,), (_conversion_drawn(readiness, told, words), table))


def _qualified_told(readiness: BantTable) -> Finding:
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
            criterion=_(CRITERIA_SAID[unknown.criterion]),
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


def _criteria_drawn(readiness: BantTable, finding: Finding, words: Words) -> Chart:
    """Draw yes, unknown and no on each criterion."""
    criteria = readiness.criteria
    labels = [_(CRITERIA[found.criterion]) for found in criteria]
    form = StackedBarChart(
        labels,
        [
            StackedPart(_("Yes"), [c.yes / c.base for c in criteria], "brand"),
            StackedPart(_("Unknown"), [c.unknown / c.base for c in criteria], "context"),
            StackedPart(_("No"), [c.no / c.base for c in criteria], "accent"),
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
        form,
        name="bant",
        finding=finding,
        subtitle=_("Share of all leads by answer; unknown is not no"),
        alt=f"{finding.headline}. {numbers}.",
        base=people_base(readiness.base, words.unit),
        source=words.source,
        data=_criteria_table(readiness, words),
    )


def _criteria_table(readiness: BantTable, words: Words) -> Table:
    """Return yes, no and unknown on each criterion, and how much is known."""
    rows = []
    for criterion in readiness.criteria:
        unknown = criterion.unknown / criterion.base  # three parts of one whole
        rows.append(
            Row(
                _(CRITERIA[criterion.criterion]),
                (
                    cell(criterion.yes, "number"),
                    cell(criterion.no, "number"),
                    cell(criterion.unknown, "number"),
                    cell(criterion.share_yes, "share", base=criterion.known),
                    cell(rate_interval(criterion.low, criterion.high, criterion.known)),
                    cell(unknown, "share", base=criterion.base),
                ),
            )
        )
    return Table(
        name="bant",
        title=_("Leads by budget, authority, need and timeline"),
        stub=_("Criterion"),
        columns=(
            Column(_("Yes"), "number", spanner=_("Leads")),
            Column(_("No"), "number", spanner=_("Leads")),
            Column(_("Unknown"), "number", spanner=_("Leads")),
            Column(_("Yes"), "share", spanner=_("Of the known")),
            Column(_("Interval"), spanner=_("Of the known")),
            Column(_("Unknown"), "share", spanner=_("Of all")),
        ),
        rows=tuple(rows),
        base=people_base(readiness.base, words.unit),
        notes=(
            _("Unknown is not no: these leads have not been asked, or have not answered."),
            interval_note(readiness.level),
        ),
        source=words.source,
    )


@unless_absent
def _trend_told(readiness: BantTable, trend: ReadinessTrend) -> Finding:
    """Say whether leads that meet more criteria become customers more often."""
    drawn = [
        (group, group.conversion)
        for group in readiness.yes_counts
        if group.conversion is not None and not group.conversion.small_base
    ]
    ends = ""
    if len(drawn) > 1:
        (first, fewest), (last, most) = drawn[0], drawn[-1]
        ends = _(
            ": {low_share} at {low} of 4, {high_share} at {high} of 4",
            low=first.group,
            high=last.group,
            low_share=formats.share(fewest.share, fewest.base),
            high_share=formats.share(most.share, most.base),
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


def _conversion_drawn(readiness: BantTable, finding: Finding, words: Words) -> Chart:
    """Draw conversion by the number of criteria answered yes."""
    groups = [(one.group, one.conversion) for one in readiness.yes_counts if one.conversion]
    rows = [row for _name, row in groups]
    labels = [
        _("{n} of 4 (n = {base})", n=name, base=formats.number(row.base)) for name, row in groups
    ]
    return finished_figure(
        BarChart(labels, [rate_bars(rows)], small=[row.small_base for row in rows]),
        name="lead_readiness",
        finding=finding,
        subtitle=_("Share that became customers, by number of criteria answered yes; with {level} "
                   "intervals; hatched: small base",
                   level=formats.share(readiness.level, digits=0)),
        alt=f"{finding.headline}. {listed(labels, rows)}.",
        base=people_base(readiness.outcome_known or 0, words.unit),
        source=words.source,
        data=_grades_table(readiness, words),
    )  # fmt: skip


def _grades_table(readiness: BantTable, words: Words) -> Table:
    """Return leads by grade and by number of yes, with their conversion where known."""
    columns = [
        Column(_("Number"), "number"),
        Column(_("Share"), "share"),
        Column(_("Interval")),
    ]
    with_outcome = readiness.outcome_known is not None
    if with_outcome:
        columns += [
            Column(_("Became customers"), "share"),
            Column(_("Interval")),
            Column(_("Known outcome"), "number"),
        ]
    rows = [Row(_("By grade"), kind="group")]
    for group in readiness.grades:
        rows.append(Row(_(GRADES[group.group]), _group(group, readiness, with_outcome), level=1))
    rows.append(Row(_("By number of criteria answered yes"), kind="group"))
    for group in readiness.yes_counts:
        label = _("{n} of 4", n=group.group)
        rows.append(Row(label, _group(group, readiness, with_outcome), level=1))
    return Table(
        name="lead_grades",
        title=_("Which leads are ready, and which become customers"),
        stub=_("Leads"),
        columns=tuple(columns),
        rows=tuple(rows),
        base=people_base(readiness.base, words.unit),
        notes=(
            _("Nobody is ruled out for what was not asked."),
            interval_note(readiness.level),
        ),
        source=words.source,
    )


def _group(group: BantGroup, readiness: BantTable, with_outcome: bool) -> tuple[Cell, ...]:
    cells = (
        cell(group.leads, "number"),
        cell(group.share, "share", base=readiness.base),
        cell(formats.share_interval(group.low, group.high, readiness.base)),
    )
    return (*cells, *rate_cells(group.conversion)) if with_outcome else cells
