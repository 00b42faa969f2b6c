"""Results as tables: values with named parts that say everything and compute nothing."""

from analysis.tables.basis_structure import basis_structure
from analysis.tables.customer_value import best_customers, pareto, revenue_bands
from analysis.tables.data_section import provenance, repairs
from analysis.tables.rfm import rfm_bounds, rfm_groups
from analysis.tables.segment_profiles import segment_descriptors, segment_profiles
from analysis.tables.segmentation import (
    segment_number,
    segment_sizes,
    segmentation_basis,
    segmentation_method,
)

__all__ = [
    "basis_structure",
    "best_customers",
    "pareto",
    "provenance",
    "repairs",
    "revenue_bands",
    "rfm_bounds",
    "rfm_groups",
    "segment_descriptors",
    "segment_number",
    "segment_profiles",
    "segment_sizes",
    "segmentation_basis",
    "segmentation_method",
]
