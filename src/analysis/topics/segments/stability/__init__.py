"""Which segments come out again, and which stay together as their number grows?"""

from analysis.topics.segments.stability.answer import across_answer, answer
from analysis.topics.segments.stability.inputs import across, result, words

__all__ = ["across", "across_answer", "answer", "result", "words"]
