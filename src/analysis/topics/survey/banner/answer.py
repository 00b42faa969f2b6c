"""Between which groups answers differ most: a sentence and the banner table."""

from __future__ import annotations

from analysis.claims.bases import small_base_note
from analysis.claims.evidence import evidence
from analysis.languages import formats, messages
from analysis.sources.words import Words
from analysis.topics.survey.banner.method import Banner, BannerCell, BannerColumn, Difference
from analysis.values.absent import unless_absent
from analysis.values.answer import Answer
from analysis.values.finding import Finding
from analysis.values.table import Cell, Column, Row, Table, cell

_ = messages(__name__)
CORRECTIONS = {
    "none": _.later("without correction for many comparisons"),
    "bonferroni": _.later("Bonferroni-corrected"),
    "fdr": _.later("corrected for many comparisons (false discovery rate)"),
}


@unless_absent
def answer(banner: Banner, words: Words) -> Answer:
    """Say between which groups the answers differ most, as far as the tests hold it."""
    largest = banner.largest
    told = _alike(banner, words) if largest is None else _differing(banner, largest, words)
    return Answer((told,), (_table(banner, words),))


def _alike(banner: Banner, words: Words) -> Finding:
    item = words.label(banner.subject)
    return Finding(
        name="banner",
        headline=_("{item}: no clear difference between groups", item=item),
        text=_(
            "{question}, {item}: the tests find no clear difference between the groups.",
            question=words.label(banner.question),
            item=item,
        ),
        question="S2.2",
        strength=0.2,
    )


def _differing(banner: Banner, largest: Difference, words: Words) -> Finding:
    top, bottom = largest.top, largest.bottom
    base = min(top.base, bottom.base)  # one precision for both, the smaller base's
    called = words.label(banner.subject)
    high, low = words.label(largest.high), words.label(largest.low)
    return Finding(
        name="banner",
        headline=_("{item}: highest in the group “{group}”", item=called, group=high),
        text=_(
            "{question}, {item}: {high_share} in the group “{high}” {high_evidence}, {low_share} "
            "in the group “{low}” {low_evidence}.",
            question=words.label(banner.question),
            item=called,
            high=high,
            low=low,
            high_share=formats.share(top.share, base),
            high_evidence=evidence(top.low, top.high, top.base, banner.level),
            low_share=formats.share(bottom.share, base),
            low_evidence=evidence(bottom.low, bottom.high, bottom.base, banner.level),
        ),
        implication=_("It is the largest of the differences that the corrected tests hold."),
        question="S2.2",
        strength=0.55,
    )


def _table(banner: Banner, words: Words) -> Table:
    """Return items by groups, with the letters of the column tests."""
    bases = tuple(cell(one.base, "number", small=one.small) for one in banner.columns)
    rows = [Row(_("Base"), bases, kind="base")]
    if banner.weighted:
        effective = tuple(cell(one.effective_base, "number") for one in banner.columns)
        rows = [
            Row(_("Base (unweighted)"), bases, kind="base"),
            Row(_("Effective base"), effective, kind="base"),
        ]
    for row in banner.rows:
        cells = map(_cell, banner.columns, row.cells)
        rows.append(Row(words.label(row.item), tuple(cells)))
    return Table(
        name="banner",
        title=_("Answers by group"),
        subtitle=_("Share of respondents, column percentages"),
        stub=_("Answer"),
        columns=tuple(_column(one, words) for one in banner.columns),
        rows=tuple(rows),
        notes=(*_test_note(banner), *small_base_note(rows, banner.smallest_base)),
        source=words.source,
    )


def _column(one: BannerColumn, words: Words) -> Column:
    if one.is_total:
        return Column(_("Total"), "share", spanner="", letter=one.letter)
    spanner, category = words.label(one.spanner), words.label(one.category)
    return Column(category, "share", spanner=spanner, letter=one.letter)


def _cell(column: BannerColumn, found: BannerCell) -> Cell:
    return cell(
        None if column.suppressed else found.share,
        "share",
        base=column.base,
        mark=found.letters,
        small=column.small,
    )


def _test_note(banner: Banner) -> tuple[str, ...]:
    """Say how columns were tested, and whether any letter was found."""
    if not banner.compared:
        return ()
    tests = {
        "level": formats.share(banner.level, digits=0),
        "correction": _(CORRECTIONS[banner.correction]),
    }
    how = (
        _("two-sided z test at {level}, {correction}, on effective bases", **tests)
        if banner.weighted
        else _("two-sided z test at {level}, {correction}", **tests)
    )
    if not banner.differs:
        return (_("No column differs from another of its group: {test}.", test=how),)
    lower = _("A letter names a column of the same group that is significantly lower: {test}.",
              test=how)  # fmt: skip
    return (lower,)
