"""What makes the segments differ, and who are they? Profiles, descriptors and mosaics."""

from analysis.topics.segments.profiles.answer import answer, descriptors
from analysis.topics.segments.profiles.answer_mosaics import mosaics
from analysis.topics.segments.profiles.inputs import clear_traits, described, result

__all__ = ["answer", "clear_traits", "described", "descriptors", "mosaics", "result"]
