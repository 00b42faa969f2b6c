"""What are segments made of, and can the data carry a segmentation?"""

from analysis.topics.segments.basis.answer import answer, criteria, style_answer
from analysis.topics.segments.basis.inputs import result, style, summary

__all__ = ["answer", "criteria", "result", "style", "style_answer", "summary"]
