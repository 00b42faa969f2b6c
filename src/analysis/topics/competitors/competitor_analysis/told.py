"""What the competitor analysis says of itself: how it was made, and its headline numbers."""

from __future__ import annotations

from collections.abc import Sequence

from analysis.claims.headline import headline
from analysis.claims.method_statement import (
    interval_sentence,
    is_there,
    is_weighted,
    method_statement,
    weighting_sentences,
)
from analysis.languages import messages
from analysis.sources.words import Words
from analysis.statistics.weighting import Weighting
from analysis.topics.competitors.brand_map.method import BrandMap
from analysis.topics.competitors.facts.method import CompetitorFacts
from analysis.topics.competitors.prices.method import PriceComparison
from analysis.topics.survey.brand_funnel.method import BrandFunnel
from analysis.values.absent import Absent, part_of
from analysis.values.method_statement import MethodStatement

_ = messages(__name__)


def method(
    weightings: Sequence[Weighting],
    words: Words,
    *,
    facts: CompetitorFacts | Absent,
    funnel: BrandFunnel | Absent,
    prices: PriceComparison | Absent,
    brand_map: BrandMap | Absent,
) -> MethodStatement | Absent:
    """Say how competitors were compared.

    Parameters
    ----------
    weightings : sequence of Weighting
        How the respondents were weighted; empty without questions on brands.
    words : Words
        What brands are called.
    facts, funnel, prices, brand_map : result or Absent
        What was computed.
    """
    return method_statement(
        [
            (_("Survey"), weighting_sentences(weightings)),
            (_("Awareness"), [_awareness(weightings)] if is_there(funnel) else ()),
            (_("Prices"), () if isinstance(prices, Absent) else [_prices(prices, words)]),
            (_("Map"), [_map(weightings)] if is_there(brand_map) else ()),
            (_("Facts"), () if isinstance(facts, Absent) else [_facts(facts)]),
        ]
    )


def _awareness(weightings: Sequence[Weighting]) -> str:
    told = _("Brands are called better or less known only where their intervals do not overlap.")
    return f"{told} {interval_sentence(weightings)}"


def _prices(prices: PriceComparison, words: Words) -> str:
    own = prices.reference_brand
    return _(
        "Prices are compared by medians with exact order-statistic intervals; the price index sets "
        "the median of {reference} at 100.",
        reference=words.label(own) if own else _("the whole market"),
    )


def _map(weightings: Sequence[Weighting]) -> str:
    made = (
        _("The map is a correspondence analysis of weighted mentions in principal coordinates.")
        if is_weighted(weightings)
        else _("The map is a correspondence analysis of mentions in principal coordinates.")
    )
    read = _(
        "The direction from the middle counts, not the distance between a brand and an attribute; "
        "the sign of each axis is fixed by rule so that maps of several waves do not mirror."
    )
    return f"{made} {read}"


def _facts(facts: CompetitorFacts) -> str:
    if facts.origins:
        return _("Facts on competitors are quoted from the sources named with them, not verified.")
    return _("Facts on competitors were delivered without their sources and are not verified.")


def headline_numbers(
    own: str | None,
    *,
    funnel: BrandFunnel | Absent,
    prices: PriceComparison | Absent,
    brand_map: BrandMap | Absent,
) -> str:
    """Return the headline numbers of the competitor analysis, a line each.

    Parameters
    ----------
    own : str or None
        The client's brand.
    funnel, prices, brand_map : result or Absent
        What was computed.
    """
    return headline(
        awareness=part_of(funnel, lambda found: found.first_share(own)),
        offers=part_of(prices, lambda found: found.base),
        reference_price=part_of(prices, lambda found: found.reference_price),
        brands_priced=part_of(prices, lambda found: found.brand_count),
        map_inertia=part_of(brand_map, lambda found: found.total_inertia),
        mentions=part_of(brand_map, lambda found: found.base),
    )
