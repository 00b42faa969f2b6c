"""Findings of the personas: what sets each segment apart."""

from __future__ import annotations

from analysis.languages import formats, messages
from analysis.methods.personas.personas import Persona, PersonaLine, Personas
from analysis.sources.words import Words
from analysis.statistics.deciding import in_order
from analysis.values.absent import unless_absent
from analysis.values.finding import Finding

_ = messages(__name__)
MOST_TRAITS = 1


@unless_absent
def personas(result: Personas, words: Words) -> Finding:
    """Say in one sentence what sets each persona apart, the segment criteria included."""
    parts = []
    for persona in result.personas:
        traits = [_trait(line, words) for line in _strongest(persona)[:MOST_TRAITS]]
        if traits:
            name = words.segments[persona.segment]
            parts.append(_("{segment} by {trait}", segment=name, trait=traits[0]))
    drawn = [persona for persona in result.personas if not persona.small]
    n = len(drawn)
    small = len(result.personas) - n
    text = _.plural("{n} persona", "{n} personas", n)
    if parts:
        text = _(
            "{personas} can be told apart (n = {base}): {parts}.",
            personas=text,
            base=formats.number(result.base),
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


def _trait(line: PersonaLine, words: Words) -> str:
    found = line.statement
    name = words.label(found.variable)
    if found.category is not None:
        name = f"{name}: {words.label(found.category)}"
    if found.kind == "mean":
        digits = 1 if abs(found.all_customers) < 100 else 0
        own, everyone = (
            formats.number(value, digits) for value in (found.estimate, found.all_customers)
        )
    else:
        own, everyone = (
            formats.share(value, digits=0) for value in (found.estimate, found.all_customers)
        )
    return _("“{statement}” ({own} against {all})", statement=name, own=own, all=everyone)


@unless_absent
def persona_evidence(result: Personas, words: Words) -> Finding:
    """Say how many statements set a persona apart by the corrected tests."""
    tested = [line for line in result.lines if line.statement.p_value is not None]
    held = [line for line in tested if line.statement.distinctive]
    best = next(iter(in_order(held, lambda line: -abs(line.statement.effect))), None)
    text = _(
        "{held} of {tested} tested statements set a segment apart from the others (corrected tests "
        "at {level}, base {base}).",
        held=formats.number(len(held)),
        tested=formats.number(len(tested)),
        level=formats.share(result.level, digits=0),
        base=formats.number(result.base),
    )
    if best is None:
        return Finding(
            name="persona_comparison",
            headline=_("No tested statement sets a persona apart"),
            text=text,
            implication=_("The personas differ by their segment criteria only."),
            question="S1.2",
            strength=0.6,
        )
    name = words.segments[best.statement.segment]
    if best.statement.kind == "mean":
        clearest = _("The clearest: {segment} – {trait}.", segment=name, trait=_trait(best, words))
    elif best.statement.effect > 0:
        clearest = _(
            "The clearest: more in {segment} – {trait}.", segment=name, trait=_trait(best, words)
        )
    else:
        clearest = _(
            "The clearest: less in {segment} – {trait}.", segment=name, trait=_trait(best, words)
        )
    return Finding(
        name="persona_comparison",
        headline=_(
            "{held} of {tested} statements set a persona apart",
            held=formats.number(len(held)),
            tested=formats.number(len(tested)),
        ),
        text=text,
        implication=clearest,
        question="S1.2",
        strength=0.55,
    )
