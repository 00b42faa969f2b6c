"""How is a new person placed in a segment? A few questions, and how often they are right."""

from analysis.topics.segments.typing.answer import answer
from analysis.topics.segments.typing.inputs import result

__all__ = ["answer", "result"]
