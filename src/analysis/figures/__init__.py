"""Results as charts, one message each; they draw what they are given."""

from analysis.figures.competitor_analysis import brand_map, prices
from analysis.figures.customer_stages import customer_stages
from analysis.figures.customer_value import pareto, revenue_bands, rfm_groups
from analysis.figures.market_research import brand_funnel, net_promoter, statements
from analysis.figures.prospects import bant, lead_channels, lead_readiness, sales_performance
from analysis.figures.segmentation import segment_number, segment_profiles, segment_sizes
from analysis.figures.voices import channels, ratings

__all__ = [
    "bant",
    "brand_funnel",
    "brand_map",
    "channels",
    "customer_stages",
    "lead_channels",
    "lead_readiness",
    "net_promoter",
    "pareto",
    "prices",
    "ratings",
    "revenue_bands",
    "rfm_groups",
    "sales_performance",
    "segment_number",
    "segment_profiles",
    "segment_sizes",
    "statements",
]
