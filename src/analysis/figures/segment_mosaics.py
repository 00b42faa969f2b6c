"""Segments by the traits that tell them apart most."""

from __future__ import annotations

from analysis.claims.bases import people_base
from analysis.drawing.figure import finished_figure
from analysis.drawing.mosaics import Mosaic, mosaic_plots
from analysis.drawing.style import segment_colour
from analysis.languages import formats, messages
from analysis.methods.segments.segment_mosaics import MORE, SegmentMosaic, SegmentMosaics
from analysis.sources.words import Words
from analysis.statistics.deciding import reaches
from analysis.tables.segment_mosaics import answers_of
from analysis.tables.segment_mosaics import segment_mosaics as segment_mosaics_table
from analysis.values.absent import unless_absent
from analysis.values.chart import Chart
from analysis.values.finding import Finding

_ = messages(__name__)
MOST_NAMED = 4


@unless_absent
def segment_mosaics(mosaics: SegmentMosaics, finding: Finding, words: Words) -> Chart:
    """Draw a mosaic a trait: columns as wide as segments are large, cut by the answers."""
    names = [words.segments[number] for number in mosaics.segments]
    drawn = [
        Mosaic(
            title=_(
                "{trait} (strength {effect} of 1)",
                trait=words.label(mosaic.variable),
                effect=formats.number(mosaic.effect, 2),
            ),
            answers=answers_of(mosaic, words),
            widths=mosaic.widths,
            shares=mosaic.shares,
            residuals=mosaic.residuals,
        )
        for mosaic in mosaics.mosaics
    ]
    standing = "; ".join(_standing(mosaic, names, words) for mosaic in mosaics.mosaics)
    return finished_figure(
        mosaic_plots(drawn, names, [segment_colour(number) for number in mosaics.segments]),
        name="segment_mosaics",
        finding=finding,
        subtitle=_(
            "Width: size of the segment; height: share of its members; in colour: clearly more "
            "than expected (dark: far more), hatched: clearly fewer; strength: Cramér's V"
        ),
        alt=f"{finding.headline}. {standing}.",
        base=people_base(mosaics.base, words.unit),
        source=words.source,
        data=segment_mosaics_table(mosaics, words),
    )


def _standing(mosaic: SegmentMosaic, names: list[str], words: Words) -> str:
    """Return the most unexpected cells of one mosaic in words."""
    answers = answers_of(mosaic, words)
    cells = [
        (residual, names[group], answer, mosaic.shares[group][place])
        for group, row in enumerate(mosaic.residuals)
        for place, (residual, answer) in enumerate(zip(row, answers, strict=True))
        if reaches(residual, MORE)
    ]
    cells.sort(key=lambda found: -round(found[0], 9))
    told = ", ".join(
        f"{name}: {answer} {formats.share(share, digits=0)}"
        for _residual, name, answer, share in cells[:MOST_NAMED]
    )
    return f"{words.label(mosaic.variable)}: {told or '–'}"
