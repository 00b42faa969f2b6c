"""Which leads are ready to buy, by budget, authority, need and timeline, and do these buy?"""

from analysis.topics.prospects.bant.answer import answer, conversion_answer
from analysis.topics.prospects.bant.inputs import result, words

__all__ = ["answer", "conversion_answer", "result", "words"]
