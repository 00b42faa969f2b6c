"""Tables of how far segments are apart."""

from __future__ import annotations

from analysis.claims.bases import people_base
from analysis.languages import formats, messages
from analysis.methods.segments.segment_separation import SegmentSeparation
from analysis.sources.words import Words
from analysis.values.absent import unless_absent
from analysis.values.table import Column, Row, Table, cell

_ = messages(__name__)


@unless_absent
def segment_separation(separation: SegmentSeparation, words: Words) -> Table:
    """Return how sharp the borders of every segment are."""
    rows = [
        Row(
            words.segments[border.segment],
            (
                cell(border.base, "number"),
                cell(
                    None
                    if border.silhouette != border.silhouette
                    else formats.number(border.silhouette, 2)
                ),
                cell(
                    border.between,
                    "share",
                    base=border.base,
                    small=border.base < words.smallest_base,
                ),
                cell(None if border.neighbour is None else words.segments[border.neighbour]),
            ),
        )
        for border in separation.borders
    ]
    return Table(
        name="segment_separation",
        title=_("How far the segments are apart"),
        stub=_("Customer segment"),
        columns=(
            Column(_("Base"), "number"),
            Column(_("Silhouette"), "decimal"),
            Column(_("Between segments"), "share"),
            Column(_("Nearest neighbour")),
        ),
        rows=tuple(rows),
        base=people_base(separation.measured, words.unit),
        notes=(
            _(
                "Between segments: in the middle fifth of the way from the own segment's centre to "
                "another's, in all criteria; where there are no gaps at all it is about 20%."
            )
            if not separation.yes_no
            else _(
                "Between segments: in the middle fifth of the way from the own segment's centre to "
                "another's, in all criteria; of yes/no answers few are there in any case."
            ),
            _(
                "Silhouette: 1 where the people of a segment are far from all others, 0 on the "
                "border (Rousseeuw 1987)."
            ),
        ),
        source=words.source,
    )
