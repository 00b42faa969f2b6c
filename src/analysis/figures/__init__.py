"""Results as charts, one message each; they draw what they are given."""

from analysis.figures.segment_stability import segment_stability, segments_across
from analysis.figures.segmentation import segment_number

__all__ = [
    "segment_number",
    "segment_stability",
    "segments_across",
]
