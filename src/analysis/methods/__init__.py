"""The statistics, one call a line: frames go in, frozen results come out."""

from analysis.methods.customers.best_customers import pareto_share
from analysis.methods.customers.customer_values import (
    band_values,
    best_of_band,
    customer_revenue,
    customer_values,
)
from analysis.methods.customers.revenue_bands import most_important_source, revenue_bands
from analysis.methods.dividing.clustering import basis_of_people, segmentation_basis
from analysis.methods.dividing.segment_number import segment_number
from analysis.methods.dividing.segment_parts import (
    decided_number,
    number_of_segments,
    segment_labels,
    segment_names,
    unstable_segments,
)
from analysis.methods.dividing.segment_solution import carried_segments, segment_solution
from analysis.methods.dividing.segment_stability import segment_stability
from analysis.methods.dividing.segments_across import segment_stability_across

__all__ = [
    "band_values",
    "basis_of_people",
    "best_of_band",
    "carried_segments",
    "customer_revenue",
    "customer_values",
    "decided_number",
    "most_important_source",
    "number_of_segments",
    "pareto_share",
    "revenue_bands",
    "segment_labels",
    "segment_names",
    "segment_number",
    "segment_solution",
    "segment_stability",
    "segment_stability_across",
    "segmentation_basis",
    "unstable_segments",
]
