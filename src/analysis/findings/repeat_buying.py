"""Findings on repeat buying: does the model hold, who is still active, what will they bring?"""

from __future__ import annotations

import datetime as dt

from analysis.claims.evidence import evidence
from analysis.languages import formats, messages
from analysis.methods.customers.lifetime_values import CustomerLifetimeValues
from analysis.methods.customers.repeat_buying import RepeatBuying
from analysis.sources.words import Words
from analysis.statistics.deciding import reaches
from analysis.values.absent import unless_absent
from analysis.values.finding import Finding

_ = messages(__name__)
ON_THE_MARK = 0.02  # of the purchases: closer than that is called right


@unless_absent
def repeat_buying(repeat: RepeatBuying, words: Words) -> Finding:
    """Say how far the forecast was off in the holdout and who is still active, or why not."""
    if not repeat.fits:
        return _no_forecast(repeat, words)
    off = formats.share(abs(repeat.holdout_error), repeat.holdout_actual)
    if not reaches(abs(repeat.holdout_error), ON_THE_MARK):
        headline = _("The forecast of repeat purchases came true within {off}", off=off)
    elif repeat.holdout_error < 0:
        headline = _("The forecast of repeat purchases was {off} too low", off=off)
    else:
        headline = _("The forecast of repeat purchases was {off} too high", off=off)
    return Finding(
        name="repeat_buying",
        headline=headline,
        text=_(
            "{expected} repeat purchases were expected on {days} and {actual} were made: the "
            "forecast is off by {off} (n = {base}).",
            **_holdout(repeat),
            off=off,
            base=formats.number(repeat.customers),
        ),
        implication=_(
            "Of the {unit} who bought again, {share} are still active {evidence}.",
            unit=words.unit,
            share=formats.share(repeat.active_share, repeat.active_base),
            evidence=evidence(
                repeat.active_low, repeat.active_high, repeat.active_base, repeat.level
            ),
        ),
        question="S3.3",
        strength=0.5,
    )


def _holdout(repeat: RepeatBuying) -> dict[str, str]:
    after = repeat.calibration_end + dt.timedelta(days=1)
    return {
        "expected": formats.number(repeat.holdout_expected),
        "actual": formats.number(repeat.holdout_actual),
        "days": formats.date_range(after, repeat.end),
    }


def _no_forecast(repeat: RepeatBuying, words: Words) -> Finding:
    told = {
        "too_few_repeat_buyers": _.plural(
            "only {n} customer bought again while it learnt",
            "only {n} customers bought again while it learnt",
            repeat.repeat_buyers,
            n=formats.number(repeat.repeat_buyers),
        ),
        "boundary": _("the data do not tell its parameters apart"),
        "histogram_off": _(
            "it puts {share} of {unit} at a wrong number of purchases",
            share=formats.share(repeat.misplaced, repeat.customers),
            unit=words.unit,
        ),
        "holdout_off": _(
            "it expected {expected} repeat purchases on {days} and there were {actual}",
            **_holdout(repeat),
        ),
    }
    return Finding(
        name="repeat_buying",
        headline=_("The repeat-buying model does not fit these customers"),
        text=_(
            "The repeat-buying model does not fit: {reasons}; no forecast is given (n = {base}).",
            reasons=formats.and_list([told[reason] for reason in repeat.reasons]),
            base=formats.number(repeat.customers),
        ),
        implication=_("Go by how lately and how often customers bought."),
        question="S3.3",
        strength=0.15,
    )


@unless_absent
def lifetime_values(values: CustomerLifetimeValues, words: Words) -> Finding:
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
