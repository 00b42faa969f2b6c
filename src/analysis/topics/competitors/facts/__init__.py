"""Who are the competitors? Facts quoted from a file, and whom they target, where and how well."""

from analysis.topics.competitors.facts.answer import answer, described
from analysis.topics.competitors.facts.inputs import result, words

__all__ = ["answer", "described", "result", "words"]
