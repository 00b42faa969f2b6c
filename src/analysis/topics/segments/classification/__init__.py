"""Do the segments agree with a classification that is known already?"""

from analysis.topics.segments.classification.answer import answer
from analysis.topics.segments.classification.inputs import result

__all__ = ["answer", "result"]
