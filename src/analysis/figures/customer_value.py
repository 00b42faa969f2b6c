"""Figures of what customers bring."""

from __future__ import annotations

from analysis.claims.bases import people_base
from analysis.drawing.charts import Bars, bar_panels, curve_against_equality
from analysis.drawing.figure import finished_figure
from analysis.languages import formats, messages
from analysis.methods.customers.best_customers import ParetoShare
from analysis.methods.customers.revenue_bands import RevenueBands, RevenueSource
from analysis.sources.words import Words
from analysis.tables.customer_value import band_bounds, band_name
from analysis.tables.customer_value import pareto as pareto_table
from analysis.tables.customer_value import revenue_bands as revenue_bands_table
from analysis.topics.customers.wording import bars_listed
from analysis.values.absent import unless_absent
from analysis.values.chart import Chart
from analysis.values.finding import Finding

_ = messages(__name__)


@unless_absent
def revenue_bands(
    bands: RevenueBands,
    finding: Finding,
    important: RevenueSource,
    words: Words,
    *,
    band_by: str,
) -> Chart:
    """Draw customers beside revenue, band by band; the most important source in colour."""
    rows = bands.rows
    names = [band_name(row.band, bands.proposed, words) for row in rows]
    bounds = [band_bounds(row, words, band_by) for row in rows]
    labels = [f"{name}\n({bound})" for name, bound in zip(names, bounds, strict=True)]
    people = Bars(
        [row.share for row in rows],
        _("Share of {unit}", unit=words.unit),
        [row.low for row in rows],
        [row.high for row in rows],
        [formats.share(row.share, bands.base) for row in rows],
    )
    money = Bars(
        [row.revenue_share for row in rows],
        _("Share of {unit}", unit=words.money),
        [row.revenue_low for row in rows],
        [row.revenue_high for row in rows],
        [formats.share(row.revenue_share) for row in rows],
    )
    drawing = bar_panels(
        labels,
        [people, money],
        highlighted=[row.band == important.band for row in rows],
        small=[row.customers < words.smallest_base for row in rows],
    )
    return finished_figure(
        drawing,
        name="revenue_bands",
        finding=finding,
        subtitle=_(
            "Share by band, with {level} intervals; hatched: under {n} {unit}",
            level=formats.share(bands.level, digits=0),
            n=formats.number(words.smallest_base),
            unit=words.unit,
        ),
        alt=f"{finding.headline}. {bars_listed(names, people, money)}.",
        base=people_base(bands.base, words.unit),
        source=words.source,
        data=revenue_bands_table(bands, words, band_by=band_by),
    )


@unless_absent
def pareto(concentration: ParetoShare, finding: Finding, words: Words) -> Chart:
    """Draw the share of revenue that the best customers bring, from the best one down."""
    lorenz = concentration.lorenz
    x = [place / 10 for place in range(11)]
    y = [1 - lorenz[10 - place] for place in range(11)]
    share = formats.share(concentration.share, concentration.base)
    drawing = curve_against_equality(
        x,
        y,
        x_label=_("Share of {unit}, best first", unit=words.unit),
        y_label=_("Share of {unit}", unit=words.money),
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
        drawing,
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
        data=pareto_table(concentration, words),
    )
