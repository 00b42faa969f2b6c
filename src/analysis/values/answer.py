"""An answer: what a topic has to say to its question, and what shows it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from analysis.values.absent import Absent
from analysis.values.finding import Finding
from analysis.values.media import Value


@dataclass(frozen=True, eq=False)
class Answer:
    """What a section of a report says and shows.

    A notebook displays its parts one after the other; what is absent shows as its reason.

    Attributes
    ----------
    findings : tuple of Finding or Absent
        What it says, the most important first; *In brief* and the summary take them from here.
    shown : tuple of Value
        Chart, tables, cards, downloads: what shows it.
    """

    findings: tuple[Finding | Absent, ...] = ()
    shown: tuple[Value, ...] = ()

    def __iter__(self) -> Iterator[Value]:
        """Yield the parts in the order in which they are displayed."""
        yield from self.findings
        yield from self.shown
