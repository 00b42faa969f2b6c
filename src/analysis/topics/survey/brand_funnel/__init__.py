"""How well is the brand known, tried and bought? Stages of every brand, and who goes on."""

from analysis.topics.survey.brand_funnel.answer import answer
from analysis.topics.survey.brand_funnel.inputs import result, words

__all__ = ["answer", "result", "words"]
