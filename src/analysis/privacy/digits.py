"""Numbers in a text that are no amounts: runs of digits, however they are spaced."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

LONGEST = 19
_MOST_PARTS = 8
_WHOLE = 9  # so many digits in one piece are no end of a grouped number
_RUN = re.compile(r"[+(]{0,2}\d(?:[ ().\-/_,|*]{0,3}\d)*")
_PART = re.compile(r"\d+")
_GROUPED = re.compile(r"\d{1,3}(?:([.,])\d{3})(?:\1\d{3})*(?:[.,]\d{1,2})?")
_DECIMAL = re.compile(r"0[.,]\d+")
_UNIT = re.compile(
    r"\s?(?:₫|d\b|dong\b|vnd\b|usd\b|eur\b|\$|€|£|%|trieu\b|ty\b|nghin\b|ngan\b|k\b)"
)
_SCIENTIFIC = re.compile(r"(?<![\w.])\d[.,]\d+e[+-]?\d{1,3}(?!\w)")
_DATE = re.compile(
    r"(?<!\d)(?:\d{1,2}([-./])\d{1,2}\1(?:19|20)\d{2}|(?:19|20)\d{2}([-./])\d{1,2}\2\d{1,2}"
    r"|\d{1,2}:\d{2}(?::\d{2})?|\d{1,2}/(?:19|20)\d{2})(?!\d)"
)
_CODE_WORDS = frozenset(
    (
        "sku", "ord", "order", "inv", "hd", "dh", "sp", "ma", "code", "id", "isbn", "ean", "po",
        "so", "ref", "vnd", "barcode", "imei", "gtin", "upc",
    )
)  # fmt: skip
_BEFORE_CODE = re.compile(
    r"(?:sku|isbn|ean|gtin|upc|imei|barcode|serial|s/n|model|ma (?:don|hang|sp|san pham|van don|"
    r"hoa don|vach)|don hang|order|invoice|hoa don|(?<![a-z])id|#)\W{0,3}(?:so|no|id)?\W{0,2}$"
)


@dataclass(frozen=True)
class DigitString:
    """Digits that stand together.

    Attributes
    ----------
    digits : str
        The digits alone.
    text : str
        As written, with what stands between them.
    start, end : int
        Where it stands in the folded text.
    parts : tuple of str
        The digits as they are grouped.
    international : bool
        Whether a plus sign stands before it.
    whole_run : bool
        Whether no other digits stand beside it.
    """

    digits: str
    text: str
    start: int
    end: int
    parts: tuple[str, ...]
    international: bool
    whole_run: bool

    @property
    def is_amount(self) -> bool:
        """Whether it is written as a number of things: 1.234.567."""
        return bool(_GROUPED.fullmatch(self.text)) and not (
            self.digits.startswith("0") or self.international
        )

    @property
    def is_decimal(self) -> bool:
        """Whether it is a number under one: 0.912345678."""
        return bool(_DECIMAL.fullmatch(self.text))

    @property
    def is_count_of(self) -> bool:
        """Whether its parts are years or numbers that follow each other: no number of a thing."""
        if len(self.parts) == 1:
            return False
        if all(re.fullmatch(r"(19|20)\d{2}", part) for part in self.parts):
            return True
        numbers = [int(part) for part in self.parts]
        steps = {b - a for a, b in pairwise(numbers)}
        return len(self.parts) > 3 and steps == {1}


def without_dates(text: str) -> str:
    """Return a folded text without dates, times and powers of ten, at the same length."""
    for pattern in (_DATE, _SCIENTIFIC):
        text = pattern.sub(lambda found: "\x00" * len(found.group()), text)
    return text


def digit_strings(text: str) -> Iterator[DigitString]:
    """Yield every string of 6 to 19 digits of a folded text, however they are spaced.

    Of ``0912 345 678 2026`` these are the whole and every part that begins and ends with a group.
    Digits inside a word that mixes letters and digits (a hash) are left out.
    """
    for run in _RUN.finditer(text):
        parts = list(_PART.finditer(run.group()))
        if sum(len(part.group()) for part in parts) < 6:
            continue
        for first in range(len(parts)):
            count = 0
            for last in range(first, min(len(parts), first + LONGEST)):
                count += len(parts[last].group())
                if count > LONGEST:
                    break
                if count < 6 or not _likely(run.group(), parts, first, last):
                    continue
                found = _string(text, run, parts, first, last)
                if found is not None:
                    yield found


def _likely(run: str, parts: list[re.Match[str]], first: int, last: int) -> bool:
    """Whether no number begins in the middle of another, and no axis of single digits is one."""
    joint = run[parts[first - 1].end() : parts[first].start()] if first else ""
    if joint in (".", ",") and len(parts[first].group()) < _WHOLE:
        return False
    whole = first == 0 and last == len(parts) - 1
    return last - first < _MOST_PARTS or whole


def _string(
    text: str, run: re.Match[str], parts: list[re.Match[str]], first: int, last: int
) -> DigitString | None:
    start, end = run.start() + parts[first].start(), run.start() + parts[last].end()
    if not _stands_alone(text, start, end):
        return None
    lead = run.group()[parts[first - 1].end() if first else 0 : parts[first].start()]
    return DigitString(
        "".join(part.group() for part in parts[first : last + 1]),
        text[start:end],
        start,
        end,
        tuple(part.group() for part in parts[first : last + 1]),
        "+" in lead,
        first == 0 and last == len(parts) - 1,
    )


def _stands_alone(text: str, start: int, end: int) -> bool:
    left = start
    while left and text[left - 1].isalnum():
        left -= 1
    right = end
    while right < len(text) and text[right].isalnum():
        right += 1
    before, after = text[left:start], text[end:right]
    if before and (not before.isalpha() or before in _CODE_WORDS):
        return False
    if after and not after.isalpha():
        return False
    return not (len(before) == 1 and before.isascii())  # a code such as C0912345678


def is_money(text: str, end: int) -> bool:
    """Return whether a unit follows the number that ends here."""
    return bool(_UNIT.match(text, end))


def names_a_code(text: str, start: int) -> bool:
    """Return whether a word before the number says that it is a code of a thing."""
    return bool(_BEFORE_CODE.search(text, max(0, start - 24), start))
