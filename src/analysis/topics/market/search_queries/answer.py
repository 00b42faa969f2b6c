"""How many searches name the brand: a sentence and the queries with most clicks."""

from __future__ import annotations

from analysis.claims.bases import people_base
from analysis.languages import formats, messages
from analysis.sources.words import Words
from analysis.topics.market.search_queries.method import Clicks, SearchQuerySummary
from analysis.values.absent import unless_absent
from analysis.values.answer import Answer
from analysis.values.finding import Finding
from analysis.values.table import Cell, Column, Row, Table, cell

_ = messages(__name__)
KINDS = {"brand": _.later("Names the brand"), "other": _.later("Does not name it")}


@unless_absent
def answer(summary: SearchQuerySummary, words: Words) -> Answer:
    """Say how many clicks come from people who already search for the brand by name."""
    return Answer((_told(summary),), (_table(summary, words),))


def _told(summary: SearchQuerySummary) -> Finding:
    total = formats.number(summary.clicks)
    brand = summary.of("brand")
    if brand is None:
        return Finding(
            name="search_queries",
            headline=_("No search names the brand"),
            text=_("None of the queries behind {clicks} clicks names the brand.", clicks=total),
            question="S1.5",
            strength=0.3,
        )
    share = formats.share(brand.click_share)
    return Finding(
        name="search_queries",
        headline=_("{share} of search clicks name the brand", share=share),
        text=_(
            "{share} of {clicks} search clicks come from queries that name the brand.",
            share=share,
            clicks=total,
        ),
        implication=_("The other queries show what people look for before they think of a brand."),
        question="S1.5",
        strength=0.35,
    )


def _table(summary: SearchQuerySummary, words: Words) -> Table:
    """Return clicks with and without the brand's name, then the queries with most clicks."""
    ranked = [Column(_("Position"), "decimal")] * (summary.groups[0].clicks.position is not None)
    rows = [Row(_(KINDS[one.kind]), _cells(one.clicks), kind="total") for one in summary.groups]
    rows += [Row(words.label(one.query), _cells(one.clicks)) for one in summary.queries]
    hidden = _("Single queries are people's own words and are not listed.")
    return Table(
        name="search_queries",
        title=_("The search queries with most clicks")
        if summary.listed
        else _("Clicks from searches"),
        stub=_("Query"),
        columns=(
            Column(_("Clicks"), "number"),
            Column(_("Impressions"), "number"),
            Column(_("Click rate"), "share"),
            *ranked,
        ),
        rows=tuple(rows),
        base=people_base(summary.count, _("queries")),
        notes=() if summary.listed else (hidden,),
        source=words.source,
    )


def _cells(clicks: Clicks) -> tuple[Cell, ...]:
    ranked = [cell(clicks.position, "decimal")] * (clicks.position is not None)
    return (
        cell(clicks.clicks, "number"),
        cell(clicks.impressions, "number"),
        cell(clicks.click_rate, "share"),
        *ranked,
    )
