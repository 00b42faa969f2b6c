"""Does the model of repeat buying hold, and who is still active: sentence, chart and numbers."""

from __future__ import annotations

import datetime as dt

from analysis.claims.bases import people_base
from analysis.claims.evidence import evidence
from analysis.drawing.figure import finished_figure
from analysis.languages import formats, messages
from analysis.sources.words import Words
from analysis.statistics.deciding import reaches
from analysis.topics.customers.repeat_buying.method import RepeatBuying
from analysis.topics.customers.repeat_buying.method_lifetime import RepeatForecast
from analysis.values.absent import Absent, unless_absent
from analysis.values.answer import Answer
from analysis.values.chart import Chart
from analysis.values.finding import Finding
from analysis.values.line_forms import Line, TrackChart
from analysis.values.table import Column, Row, Table, cell

_ = messages(__name__)
ON_THE_MARK = 0.02  # of the purchases: closer than that is called right


def answer(forecast: RepeatForecast, words: Words) -> Answer | Absent:
    """Say how far the forecast was off in the holdout and who is still active, or why not."""
    return _answer(forecast.repeat, words)


@unless_absent
def _answer(repeat: RepeatBuying, words: Words) -> Answer:
    finding = _told(repeat, words)
    return Answer((finding,), (_drawn(repeat, finding, words),))


def _told(repeat: RepeatBuying, words: Words) -> Finding:
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


def _drawn(repeat: RepeatBuying, finding: Finding, words: Words) -> Chart:
    """Draw actual and expected repeat purchases, and from where on the model had not seen them."""
    track = repeat.tracking
    form = TrackChart(
        [period.end for period in track],
        Line(_("Actual"), [period.actual for period in track]),
        Line(_("Expected"), [period.expected for period in track]),
        edge=(_("not seen by the model"), repeat.calibration_end),
    )
    return finished_figure(
        form,
        name="repeat_buying",
        finding=finding,
        subtitle=_.plural(
            "Repeat purchases in every {n} day; right of the line the model had not seen them",
            "Repeat purchases in every {n} days; right of the line the model had not seen them",
            repeat.period_days,
            n=formats.number(repeat.period_days),
        ),
        alt=_(
            "{title}. Up to {day} the lines show what the model learnt from; after it expected "
            "{expected} repeat purchases and there were {actual}.",
            title=finding.headline,
            day=formats.date(repeat.calibration_end),
            expected=formats.number(repeat.holdout_expected),
            actual=formats.number(repeat.holdout_actual),
        ),
        base=people_base(repeat.customers, words.unit),
        source=words.source,
        data=_table(repeat, words),
    )


def _table(repeat: RepeatBuying, words: Words) -> Table:
    """Return expected and actual repeat purchases period by period."""
    rows = []
    for part, title in ((False, _("Learnt from")), (True, _("Not seen by the model"))):
        rows.append(Row(title, kind="group"))
        for period in (one for one in repeat.tracking if one.holdout == part):
            numbers = (period.actual, period.expected)
            totals = (period.cumulative_actual, period.cumulative_expected)
            label = formats.date(period.end)
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
