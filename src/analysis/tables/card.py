"""A persona on one page, as a frozen value."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from html import escape
from typing import Any

CARD_MIME = "application/vnd.analysis.persona+json"


@dataclass(frozen=True)
class CardLine:
    """One statement about the persona and the evidence for it.

    Attributes
    ----------
    statement : str
        What is true of the segment, as text.
    share : float or None
        Share of the segment (0–1), for the small bar; None for a mean.
    everyone : float or None
        The same share among all customers.
    share_text, everyone_text, index_text, interval_text, base_text : str
        The numbers as the active language writes them.
    distinctive : bool
        Whether the corrected test sets the segment apart from the others.
    """

    statement: str
    share: float | None
    everyone: float | None
    share_text: str
    everyone_text: str
    index_text: str
    interval_text: str
    base_text: str
    distinctive: bool


@dataclass(frozen=True)
class CardBlock:
    """One of the five blocks of a target customer's description, with its lines."""

    title: str
    lines: tuple[CardLine, ...]
    empty: str = ""


@dataclass(frozen=True)
class PersonaCard:
    """The readable portrait of one segment.

    Attributes
    ----------
    name : str
        ASCII anchor, unique in the study.
    title : str
        The persona's name.
    number : int
        The segment's number: fixes colour and avatar.
    portrait : str
        One sentence from the strongest lines.
    size_lines : tuple of (str, str)
        Label and value: people, money, with intervals.
    blocks : tuple of CardBlock
        The five blocks.
    unknown : tuple of str
        What the data do not tell about this persona.
    base, source : str
        Base line and origin.
    """

    name: str
    title: str
    number: int
    portrait: str
    size_lines: tuple[tuple[str, str], ...]
    blocks: tuple[CardBlock, ...]
    unknown: tuple[str, ...] = ()
    base: str = ""
    source: str = ""

    def bundle(self) -> dict[str, Any]:
        """Return the card as JSON: what the exporters read."""
        return asdict(self)

    def _repr_mimebundle_(self, **_: object) -> dict[str, Any]:
        lines = "".join(
            f"<li>{escape(line.statement)} {escape(line.share_text)}</li>"
            for block in self.blocks
            for line in block.lines
        )
        html = f"<h4>{escape(self.title)}</h4><p>{escape(self.portrait)}</p><ul>{lines}</ul>"
        return {CARD_MIME: self.bundle(), "text/html": html, "text/plain": self.title}
