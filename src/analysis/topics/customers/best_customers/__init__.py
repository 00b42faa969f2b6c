"""Who are the best customers in the most important band?"""

from analysis.topics.customers.best_customers.answer import answer
from analysis.topics.customers.best_customers.inputs import result, words

__all__ = ["answer", "result", "words"]
