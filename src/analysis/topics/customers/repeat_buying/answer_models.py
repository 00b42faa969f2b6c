"""The parameters of both models of repeat buying, each with the digits that mean something."""

from __future__ import annotations

import math

from analysis.claims.bases import people_base
from analysis.languages import formats, messages
from analysis.sources.words import Words
from analysis.topics.customers.repeat_buying.method import MOST_MISPLACED, MOST_OFF, RepeatBuying
from analysis.topics.customers.repeat_buying.method_lifetime import RepeatForecast
from analysis.topics.customers.repeat_buying.method_model import ModelFit
from analysis.topics.customers.repeat_buying.method_value import MOST_CORRELATED, PurchaseValue
from analysis.topics.customers.repeat_buying.method_value_model import SpendingFit
from analysis.values.absent import Absent, unless_absent
from analysis.values.answer import Answer
from analysis.values.table import Cell, Column, Row, Table, cell

_ = messages(__name__)
UNITS = {"week": _.later("weeks"), "day": _.later("days")}


def models_answer(forecast: RepeatForecast, words: Words) -> Answer | Absent:
    """Show the parameters of both models, of the calibration and of the whole wave."""
    return _answer(forecast.repeat, forecast.value, words)


@unless_absent
def _answer(repeat: RepeatBuying, value: PurchaseValue, words: Words) -> Answer:
    return Answer(shown=(_table(repeat, value, words),))


def _table(repeat: RepeatBuying, value: PurchaseValue, words: Words) -> Table:
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
            Column(_("Estimate"), "decimal", spanner=learnt),
            Column(_("Standard error"), "decimal", spanner=learnt),
            Column(_("Estimate"), "decimal", spanner=whole),
            Column(_("Standard error"), "decimal", spanner=whole),
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


def _parameter_rows(
    names: tuple[str, ...], learnt: ModelFit | SpendingFit, whole: ModelFit | SpendingFit
) -> list[Row]:
    rows = []
    for place, name in enumerate(names):
        cells = []
        for fit in (learnt, whole):
            known = fit.identified[place]
            error = fit.standard_errors[place] if known else None
            cells += _to_its_digits(fit.parameters[place] if known else None, error)
        rows.append(Row(name, tuple(cells), level=1))
    ends = [cell(fit.log_likelihood, "decimal", digits=2) for fit in (learnt, whole)]
    none = cell(None, "decimal")
    rows.append(Row(_("Log-likelihood"), (ends[0], none, ends[1], none), level=1))
    return rows


def _to_its_digits(value: float | None, error: float | None) -> list[Cell]:
    """Return estimate and standard error with the digits that mean something: two of the error."""
    size = error if error and math.isfinite(error) else value
    digits = 0 if not size else min(max(1 - math.floor(math.log10(size) + 1e-9), 0), 6)
    return [cell(number, "decimal", digits=digits) for number in (value, error)]


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
