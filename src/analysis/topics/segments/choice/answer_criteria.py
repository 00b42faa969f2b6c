"""What the criteria of a choice of segments are called."""

from __future__ import annotations

from analysis.languages import messages
from analysis.sources.words import Words
from analysis.topics.segments.choice.method_criteria import SegmentCriterion

_ = messages(__name__)
LABELS = {
    "size": _.later("Size (share of all)"),
    "value": _.later("Share of the money"),
    "money_per_head": _.later("Money per head"),
    "growth": _.later("Growth of its share"),
    "stability": _.later("Stability"),
    "distinctiveness": _.later("Recognised by a trait"),
    "reachability": _.later("Reached by its best channel"),
    "own_brand": _.later("Bought the own brand"),
    "recommendation": _.later("Net promoter score"),
}


def called(one: SegmentCriterion, words: Words) -> str:
    """Return the client's name for a criterion, what it asks, or what it measures.

    Parameters
    ----------
    one : SegmentCriterion
        The criterion.
    words : Words
        What questions, answers and criteria are called.
    """
    if one.wanted.label or one.asked:
        return words.label(one.wanted.label or one.asked)
    return _(LABELS[one.name]) if one.name in LABELS else one.name
