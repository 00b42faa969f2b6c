"""How market research and competitor analysis were made."""

from __future__ import annotations

from collections.abc import Sequence

from analysis.claims.method_statement import (
    interval_sentence,
    is_there,
    is_weighted,
    method_statement,
    weighting_sentences,
)
from analysis.languages import formats, messages
from analysis.sources.words import Words
from analysis.statistics.weighting import Weighting
from analysis.topics.competitors.brand_map.method import BrandMap
from analysis.topics.competitors.facts.method import CompetitorFacts
from analysis.topics.competitors.prices.method import PriceComparison
from analysis.topics.market.channels.method import ChannelSummary
from analysis.topics.market.ratings.method import RatingSummary
from analysis.topics.market.search_queries.method import SearchQuerySummary
from analysis.topics.survey.banner.method import Banner
from analysis.topics.survey.brand_funnel.method import BrandFunnel
from analysis.values.absent import Absent
from analysis.values.method_statement import MethodStatement

_ = messages(__name__)
CORRECTIONS = {
    "none": _.later("not corrected for their number"),
    "bonferroni": _.later("corrected for their number (Bonferroni)"),
    "fdr": _.later("corrected for their number (false discovery rate)"),
}


def market_research_method(
    weightings: Sequence[Weighting],
    *,
    banner: Banner | Absent,
    ratings: RatingSummary | Absent,
    channels: ChannelSummary | Absent,
    searches: SearchQuerySummary | Absent,
) -> MethodStatement | Absent:
    """Say how the market research was made.

    Parameters
    ----------
    weightings : sequence of Weighting
        How the respondents were weighted; empty without a survey.
    banner, ratings, channels, searches : result or Absent
        What was computed beside the survey's shares.
    """
    recorded = {_("reviews"): ratings, _("visits"): channels, _("search queries"): searches}
    counted = [name for name, result in recorded.items() if is_there(result)]
    counts = _(
        "{sources} are counts of what was recorded, not samples of the market.",
        sources=_capital(formats.and_list(counted)),
    )
    survey = [*weighting_sentences(weightings), interval_sentence(weightings)]
    return method_statement(
        [
            (_("Survey"), survey if weightings else ()),
            (_("Groups"), () if isinstance(banner, Absent) else _groups(banner, weightings)),
            (_("Records"), [counts] if counted else ()),
        ]
    )


def competitor_analysis_method(
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


def _groups(banner: Banner, weightings: Sequence[Weighting]) -> list[str]:
    if not banner.compared:
        return [_("No two groups are large enough to be compared.")]
    tests = {"correction": _(CORRECTIONS[banner.correction])}
    made = (
        _("Groups are compared by two-sided z tests on effective bases, {correction}.", **tests)
        if is_weighted(weightings)
        else _("Groups are compared by two-sided z tests, {correction}.", **tests)
    )
    return [
        made,
        _(
            "A group is called higher or lower only where its test holds; what differs between "
            "groups goes together and need not be the cause."
        ),
    ]


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


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
