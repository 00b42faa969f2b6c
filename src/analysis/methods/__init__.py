"""The statistics, one call a line: frames go in, frozen results come out."""

from analysis.methods.answer_style import answer_style
from analysis.methods.basis_structure import basis_structure
from analysis.methods.basis_summary import basis_summary
from analysis.methods.best_customers import pareto_share
from analysis.methods.brand_associations import brand_associations
from analysis.methods.brand_funnel import brand_funnel
from analysis.methods.clustering import basis_of_people, segmentation_basis
from analysis.methods.correspondence import brand_image_table, correspondence_map
from analysis.methods.crosstabs import crosstab
from analysis.methods.customer_stages import customer_stages
from analysis.methods.customer_values import (
    band_values,
    best_of_band,
    customer_values,
    rfm_values,
)
from analysis.methods.lifetime_values import customer_lifetime_values
from analysis.methods.net_promoter_groups import net_promoter_groups
from analysis.methods.personas import personas
from analysis.methods.price_comparison import price_comparison
from analysis.methods.prospects import channel_conversion, lead_readiness, readiness_trend
from analysis.methods.purchase_value import purchase_value
from analysis.methods.ratings import rating_summary
from analysis.methods.repeat_buying import repeat_buying
from analysis.methods.repeat_buying_data import repeat_purchases
from analysis.methods.revenue_bands import most_important_source, revenue_bands
from analysis.methods.rfm import rfm_scores
from analysis.methods.sales_performance import sales_performance
from analysis.methods.sample_profile import sample_profile
from analysis.methods.segment_choice import segment_choice
from analysis.methods.segment_criteria import segment_criteria
from analysis.methods.segment_migration import segment_migration
from analysis.methods.segment_money import money_of_people
from analysis.methods.segment_mosaics import segment_mosaics
from analysis.methods.segment_number import segment_number
from analysis.methods.segment_profiles import segment_profiles
from analysis.methods.segment_separation import segment_separation
from analysis.methods.segment_sizes import segment_sizes
from analysis.methods.segment_solution import carried_segments, segment_solution
from analysis.methods.segment_stability import segment_stability
from analysis.methods.segment_waves import segment_waves
from analysis.methods.segments_across import segment_stability_across
from analysis.methods.statement_shares import statement_shares
from analysis.methods.traffic import channel_summary, search_query_summary
from analysis.methods.trait_conversion import trait_conversion
from analysis.methods.typing_tool import typing_tool
from analysis.methods.weighting import raked_weights, weight_summary

__all__ = [
    "answer_style",
    "band_values",
    "basis_of_people",
    "basis_structure",
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
    "customer_lifetime_values",
    "customer_stages",
    "customer_values",
    "lead_readiness",
    "money_of_people",
    "most_important_source",
    "net_promoter_groups",
    "pareto_share",
    "personas",
    "price_comparison",
    "purchase_value",
    "raked_weights",
    "rating_summary",
    "readiness_trend",
    "repeat_buying",
    "repeat_purchases",
    "revenue_bands",
    "rfm_scores",
    "rfm_values",
    "sales_performance",
    "sample_profile",
    "search_query_summary",
    "segment_choice",
    "segment_criteria",
    "segment_migration",
    "segment_mosaics",
    "segment_number",
    "segment_profiles",
    "segment_separation",
    "segment_sizes",
    "segment_solution",
    "segment_stability",
    "segment_stability_across",
    "segment_waves",
    "segmentation_basis",
    "statement_shares",
    "trait_conversion",
    "typing_tool",
    "weight_summary",
]
