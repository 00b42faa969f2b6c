"""Results as sentences a person would say, each with its base and interval."""

from analysis.findings.competitor_analysis import (
    brand_map,
    competitor_awareness,
    competitors,
    prices,
)
from analysis.findings.finding import brief
from analysis.findings.headline import headline
from analysis.findings.market_research import (
    banner,
    brand_funnel,
    net_promoter,
    sample,
    statements,
)
from analysis.findings.voices import channels, ratings, search_queries

__all__ = [
    "banner",
    "brand_funnel",
    "brand_map",
    "brief",
    "channels",
    "competitor_awareness",
    "competitors",
    "headline",
    "net_promoter",
    "prices",
    "ratings",
    "sample",
    "search_queries",
    "statements",
]
