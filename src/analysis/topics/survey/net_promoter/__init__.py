"""Would customers recommend the brand? The net promoter score, in total and by group."""

from analysis.topics.survey.net_promoter.answer import answer
from analysis.topics.survey.net_promoter.inputs import result, words

__all__ = ["answer", "result", "words"]
