"""Which prices do people accept? Where a price is too cheap to trust, and where too expensive."""

from analysis.topics.pricing.price_sensitivity.answer import answer
from analysis.topics.pricing.price_sensitivity.inputs import result, words

__all__ = ["answer", "result", "words"]
