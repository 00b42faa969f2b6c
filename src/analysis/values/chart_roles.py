"""What a mark of a chart is to the reader, and how an axis writes its numbers."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

# what makes the point, what stands against it, what stays behind, what is new or not filled;
# a number is that of a segment, whose colour is the same in every chart
Role = Literal["brand", "accent", "context", "muted", "ink", "empty"] | int


@dataclass(frozen=True)
class Axis:
    """An axis: what it is called and how its numbers are written.

    Attributes
    ----------
    label : str
        Its name; empty where the subtitle says it.
    format : str
        How its numbers are written.
    digits : int
        Decimals; of shares those of the percentage.
    currency : str
        ISO code where it is money.
    limits : tuple of float, optional
        Where it begins and ends; left out, as the values need it.
    """

    label: str = ""
    format: Literal["number", "share", "short_money"] = "number"
    digits: int = 0
    currency: str = ""
    limits: tuple[float, float] | None = None


def highlighted(rows: Iterable[bool]) -> tuple[Role, ...]:
    """Return the roles of rows of which some make the point and the others are context."""
    return tuple("brand" if row else "context" for row in rows)
