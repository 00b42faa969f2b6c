"""Texts of raw files in one form: composed Unicode (NFC) without stray blanks."""

from __future__ import annotations

import re
import unicodedata

_INVISIBLE = str.maketrans("", "", "\ufeff\u200b\u200c\u2060\u00ad")
EMPTY = frozenset(
    {"", "na", "n/a", "#n/a", "nan", "null", "#null!", "#div/0!", "#value!", "#ref!", "#name?"}
)
"""Cells that hold no answer, in lower case, as spreadsheets and databases write them."""


def composed(text: str) -> str:
    """Return a text in NFC: each Vietnamese letter is one character, however it was typed."""
    return text if text.isascii() else unicodedata.normalize("NFC", text)


def tidy(text: str) -> str:
    """Return a text in NFC, without blanks at its ends and without invisible characters."""
    return (text if text.isascii() else composed(text.translate(_INVISIBLE))).strip()


def as_code(value: object) -> str:
    """Return a raw value in the form in which codes are compared: 1, 1.0 and "1" are the same.

    Parameters
    ----------
    value : object
        A cell, or a value from the client file.
    """
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else repr(value)
    text = tidy(str(value))
    if text.lower() in ("true", "false"):
        return text.lower()
    whole, dot, rest = text.partition(".")
    if dot and rest and not rest.strip("0") and whole.lstrip("-").isdigit():
        return whole
    return text


def as_identifier(value: object) -> str:
    """Return an id as text: leading zeros stay, and a spreadsheet's 12417.0 is 12417."""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return tidy(str(value))


def natural_order(text: str) -> list[tuple[int, float, str]]:
    """Return a sort key in which Q1_2 comes before Q1_10."""
    parts = re.split(r"(\d+)", text)
    return [(0, float(p), "") if p.isdecimal() else (1, 0.0, p) for p in parts if p]
