"""Findings of the competitor study."""

from __future__ import annotations

import pandas as pd

from analysis.errors import NotEnoughData
from analysis.languages import formats, messages
from analysis.methods.market.brand_associations import BrandAssociations
from analysis.methods.market.brand_funnel import BrandFunnel
from analysis.sources.words import Words
from analysis.statistics.deciding import exceeds, order, reaches
from analysis.values.absent import unless_absent
from analysis.values.finding import Finding

_ = messages(__name__)
WELL_SHOWN = 0.5
MAP_IS_POOR = 0.6


@unless_absent
def competitors(facts: pd.DataFrame, words: Words, *, own: str | None) -> Finding:
    """Say how many competitors were looked at and of which kinds.

    Parameters
    ----------
    facts : pandas.DataFrame
        One row a competitor: ``name`` and, where known, ``kind``.
    words : Words
        The words of their file.
    own : str or None
        The client's brand, which is not its own competitor.
    """
    others = facts[facts["name"] != own]
    kinds = others["kind"].dropna() if "kind" in others else pd.Series(dtype="str")
    counts = kinds.map(words.label).value_counts().sort_index(kind="stable")
    listed = formats.and_list([f"{kind} ({formats.number(n)})" for kind, n in counts.items()])
    text = _.plural(
        "{n} competitor was looked at.",
        "{n} competitors were looked at.",
        len(others),
        n=formats.number(len(others)),
    )
    return Finding(
        name="competitors",
        headline=text.rstrip("."),
        text=text,
        implication=_("By kind: {kinds}.", kinds=listed) if len(counts) else "",
        question="S1.5",
        strength=0.3,
    )


@unless_absent
def competitor_awareness(funnel: BrandFunnel, words: Words, *, own: str | None) -> Finding:
    """Say how the client's brand stands against the best known other brand.

    Raises
    ------
    NotEnoughData
        If people were asked about one brand only.
    """
    shares = funnel.first_stage
    if len(shares) < 2:
        raise NotEnoughData(_("People were asked about one brand only."))
    ranked = shares.iloc[order(shares["share"], descending=True)]
    if own not in ranked.index:
        first, second = ranked.index[:2]
        return Finding(
            name="brand_funnel",
            headline=_("{brand} is the best known brand", brand=words.label(first)),
            text=_(
                "{first} is known by {first_share} and {second} by {second_share} (n = {base}).",
                first=words.label(first),
                second=words.label(second),
                first_share=formats.share(ranked.loc[first, "share"]),
                second_share=formats.share(ranked.loc[second, "share"]),
                base=formats.number(ranked.loc[first, "base"]),
            ),
            question="S1.5",
            strength=0.6,
        )
    rival = next(brand for brand in ranked.index if brand != own)
    mine, other = ranked.loc[own], ranked.loc[rival]
    names = {"own": words.label(own), "rival": words.label(rival)}
    if exceeds(mine["low"], other["high"]):
        headline = _("{own} is better known than every other brand", own=names["own"])
    elif exceeds(other["low"], mine["high"]):
        headline = _("{rival} is better known than {own}", **names)
    else:
        headline = _("{own} and {rival} are about equally known", **names)
    return Finding(
        name="brand_funnel",
        headline=headline,
        text=_(
            "{own} is known by {mine} ({mine_ends}), {rival}, the best known other brand, by "
            "{other} ({other_ends}; n = {base}).",
            **names,
            mine=formats.share(mine["share"], mine["base"]),
            mine_ends=formats.share_interval(mine["low"], mine["high"], mine["base"]),
            other=formats.share(other["share"], other["base"]),
            other_ends=formats.share_interval(other["low"], other["high"], other["base"]),
            base=formats.number(mine["base"]),
        ),
        implication=_("Better or less known is said only where the intervals do not overlap."),
        question="S1.5",
        strength=0.7,
    )


@unless_absent
def brand_map(associations: BrandAssociations, words: Words) -> Finding:
    """Say what the client's brand stands for on the map, as far as the map shows it."""
    weak = not reaches(associations.quality, WELL_SHOWN)
    poor = not reaches(associations.shown, MAP_IS_POOR)
    brand = words.label(associations.brand)
    attributes = [words.label(attribute) for attribute in associations.attributes[:3]]
    caution = _("The map shows this brand badly: rely on its numbers instead.")
    care = _("The map leaves much unshown: read it with care.")
    return Finding(
        name="brand_map",
        headline=_("The map shows {brand} badly", brand=brand)
        if weak
        else _("{brand} stands for: {attribute}", brand=brand, attribute=attributes[0]),
        text=_(
            "On the map {brand} lies in the direction of {attributes}; the two axes show {share} "
            "of the differences between brands.",
            brand=brand,
            attributes=formats.and_list([f"“{name}”" for name in attributes]),
            share=formats.share(associations.shown, digits=0),
        ),
        implication=caution if weak else (care if poor else ""),
        question="S1.5",
        strength=0.3 if weak else 0.6,
    )
