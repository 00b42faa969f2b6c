"""How far segments are those of another classification: the sentence and where people are."""

from __future__ import annotations

from analysis.claims.bases import interval_note, people_base
from analysis.claims.evidence import evidence
from analysis.languages import formats, messages
from analysis.sources.words import Words
from analysis.statistics.deciding import in_order
from analysis.topics.segments.classification.method import (
    ClassificationAgreement,
    SegmentCounterpart,
)
from analysis.values.absent import unless_absent
from analysis.values.answer import Answer
from analysis.values.finding import Finding
from analysis.values.table import Cell, Column, Row, Table, cell

_ = messages(__name__)
COUNTERPART = "●"


@unless_absent
def answer(agreement: ClassificationAgreement, words: Words) -> Answer:
    """Say whether the segments are those of another classification, and show who is where."""
    return Answer((_told(agreement, words),), (_table(agreement, words),))


def _told(agreement: ClassificationAgreement, words: Words) -> Finding:
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
        best = in_order(matched, lambda one: -(one.jaccard or 0.0), lambda one: one.segment)[0]
        least = in_order(matched, lambda one: one.jaccard or 0.0, lambda one: one.segment)[0]
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


def _table(agreement: ClassificationAgreement, words: Words) -> Table:
    """Return where the people of every segment are in the other classification."""
    rows = [
        Row(words.segments[found.segment], _cells(found, agreement, words))
        for found in agreement.segments
    ]
    everyone = (
        cell(agreement.base, "number"),
        *(cell(share, "share", base=agreement.base) for share in agreement.class_shares),
        cell(formats.share_interval(agreement.same.low, agreement.same.high, agreement.base)),
        cell(None),
    )
    return Table(
        name="classification_agreement",
        title=_("Segments against “{name}”", name=words.label(agreement.name)),
        subtitle=_("Share of each segment, by class"),
        stub=_("Customer segment"),
        columns=(
            Column(_("Base"), "number"),
            *(
                Column(words.label(one), "share", spanner=words.label(agreement.name))
                for one in agreement.classes
            ),
            Column(_("In the class: interval")),
            Column(_("Overlap"), "decimal"),
        ),
        rows=(*rows, Row(_("All"), everyone, kind="total")),
        base=people_base(agreement.base, words.unit),
        notes=_notes(agreement, words),
        source=words.source,
    )


def _cells(
    found: SegmentCounterpart, agreement: ClassificationAgreement, words: Words
) -> tuple[Cell, ...]:
    small, held = found.base < words.smallest_base, found.held
    shares = zip(agreement.classes, found.shares, strict=True)
    return (
        cell(found.base, "number"),
        *(
            cell(
                share,
                "share",
                base=found.base,
                small=small,
                mark=COUNTERPART if one == found.counterpart else "",
            )
            for one, share in shares
        ),
        cell(held and formats.share_interval(held.low, held.high, found.base)),
        cell(found.jaccard, "decimal", digits=2),
    )


def _notes(agreement: ClassificationAgreement, words: Words) -> tuple[str, ...]:
    unknown = _(
        "Left out: {n} {unit} with a segment, whose class is not known.",
        n=formats.number(agreement.unknown),
        unit=words.unit,
    )
    return (
        _(
            "● the class that belongs to the segment: matched one to one, so that segments and "
            "classes overlap most (Hungarian method)."
        ),
        _(
            "Overlap: people in both, as a part of the people in either of the two (Jaccard). "
            "Adjusted Rand index: over 0.65 moderate, over 0.80 good, over 0.90 excellent "
            "(Steinley 2004)."
        ),
        interval_note(agreement.level),
        *((unknown,) if agreement.unknown else ()),
    )
