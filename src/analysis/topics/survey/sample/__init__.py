"""Who answered? How many, what weighting makes of them, and the sample's composition."""

from analysis.topics.survey.sample.answer import answer
from analysis.topics.survey.sample.inputs import result, words

__all__ = ["answer", "result", "words"]
