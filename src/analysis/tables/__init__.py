"""Results as tables: values with named parts that say everything and compute nothing."""

from analysis.tables.customer_value import best_customers, pareto, revenue_bands
from analysis.tables.data_section import provenance, repairs
from analysis.tables.rfm import rfm_bounds, rfm_groups
from analysis.tables.segmentation import (
    segment_number,
    segmentation_method,
)

__all__ = [
    "best_customers",
    "pareto",
    "provenance",
    "repairs",
    "revenue_bands",
    "rfm_bounds",
    "rfm_groups",
    "segment_number",
    "segmentation_method",
]
