"""Telephone numbers inside texts, in all the ways they are written in Vietnam."""

from __future__ import annotations

import re
from functools import lru_cache

from analysis.privacy.digits import DigitString, is_money

_MOBILE = re.compile(r"0(?:3[2-9]|5[25689]|7[06-9]|8[1-9]|9[0-9])\d{7}")
_OLD_MOBILE = re.compile(r"01(?:2\d|6[2-9]|8[68]|99)\d{7}")  # eleven digits, until 2018
_LANDLINE = re.compile(r"02(?:0[3-9]|1[0-9]|2[0-9]|3[2-9]|4|5[1-9]|6[0-9]|7[0-7]|8|9[0-9])\d{7,8}")
_OLD_LANDLINE = re.compile(r"0(?:4|8|[2-7]\d{1,2})3\d{6,7}")  # until 2017
_CONTEXT = re.compile(
    r"(?:\bs?dt\b|so dt|dien thoai|\btel\b|\bphone\b|hotline|zalo|viber|whatsapp|\bcall\b|\bgoi\b"
    r"|lien he|\blh\b|mobile|di dong|\bfax\b|\balo\b|\bcell\b)[^0-9]{0,20}$"
)
_HOTLINE = re.compile(r"1[89]00\d{4,6}")
_WORDS = "khong|mot|hai|ba|bon|tu|nam|lam|sau|bay|bẩy|tam|chin"
_SPOKEN = re.compile(rf"\b(?:khong|zero)(?:[ ,.-]+(?:{_WORDS}))" + r"{8,10}\b")
_TAX = re.compile(
    r"(?:\bmst\b|ma so (?:thue|dn|doanh nghiep)|ma thue|\btax\b|\bvat\b|\bmsdn\b)[^0-9]{0,20}$"
)
_TAX_WEIGHTS = (31, 29, 23, 19, 17, 13, 7, 5, 3)


def is_telephone(text: str, found: DigitString) -> bool:
    """Return whether digits are somebody's telephone number.

    Hotlines (1800, 1900) are businesses' and a company's tax code is none.

    Parameters
    ----------
    text : str
        The folded text they stand in.
    found : DigitString
        The digits.
    """
    digits = found.digits
    if not 7 <= len(digits) <= 15 or found.is_count_of or is_tax_code(text, found):
        return False
    if found.international:
        return _valid_abroad(digits)
    named = bool(_CONTEXT.search(text, max(0, found.start - 36), found.start))
    if found.is_decimal or (is_money(text, found.end) and not named):
        return False
    alone = found.whole_run and len(text) == len(found.text) and "," not in found.text
    if found.is_amount and not alone:
        return False
    national = _national(digits)
    if national:
        if _MOBILE.fullmatch(national) or _OLD_MOBILE.fullmatch(national):
            return _grouped_like_one(found)
        if _LANDLINE.fullmatch(national):
            return len(found.parts) <= 6
        # numbers of before 2017 look like tax codes: only where they are set apart
        if _OLD_LANDLINE.fullmatch(national) and len(national) <= 11 and len(found.parts) > 1:
            return (len(found.parts[0]) <= 4 and "(" in text[: found.start + 1]) or named
    return named and _local(found)


def _national(digits: str) -> str:
    if digits.startswith("00"):
        digits = digits[2:]
    if digits.startswith("84") and len(digits) >= 11:
        rest = digits[2:]
        return rest if rest.startswith("0") else "0" + rest
    return digits if digits.startswith("0") else ""


def _grouped_like_one(found: DigitString) -> bool:
    """Ten digits in one piece, in groups, or each on its own with nothing beside."""
    if all(len(part) == 1 for part in found.parts):
        return found.whole_run
    return len(found.parts) <= 7


def _local(found: DigitString) -> bool:
    """Digits that something calls a telephone: in one piece, or grouped as such numbers are."""
    if _HOTLINE.fullmatch(found.digits) or found.is_amount or len(found.digits) > 13:
        return False
    if len(found.parts) == 1:
        return len(found.digits) >= 7
    if found.parts[0].startswith("0"):
        return True
    years = any(re.fullmatch(r"(19|20)\d{2}", part) for part in found.parts)
    short = 7 <= len(found.digits) <= 8 and len(found.parts) <= 3
    return short and len(found.parts[0]) <= 4 and not years


def is_tax_code(text: str, found: DigitString) -> bool:
    """Return whether digits are a company's tax code, and something says so."""
    if len(found.digits) not in (10, 13):
        return False
    own = found.text[-4:-3] == "-" and len(found.digits) == 13 and len(found.parts) == 2
    if not own and not _TAX.search(text, max(0, found.start - 44), found.start):
        return False
    first = [int(digit) for digit in found.digits[:10]]
    check = 10 - sum(d * w for d, w in zip(first, _TAX_WEIGHTS, strict=False)) % 11
    return check == first[9]


@lru_cache(maxsize=2000)
def _valid_abroad(digits: str) -> bool:
    import phonenumbers

    if digits.startswith("840"):
        digits = "84" + digits[3:]
    national = _national(digits)
    if national and (_MOBILE.fullmatch(national) or _OLD_MOBILE.fullmatch(national)):
        return True
    try:
        number = phonenumbers.parse("+" + digits)
    except phonenumbers.NumberParseException:
        return False
    return phonenumbers.is_valid_number(number)


def spoken_telephone(text: str) -> re.Match[str] | None:
    """Return a telephone number told in words, digit by digit."""
    return _SPOKEN.search(text)
