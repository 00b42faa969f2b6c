"""Tables of prospects: readiness to buy, conversion, and the sales pipeline."""

from __future__ import annotations

from analysis.claims.bases import interval_note, people_base
from analysis.languages import formats, messages
from analysis.methods.prospects.bant import BantTable
from analysis.methods.prospects.lead_conversion import Conversion, LeadConversion
from analysis.methods.prospects.sales_performance import SalesPerformance, SalesRow
from analysis.methods.prospects.trait_conversion import TraitConversion
from analysis.sources.words import Words
from analysis.values.absent import unless_absent
from analysis.values.table import Cell, Column, Row, Table, cell

_ = messages(__name__)
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
AGAINST_OTHERS = {
    "higher": _.later("higher"),
    "lower": _.later("lower"),
    "no_clear_difference": _.later("no clear difference"),
    None: _.later("not tested"),
}
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


@unless_absent
def bant(readiness: BantTable, words: Words) -> Table:
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
                    cell(_interval(criterion.low, criterion.high, criterion.known)),
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
def lead_grades(readiness: BantTable, words: Words) -> Table:
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


def _group(group: object, readiness: BantTable, with_outcome: bool) -> tuple[Cell, ...]:
    cells = (
        cell(group.leads, "number"),
        cell(group.share, "share", base=readiness.base),
        cell(formats.share_interval(group.low, group.high, readiness.base)),
    )
    return (*cells, *_conversion(group.conversion)) if with_outcome else cells


def _conversion(found: Conversion | None) -> tuple[Cell, ...]:
    if found is None:
        return cell(None), cell(None), cell(0, "number")
    return (
        cell(found.share, "share", base=found.base, small=found.small_base),
        cell(_interval(found.low, found.high, found.base), small=found.small_base),
        cell(found.base, "number"),
    )


def _interval(low: float | None, high: float | None, base: int) -> str:
    return formats.MISSING if low is None else formats.share_interval(low, high, base)


@unless_absent
def lead_channels(conversion: LeadConversion, words: Words) -> Table:
    """Return conversion by channel, with the corrected test against all other leads."""
    rows = [_channel_row(row, words.label(row.group), "data") for row in conversion.rows]
    if conversion.unknown_source is not None:
        rows.append(_channel_row(conversion.unknown_source, _("Channel not known"), "data"))
    rows.append(_channel_row(conversion.total, _("All"), "total"))
    return Table(
        name="lead_channels",
        title=_("Which channels bring leads that become customers"),
        stub=_("Channel"),
        columns=_conversion_columns(),
        rows=tuple(rows),
        base=people_base(conversion.total.leads, words.unit),
        notes=_channel_test(conversion) if _is_tested(conversion) else (),
        source=words.source,
    )


def _is_tested(conversion: LeadConversion) -> bool:
    return any(row.against_others for row in conversion.rows)


def _channel_test(conversion: LeadConversion) -> tuple[str]:
    note = _(
        "Against the others: Fisher's exact test at {level}, corrected for the number of "
        "channels (false discovery rate).",
        level=formats.share(conversion.level, digits=0),
    )
    return (note,)


def _trait_test(conversion: TraitConversion) -> tuple[str]:
    note = _(
        "Against the others: Fisher's exact test at {level}, corrected for the number of "
        "groups of a trait (false discovery rate).",
        level=formats.share(conversion.level, digits=0),
    )
    return (note,)


@unless_absent
def lead_traits(conversion: TraitConversion, words: Words) -> Table:
    """Return conversion by every trait of the leads, trait by trait."""
    rows = []
    for trait, found in conversion.traits.items():
        rows.append(Row(words.label(trait), kind="group"))
        rows += [_channel_row(row, words.label(row.group), "data", level=1) for row in found.rows]
    return Table(
        name="lead_traits",
        title=_("Which leads become customers"),
        stub=_("Trait"),
        columns=_conversion_columns(),
        rows=tuple(rows),
        base=people_base(conversion.leads, words.unit),
        notes=_trait_test(conversion) if any(map(_is_tested, conversion.traits.values())) else (),
        source=words.source,
    )


def _conversion_columns() -> tuple[Column, ...]:
    return (
        Column(_("Leads"), "number"),
        Column(_("Became customers"), "share"),
        Column(_("Interval")),
        Column(_("Known outcome"), "number"),
        Column(_("Against the others")),
    )


def _channel_row(row: Conversion, label: str, kind: str, level: int = 0) -> Row:
    verdict = "" if kind == "total" else _(AGAINST_OTHERS[row.against_others])
    cells = (cell(row.leads, "number"), *_conversion(row), cell(verdict))
    return Row(label, cells, level=level, kind=kind)


@unless_absent
def sales_performance(performance: SalesPerformance, words: Words) -> Table:
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


def _sales_row(row: SalesRow, label: str, kind: str, words: Words) -> Row:
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
