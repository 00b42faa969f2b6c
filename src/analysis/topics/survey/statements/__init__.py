"""What do people look for, hear of, struggle with? Statements, block by block of questions."""

from analysis.topics.survey.statements.answer import answer
from analysis.topics.survey.statements.inputs import result, words

__all__ = ["answer", "result", "words"]
