"""Which customers bring most of the revenue?"""

from analysis.topics.customers.revenue_bands.answer import answer
from analysis.topics.customers.revenue_bands.inputs import result, words

__all__ = ["answer", "result", "words"]
