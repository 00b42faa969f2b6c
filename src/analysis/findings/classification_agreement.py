"""Findings on how far segments agree with another classification of the same people."""

from __future__ import annotations

from analysis.claims.evidence import evidence
from analysis.languages import formats, messages
from analysis.methods.segments.classification_agreement import ClassificationAgreement
from analysis.sources.words import Words
from analysis.statistics.deciding import in_order
from analysis.values.absent import unless_absent
from analysis.values.finding import Finding

_ = messages(__name__)


@unless_absent
def agreement_with_classification(agreement: ClassificationAgreement, words: Words) -> Finding:
    """Say whether the segments are those of another classification, and what that is good for."""
    text = _(
        "{share} of {unit} are in the class of “{name}” that belongs to their segment {evidence}; "
        "adjusted Rand index {index}.",
        share=formats.share(agreement.same.share, agreement.base),
        unit=words.unit,
        name=words.label(agreement.name),
        evidence=evidence(agreement.same.low, agreement.same.high, agreement.base, agreement.level),
        index=_index(agreement),
    )
    headline, implication = _said(agreement, words)
    return Finding(
        name="classification_agreement",
        headline=headline,
        text=" ".join([text, *_which(agreement, words)]),
        implication=implication,
        question="S0.4",
        strength=0.4,
    )


def _index(agreement: ClassificationAgreement) -> str:
    value = formats.number(agreement.agreement, 2)
    if agreement.low == agreement.high:
        return _("{value} (1 = divided alike, 0 = as by chance)", value=value)
    return _(
        "{value} ({level} CI {low} to {high}; 1 = divided alike, 0 = as by chance)",
        value=value,
        level=formats.share(agreement.level, digits=0),
        low=formats.number(agreement.low, 2),
        high=formats.number(agreement.high, 2),
    )


def _which(agreement: ClassificationAgreement, words: Words) -> list[str]:
    """Name the segments found again best and least, and those without a class."""
    matched = [found for found in agreement.segments if found.jaccard is not None]
    parts = []
    if agreement.verdict != "chance" and len(matched) > 1:
        best = in_order(matched, lambda found: -found.jaccard, lambda found: found.segment)[0]
        least = in_order(matched, lambda found: found.jaccard, lambda found: found.segment)[0]
        parts.append(
            _(
                "{best} is found again best (as “{of_best}”, overlap {high}), {least} least (as "
                "“{of_least}”, {low}).",
                best=words.segments[best.segment],
                of_best=words.label(best.counterpart),
                high=formats.number(best.jaccard, 2),
                least=words.segments[least.segment],
                of_least=words.label(least.counterpart),
                low=formats.number(least.jaccard, 2),
            )
        )
    if len(agreement.segments) != len(agreement.classes):
        parts.append(
            _(
                "There are {n} segments and {classes} classes: they cannot agree fully.",
                n=formats.number(len(agreement.segments)),
                classes=formats.number(len(agreement.classes)),
            )
        )
    return parts


def _said(agreement: ClassificationAgreement, words: Words) -> tuple[str, str]:
    name = words.label(agreement.name)
    if agreement.verdict == "chance":
        return (
            _("Segments and “{name}” agree by chance only", name=name),
            _("Nothing that is known of those classes holds for these segments."),
        )
    if agreement.verdict == "poor":
        return (
            _("The segments are others than “{name}”", name=name),
            _("Do not carry names or targets over from those classes."),
        )
    if agreement.verdict == "moderate":
        return (
            _("The segments agree in the main with “{name}”", name=name),
            _("What is known of a class holds where its segment is found again: see the table."),
        )
    return (
        _("The segments agree with “{name}”", name=name),
        _("What is known of those classes holds for these segments as well."),
    )
