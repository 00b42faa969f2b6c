"""What the competitor analysis says of itself: its method and its headline numbers."""

from analysis.topics.competitors.competitor_analysis.told import headline_numbers, method

__all__ = ["headline_numbers", "method"]
