"""How large are the segments, and what do they bring?"""

from analysis.topics.segments.sizes.answer import answer, value
from analysis.topics.segments.sizes.inputs import money, result

__all__ = ["answer", "money", "result", "value"]
