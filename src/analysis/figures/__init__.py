"""Results as charts, one message each; they draw what they are given."""

from analysis.figures.competitor_analysis import brand_map, prices
from analysis.figures.market_research import brand_funnel, net_promoter, statements
from analysis.figures.voices import channels, ratings

__all__ = [
    "brand_funnel",
    "brand_map",
    "channels",
    "net_promoter",
    "prices",
    "ratings",
    "statements",
]
