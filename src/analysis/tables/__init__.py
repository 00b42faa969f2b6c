"""Results as tables: values with named parts that say everything and compute nothing."""

from analysis.tables.basis_structure import basis_structure
from analysis.tables.customer_value import best_customers, pareto, revenue_bands
from analysis.tables.data_section import provenance, repairs
from analysis.tables.market_research import banner, sample_profile
from analysis.tables.repeat_buying import lifetime_values, repeat_buying_method
from analysis.tables.rfm import rfm_bounds, rfm_groups
from analysis.tables.segment_choice import choice_weights, segment_scores
from analysis.tables.segment_profiles import segment_descriptors, segment_profiles
from analysis.tables.segmentation import (
    segment_number,
    segment_sizes,
    segmentation_basis,
    segmentation_method,
)
from analysis.tables.typing_tool import (
    typing_points,
    typing_questions,
    typing_tool,
    typing_workbook,
)

__all__ = [
    "banner",
    "basis_structure",
    "best_customers",
    "choice_weights",
    "lifetime_values",
    "pareto",
    "provenance",
    "repairs",
    "repeat_buying_method",
    "revenue_bands",
    "rfm_bounds",
    "rfm_groups",
    "sample_profile",
    "segment_descriptors",
    "segment_number",
    "segment_profiles",
    "segment_scores",
    "segment_sizes",
    "segmentation_basis",
    "segmentation_method",
    "typing_points",
    "typing_questions",
    "typing_tool",
    "typing_workbook",
]
