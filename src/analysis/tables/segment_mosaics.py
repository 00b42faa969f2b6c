"""Tables of the traits drawn as mosaics."""

from __future__ import annotations

from analysis.claims.bases import people_base
from analysis.languages import messages
from analysis.methods.segments.segment_mosaics import MORE, SegmentMosaic, SegmentMosaics
from analysis.sources.words import Words
from analysis.statistics.deciding import reaches
from analysis.values.absent import unless_absent
from analysis.values.table import Column, Row, Table, cell

_ = messages(__name__)


@unless_absent
def segment_mosaics(mosaics: SegmentMosaics, words: Words) -> Table:
    """Return the shares of every answer by segment, marked where they are unexpected."""
    rows = []
    for mosaic in mosaics.mosaics:
        rows.append(Row(words.label(mosaic.variable), kind="group"))
        for place, answer in enumerate(answers_of(mosaic, words)):
            cells = [
                cell(
                    shares[place], "share", base=base, mark=_mark(residuals[place]),
                    small=base < words.smallest_base,
                )
                for shares, residuals, base in zip(
                    mosaic.shares, mosaic.residuals, mosaic.bases, strict=True
                )
            ]  # fmt: skip
            total = cell(mosaic.totals[place], "share", base=mosaic.base)
            rows.append(Row(answer, (*cells, total), level=1))
    columns = [Column(words.segments[number], "share") for number in mosaics.segments]
    return Table(
        name="segment_mosaics",
        title=_("The traits that tell the segments apart most"),
        subtitle=_("Share of each answer within the segment"),
        stub=_("Trait"),
        columns=(*columns, Column(_("All"), "share")),
        rows=tuple(rows),
        base=people_base(mosaics.base, words.unit),
        notes=(
            _(
                "▲ more, ▼ fewer than expected if segment and trait had nothing to do with each "
                "other (Pearson residual of 2 and more)."
            ),
        ),
        source=words.source,
    )


def answers_of(mosaic: SegmentMosaic, words: Words) -> tuple[str, ...]:
    """Return what the answers are called in the active language."""
    return tuple(map(words.label, mosaic.categories)) or (_("Yes"), _("No"))


def _mark(residual: float) -> str:
    if not reaches(abs(residual), MORE):
        return ""
    return "▲" if residual > 0 else "▼"
