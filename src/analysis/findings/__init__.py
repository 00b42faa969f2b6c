"""Results as sentences a person would say, each with its base and interval."""

from analysis.claims.brief import brief
from analysis.claims.headline import headline
from analysis.findings.segment_stability import segment_stability, segments_across
from analysis.findings.segmentation import segment_number
from analysis.findings.segmentation_method import personas_method, segmentation_method
from analysis.findings.study_headlines import personas_headline, segmentation_headline

__all__ = [
    "banner",
    "brief",
    "headline",
    "personas_headline",
    "personas_method",
    "sample",
    "segment_descriptors",
    "segment_mosaics",
    "segment_number",
    "segment_stability",
    "segmentation_headline",
    "segmentation_method",
    "segments_across",
]
