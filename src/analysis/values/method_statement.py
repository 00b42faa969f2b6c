"""How a study was made, as a value: lines that say what was done and nothing else."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self


@dataclass(frozen=True)
class MethodLine:
    """One part of the method: what it is about, and what was done."""

    label: str
    text: str


@dataclass(frozen=True)
class MethodStatement:
    """Method and limits of a study, built from its results."""

    lines: tuple[MethodLine, ...]

    def to_json(self) -> dict[str, Any]:
        """Return the statement as JSON."""
        return {"lines": [dict(vars(line)) for line in self.lines]}

    @classmethod
    def from_json(cls, json: Mapping[str, Any]) -> Self:
        """Return the statement that `to_json` wrote."""
        return cls(tuple(MethodLine(line["label"], line["text"]) for line in json["lines"]))
