"""Who the competitors are: a sentence and what the list says of each."""

from __future__ import annotations

from collections import Counter

from analysis.claims.bases import people_base
from analysis.errors import NotEnoughData
from analysis.languages import formats, messages
from analysis.sources.words import Words
from analysis.topics.competitors.facts.method import Competitor, CompetitorFacts
from analysis.values.absent import unless_absent
from analysis.values.answer import Answer
from analysis.values.finding import Finding
from analysis.values.table import Cell, Column, Format, Row, Table, cell

_ = messages(__name__)
FACTS: dict[str, tuple[str, Format]] = {
    "kind": (_.later("Kind"), "text"),
    "customers": (_.later("Customers"), "number"),
    "sales": (_.later("Sales"), "short_money"),
    "outlets": (_.later("Outlets"), "number"),
}
DESCRIPTIONS: dict[str, str] = {
    "audience": _.later("Whom they target"),
    "channels": _.later("Channels they use"),
    "strengths": _.later("Strengths"),
    "weaknesses": _.later("Weaknesses"),
}


@unless_absent
def answer(facts: CompetitorFacts, words: Words) -> Answer:
    """Say how many competitors were looked at and of which kinds, and show their facts."""
    return Answer((_told(facts, words),), (_facts(facts, words),))


@unless_absent
def described(facts: CompetitorFacts, words: Words) -> Answer:
    """Show whom competitors target, where they are found, what they do well and badly."""
    return Answer((), (_descriptions(facts, words),))


def _told(facts: CompetitorFacts, words: Words) -> Finding:
    others = [one for one in facts.competitors if one.name != words.own]
    kinds = Counter(one.told["kind"] for one in others if one.told.get("kind"))
    listed = formats.and_list(
        [f"{words.label(kind)} ({formats.number(count)})" for kind, count in kinds.most_common()]
    )
    text = _.plural(
        "{n} competitor was looked at.",
        "{n} competitors were looked at.",
        len(others),
        n=formats.number(len(others)),
    )
    return Finding(
        name="competitors",
        headline=text.rstrip("."),
        text=text,
        implication=_("By kind: {kinds}.", kinds=listed) if kinds else "",
        question="S1.5",
        strength=0.3,
    )


@unless_absent
def _facts(facts: CompetitorFacts, words: Words) -> Table:
    known = [name for name in FACTS if name in facts.known]
    if not known:
        raise NotEnoughData(_("Nothing but the competitors' names is known."))
    written: dict[str, Format] = {
        name: FACTS[name][1] if name in facts.counted else "text" for name in known
    }
    return Table(
        name="competitors",
        title=_("Competitors at a glance"),
        stub=_("Competitor"),
        columns=tuple(Column(_(FACTS[name][0]), written[name]) for name in known),
        rows=tuple(_row(one, written, words) for one in facts.competitors),
        base=people_base(len(facts.competitors), _("brands")),
        notes=_notes(facts, words),
        source=words.source,
    )


@unless_absent
def _descriptions(facts: CompetitorFacts, words: Words) -> Table:
    known = [name for name in DESCRIPTIONS if name in facts.known]
    if not known:
        raise NotEnoughData(
            _("The competitors file does not say whom they target or what they do well.")
        )
    return Table(
        name="competitor_words",
        title=_("Audience, channels, strengths and weaknesses"),
        stub=_("Competitor"),
        columns=tuple(Column(_(DESCRIPTIONS[name])) for name in known),
        rows=tuple(_row(one, dict.fromkeys(known, "text"), words) for one in facts.competitors),
        notes=_notes(facts, words),
        source=words.source,
    )


def _row(one: Competitor, written: dict[str, Format], words: Words) -> Row:
    def told(name: str) -> Cell:
        value = one.told[name]
        shown = words.label(value) if isinstance(value, str) else value
        return cell(shown, written[name], currency=words.currency)

    return Row(words.label(one.name), tuple(told(name) for name in written))


def _notes(facts: CompetitorFacts, words: Words) -> tuple[str, ...]:
    """Say where the facts come from and how old they are."""
    notes = []
    if facts.origins:
        origins = dict.fromkeys(map(words.label, facts.origins))
        notes.append(_("Facts from: {origins}.", origins="; ".join(origins)))
    if facts.oldest:
        notes.append(_("Looked up on {date} or later.", date=formats.date(facts.oldest)))
    return tuple(notes)
