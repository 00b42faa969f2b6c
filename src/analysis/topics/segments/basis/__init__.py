"""What are segments made of, and can the data carry a segmentation?"""

from analysis.topics.segments.basis.answer import answer, criteria, style_answer
from analysis.topics.segments.basis.inputs import answers, result, style, summary, words

__all__ = [
    "answer",
    "answers",
    "criteria",
    "result",
    "style",
    "style_answer",
    "summary",
    "words",
]
