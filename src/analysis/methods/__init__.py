"""The statistics, one call a line: frames go in, frozen results come out."""

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
    "basis_of_people",
    "carried_segments",
    "decided_number",
    "number_of_segments",
    "segment_labels",
    "segment_names",
    "segment_number",
    "segment_solution",
    "segment_stability",
    "segment_stability_across",
    "segmentation_basis",
    "unstable_segments",
]
