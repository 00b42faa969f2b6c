"""How one line of a persona is written: what is said, by how many, and by how many of all."""

from __future__ import annotations

from analysis.languages import formats, messages
from analysis.sources.words import Words
from analysis.topics.personas.portraits.method import PersonaLine

_ = messages(__name__)
BLOCKS = {
    "demographics": _.later("Demographics"),
    "goals": _.later("Goals and values"),
    "information": _.later("Information sources"),
    "pains": _.later("Challenges and pains"),
    "barriers": _.later("Barriers and role in the purchase"),
}
LESS = ("less", "basis_less")


def quoted_line(line: PersonaLine, words: Words) -> str:
    """Return a line with its number and that of all: ``“TikTok” (71% against 33%)``."""
    own, everyone = line_numbers(line, digits=0)
    said = statement_text(line, words)
    return _("“{statement}” ({own} against {all})", statement=said, own=own, all=everyone)


def statement_text(line: PersonaLine, words: Words) -> str:
    """Return what a line states."""
    found = line.statement
    name = words.label(found.variable)
    return name if found.category is None else f"{name}: {words.label(found.category)}"


def line_numbers(line: PersonaLine, digits: int | None = None) -> tuple[str, str]:
    """Return a line's number and that of all, as text; ``digits`` are those of a share."""
    found = line.statement
    if found.kind == "mean":
        decimals = 1 if abs(found.all_customers) < 100 else 0
        return (
            formats.number(found.estimate, decimals),
            formats.number(found.all_customers, decimals),
        )
    return (
        formats.share(found.estimate, found.base, digits),
        formats.share(found.all_customers, found.base, digits),
    )
