"""Which segment is everyone in? The division itself, and people of another wave in it."""

from analysis.topics.segments.solution.inputs import result
from analysis.topics.segments.solution.method import segment_labels
from analysis.topics.segments.solution.method_carried import carried_segments

__all__ = ["carried_segments", "result", "segment_labels"]
