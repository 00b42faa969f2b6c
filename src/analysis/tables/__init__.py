"""Results as tables: values with named parts that say everything and compute nothing."""

from analysis.tables.data_section import provenance, repairs
from analysis.tables.segmentation import (
    segment_number,
    segmentation_method,
)

__all__ = [
    "provenance",
    "repairs",
    "segment_number",
    "segmentation_method",
]
