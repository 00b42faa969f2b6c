"""Results as sentences a person would say, each with its base and interval."""

from analysis.claims.brief import brief
from analysis.claims.headline import headline
from analysis.findings.segmentation_method import personas_method, segmentation_method
from analysis.findings.study_headlines import personas_headline, segmentation_headline

__all__ = [
    "brief",
    "headline",
    "personas_headline",
    "personas_method",
    "segmentation_headline",
    "segmentation_method",
]
