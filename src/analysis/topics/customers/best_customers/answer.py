"""What the best customers by the client's goal bring: sentence and table, never who they are."""

from __future__ import annotations

from analysis.claims.bases import people_base
from analysis.languages import formats, messages
from analysis.sources.words import Words
from analysis.statistics.deciding import exceeds
from analysis.topics.customers.best_customers.method import BestCustomers
from analysis.topics.customers.wording import band_name
from analysis.values.absent import unless_absent
from analysis.values.answer import Answer
from analysis.values.finding import Finding
from analysis.values.table import Column, Row, Table, cell

_ = messages(__name__)
MORE_THAN_NUMBER = 1.25  # of their share of the band, below which they bring hardly more
BEST = {
    "growth": _.later("who buy fastest"),
    "profit": _.later("with the highest profit"),
    "loyalty": _.later("with the longest relation"),
}
MEASURES = {
    "days_to_close": _.later("days to close a deal"),
    "days_between_orders": _.later("days between orders"),
    "profit": _.later("profit"),
    "relation_days": _.later("days from first to last purchase"),
}
GOALS = {
    "growth": _.later("growth: the fastest to buy"),
    "profit": _.later("profit: the most profitable"),
    "loyalty": _.later("loyalty: the longest relation"),
}


@unless_absent
def answer(best: BestCustomers, words: Words) -> Answer:
    """Say what the best customers by the client's goal bring, and how they are found."""
    return Answer((_told(best, words),), (_table(best, words),))


def _told(best: BestCustomers, words: Words) -> Finding:
    band = band_name(best.band, best.proposed, words) if best.band else ""
    shown = {
        "chosen": formats.number(best.chosen),
        "base": formats.number(best.base),
        "unit": words.unit,
        "best": _(BEST[best.goal]),
        "share": formats.share(best.revenue_share, best.base),
    }
    if band:
        text = _(
            "In the band “{band}” the {chosen} {unit} {best} (the best fifth of {base}) bring "
            "{share} of the band's revenue.",
            **shown,
            band=band,
        )
    else:
        text = _(
            "The {chosen} {unit} {best} (the best fifth of {base}) bring {share} of revenue.",
            **shown,
        )
    return Finding(
        name="best_customers",
        headline=_("The {chosen} {unit} {best} bring {share}", **shown),
        text=text,
        implication=_what_for(best),
        question="S3.3",
        strength=0.4,
    )


def _what_for(best: BestCustomers) -> str:
    """Say what they are for, and that they bring no more than their number where that is so."""
    profile = _("They are the ones to describe in the target customer profile.")
    if exceeds(best.revenue_share, MORE_THAN_NUMBER * best.chosen / best.base):
        return profile
    plain = _(
        "That is hardly more than their number: being best by this goal is not spending more."
    )
    return f"{plain} {profile}"


def _table(best: BestCustomers, words: Words) -> Table:
    """Return how the best customers are found and what they bring; never who they are."""
    in_money = best.measure == "profit"
    threshold = (
        formats.short_money(best.threshold, words.currency)
        if in_money
        else _.plural("{n} day", "{n} days", round(best.threshold))
    )
    band = band_name(best.band, best.proposed, words) if best.band else _("all bands")
    lines = (
        (_("Goal"), _(GOALS[best.goal])),
        (_("Chosen from"), band),
        (_("Measured by"), _(MEASURES[best.measure])),
        (_("With a known measure"), formats.number(best.base)),
        (_("Without it (such as a single purchase)"), formats.number(best.unknown)),
        (_("Chosen"), formats.number(best.chosen)),
        (_("Measure of the last one chosen"), threshold),
        (_("Their share of the revenue"), formats.share(best.revenue_share, best.base)),
    )
    return Table(
        name="best_customers",
        title=_("The best customers by the client's goal"),
        stub=_("Step"),
        columns=(Column(_("Value")),),
        rows=tuple(Row(label, (cell(value),)) for label, value in lines),
        base=people_base(best.base + best.unknown, words.unit),
        notes=(_("Names and ids stay with the client and are not shown in this report."),),
        source=words.source,
    )
