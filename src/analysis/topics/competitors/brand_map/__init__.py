"""What does each brand stand for? A map of brands and what people connect with them."""

from analysis.topics.competitors.brand_map.answer import answer
from analysis.topics.competitors.brand_map.inputs import result, words

__all__ = ["answer", "result", "words"]
