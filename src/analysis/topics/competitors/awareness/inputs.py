"""What awareness needs of a study: the brand funnel of its survey."""

from __future__ import annotations

from analysis.topics.survey.brand_funnel.inputs import result, words

__all__ = ["result", "words"]
