"""Results as sentences a person would say, each with its base and interval."""

from analysis.findings.competitor_analysis import (
    brand_map,
    competitor_awareness,
    competitors,
    prices,
)
from analysis.findings.customer_stages import customer_stages
from analysis.findings.customer_value import best_customers, pareto, revenue_source, rfm_groups
from analysis.findings.finding import brief
from analysis.findings.headline import headline
from analysis.findings.market_research import banner, brand_funnel, net_promoter, sample, statements
from analysis.findings.personas import persona_evidence, personas
from analysis.findings.prospects import bant, lead_channels, lead_readiness, sales_performance
from analysis.findings.segment_profiles import segment_descriptors, segment_profiles
from analysis.findings.segmentation import segment_number, segment_sizes, segment_value
from analysis.findings.voices import channels, ratings, search_queries

__all__ = [
    "banner",
    "bant",
    "best_customers",
    "brand_funnel",
    "brand_map",
    "brief",
    "channels",
    "competitor_awareness",
    "competitors",
    "customer_stages",
    "headline",
    "lead_channels",
    "lead_readiness",
    "net_promoter",
    "pareto",
    "persona_evidence",
    "personas",
    "prices",
    "ratings",
    "revenue_source",
    "rfm_groups",
    "sales_performance",
    "sample",
    "search_queries",
    "segment_descriptors",
    "segment_number",
    "segment_profiles",
    "segment_sizes",
    "segment_value",
    "statements",
]
