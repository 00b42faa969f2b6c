"""How is the offer rated in reviews? Mean ratings, of everything and by brand or product."""

from analysis.topics.market.ratings.answer import answer
from analysis.topics.market.ratings.inputs import result, result_by_brand, words

__all__ = ["answer", "result", "result_by_brand", "words"]
