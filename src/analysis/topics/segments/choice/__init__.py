"""Which segment comes first? Scores on what makes a segment attractive, and on how well it fits."""

from analysis.topics.segments.choice.answer import answer
from analysis.topics.segments.choice.inputs import result

__all__ = ["answer", "result"]
