"""How well known is each brand? The first stage of the funnel, the client's against the best."""

from analysis.topics.competitors.awareness.answer import answer
from analysis.topics.competitors.awareness.inputs import result, words

__all__ = ["answer", "result", "words"]
