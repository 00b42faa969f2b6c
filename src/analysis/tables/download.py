"""A file delivered beside a report: what it is, and what it is to be written from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

DOWNLOAD_MIME = "application/vnd.analysis.download+json"


@dataclass(frozen=True)
class Download:
    """A file a reader can take along and work with.

    A notebook writes no files: it shows this value, and whoever renders the notebook writes
    the file from its bundle.

    Attributes
    ----------
    kind : str
        What is in it; says who writes it.
    file : str
        Its name, plain ASCII with its ending; it lies beside the report.
    text : str
        What a reader does with it, in a sentence or two that name the file.
    content : mapping
        All it is made from, as JSON, its texts in the report's language.
    """

    kind: Literal["typing_tool"]
    file: str
    text: str
    content: Mapping[str, Any]

    def bundle(self) -> dict[str, Any]:
        """Return it as JSON: what the exporters read."""
        return {
            "kind": self.kind,
            "file": self.file,
            "text": self.text,
            "content": dict(self.content),
        }

    def _repr_mimebundle_(self, **_: object) -> dict[str, Any]:
        return {DOWNLOAD_MIME: self.bundle(), "text/plain": self.text}
