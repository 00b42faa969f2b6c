"""Tables of what customers bring: revenue bands, best customers, concentration."""

from __future__ import annotations

from analysis.claims.bases import interval_note, people_base
from analysis.clients.pasted_lines import bands_line
from analysis.languages import formats, messages
from analysis.methods.customers.best_customers import BestCustomers, ParetoShare
from analysis.methods.customers.revenue_bands import RevenueBand, RevenueBands
from analysis.sources.words import Words
from analysis.topics.customers.wording import money_note
from analysis.values.absent import unless_absent
from analysis.values.table import Column, Row, Table, cell

_ = messages(__name__)
PROPOSED = {
    "small": _.later("Small"),
    "medium": _.later("Medium"),
    "large": _.later("Large"),
    "very_large": _.later("Very large"),
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
LORENZ_STEPS = range(1, 11)


def band_name(band: str, proposed: bool, words: Words) -> str:
    """Return the name of a band: the client's, or small, medium, large where proposed."""
    return _(PROPOSED[band]) if proposed and band in PROPOSED else words.label(band)


@unless_absent
def revenue_bands(bands: RevenueBands, words: Words, *, band_by: str) -> Table:
    """Return how many customers every band has and what they bring."""
    rows = [
        Row(
            band_name(row.band, bands.proposed, words),
            (
                cell(band_bounds(row, words, band_by)),
                cell(row.customers, "number"),
                cell(row.share, "share", base=bands.base),
                cell(formats.share_interval(row.low, row.high, bands.base)),
                cell(row.revenue, "short_money", currency=words.currency),
                cell(row.revenue_share, "share"),
                cell(formats.share_interval(row.revenue_low, row.revenue_high, bands.base)),
            ),
        )
        for row in bands.rows
    ]
    people = words.unit[:1].upper() + words.unit[1:]
    return Table(
        name="revenue_bands",
        title=_("Customers and revenue by band"),
        stub=_("Band"),
        columns=(
            Column(_("Bounds")),
            Column(_("Number"), "number", spanner=people),
            Column(_("Share"), "share", spanner=people),
            Column(_("Interval"), spanner=people),
            Column(_("Amount"), "short_money", spanner=_("Revenue")),
            Column(_("Share"), "share", spanner=_("Revenue")),
            Column(_("Interval"), spanner=_("Revenue")),
        ),
        rows=tuple(rows),
        base=people_base(bands.base, words.unit),
        notes=_band_notes(bands, words),
        source=words.source,
    )


def band_bounds(row: RevenueBand, words: Words, band_by: str) -> str:
    """Return the bounds of a band in words, in money or in pieces.

    Parameters
    ----------
    row : RevenueBand
        The band.
    words : Words
        The currency.
    band_by : str
        ``quantity`` for pieces; else money.
    """

    def text(value: float) -> str:
        if band_by == "quantity":
            return formats.number(value)
        return formats.short_money(value, words.currency)

    if row.upper is None:
        return _("from {low}", low=text(row.lower))
    return _("{low} to under {high}", low=text(row.lower), high=text(row.upper))


def _band_notes(bands: RevenueBands, words: Words) -> tuple[str, ...]:
    notes = [interval_note(bands.level), *money_note(bands.method)]
    if bands.proposed:
        named = {band_name(row.band, True, words): row.lower for row in reversed(bands.rows)}
        notes.append(
            _(
                "The client file gives no bounds: these are natural breaks (Jenks) in the data, "
                "rounded. To keep them, or to change them, put this line under value: in "
                "client.yml – {line}",
                line=bands_line(named),
            )
        )
    if bands.under_lowest:
        notes.append(
            _(
                "{n} {unit} under the lowest bound are in no band.",
                n=formats.number(bands.under_lowest),
                unit=words.unit,
            )
        )
    return tuple(notes)


@unless_absent
def best_customers(best: BestCustomers, bands: RevenueBands, words: Words) -> Table:
    """Return how the best customers are found and what they bring; never who they are."""
    digits_money = best.measure == "profit"
    threshold = (
        formats.short_money(best.threshold, words.currency)
        if digits_money
        else _.plural("{n} day", "{n} days", round(best.threshold))
    )
    band = band_name(best.band, bands.proposed, words) if best.band else _("all bands")
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


@unless_absent
def pareto(concentration: ParetoShare, words: Words) -> Table:
    """Return the share of revenue of the best 10, 20 … 100 % of customers."""
    lorenz = concentration.lorenz
    rows = [
        Row(
            _("Best {share}", share=formats.share(step / 10, digits=0)),
            (cell(1 - lorenz[10 - step], "share", base=concentration.base),),
        )
        for step in LORENZ_STEPS
    ]
    return Table(
        name="pareto",
        title=_("Revenue of the best customers, added up"),
        stub=_("Customers"),
        columns=(Column(_("Share of revenue"), "share"),),
        rows=tuple(rows),
        base=people_base(concentration.base, words.unit),
        notes=(
            _(
                "Gini coefficient {gini}: 0 where all bring the same, 1 where one brings all.",
                gini=formats.number(concentration.gini_corrected, 2),
            ),
            *money_note(concentration.method),
        ),
        source=words.source,
    )
