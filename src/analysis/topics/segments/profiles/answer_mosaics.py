"""The traits that tell segments apart most: the sentence, mosaics and numbers."""

from __future__ import annotations

from analysis.claims.bases import people_base
from analysis.drawing.figure import finished_figure
from analysis.drawing.mosaics import Mosaic, mosaic_plots
from analysis.drawing.style import segment_colour
from analysis.languages import formats, messages
from analysis.sources.words import Words
from analysis.statistics.deciding import first_largest, in_order, reaches
from analysis.topics.segments.profiles.method_mosaics import MORE, SegmentMosaic, SegmentMosaics
from analysis.values.absent import unless_absent
from analysis.values.answer import Answer
from analysis.values.chart import Chart
from analysis.values.finding import Finding
from analysis.values.table import Column, Row, Table, cell

_ = messages(__name__)
MOST_NAMED = 4


@unless_absent
def mosaics(found: SegmentMosaics, words: Words) -> Answer:
    """Say which trait tells the segments apart most, and show up to three by segment."""
    finding = _told(found, words)
    return Answer((finding,), (_drawn(found, finding, words),))


def _told(mosaics: SegmentMosaics, words: Words) -> Finding:
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


def _drawn(mosaics: SegmentMosaics, finding: Finding, words: Words) -> Chart:
    """Draw a mosaic a trait: columns as wide as segments are large, cut by the answers."""
    names = [words.segments[number] for number in mosaics.segments]
    drawn = [
        Mosaic(
            title=_(
                "{trait} (strength {effect} of 1)",
                trait=words.label(mosaic.variable),
                effect=formats.number(mosaic.effect, 2),
            ),
            answers=_answers_of(mosaic, words),
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
        data=_table(mosaics, words),
    )


def _standing(mosaic: SegmentMosaic, names: list[str], words: Words) -> str:
    """Return the most unexpected cells of one mosaic in words."""
    answers = _answers_of(mosaic, words)
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


def _table(mosaics: SegmentMosaics, words: Words) -> Table:
    """Return the shares of every answer by segment, marked where they are unexpected."""
    rows = []
    for mosaic in mosaics.mosaics:
        rows.append(Row(words.label(mosaic.variable), kind="group"))
        for place, answer in enumerate(_answers_of(mosaic, words)):
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


def _answers_of(mosaic: SegmentMosaic, words: Words) -> tuple[str, ...]:
    """Return what the answers are called in the active language."""
    return tuple(map(words.label, mosaic.categories)) or (_("Yes"), _("No"))


def _mark(residual: float) -> str:
    if not reaches(abs(residual), MORE):
        return ""
    return "▲" if residual > 0 else "▼"
