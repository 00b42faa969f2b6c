"""What a reader must know beside the answers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self


@dataclass(frozen=True)
class Note:
    """A remark on how something is to be read.

    Attributes
    ----------
    text : str
        The remark, as a sentence.
    """

    text: str

    def to_json(self) -> dict[str, Any]:
        """Return it as JSON."""
        return {"kind": "note", "text": self.text}

    @classmethod
    def from_json(cls, json: Mapping[str, Any]) -> Self:
        """Return the note that `to_json` wrote."""
        return cls(json["text"])
