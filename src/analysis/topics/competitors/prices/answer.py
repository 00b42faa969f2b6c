"""How the client's prices stand among the others: sentence, chart and the numbers behind it."""

from __future__ import annotations

from analysis.claims.bases import interval_note, people_base
from analysis.drawing.figure import finished_figure
from analysis.languages import formats, messages
from analysis.sources.words import Words
from analysis.statistics.deciding import exceeds, in_order
from analysis.topics.competitors.prices.method import BrandPrices, PriceComparison
from analysis.values.absent import unless_absent
from analysis.values.answer import Answer
from analysis.values.chart import Chart
from analysis.values.chart_forms import RangeChart
from analysis.values.chart_roles import Axis
from analysis.values.finding import Finding
from analysis.values.table import Cell, Column, Row, Table, cell

_ = messages(__name__)
MOST_BRANDS = 16


@unless_absent
def answer(prices: PriceComparison, words: Words) -> Answer:
    """Say where the client's prices stand, and show median and spread of every brand."""
    own = prices.of(words.own)
    finding = _range_told(prices, words) if own is None else _place_told(prices, own, words)
    return Answer((finding,), (_drawn(prices, finding, words),))


def _range_told(prices: PriceComparison, words: Words) -> Finding:
    cheapest, dearest = prices.brands[0], prices.brands[-1]
    named = {"low": words.label(cheapest.brand), "high": words.label(dearest.brand)}
    return Finding(
        name="prices",
        headline=_("Prices run from {low} to {high}", **named),
        text=_(
            "Median prices run from {low_price} ({low}, n = {low_base}) to {high_price} "
            "({high}, n = {high_base}).",
            **named,
            low_price=formats.money(cheapest.median, words.currency),
            high_price=formats.money(dearest.median, words.currency),
            low_base=formats.number(cheapest.offers),
            high_base=formats.number(dearest.offers),
        ),
        question="S1.5",
        strength=0.6,
    )


def _place_told(prices: PriceComparison, own: BrandPrices, words: Words) -> Finding:
    others = [one for one in prices.brands if one.brand != own.brand]
    cheaper = [words.label(one.brand) for one in others if exceeds(1, one.index_high)]
    dearer = [words.label(one.brand) for one in others if exceeds(one.index_low, 1)]
    return Finding(
        name="prices",
        headline=_headline(words.label(own.brand), len(cheaper), len(dearer)),
        text=_(
            "The median price of {own} is {price} (n = {base} offers). Clearly cheaper: {cheaper}. "
            "Clearly dearer: {dearer}.",
            own=words.label(own.brand),
            price=formats.money(own.median, words.currency),
            base=formats.number(own.offers),
            cheaper=formats.and_list(cheaper) or _("none"),
            dearer=formats.and_list(dearer) or _("none"),
        ),
        implication=_("“Clearly” means that the interval of the median lies wholly on one side."),
        question="S4.3",
        strength=0.65 if cheaper or dearer else 0.35,
    )


def _headline(own: str, cheaper: int, dearer: int) -> str:
    if cheaper and not dearer:
        return _.plural(
            "{own} is dearer than {n} competitor",
            "{own} is dearer than {n} competitors",
            cheaper,
            own=own,
        )
    if dearer and not cheaper:
        return _.plural(
            "{own} is cheaper than {n} competitor",
            "{own} is cheaper than {n} competitors",
            dearer,
            own=own,
        )
    if cheaper and dearer:
        return _("{own} is priced in the middle of the market", own=own)
    return _("{own}: no clear difference in price from competitors", own=own)


def _drawn(prices: PriceComparison, finding: Finding, words: Words) -> Chart:
    """Draw median, middle half and whole range of the prices of brands with most offers."""
    # the own brand first: the others are compared with it
    most = in_order(prices.brands, lambda one: -one.offers)
    ranked = sorted(most, key=lambda one: one.brand != words.own)
    kept = {one.brand for one in ranked[:MOST_BRANDS]}
    brands = [one for one in prices.brands if one.brand in kept]
    labels = [words.label(one.brand) for one in brands]
    form = RangeChart(
        labels,
        [one.median for one in brands],
        [(one.lower_quartile, one.upper_quartile) for one in brands],
        [(one.lowest, one.highest) for one in brands],
        [formats.short_money(one.median, words.currency) for one in brands],
        ["brand" if one.brand == words.own else "muted" for one in brands],
        [one.small for one in brands],
        Axis(format="short_money", currency=words.currency),
    )
    listed = "; ".join(
        f"{label} {formats.money(one.median, words.currency)}"
        for label, one in zip(labels, brands, strict=True)
    )
    subtitle = _(
        "Median (point and number), middle half (thick) and range (thin) of offers; "
        "hollow: few offers"
    )
    if len(brands) < len(prices.brands):
        shown, there = formats.number(len(brands)), formats.number(len(prices.brands))
        subtitle += "; " + _("of {all} brands {n} with most offers", all=there, n=shown)
    return finished_figure(
        form,
        name="prices",
        finding=finding,
        subtitle=subtitle,
        alt=f"{finding.headline}. {listed}.",
        base=people_base(prices.base, _("offers")),
        source=words.source,
        data=_table(prices, words),
    )


def _table(prices: PriceComparison, words: Words) -> Table:
    """Return median price, spread and price index of every brand.

    Like for like, different products and ratings follow where the offers tell them.
    """
    first = prices.brands[0]
    more = [
        column
        for column, told in (
            (Column(_("Like for like"), "index"), first.like_for_like),
            (Column(_("Products"), "number"), first.products),
            (Column(_("Mean rating"), "decimal"), first.rating),
        )
        if told is not None
    ]
    own = prices.reference_brand
    reference = words.label(own) if own else _("the whole market")
    about_price_index = _(
        "Price index: median price as a percentage of the median of {reference} ({price}).",
        reference=reference,
        price=formats.money(prices.reference_price, words.currency),
    )
    about_like_for_like = _(
        "Like for like: the median of each price over the reference's in its group."
    )
    return Table(
        name="prices",
        title=_("Prices by brand"),
        stub=_("Brand"),
        columns=(
            Column(_("Offers"), "number"),
            Column(_("Median"), "money"),
            Column(_("Lower quartile"), "money"),
            Column(_("Upper quartile"), "money"),
            Column(_("Price index"), "index"),
            Column(_("Interval")),
            *more,
        ),
        rows=tuple(Row(words.label(one.brand), _cells(one, words)) for one in prices.brands),
        base=people_base(prices.base, _("offers")),
        notes=(
            about_price_index,
            interval_note(prices.level),
            *((about_like_for_like,) if first.like_for_like else ()),
        ),
        source=words.source,
    )


def _cells(one: BrandPrices, words: Words) -> tuple[Cell, ...]:
    cells = [
        cell(one.offers, "number"),
        *(
            cell(money, "money", currency=words.currency, small=one.small)
            for money in (one.median, one.lower_quartile, one.upper_quartile)
        ),
        cell(one.index * 100, "index", small=one.small),
        cell(_index_range(one.index_low, one.index_high), small=one.small),
    ]
    if one.like_for_like is not None:
        cells.append(cell(one.like_for_like.index * 100, "index"))
    if one.products is not None:
        cells.append(cell(one.products, "number"))
    if one.rating is not None:
        cells.append(cell(one.rating, "decimal"))
    return tuple(cells)


def _index_range(low: float, high: float) -> str:
    if not (low == low and high == high):
        return formats.MISSING
    return f"{formats.number(low * 100)}–{formats.number(high * 100)}"
