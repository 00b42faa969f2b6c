"""What people say most often on one block of questions: sentence, chart and numbers."""

from __future__ import annotations

from analysis.claims.bases import interval_note, respondents_base
from analysis.claims.evidence import evidence
from analysis.drawing.figure import finished_figure
from analysis.errors import NotEnoughData
from analysis.languages import formats, messages
from analysis.sources.words import Words
from analysis.topics.survey.statements.method import Statement, StatementShares
from analysis.values.absent import unless_absent
from analysis.values.answer import Answer
from analysis.values.chart import Chart
from analysis.values.chart_forms import BarChart, Bars
from analysis.values.chart_roles import highlighted
from analysis.values.finding import Finding
from analysis.values.table import Column, Row, Table, cell

_ = messages(__name__)
MOST_STATEMENTS = 10
BLOCKS = {
    "demographics": _.later("Demographics"),
    "goals": _.later("Goals and values"),
    "information": _.later("Information sources"),
    "pains": _.later("Challenges and pains"),
    "barriers": _.later("Barriers and role in the purchase"),
}
BLOCK_NAMES = {
    "demographics": _.later("demographics"),
    "goals": _.later("goals and values"),
    "information": _.later("information sources"),
    "pains": _.later("challenges and pains"),
    "barriers": _.later("barriers"),
}
BLOCK_HEADLINES = {
    "goals": _.later("What people look for most: {statement}"),
    "information": _.later("They hear of it mostly through: {statement}"),
    "pains": _.later("The most frequent difficulty: {statement}"),
    "barriers": _.later("What holds people back most: {statement}"),
    "demographics": _.later("The largest group: {statement}"),
}
ANSWER_SENTENCE = _.later("{statement}: {share} {evidence}, the most frequent answer.")
BLOCK_SENTENCES = {
    "goals": _.later("{share} say that what they look for is “{statement}” {evidence}."),
    "information": _.later("{share} name “{statement}” as a source of information {evidence}."),
    "pains": _.later("{share} struggle with “{statement}” {evidence}."),
    "barriers": _.later("“{statement}” holds {share} back {evidence}."),
    "demographics": _.later("{share} are in the group “{statement}” {evidence}."),
}


@unless_absent
def answer(shares: StatementShares, words: Words, *, block: str) -> Answer:
    """Say what is named most often on one block of questions, and show the others.

    Parameters
    ----------
    shares : StatementShares
        Of all blocks.
    words : Words
        What statements are called.
    block : {"goals", "information", "pains", "barriers", "demographics"}
        The block to speak of.

    Raises
    ------
    NotEnoughData
        If the block holds no statement.
    """
    if not shares.of(block):
        raise NotEnoughData(
            _("The client file names no questions on: {block}.", block=_(BLOCK_NAMES[block]))
        )
    finding = _told(shares, words, block)
    return Answer((finding,), (_drawn(shares, finding, words, block),))


def _told(shares: StatementShares, words: Words, block: str) -> Finding:
    leading = shares.leading(block)
    first = leading[0]
    statement, share = words.label(first.statement), first.share
    free = first.question == ""
    return Finding(
        name=f"statements_{block}",
        headline=_(BLOCK_HEADLINES[block], statement=statement) if free else statement,
        text=_(
            BLOCK_SENTENCES[block] if free else ANSWER_SENTENCE,
            statement=statement,
            share=formats.share(share.share, share.base),
            evidence=evidence(share.low, share.high, share.base, shares.level),
        ),
        implication=_runner_up(leading, words, shares.level),
        question="S1.2",
        strength=0.45,
    )


def _runner_up(leading: tuple[Statement, ...], words: Words, level: float) -> str:
    if len(leading) < 2:
        return ""
    second, share = leading[1], leading[1].share
    return _(
        "“{statement}” follows with {share} {evidence}.",
        statement=words.label(second.statement),
        share=formats.share(share.share, share.base),
        evidence=evidence(share.low, share.high, share.base, level),
    )


def _drawn(shares: StatementShares, finding: Finding, words: Words, block: str) -> Chart:
    """Draw the most frequent statements of one block, the first in the brand's colour."""
    rows = shares.leading(block)[:MOST_STATEMENTS]
    labels = [words.label(row.statement) for row in rows]
    drawn = [row.share for row in rows]
    texts = [formats.share(one.share, one.base) for one in drawn]
    ends = [one.low for one in drawn], [one.high for one in drawn]
    form = BarChart(
        labels,
        [Bars([one.share for one in drawn], "", *ends, texts)],
        highlighted(place == 0 for place in range(len(labels))),
    )
    listed = "; ".join(f"{label} {text}" for label, text in zip(labels, texts, strict=True))
    return finished_figure(
        form,
        name=f"statements_{block}",
        finding=finding,
        subtitle=_("{block}: share of respondents, with intervals", block=_(BLOCKS[block])),
        alt=f"{finding.headline}. {listed}.",
        base=respondents_base(
            max(one.base for one in drawn), max(one.effective_base for one in drawn)
        ),
        source=words.source,
        data=_table(shares, words, block),
    )


def _table(shares: StatementShares, words: Words, block: str) -> Table:
    """Return what people say on one block of questions, from the most frequent on."""
    return Table(
        name=f"statements_{block}",
        title=_("{block}: share of respondents", block=_(BLOCKS[block])),
        stub=_("Statement"),
        columns=(Column(_("Share"), "share"), Column(_("Interval")), Column(_("Base"), "number")),
        rows=tuple(_row(row, words) for row in shares.of(block)),
        notes=(interval_note(shares.level),),
        source=words.source,
    )


def _row(one: Statement, words: Words) -> Row:
    share = one.share
    cells = (
        cell(share.share, "share", base=share.base),
        cell(formats.share_interval(share.low, share.high, share.base)),
        cell(share.base, "number"),
    )
    return Row(words.label(one.statement), cells)
