"""Who the personas are: what sets each apart in a sentence, and a card for each."""

from __future__ import annotations

from analysis.languages import formats, messages
from analysis.sources.words import Words
from analysis.statistics.deciding import in_order
from analysis.topics.personas.portraits.lines import (
    BLOCKS,
    LESS,
    line_numbers,
    quoted_line,
    statement_text,
)
from analysis.topics.personas.portraits.method import Persona, PersonaLine, Personas
from analysis.topics.segments.sizes.method import SegmentSize, SegmentSizes
from analysis.values.absent import Absent, unless_absent
from analysis.values.answer import Answer
from analysis.values.card import Card, CardBlock, CardLine, Cards
from analysis.values.finding import Finding
from analysis.values.source_line import base_of_wave

_ = messages(__name__)
MOST_TRAITS = 1


def answer(personas: Personas | Absent, sizes: SegmentSizes | Absent, words: Words) -> Answer:
    """Say what sets each persona apart, and show a card for each."""
    cards = _cards(personas, sizes, words)
    shown = (cards,) if isinstance(cards, Absent) else cards.cards
    return Answer((_told(personas, words),), shown)


@unless_absent
def _told(personas: Personas, words: Words) -> Finding:
    """Say in one sentence what sets each persona apart, the segment criteria included."""
    parts = []
    for persona in personas.personas:
        traits = [quoted_line(line, words) for line in _strongest(persona)[:MOST_TRAITS]]
        if traits:
            name = words.segments[persona.segment]
            parts.append(_("{segment} by {trait}", segment=name, trait=traits[0]))
    drawn = [persona for persona in personas.personas if not persona.small]
    n = len(drawn)
    small = len(personas.personas) - n
    text = _.plural("{n} persona", "{n} personas", n)
    if parts:
        text = _(
            "{personas} can be told apart (n = {base}): {parts}.",
            personas=text,
            base=formats.number(personas.base),
            parts=formats.and_list(parts),
        )
    else:
        text = _("{personas}, but no statement sets any of them clearly apart.", personas=text)
    too_small = _.plural(
        "{n} segment is too small for a portrait.",
        "{n} segments are too small for a portrait.",
        small,
    )
    apart = _("Address each by what sets it apart, not by what all have in common.")
    return Finding(
        name="personas",
        headline=_.plural("{n} portrait of customers", "{n} portraits of customers", n),
        text=text,
        implication=" ".join([*([too_small] if small else []), *([apart] if parts else [])]),
        question="S1.2",
        strength=0.9,
    )


def _strongest(persona: Persona) -> list[PersonaLine]:
    return in_order(persona.portrait, lambda line: -abs(line.statement.effect))


@unless_absent
def _cards(personas: Personas, sizes: SegmentSizes, words: Words) -> Cards:
    """Return one card a segment: size, portrait, five blocks, and what is not known."""
    by_segment = {row.segment: row for row in sizes.rows}
    return Cards(
        tuple(
            _card(persona, by_segment[persona.segment], personas, sizes, words)
            for persona in personas.personas
        )
    )


def _card(
    persona: Persona, size: SegmentSize, personas: Personas, sizes: SegmentSizes, words: Words
) -> Card:
    source = words.source if size.value_share is None else words.money_source or words.source
    compared = _(
        "Base: {n} {unit} of this segment; compared with all {all} in a segment",
        n=formats.number(persona.base),
        unit=words.unit,
        all=formats.number(personas.base),
    )
    marked = _("† made the segment, not tested")
    return Card(
        name=f"persona_{persona.segment}",
        title=words.segments[persona.segment],
        number=persona.segment,
        portrait=_portrait(persona, words),
        size_lines=_size_lines(size, sizes, words),
        blocks=tuple(_block(block, persona, words) for block in personas.blocks),
        unknown=tuple(_unknown(persona, size, personas, words)),
        base=f"{base_of_wave(compared, source)}. {marked}",
        source=source,
    )


def _portrait(persona: Persona, words: Words) -> str:
    """Return the portrait sentence of a persona, assembled from its strongest lines."""
    if persona.small:
        return _("This segment is too small for a portrait.")
    more = [quoted_line(line, words) for line in persona.portrait if _is_more(line)]
    less = [quoted_line(line, words) for line in persona.portrait if not _is_more(line)]
    parts = []
    if more:
        parts.append(
            _(
                "They stand out from all {unit} by {traits}.",
                unit=words.unit,
                traits=formats.and_list(more),
            )
        )
    if less:
        parts.append(
            _(
                "Less often than all {unit} they say {traits}.",
                unit=words.unit,
                traits=formats.and_list(less),
            )
        )
    return " ".join(parts) or _(
        "No statement sets this segment clearly apart from the other {unit}.", unit=words.unit
    )


def _is_more(line: PersonaLine) -> bool:
    return line.statement.effect > 0


def _size_lines(
    size: SegmentSize, sizes: SegmentSizes, words: Words
) -> tuple[tuple[str, str], ...]:
    people = words.unit[:1].upper() + words.unit[1:]
    lines = [(people, _with_interval(size.share, size.low, size.high, sizes.base))]
    if size.value_share is not None:
        money = words.money[:1].upper() + words.money[1:]
        lines.append(
            (
                money,
                _with_interval(size.value_share, size.value_low, size.value_high, sizes.value_base),
            )
        )
        lines.append((_("On average"), formats.short_money(size.value_per_head, words.currency)))
    return tuple(lines)


def _with_interval(share: float, low: float | None, high: float | None, base: float | None) -> str:
    return f"{formats.share(share, base)} ({formats.share_interval(low, high, base)})"


def _block(block: str, persona: Persona, words: Words) -> CardBlock:
    lines = tuple(_card_line(line, words) for line in persona.blocks[block])
    empty = "" if lines else _("The data say nothing on this.")
    return CardBlock(_(BLOCKS[block]), lines, empty)


def _card_line(line: PersonaLine, words: Words) -> CardLine:
    found = line.statement
    own, everyone = line_numbers(line)
    statement = statement_text(line, words)
    if line.why in LESS:
        statement = _("Less often: {statement}", statement=statement)
        if found.kind == "mean":
            statement = _("Lower: {statement}", statement=statement_text(line, words))
    share = found.kind == "share"
    if share:
        interval = formats.share_interval(found.low, found.high, found.base)
    else:
        digits = 1 if abs(found.all_customers) < 100 else 0
        interval = f"{formats.number(found.low, digits)}–{formats.number(found.high, digits)}"
    return CardLine(
        statement=f"{statement}\u00a0†" if line.from_basis else statement,
        share=found.estimate if share else None,
        everyone=found.all_customers if share else None,
        share_text=own,
        everyone_text=everyone,
        index_text=formats.number(found.index),
        interval_text=interval,
        base_text=formats.number(found.base),
        distinctive=found.distinctive,
    )


def _unknown(persona: Persona, size: SegmentSize, personas: Personas, words: Words) -> list[str]:
    if persona.small:
        return [
            _(
                "Only {n} {unit}: too few to say anything reliable (at least {least}).",
                n=formats.number(persona.base),
                unit=words.unit,
                least=formats.number(personas.smallest_base),
            )
        ]
    said = [
        _("No data on: {block}.", block=_(BLOCKS[block]))
        for block, lines in persona.blocks.items()
        if not lines
    ]
    if persona.small_statements:
        said.append(
            _(
                "{n} statements were left out: fewer than {least} of the segment answered.",
                n=formats.number(persona.small_statements),
                least=formats.number(personas.smallest_base),
            )
        )
    if size.value_share is None:
        said.append(_("What the segment spends is not known."))
    if not any(line.statement.distinctive for block in persona.blocks.values() for line in block):
        said.append(
            _("Who these people are beyond the segment criteria: no tested trait sets them apart.")
        )
    return said
