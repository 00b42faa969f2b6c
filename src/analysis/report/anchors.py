"""Anchors: ASCII, readable, and each only once."""

from __future__ import annotations

import re
import unicodedata


def slug(text: str) -> str:
    """Return a text as an ASCII anchor: ``Đối thủ cạnh tranh`` becomes ``doi-thu-canh-tranh``."""
    text = text.replace("đ", "d").replace("Đ", "D")
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode("ascii").lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:60].strip("-") or "section"


class Anchors:
    """Hands out anchors of one document."""

    def __init__(self) -> None:
        self._taken: set[str] = set()

    def free(self, wish: str) -> str:
        """Return the anchor for ``wish``, with a number if another one has it already."""
        base = anchor = slug(wish)
        count = 1
        while anchor in self._taken:
            count += 1
            anchor = f"{base}-{count}"
        self._taken.add(anchor)
        return anchor
