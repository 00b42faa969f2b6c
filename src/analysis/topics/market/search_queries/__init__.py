"""What do people search for? Clicks with and without the brand's name, and the queries."""

from analysis.topics.market.search_queries.answer import answer
from analysis.topics.market.search_queries.inputs import result, words

__all__ = ["answer", "result", "words"]
