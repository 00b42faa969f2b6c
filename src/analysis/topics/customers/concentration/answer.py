"""What the best customers bring, against the rule that 20 % bring 80 %: sentence, curve, table."""

from __future__ import annotations

from analysis.claims.bases import people_base
from analysis.claims.evidence import evidence
from analysis.drawing.figure import finished_figure
from analysis.languages import formats, messages
from analysis.sources.words import Words
from analysis.topics.customers.concentration.method import ParetoShare
from analysis.topics.customers.wording import money_note
from analysis.values.absent import unless_absent
from analysis.values.answer import Answer
from analysis.values.chart import Chart
from analysis.values.chart_roles import Axis
from analysis.values.finding import Finding
from analysis.values.line_forms import EqualityChart
from analysis.values.table import Column, Row, Table, cell

_ = messages(__name__)
LORENZ_STEPS = range(1, 11)


@unless_absent
def answer(concentration: ParetoShare, words: Words) -> Answer:
    """Say what the best customers bring, against the 80/20 rule, and draw the curve."""
    finding = _told(concentration, words)
    return Answer((finding,), (_drawn(concentration, finding, words),))


def _told(concentration: ParetoShare, words: Words) -> Finding:
    top = formats.share(concentration.top, digits=0)
    share = formats.share(concentration.share, concentration.base)
    verdict = {
        "more": _("Revenue is more concentrated than the 80/20 rule says."),
        "less": _("Revenue is less concentrated than the 80/20 rule says."),
        "in_line": _("That is in line with the 80/20 rule."),
    }[concentration.verdict]
    if concentration.perhaps != concentration.verdict:
        verdict = _(
            "Whether that is in line with the 80/20 rule cannot be told: an end of the interval "
            "lies within chance of it."
        )
    reach = _(
        "It takes {customers} of {unit} to bring {reach} of revenue.",
        customers=formats.share(concentration.customers_for_reach, digits=0),
        unit=words.unit,
        reach=formats.share(concentration.reach, digits=0),
    )
    return Finding(
        name="pareto",
        headline=_(
            "The best {top} of {unit} bring {share} of revenue",
            top=top,
            unit=words.unit,
            share=share,
        ),
        text=_(
            "The best {top} of {unit} bring {share} of revenue {evidence}.",
            top=top,
            unit=words.unit,
            share=share,
            evidence=evidence(
                concentration.low, concentration.high, concentration.base, concentration.level
            ),
        ),
        implication=f"{verdict} {reach}",
        question="S3.3",
        strength=0.62,
    )


def _drawn(concentration: ParetoShare, finding: Finding, words: Words) -> Chart:
    """Draw the share of revenue that the best customers bring, from the best one down."""
    lorenz = concentration.lorenz
    x = [place / 10 for place in range(11)]
    y = [1 - lorenz[10 - place] for place in range(11)]
    share = formats.share(concentration.share, concentration.base)
    form = EqualityChart(
        x,
        y,
        Axis(_("Share of {unit}, best first", unit=words.unit), "share"),
        Axis(_("Share of {unit}", unit=words.money), "share"),
        mark=(
            concentration.top,
            concentration.share,
            _(
                "best {top}: {share}",
                top=formats.share(concentration.top, digits=0),
                share=share,
            ),
        ),
    )
    return finished_figure(
        form,
        name="pareto",
        finding=finding,
        subtitle=_(
            "Revenue added up from the best customer down; dashed: all bring the same; Gini {gini}",
            gini=formats.number(concentration.gini_corrected, 2),
        ),
        alt=_(
            "{title}. It takes {customers} of {unit} to bring {reach} of revenue; Gini coefficient "
            "{gini}.",
            title=finding.headline,
            customers=formats.share(concentration.customers_for_reach, digits=0),
            unit=words.unit,
            reach=formats.share(concentration.reach, digits=0),
            gini=formats.number(concentration.gini_corrected, 2),
        ),
        base=people_base(concentration.base, words.unit),
        source=words.source,
        data=_table(concentration, words),
    )


def _table(concentration: ParetoShare, words: Words) -> Table:
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
