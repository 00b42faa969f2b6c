"""The statistics, one call a line: frames go in, frozen results come out."""

from analysis.methods.brand_associations import brand_associations
from analysis.methods.brand_funnel import brand_funnel
from analysis.methods.correspondence import brand_image_table, correspondence_map
from analysis.methods.crosstabs import crosstab
from analysis.methods.net_promoter_groups import net_promoter_groups
from analysis.methods.price_comparison import price_comparison
from analysis.methods.ratings import rating_summary
from analysis.methods.sample_profile import sample_profile
from analysis.methods.statement_shares import statement_shares
from analysis.methods.traffic import channel_summary, search_query_summary
from analysis.methods.weighting import raked_weights, weight_summary

__all__ = [
    "brand_associations",
    "brand_funnel",
    "brand_image_table",
    "channel_summary",
    "correspondence_map",
    "crosstab",
    "net_promoter_groups",
    "price_comparison",
    "raked_weights",
    "rating_summary",
    "sample_profile",
    "search_query_summary",
    "statement_shares",
    "weight_summary",
]
