"""Letters a report can show: one Unicode form, and a visible stand-in for what no font has."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

STAND_IN = "□"
_JOINER = "\u200d"
# a number and its sign, and "n = 214", stay on one line
_UNBROKEN = re.compile(
    r"(?<=\d) (?=%)|(?<=\w) (?=[₫€])|(?<=\bn) (?== \d)|(?<=\bn =) (?=\d)"
    r"|(?<=\bKTC) (?=\d)|(?<=\d%) (?=CI\b)"
)
_KEPT_CONTROLS = frozenset("\n\t")


@dataclass
class Letters:
    """Writes texts with the letters the report's fonts have, and counts the others.

    Attributes
    ----------
    covered : frozenset of str
        Letters that can be shown.
    replaced : int
        How many signs were replaced so far.
    """

    covered: frozenset[str]
    replaced: int = field(default=0)

    def text(self, text: str) -> str:
        """Return ``text`` in NFC, without invisible signs, missing letters as ``□``.

        A sequence that shows as one sign (an emoji of several parts) counts as one.
        """
        text = _UNBROKEN.sub("\u00a0", text)
        if text.isascii() and text.isprintable():
            return text
        text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
        if all(map(self._is_shown, set(text))):
            return text
        shown: list[str] = []
        joined = False
        for letter in text:
            if letter == _JOINER:
                joined = bool(shown) and shown[-1] == STAND_IN
            elif self._is_shown(letter):
                shown.append(letter)
                joined = False
            elif not _is_invisible(letter):
                if not joined and not _is_modifier(letter, shown):
                    shown.append(STAND_IN)
                    self.replaced += 1
                joined = False
        return "".join(shown)

    def texts(self, value: Any) -> Any:
        """Return a bundle with every text in it written this way; keys stay."""
        if isinstance(value, str):
            return self.text(value)
        if isinstance(value, dict):
            if "text" in value and value.get("value") == value["text"]:  # one sign, not two
                text = self.text(value["text"])
                return {**value, "value": text, "text": text, "mark": self.text(value["mark"])}
            return {key: self.texts(item) for key, item in value.items()}
        if isinstance(value, (list, tuple)):
            return [self.texts(item) for item in value]
        return value

    def _is_shown(self, letter: str) -> bool:
        if letter in _KEPT_CONTROLS:
            return True
        return letter in self.covered and not _is_invisible(letter)


@lru_cache(maxsize=4096)
def _is_invisible(letter: str) -> bool:
    """Controls, marks of direction, variation selectors: they only mislead a reader."""
    return unicodedata.category(letter) in ("Cc", "Cf", "Cs", "Co", "Cn") or (
        0xFE00 <= ord(letter) <= 0xFE0F
    )


def _is_modifier(letter: str, shown: list[str]) -> bool:
    """Skin tones, and the second half of a flag, belong to the sign before them."""
    after_stand_in = bool(shown) and shown[-1] == STAND_IN
    return after_stand_in and 0x1F3FB <= ord(letter) <= 0x1F3FF
