"""Tables of repeat buying: the model tried on later purchases, what customers will bring, how."""

from __future__ import annotations

import math

from analysis.claims.bases import people_base
from analysis.languages import formats, messages
from analysis.methods.customers.lifetime_values import CustomerLifetimeValues, LifetimeGroup
from analysis.methods.customers.purchase_value import MOST_CORRELATED, PurchaseValue
from analysis.methods.customers.purchase_value_model import SpendingFit
from analysis.methods.customers.repeat_buying import MOST_MISPLACED, MOST_OFF, RepeatBuying
from analysis.methods.customers.repeat_buying_model import ModelFit
from analysis.sources.words import Words
from analysis.values.absent import unless_absent
from analysis.values.table import Cell, Column, Row, Table, cell

_ = messages(__name__)
UNITS = {"week": _.later("weeks"), "day": _.later("days")}
NO_MONEY = {
    "too_few_repeat_buyers": _.later("too few customers bought again"),
    "boundary": _.later("the data do not tell its parameters apart"),
    "not_independent": _.later("how much customers spend goes with how often they buy"),
    "holdout_off": _.later("it missed the money of the later purchases by too much"),
}


@unless_absent
def repeat_buying(repeat: RepeatBuying, words: Words) -> Table:
    """Return expected and actual repeat purchases period by period."""
    rows = []
    for part, title in ((False, _("Learnt from")), (True, _("Not seen by the model"))):
        rows.append(Row(title, kind="group"))
        for period in repeat.tracking[repeat.tracking["holdout"] == part].itertuples():
            numbers = (period.actual, period.expected)
            totals = (period.cumulative_actual, period.cumulative_expected)
            label = formats.date(period.end.date())
            rows.append(Row(label, tuple(cell(n, "number") for n in (*numbers, *totals)), level=1))
    in_period, in_all = _("In the period"), _("Since the start")
    return Table(
        name="repeat_buying",
        title=_("Repeat purchases, actual and expected"),
        stub=_.plural(
            "{n} day to", "{n} days to", repeat.period_days, n=formats.number(repeat.period_days)
        ),
        columns=(
            Column(_("Actual"), "number", spanner=in_period),
            Column(_("Expected"), "number", spanner=in_period),
            Column(_("Actual"), "number", spanner=in_all),
            Column(_("Expected"), "number", spanner=in_all),
        ),
        rows=tuple(rows),
        base=people_base(repeat.customers, words.unit),
        notes=(
            _(
                "Customers who first bought by {day}. A purchase is a day on which a customer "
                "bought; the first one is not counted.",
                day=formats.date(repeat.calibration_end),
            ),
        ),
        source=words.source,
    )


@unless_absent
def lifetime_values(values: CustomerLifetimeValues, words: Words) -> Table:
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


def _row(label: str, group: LifetimeGroup, words: Words, with_money: bool, kind="data") -> Row:
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


@unless_absent
def repeat_buying_method(repeat: RepeatBuying, value: PurchaseValue, words: Words) -> Table:
    """Return the parameters of both models, of the calibration and of the whole wave."""
    rows = [Row(_("Repeat buying (BG/NBD)"), kind="group")]
    rows += _parameter_rows(("r", "alpha", "a", "b"), repeat.calibration, repeat.whole)
    rows.append(Row(_("Money of a purchase (Gamma-Gamma)"), kind="group"))
    rows += _parameter_rows(("p", "q", "gamma"), value.calibration, value.whole)
    learnt, whole = _("Learnt from"), _("Whole wave")
    return Table(
        name="repeat_buying_method",
        title=_("The models of repeat buying"),
        stub=_("Parameter"),
        columns=(
            Column(_("Estimate"), spanner=learnt),
            Column(_("Standard error"), spanner=learnt),
            Column(_("Estimate"), spanner=whole),
            Column(_("Standard error"), spanner=whole),
        ),
        rows=tuple(rows),
        base=people_base(repeat.customers, words.unit),
        notes=(
            *_left_open(repeat.calibration, repeat.whole, value.calibration, value.whole),
            _("Time in {unit}.", unit=_(UNITS[repeat.unit])),
            _(
                "In the histogram of repeat purchases {share} of customers stand in another class "
                "than expected (limit: {most}); the purchases the model had not seen are missed "
                "by {off} (limit: {most_off}).",
                share=formats.share(repeat.misplaced),
                most=formats.share(MOST_MISPLACED, digits=0),
                off=formats.share(abs(repeat.holdout_error)),
                most_off=formats.share(MOST_OFF, digits=0),
            ),
            _(
                "How often and how much correlate by {r} ({level} interval {low} to {high}; "
                "limit: {most}).",
                most=formats.number(MOST_CORRELATED, 1),
                r=formats.number(value.correlation, 2),
                level=formats.share(value.level, digits=0),
                low=formats.number(value.correlation_low, 2),
                high=formats.number(value.correlation_high, 2),
            ),
        ),
        source=words.source,
    )


def _parameter_rows(names: tuple[str, ...], learnt, whole) -> list[Row]:
    rows = []
    for place, name in enumerate(names):
        texts = []
        for fit in (learnt, whole):
            known = fit.identified[place]
            error = fit.standard_errors[place] if known else None
            texts += _to_its_digits(fit.parameters[place] if known else None, error)
        rows.append(Row(name, tuple(texts), level=1))
    ends = [cell(formats.number(fit.log_likelihood, 2)) for fit in (learnt, whole)]
    rows.append(Row(_("Log-likelihood"), (ends[0], cell(None), ends[1], cell(None)), level=1))
    return rows


def _to_its_digits(value: float | None, error: float | None) -> list[Cell]:
    """Return estimate and standard error with the digits that mean something: two of the error."""
    size = error if error and math.isfinite(error) else value
    digits = 0 if not size else min(max(1 - math.floor(math.log10(size) + 1e-9), 0), 6)
    return [cell(formats.number(number, digits)) for number in (value, error)]


def _left_open(*fits: ModelFit | SpendingFit) -> tuple[str, ...]:
    """Say what stands in the place of parameters that are no estimates; nothing without any."""
    if all(all(fit.identified) for fit in fits):
        return ()
    return (
        _(
            "–: the data do not determine this parameter. It was fixed at the end of what is "
            "tried or at a set value, or depends on one that was, and is no estimate."
        ),
    )
