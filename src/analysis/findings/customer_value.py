"""Findings on what customers bring: bands, best customers, concentration."""

from __future__ import annotations

from analysis.claims.evidence import evidence
from analysis.clients.pasted_lines import bands_line
from analysis.clients.text import Bilingual, written
from analysis.languages import formats, messages
from analysis.methods.customers.best_customers import BestCustomers, ParetoShare
from analysis.methods.customers.revenue_bands import RevenueBands, RevenueSource
from analysis.sources.words import Words
from analysis.statistics.deciding import exceeds, in_order
from analysis.values.absent import unless_absent
from analysis.values.finding import Finding

_ = messages(__name__)
MORE_THAN_NUMBER = 1.25  # of their share of the band, below which they bring hardly more
FEW = 30  # customers under whom a band hangs on single ones
PROPOSED = {
    "small": _.later("Small"),
    "medium": _.later("Medium"),
    "large": _.later("Large"),
    "very_large": _.later("Very large"),
}
BEST = {
    "growth": _.later("who buy fastest"),
    "profit": _.later("with the highest profit"),
    "loyalty": _.later("with the longest relation"),
}


@unless_absent
def revenue_source(
    important: RevenueSource,
    bands: RevenueBands,
    words: Words,
    *,
    tie_break: str | Bilingual | None = None,
) -> Finding:
    """Say which band is the most important source of revenue, or that none is.

    Parameters
    ----------
    important : RevenueSource
        The band that brings most, and why it counts as the most important or not.
    bands : RevenueBands
        All bands.
    words : Words
        What units and money are called.
    tie_break : str or Bilingual, optional
        The client's criterion where bands are about equal.
    """
    ranked = in_order(bands.rows, lambda row: -row.revenue_share, lambda row: -row.lower)
    first = ranked[0]
    name = _name(first.band, bands, words)
    shown = {
        "band": name,
        # revenue is counted, not sampled: its share keeps a decimal however few the customers
        "share": formats.share(first.revenue_share),
        "customers": formats.share(first.share, bands.base),
        "unit": words.unit,
        "evidence": evidence(first.revenue_low, first.revenue_high, bands.base, bands.level),
    }
    if important.reason == "equal":
        return _tie(important, bands, words, shown, tie_break)
    text = _(
        "The band “{band}” brings {share} of revenue {evidence}, with {customers} of {unit}.",
        **shown,
    )
    if important.certain:
        verdict = _("More than half: it is the most important source of revenue.")
    elif important.majority:
        verdict = _(
            "It brings more than half, so it counts as the most important source; the interval "
            "reaches below half."
        )
    else:
        verdict = _("No band brings more than half; this one brings the largest part.")
    if first.customers < FEW:
        few = _.plural(
            "It rests on {n} customer only.", "It rests on {n} customers only.", first.customers
        )
        verdict = f"{verdict} {few}"
    return Finding(
        name="revenue_bands",
        headline=_("“{band}” brings {share} of revenue", band=name, share=shown["share"]),
        text=text,
        implication=verdict,
        question="S3.2",
        strength=0.2 if first.customers < FEW else 0.85,
    )


def _tie(
    important: RevenueSource,
    bands: RevenueBands,
    words: Words,
    shown: dict[str, str],
    tie_break: str | Bilingual | None,
) -> Finding:
    other = next(row for row in bands.rows if row.band == important.runner_up)
    names = {"band": shown["band"], "other": _name(other.band, bands, words)}
    if tie_break:
        verdict = _(
            "The client's own criterion decides: {criterion}.", criterion=written(tie_break)
        )
    else:
        verdict = _("Name a criterion that decides in the client file, or draw the bounds anew.")
    if important.proposal is not None:
        verdict = f"{verdict} {_split_anew(important.proposal, words)}"
    return Finding(
        name="revenue_bands",
        headline=_("“{band}” and “{other}” bring about equal revenue", **names),
        text=_(
            "“{band}” brings {share} of revenue {evidence}, “{other}” {other_share}: too close to "
            "name one source.",
            **names,
            share=shown["share"],
            evidence=shown["evidence"],
            other_share=formats.share(other.revenue_share),
        ),
        implication=verdict,
        question="S3.2",
        strength=0.7,
    )


def _split_anew(proposal: RevenueBands, words: Words) -> str:
    """Say at which bounds one band would lead."""
    first = in_order(proposal.rows, lambda row: -row.revenue_share)[0]
    named = {_name(row.band, proposal, words): row.lower for row in reversed(proposal.rows)}
    return _(
        "Split at natural breaks instead, “{band}” would bring {share}: {line}",
        band=_name(first.band, proposal, words),
        share=formats.share(first.revenue_share),
        line=bands_line(named),
    )


def _name(band: str, bands: RevenueBands, words: Words) -> str:
    return _(PROPOSED[band]) if bands.proposed and band in PROPOSED else words.label(band)


@unless_absent
def best_customers(best: BestCustomers, bands: RevenueBands, words: Words) -> Finding:
    """Say what the best customers by the client's goal bring."""
    band = _name(best.band, bands, words) if best.band else ""
    shown = {
        "chosen": formats.number(best.chosen),
        "base": formats.number(best.base),
        "unit": words.unit,
        "best": _(BEST[best.goal]),
        "share": formats.share(best.revenue_share, best.base),
    }
    if band:
        text = _(
            "In the band “{band}” the {chosen} {unit} {best} (the best fifth of {base}) bring "
            "{share} of the band's revenue.",
            **shown,
            band=band,
        )
    else:
        text = _(
            "The {chosen} {unit} {best} (the best fifth of {base}) bring {share} of revenue.",
            **shown,
        )
    return Finding(
        name="best_customers",
        headline=_("The {chosen} {unit} {best} bring {share}", **shown),
        text=text,
        implication=_what_for(best),
        question="S3.3",
        strength=0.4,
    )


def _what_for(best: BestCustomers) -> str:
    """Say what they are for, and that they bring no more than their number where that is so."""
    profile = _("They are the ones to describe in the target customer profile.")
    if exceeds(best.revenue_share, MORE_THAN_NUMBER * best.chosen / best.base):
        return profile
    plain = _(
        "That is hardly more than their number: being best by this goal is not spending more."
    )
    return f"{plain} {profile}"


@unless_absent
def pareto(concentration: ParetoShare, words: Words) -> Finding:
    """Say what the best customers bring, against the rule that 20 % bring 80 %."""
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
