"""Through which channels do leads come that become customers?"""

from analysis.topics.prospects.conversion.answer import answer
from analysis.topics.prospects.conversion.inputs import result, words

__all__ = ["answer", "result", "words"]
