"""Who buys lately and often, and who is being lost?"""

from analysis.topics.customers.rfm.answer import answer
from analysis.topics.customers.rfm.inputs import result, words

__all__ = ["answer", "result", "words"]
