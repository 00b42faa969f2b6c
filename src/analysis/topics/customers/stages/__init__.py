"""Who has bought, who might, and who has stopped?"""

from analysis.topics.customers.stages.answer import answer
from analysis.topics.customers.stages.inputs import result, words

__all__ = ["answer", "result", "words"]
