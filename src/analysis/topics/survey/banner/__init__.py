"""Does awareness differ between groups? The widest stage of the funnel by the survey's groups."""

from analysis.topics.survey.banner.answer import answer
from analysis.topics.survey.banner.inputs import result, words

__all__ = ["answer", "result", "words"]
