"""What personas and prospects say of themselves: their method and their headline numbers."""

from analysis.topics.personas.personas_and_prospects.told import headline_numbers, method

__all__ = ["headline_numbers", "method"]
