"""How concentrated is revenue?"""

from analysis.topics.customers.concentration.answer import answer
from analysis.topics.customers.concentration.inputs import result, words

__all__ = ["answer", "result", "words"]
