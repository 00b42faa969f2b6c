"""A persona on one page, as a frozen value."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, Self


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

    @classmethod
    def from_json(cls, json: Mapping[str, Any]) -> Self:
        """Return the block that a card's `to_json` wrote."""
        lines = tuple(CardLine(**line) for line in json["lines"])
        return cls(json["title"], lines, json["empty"])


@dataclass(frozen=True)
class Card:
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

    def to_json(self) -> dict[str, Any]:
        """Return the card as JSON."""
        return asdict(self)

    @classmethod
    def from_json(cls, json: Mapping[str, Any]) -> Self:
        """Return the card that `to_json` wrote."""
        parts = {
            "blocks": tuple(map(CardBlock.from_json, json["blocks"])),
            "size_lines": tuple((label, value) for label, value in json["size_lines"]),
            "unknown": tuple(json["unknown"]),
        }
        return cls(**{**json, **parts})


@dataclass(frozen=True)
class Cards:
    """All cards of a study; each is shown as a page of its own.

    Attributes
    ----------
    cards : tuple of Card
        By segment number.
    """

    cards: tuple[Card, ...]
