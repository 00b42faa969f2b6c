"""How many segments are there, and were they found or made?"""

from analysis.topics.segments.number.answer import answer, made_answer
from analysis.topics.segments.number.inputs import result, words
from analysis.topics.segments.number.method import decided_number

__all__ = ["answer", "decided_number", "made_answer", "result", "words"]
