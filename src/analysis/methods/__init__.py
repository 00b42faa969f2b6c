"""The statistics, one call a line: frames go in, frozen results come out."""

from analysis.methods.basis_summary import basis_summary
from analysis.methods.best_customers import pareto_share
from analysis.methods.brand_associations import brand_associations
from analysis.methods.brand_funnel import brand_funnel
from analysis.methods.clustering import basis_of_people, segmentation_basis
from analysis.methods.correspondence import brand_image_table, correspondence_map
from analysis.methods.crosstabs import crosstab
from analysis.methods.customer_values import (
    band_values,
    best_of_band,
    customer_values,
    rfm_values,
)
from analysis.methods.net_promoter_groups import net_promoter_groups
from analysis.methods.personas import personas
from analysis.methods.price_comparison import price_comparison
from analysis.methods.prospects import channel_conversion, lead_readiness, readiness_trend
from analysis.methods.ratings import rating_summary
from analysis.methods.revenue_bands import most_important_source, revenue_bands
from analysis.methods.rfm import rfm_scores
from analysis.methods.sales_performance import sales_performance
from analysis.methods.sample_profile import sample_profile
from analysis.methods.segment_money import money_of_people
from analysis.methods.segment_number import segment_number
from analysis.methods.segment_profiles import segment_profiles
from analysis.methods.segment_sizes import segment_sizes
from analysis.methods.segment_solution import carried_segments, segment_solution
from analysis.methods.statement_shares import statement_shares
from analysis.methods.traffic import channel_summary, search_query_summary
from analysis.methods.trait_conversion import trait_conversion
from analysis.methods.weighting import raked_weights, weight_summary

__all__ = [
    "band_values",
    "basis_of_people",
    "basis_summary",
    "best_of_band",
    "brand_associations",
    "brand_funnel",
    "brand_image_table",
    "carried_segments",
    "channel_conversion",
    "channel_summary",
    "correspondence_map",
    "crosstab",
    "customer_values",
    "lead_readiness",
    "money_of_people",
    "most_important_source",
    "net_promoter_groups",
    "pareto_share",
    "personas",
    "price_comparison",
    "raked_weights",
    "rating_summary",
    "readiness_trend",
    "revenue_bands",
    "rfm_scores",
    "rfm_values",
    "sales_performance",
    "sample_profile",
    "search_query_summary",
    "segment_number",
    "segment_profiles",
    "segment_sizes",
    "segment_solution",
    "segmentation_basis",
    "statement_shares",
    "trait_conversion",
    "weight_summary",
]
