"""Findings on how far segments are apart."""

from __future__ import annotations

from analysis.claims.evidence import evidence
from analysis.languages import formats, messages
from analysis.methods.segments.segment_separation import NO_STRUCTURE, SegmentSeparation
from analysis.sources.words import Words
from analysis.values.absent import unless_absent
from analysis.values.finding import Finding

_ = messages(__name__)
WITHOUT_GAPS = 0.2


@unless_absent
def segment_separation(separation: SegmentSeparation, words: Words) -> Finding:
    """Say whether segments lie apart, touch or overlap, and which two most."""
    closest = separation.pairs[0]
    names = {
        "first": words.segments[closest.first],
        "second": words.segments[closest.second],
    }
    shown = {
        "share": formats.share(separation.between, separation.measured),
        "unit": words.unit,
        "evidence": evidence(separation.between_low, separation.between_high, separation.measured),
    }
    if separation.yes_no:
        text = _(
            "{share} of {unit} stand half-way between two segments {evidence}. Of yes/no answers "
            "that is few in any case; how alike people of a segment are tells more: silhouette "
            "{silhouette} of 1, and up to {limit} there are no gaps.",
            **shown,
            silhouette=formats.number(separation.silhouette, 2),
            limit=formats.number(NO_STRUCTURE, 2),
        )
    else:
        text = _(
            "{share} of {unit} stand half-way between two segments {evidence}; where there are no "
            "gaps at all it is about {cloud}.",
            **shown,
            cloud=formats.share(WITHOUT_GAPS, digits=0),
        )
    if separation.verdict != "apart":
        text = _(
            "{text} Most of them: between {first} and {second} ({pair} of these two).",
            text=text,
            pair=formats.share(closest.between, digits=0),
            **names,
        )
    if separation.verdict == "overlap":
        headline = _("No gaps: most overlap {first} and {second}", **names)
        implication = _(
            "The borders are drawn, not found: {unit} half-way can be won for either segment.",
            unit=words.unit,
        )
    elif separation.verdict == "touch":
        headline = _("The segments touch, most {first} and {second}", **names)
        implication = _(
            "At the borders {unit} could as well be in the next segment.", unit=words.unit
        )
    else:
        headline = _("The segments lie apart")
        implication = _("Few {unit} could be in another segment as well.", unit=words.unit)
    return Finding(
        name="segment_separation",
        headline=headline,
        text=text,
        implication=implication,
        question="S0.2",
        strength=0.4,
    )
