"""Tables of segments against another classification of the same people."""

from __future__ import annotations

from analysis.claims.bases import interval_note, people_base
from analysis.languages import formats, messages
from analysis.methods.segments.classification_agreement import (
    ClassificationAgreement,
    SegmentCounterpart,
)
from analysis.sources.words import Words
from analysis.values.absent import unless_absent
from analysis.values.table import Cell, Column, Row, Table, cell

_ = messages(__name__)
COUNTERPART = "●"


@unless_absent
def agreement_with_classification(agreement: ClassificationAgreement, words: Words) -> Table:
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
        cell(None if found.jaccard is None else formats.number(found.jaccard, 2)),
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
