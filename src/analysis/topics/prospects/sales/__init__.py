"""How do deals go, by team, salesperson and country?"""

from analysis.topics.prospects.sales.answer import answer
from analysis.topics.prospects.sales.inputs import result, words

__all__ = ["answer", "result", "words"]
