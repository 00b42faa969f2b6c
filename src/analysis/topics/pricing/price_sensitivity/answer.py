"""Which prices people accept: sentence, the four curves, and the points where they cross."""

from __future__ import annotations

from analysis.claims.bases import interval_note, respondents_base
from analysis.drawing.figure import finished_figure
from analysis.languages import formats, messages
from analysis.sources.words import Words
from analysis.topics.pricing.price_sensitivity.method import (
    ROLES,
    PricePoint,
    PriceSensitivity,
    PriceShares,
    wording_of,
)
from analysis.values.absent import unless_absent
from analysis.values.answer import Answer
from analysis.values.chart import Chart
from analysis.values.chart_roles import Axis
from analysis.values.finding import Finding
from analysis.values.line_forms import Crossing, CrossingChart, Curve
from analysis.values.table import Column, Row, Table, cell

_ = messages(__name__)
POINTS = {
    "pmc": _.later("Point of marginal cheapness (PMC): too cheap × not cheap"),
    "opp": _.later("Optimal price point (OPP): too cheap × too expensive"),
    "idp": _.later("Indifference price point (IDP): cheap × expensive"),
    "pme": _.later("Point of marginal expensiveness (PME): too expensive × not expensive"),
}
NARROW = {
    "narrow_low": _.later("Lower end: too cheap × expensive"),
    "narrow_high": _.later("Upper end: too expensive × cheap"),
}
ENDS = {"pmc": _.later("Lower end: PMC"), "pme": _.later("Upper end: PME")}


@unless_absent
def answer(prices: PriceSensitivity, words: Words) -> Answer:
    """Say from which price to which people accept, and show curves and points."""
    finding = _told(prices, words)
    return Answer((finding,), (_drawn(prices, finding, words), _points(prices, words)))


def _told(prices: PriceSensitivity, words: Words) -> Finding:
    low, high = prices.point("pmc"), prices.point("pme")
    return Finding(
        name="price_sensitivity",
        headline=_(
            "Acceptable prices: {low} to {high}",
            low=_money(low.price, words),
            high=_money(high.price, words),
        ),
        text=_(
            "The acceptable range runs from {low} ({level} CI {low_range}) to {high} "
            "({level} CI {high_range}), by the answers of {n} people.",
            low=_money(low.price, words),
            high=_money(high.price, words),
            low_range=_range(low, words),
            high_range=_range(high, words),
            level=formats.share(prices.level, digits=0),
            n=formats.number(prices.base),
        )
        + _left_out(prices),
        implication=_balance(prices, words),
        question="S2.1",
        strength=0.6,
    )


def _left_out(prices: PriceSensitivity) -> str:
    if not prices.crossed:
        return ""
    return " " + _(
        "{n} of {all} are left out: their prices do not ascend.",
        n=formats.number(prices.crossed),
        all=formats.number(prices.base + prices.crossed),
    )


def _balance(prices: PriceSensitivity, words: Words) -> str:
    opp, idp = prices.point("opp"), prices.point("idp")
    said = {"opp": _money(opp.price, words), "idp": _money(idp.price, words)}
    if not opp.determined:
        return _(
            "At {opp} nobody finds it too cheap, and nobody too expensive; at {idp} as many find "
            "it cheap as expensive.",
            **said,
        )
    return _(
        "At {opp} as many find it too cheap as too expensive; at {idp} as many find it cheap "
        "as expensive.",
        **said,
    )


def _drawn(prices: PriceSensitivity, finding: Finding, words: Words) -> Chart:
    """Draw four cumulated curves with the points where they cross."""
    curves = prices.curves
    until = prices.shown_until
    form = CrossingChart(
        [one.price for one in curves],
        [
            Curve(_("too cheap"), [one.too_cheap for one in curves], "brand"),
            Curve(_("not cheap"), [one.not_cheap for one in curves], "brand", dashed=True),
            Curve(_("not expensive"), [one.not_expensive for one in curves], "accent", dashed=True),
            Curve(_("too expensive"), [one.too_expensive for one in curves], "accent"),
        ],
        [
            Crossing(one.price, height, f"{one.name.upper()} {_short(one.price, words)}")
            for one, height in _heights(prices)
        ],
        band=(prices.point("pmc").price, prices.point("pme").price),
        until=until,
        axis=Axis(format="short_money", currency=words.currency),
    )
    listed = "; ".join(
        f"{one.name.upper()} {_money(one.price, words)}" for one in map(prices.point, POINTS)
    )
    return finished_figure(
        form,
        name="price_sensitivity",
        finding=finding,
        subtitle=_(
            "Share of people by price, cumulated; tinted: the acceptable range by van Westendorp's "
            "original definition; drawn up to {until}",
            until=_money(until, words),
        ),
        alt=f"{finding.headline}. {listed}.",
        base=respondents_base(prices.base, prices.effective_base),
        source=words.source,
        data=_shares(prices, words),
    )


def _heights(prices: PriceSensitivity) -> list[tuple[PricePoint, float]]:
    """Return points and their heights in the chart, which shows who finds a price not cheap."""
    points = [prices.point(name) for name in POINTS]
    return [(one, one.others if one.name == "idp" else one.share) for one in points]


def _shares(prices: PriceSensitivity, words: Words) -> Table:
    """Return the height of the curves at the prices named most often."""
    heads = (_("Too cheap"), _("Cheap"), _("Expensive"), _("Too expensive"))
    return Table(
        name="price_sensitivity_curves",
        title=_("What people think of the prices named most often"),
        stub=_("Price"),
        columns=tuple(Column(head, "share") for head in heads),
        rows=tuple(_share_row(one, prices.base, words) for one in prices.most_named),
        base=respondents_base(prices.base, prices.effective_base),
        source=words.source,
    )


def _share_row(one: PriceShares, base: int, words: Words) -> Row:
    shares = (one.too_cheap, one.cheap, one.expensive, one.too_expensive)
    return Row(_money(one.price, words), tuple(cell(share, "share", base=base) for share in shares))


def _points(prices: PriceSensitivity, words: Words) -> Table:
    """Return all points, and the acceptable range by both definitions."""
    groups = (
        (_("Points where curves cross"), POINTS),
        (_("Acceptable range, van Westendorp's original definition"), ENDS),
        (_("Acceptable range, narrower definition"), NARROW),
    )
    rows: list[Row] = []
    for title, names in groups:
        rows.append(Row(title, kind="group"))
        rows += [
            _point_row(_(label), prices.point(name), prices.base, words)
            for name, label in names.items()
        ]
    return Table(
        name="price_points",
        title=_("Price points and acceptable range"),
        stub=_("Point"),
        columns=(
            Column(_("Price"), "money"),
            Column(_("Interval")),
            Column(_("Share of people there"), "share"),
        ),
        rows=tuple(rows),
        base=respondents_base(prices.base, prices.effective_base),
        notes=_notes(prices, words),
        source=words.source,
    )


def _point_row(label: str, point: PricePoint, base: int, words: Words) -> Row:
    cells = (
        cell(point.price, "money", currency=words.currency),
        cell(_range(point, words)),
        cell(point.share, "share", base=base),
    )
    return Row(label, cells, level=1)


def _notes(prices: PriceSensitivity, words: Words) -> tuple[str, ...]:
    asked = "; ".join(f"“{words.label(wording_of(role))}”" for role in ROLES)
    crossed = _.plural(
        "{n} person is left out whose prices do not ascend strictly (too cheap < cheap < expensive "
        "< too expensive).",
        "{n} people are left out whose prices do not ascend strictly (too cheap < cheap < "
        "expensive < too expensive).",
        prices.crossed,
        n=formats.number(prices.crossed),
    )
    incomplete = _.plural(
        "{n} person named some of the prices only.",
        "{n} people named some of the prices only.",
        prices.incomplete,
        n=formats.number(prices.incomplete),
    )
    drawn = _(
        "They are percentiles of {draws} samples of these people, drawn again.",
        draws=formats.number(prices.draws),
    )
    return (
        crossed,
        *((incomplete,) if prices.incomplete else ()),
        f"{interval_note(prices.level)} {drawn}",
        _("Asked, from too cheap to too expensive: {asked}.", asked=asked),
    )


def _range(point: PricePoint, words: Words) -> str:
    if not point.determined:
        return _("not determined")
    return f"{_money(point.low, words)} – {_money(point.high, words)}"


def _money(price: float, words: Words) -> str:
    return formats.money(price, words.currency)


def _short(price: float, words: Words) -> str:
    return formats.short_money(price, words.currency)
