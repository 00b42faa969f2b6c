"""Figures of what customers bring."""

from __future__ import annotations

from analysis.claims.bases import people_base
from analysis.drawing.charts import Bars, bar_panels, curve_against_equality
from analysis.drawing.figure import finished_figure
from analysis.languages import formats, messages
from analysis.methods.customers.best_customers import ParetoShare
from analysis.methods.customers.revenue_bands import RevenueBands, RevenueSource
from analysis.methods.customers.rfm import RfmScores
from analysis.sources.words import Words
from analysis.tables.customer_value import band_bounds, band_name
from analysis.tables.customer_value import pareto as pareto_table
from analysis.tables.customer_value import revenue_bands as revenue_bands_table
from analysis.tables.rfm import RFM_GROUPS
from analysis.tables.rfm import rfm_groups as rfm_groups_table
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
        alt=f"{finding.headline}. {_pairs(names, people, money)}.",
        base=people_base(bands.base, words.unit),
        source=words.source,
        data=revenue_bands_table(bands, words, band_by=band_by),
    )


def _pairs(labels: list[str], *panels: Bars) -> str:
    return "; ".join(
        f"{label}: " + " – ".join((panel.texts or [""])[place] for panel in panels)
        for place, label in enumerate(labels)
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


@unless_absent
def rfm_groups(scores: RfmScores, finding: Finding, words: Words) -> Chart:
    """Draw customers beside revenue by RFM group; in colour those at risk, or the champions."""
    groups = scores.groups
    at_risk = any(group.group == "at_risk" and group.customers for group in groups)
    labels = [_(RFM_GROUPS[group.group]) for group in groups]
    people = Bars(
        [group.share for group in groups],
        _("Share of {unit}", unit=words.unit),
        [group.low for group in groups],
        [group.high for group in groups],
        [formats.share(group.share, scores.base) for group in groups],
    )
    money = Bars(
        [group.revenue_share for group in groups],
        _("Share of {unit}", unit=words.money),
        [group.revenue_low for group in groups],
        [group.revenue_high for group in groups],
        [formats.share(group.revenue_share, scores.base) for group in groups],
    )
    drawing = bar_panels(
        labels,
        [people, money],
        highlighted=[group.group == ("at_risk" if at_risk else "champions") for group in groups],
        small=[group.customers < words.smallest_base for group in groups],
    )
    return finished_figure(
        drawing,
        name="rfm_groups",
        finding=finding,
        subtitle=_(
            "Share by group, with {level} intervals; hatched: under {n} {unit}",
            level=formats.share(scores.level, digits=0),
            n=formats.number(words.smallest_base),
            unit=words.unit,
        ),
        alt=f"{finding.headline}. {_pairs(labels, people, money)}.",
        base=people_base(scores.base, words.unit),
        source=words.source,
        data=rfm_groups_table(scores, words),
    )
