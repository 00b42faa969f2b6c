"""Do the segments still hold? Segments of an earlier wave, and what became of them."""

from analysis.topics.segments.waves.answer import answer
from analysis.topics.segments.waves.inputs import result, words

__all__ = ["answer", "result", "words"]
