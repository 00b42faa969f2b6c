"""Findings on how far segments are apart."""

from __future__ import annotations

from analysis.findings.evidence import evidence
from analysis.findings.finding import Finding
from analysis.languages import _, formats
from analysis.methods.segment_separation import SegmentSeparation
from analysis.sources.absent import unless_absent
from analysis.sources.words import Words

WORTH_NAMING = 0.1


@unless_absent
def segment_separation(separation: SegmentSeparation, words: Words) -> Finding:
    """Say whether segments lie apart, touch or overlap, and which two most."""
    closest = separation.pairs[0]
    names = {
        "first": words.segments[closest.first],
        "second": words.segments[closest.second],
    }
    text = _(
        "{share} of {unit} stand between two segments {evidence}, hardly nearer to their own than "
        "to the next.",
        share=formats.share(separation.between, separation.measured),
        unit=words.unit,
        evidence=evidence(separation.between_low, separation.between_high, separation.measured),
    )
    if closest.between >= WORTH_NAMING:
        text = _(
            "{text} Most overlap: {first} and {second}, with {pair} of their {unit} between them.",
            text=text,
            pair=formats.share(closest.between, digits=0),
            unit=words.unit,
            **names,
        )
    if separation.verdict == "overlap":
        headline = _("{first} and {second} overlap most", **names)
        if closest.between < WORTH_NAMING:
            headline = _("The segments overlap")
        implication = _("Expect soft borders: people between two segments can be won for either.")
    elif separation.verdict == "touch":
        headline = _("The segments touch at their borders")
        implication = _("At the borders a person could as well be in the next segment.")
    else:
        headline = _("The segments lie apart")
        implication = _("Few people could be in another segment as well.")
    return Finding(
        name="segment_separation",
        headline=headline,
        text=text,
        implication=implication,
        question="S0.2",
        strength=0.4,
    )
