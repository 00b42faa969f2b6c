"""Who changed segment? The people asked in two waves, by their segment then and now."""

from analysis.topics.segments.migration.answer import answer
from analysis.topics.segments.migration.inputs import result

__all__ = ["answer", "result"]
