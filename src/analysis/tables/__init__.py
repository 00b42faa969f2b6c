"""Results as tables: values with named parts that say everything and compute nothing."""

from analysis.tables.customer_value import best_customers, pareto, revenue_bands
from analysis.tables.data_section import provenance, repairs
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
    "segment_number",
    "segmentation_method",
]
