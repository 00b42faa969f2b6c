"""Do the segments overlap? People on a map, and how many stand between two segments."""

from analysis.topics.segments.separation.answer import answer
from analysis.topics.segments.separation.inputs import result

__all__ = ["answer", "result"]
