"""Which channels bring visits that convert? Sessions, conversions and their rate."""

from analysis.topics.market.channels.answer import answer
from analysis.topics.market.channels.inputs import result, words

__all__ = ["answer", "result", "words"]
