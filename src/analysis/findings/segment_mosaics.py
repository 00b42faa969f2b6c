"""Findings on the trait that tells segments apart most."""

from __future__ import annotations

from analysis.languages import formats, messages
from analysis.methods.segments.segment_mosaics import SegmentMosaic, SegmentMosaics
from analysis.sources.words import Words
from analysis.statistics.deciding import first_largest, in_order
from analysis.values.absent import unless_absent
from analysis.values.finding import Finding

_ = messages(__name__)


@unless_absent
def segment_mosaics(mosaics: SegmentMosaics, words: Words) -> Finding:
    """Say which segment stands out on the trait that tells the segments apart most."""
    mosaic = mosaics.mosaics[0]
    group, place = _most_unexpected(mosaic)
    told = {
        "trait": words.label(mosaic.variable),
        "own": formats.share(mosaic.shares[group][place], mosaic.bases[group]),
        "segment": words.segments[mosaics.segments[group]],
        "n": formats.number(mosaic.bases[group]),
        "all": formats.share(mosaic.totals[place], mosaic.base),
        "unit": words.unit,
        "base": formats.number(mosaic.base),
    }
    if mosaic.categories:
        text = _(
            "{trait}: “{answer}” holds for {own} of {segment} (n = {n}) and {all} of all {unit} "
            "(n = {base}).",
            answer=words.label(mosaic.categories[place]),
            **told,
        )
    else:
        text = _(
            "“{trait}” holds for {own} of {segment} (n = {n}) and {all} of all {unit} "
            "(n = {base}).",
            **told,
        )
    return Finding(
        name="segment_mosaics",
        headline=_("“{trait}” tells the segments apart most", trait=words.label(mosaic.variable)),
        text=text,
        implication=_("It goes with the segments; it is not their cause."),
        question="S0.2",
        strength=0.4,
    )


def _most_unexpected(mosaic: SegmentMosaic) -> tuple[int, int]:
    """Return group and answer of the cell with most people beyond what was expected.

    Of a yes/no it is the group whose yes is most unexpected, be it more or fewer.
    """
    if not mosaic.categories:
        return int(first_largest([abs(row[0]) for row in mosaic.residuals])), 0
    cells = [
        (residual, group, place)
        for group, row in enumerate(mosaic.residuals)
        for place, residual in enumerate(row)
    ]
    _residual, group, place = in_order(cells, lambda found: -found[0])[0]
    return group, place
