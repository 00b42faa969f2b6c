"""Which kinds of leads become customers?"""

from analysis.topics.prospects.traits.answer import answer
from analysis.topics.prospects.traits.inputs import result, words

__all__ = ["answer", "result", "words"]
