"""A file delivered beside a report: what it is, and what it is to be written from."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self

_PLAIN_NAME = re.compile(r"[a-z][a-z0-9_]*\.[a-z]+")  # it is written beside the report


@dataclass(frozen=True)
class Download:
    """A file a reader can take along and work with.

    A notebook writes no files: it shows this value, and whoever renders the notebook writes
    the file from its content.

    Attributes
    ----------
    kind : str
        What is in it: says who writes it.
    file : str
        Its name, plain ASCII with its ending; it lies beside the report.
    text : str
        What a reader does with it, in a sentence or two that name the file.
    content : mapping
        All it is made from, as JSON, its texts in the report's language.
    """

    kind: str
    file: str
    text: str
    content: Mapping[str, Any]

    def __post_init__(self) -> None:
        if not _PLAIN_NAME.fullmatch(self.file):
            raise ValueError(f"a download must have a plain file name, got: {self.file}")

    def to_json(self) -> dict[str, Any]:
        """Return it as JSON."""
        return {**vars(self), "content": dict(self.content)}

    @classmethod
    def from_json(cls, json: Mapping[str, Any]) -> Self:
        """Return the download that `to_json` wrote."""
        return cls(json["kind"], json["file"], json["text"], dict(json["content"]))
