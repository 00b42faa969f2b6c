"""What the segmentation says of itself: its method and its headline numbers."""

from analysis.topics.segments.segmentation.told import headline_numbers, method

__all__ = ["headline_numbers", "method"]
