"""Results as tables: values with named parts that say everything and compute nothing."""

from analysis.tables.data_section import provenance, repairs

__all__ = [
    "provenance",
    "repairs",
]
