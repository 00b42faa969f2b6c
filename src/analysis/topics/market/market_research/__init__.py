"""What market research says of itself: its method and its headline numbers."""

from analysis.topics.market.market_research.told import headline_numbers, method

__all__ = ["headline_numbers", "method"]
