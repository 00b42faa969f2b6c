"""Results as tables: values with named parts that say everything and compute nothing."""

from analysis.tables.competitor_analysis import competitor_words, competitors
from analysis.tables.data_section import provenance, repairs
from analysis.tables.market_research import banner, sample_profile
from analysis.tables.voices import search_queries

__all__ = [
    "banner",
    "competitor_words",
    "competitors",
    "provenance",
    "repairs",
    "sample_profile",
    "search_queries",
]
