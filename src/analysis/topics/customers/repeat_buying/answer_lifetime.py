"""What today's customers will bring: a sentence, and a table by how often they bought."""

from __future__ import annotations

from analysis.claims.bases import people_base
from analysis.languages import formats, messages
from analysis.sources.words import Words
from analysis.topics.customers.repeat_buying.method_lifetime import (
    CustomerLifetimeValues,
    LifetimeGroup,
    RepeatForecast,
)
from analysis.values.absent import Absent, unless_absent
from analysis.values.answer import Answer
from analysis.values.finding import Finding
from analysis.values.table import Column, Row, RowKind, Table, cell

_ = messages(__name__)
NO_MONEY = {
    "too_few_repeat_buyers": _.later("too few customers bought again"),
    "boundary": _.later("the data do not tell its parameters apart"),
    "not_independent": _.later("how much customers spend goes with how often they buy"),
    "holdout_off": _.later("it missed the money of the later purchases by too much"),
}


def lifetime_answer(forecast: RepeatForecast, words: Words) -> Answer | Absent:
    """Say what today's customers will bring, or buy where money is not known, and who most."""
    return _answer(forecast.lifetime, words)


@unless_absent
def _answer(values: CustomerLifetimeValues, words: Words) -> Answer:
    return Answer((_told(values, words),), (_table(values, words),))


def _told(values: CustomerLifetimeValues, words: Words) -> Finding:
    """Say what today's customers will bring, or buy where money is not known, and who most."""
    days = _.plural(
        "{n} day", "{n} days", values.horizon_days, n=formats.number(values.horizon_days)
    )
    level = formats.share(values.level, digits=0)
    known = not values.value_reasons
    if known:
        total, low, high = (
            formats.short_money(value, words.currency)
            for value in (values.money, values.money_low, values.money_high)
        )
        headline = _("Today's customers should bring {total} in {days}", total=total, days=days)
        text = _(
            "If they go on as they did, today's {unit} bring {total} in the next {days} "
            "(n = {base}, {level} interval {low} to {high}), without any new ones.",
            unit=words.unit, total=total, days=days, base=formats.number(values.base),
            level=level, low=low, high=high,
        )  # fmt: skip
    else:
        total, low, high = (
            formats.number(value)
            for value in (values.purchases, values.purchases_low, values.purchases_high)
        )
        headline = _(
            "Today's customers should make {total} purchases in {days}", total=total, days=days
        )
        text = _(
            "If they go on as they did, today's {unit} make {total} purchases in the next {days} "
            "(n = {base}, {level} interval {low} to {high}), without any new ones.",
            unit=words.unit, total=total, days=days, base=formats.number(values.base),
            level=level, low=low, high=high,
        )  # fmt: skip
    return Finding(
        name="lifetime_values",
        headline=headline,
        text=text,
        implication=_most_of_it(values, words),
        question="S3.3",
        strength=0.55,
    )


def _most_of_it(values: CustomerLifetimeValues, words: Words) -> str:
    """Say what those who bought most often bring; nothing where there is only one group."""
    often = values.groups[-1]
    if len(values.groups) < 2:
        return ""
    return _.plural(
        "Those with {n} purchase or more are {share} of {unit} and account for {part} of it.",
        "Those with {n} purchases or more are {share} of {unit} and account for {part} of it.",
        often.fewest,
        n=formats.number(often.fewest),
        share=formats.share(often.customers / values.base, values.base),
        unit=words.unit,
        part=formats.share(often.money_share, often.customers),
    )


def _table(values: CustomerLifetimeValues, words: Words) -> Table:
    """Return what customers are expected to buy and bring, by how often they bought."""
    with_money = not values.value_reasons
    rows = [_row(_group_name(group), group, words, with_money) for group in values.groups]
    unknown = float("nan")
    total = LifetimeGroup(1, None, values.base, unknown, values.purchases, values.money, 1.0)
    rows.append(_row(_("All"), total, words, with_money, kind="total"))
    people, bought = words.unit[:1].upper() + words.unit[1:], _("Expected purchases")
    columns = [
        Column(_("Number"), "number", spanner=people),
        Column(_("Still active"), "share", spanner=people),
        Column(_("All together"), "number", spanner=bought),
        Column(_("Each"), "decimal", spanner=bought),
    ]
    if with_money:
        money = _("Expected money")
        columns += [
            Column(_("All together"), "short_money", spanner=money),
            Column(_("Each"), "short_money", spanner=money),
            Column(_("Share"), "share", spanner=money),
        ]
    return Table(
        name="lifetime_values",
        title=_.plural(
            "What the customers will bring in the next {n} day",
            "What the customers will bring in the next {n} days",
            values.horizon_days,
            n=formats.number(values.horizon_days),
        ),
        stub=_("Purchases in this wave"),
        columns=tuple(columns),
        rows=tuple(rows),
        base=people_base(values.base, words.unit),
        notes=_value_notes(values, words),
        source=words.source,
    )


def _row(
    label: str, group: LifetimeGroup, words: Words, with_money: bool, kind: RowKind = "data"
) -> Row:
    cells = [
        cell(group.customers, "number"),
        cell(group.active, "share", base=group.customers),
        cell(group.purchases, "number"),
        cell(group.purchases / group.customers, "decimal"),
    ]
    if with_money:
        cells += [
            cell(group.money, "short_money", currency=words.currency),
            cell(group.money / group.customers, "short_money", currency=words.currency),
            cell(group.money_share, "share", base=group.customers),
        ]
    return Row(label, tuple(cells), kind=kind)


def _group_name(group: LifetimeGroup) -> str:
    if group.most is None:
        return _("{n} or more", n=formats.number(group.fewest))
    if group.fewest == group.most:
        return formats.number(group.fewest)
    return f"{formats.number(group.fewest)}–{formats.number(group.most)}"


def _value_notes(values: CustomerLifetimeValues, words: Words) -> tuple[str, ...]:
    level = formats.share(values.level, digits=0)
    notes = [
        _(
            "Purchases of all: {level} interval {low} to {high}. It counts the uncertainty of the "
            "model, of single customers and the forecast's error in the months it had not seen.",
            level=level,
            low=formats.number(values.purchases_low),
            high=formats.number(values.purchases_high),
        )
    ]
    if values.value_reasons:
        reasons = formats.and_list([_(NO_MONEY[reason]) for reason in values.value_reasons])
        notes.append(
            _(
                "No money is given, as the model of what a purchase brings does not fit: "
                "{reasons}.",
                reasons=reasons,
            )
        )
    else:
        notes.append(
            _(
                "Money of all: {level} interval {low} to {high}, before returns ({returned} of the "
                "money was given back in this wave).",
                returned=formats.share(values.returned_share),
                level=level,
                low=formats.short_money(values.money_low, words.currency),
                high=formats.short_money(values.money_high, words.currency),
            )
        )
        if values.discount_rate:
            rate = formats.share(values.discount_rate)
            notes.append(_("Later money counts for less: {rate} a year.", rate=rate))
    notes.append(
        _(
            "Whether customers with a single purchase are still active cannot be told; the model "
            "takes them to be."
        )
    )
    return tuple(notes)
