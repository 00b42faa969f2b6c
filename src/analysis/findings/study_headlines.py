"""The headline numbers of every study, taken from its results."""

from __future__ import annotations

from analysis.claims.headline import headline
from analysis.methods.customers.best_customers import ParetoShare
from analysis.methods.customers.revenue_bands import RevenueSource
from analysis.methods.dividing.segment_number import SegmentNumberDecision
from analysis.topics.competitors.brand_map.method import BrandMap
from analysis.topics.competitors.prices.method import PriceComparison
from analysis.topics.market.channels.method import ChannelSummary
from analysis.topics.market.ratings.method import RatingSummary
from analysis.topics.market.search_queries.method import SearchQuerySummary
from analysis.topics.personas.portraits.method import Personas
from analysis.topics.prospects.bant.method import BantTable
from analysis.topics.prospects.conversion.method import LeadConversion
from analysis.topics.prospects.sales.method import Sales
from analysis.topics.segments.sizes.method import SegmentSizes
from analysis.topics.segments.typing.method import TypingTool
from analysis.topics.survey.brand_funnel.method import BrandFunnel
from analysis.topics.survey.net_promoter.method import NetPromoterGroups
from analysis.topics.survey.sample.method import Sample
from analysis.values.absent import Absent, part_of


def market_research_headline(
    own: str | None,
    *,
    sample: Sample | Absent,
    funnel: BrandFunnel | Absent,
    promoters: NetPromoterGroups | Absent,
    ratings: RatingSummary | Absent,
    channels: ChannelSummary | Absent,
    searches: SearchQuerySummary | Absent,
) -> str:
    """Return the headline numbers of the market research, a line each.

    Parameters
    ----------
    own : str or None
        The client's brand.
    sample, funnel, promoters, ratings, channels, searches : result or Absent
        What was computed.
    """
    return headline(
        respondents=part_of(sample, lambda found: found.weighting.base),
        effective_base=part_of(sample, lambda found: found.weighting.effective_base),
        awareness=part_of(funnel, lambda found: found.first_share(own)),
        net_promoter_score=part_of(promoters, lambda found: found.score),
        mean_rating=part_of(ratings, lambda found: found.mean),
        conversion_rate=part_of(channels, lambda found: found.conversion_rate),
        search_clicks=part_of(searches, lambda found: found.clicks),
    )


def competitor_analysis_headline(
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


def segmentation_headline(
    *,
    number: SegmentNumberDecision | Absent,
    sizes: SegmentSizes | Absent,
    typing: TypingTool | Absent,
    important: RevenueSource | Absent,
    concentration: ParetoShare | Absent,
) -> str:
    """Return the headline numbers of the segmentation, a line each.

    Parameters
    ----------
    number, sizes, typing, important, concentration : result or Absent
        What was computed.
    """
    tried = part_of(number, lambda found: found.choice)
    taken = part_of(number, lambda found: found.trial)
    first = part_of(sizes, lambda found: found.rows[0])
    return headline(
        segments=part_of(number, lambda found: found.segments),
        agreement=part_of(taken, lambda found: found.agreement),
        structure=part_of(tried, lambda found: found.structure),
        first_segment=part_of(first, lambda found: found.share),
        first_segment_value=part_of(first, lambda found: found.value_share),
        typing_accuracy=part_of(typing, lambda found: found.accuracy),
        main_source_share=part_of(important, lambda found: found.share),
        best_fifth=part_of(concentration, lambda found: found.share),
    )


def personas_headline(
    *,
    number: SegmentNumberDecision | Absent,
    portraits: Personas | Absent,
    sizes: SegmentSizes | Absent,
    readiness: BantTable | Absent,
    channels: LeadConversion | Absent,
    sales: Sales,
) -> str:
    """Return the headline numbers of personas and prospects, a line each.

    Parameters
    ----------
    number, portraits, sizes, readiness, channels, sales : result or Absent
        What was computed.
    """
    return headline(
        personas=part_of(number, lambda found: found.segments),
        respondents=part_of(portraits, lambda found: found.base),
        first_persona=part_of(sizes, lambda found: found.rows[0].share),
        leads=part_of(readiness, lambda found: found.base),
        qualified=part_of(readiness, lambda found: found.grades[0].share),
        conversion=part_of(channels, lambda found: found.total.share),
        deals=part_of(sales.teams, lambda found: found.total.deals),
        win_rate=part_of(sales.teams, lambda found: found.total.win_rate),
    )
