"""How do prices compare? Medians of offers, brand by brand, and like for like."""

from analysis.topics.competitors.prices.answer import answer
from analysis.topics.competitors.prices.inputs import result, words

__all__ = ["answer", "result", "words"]
