"""Numbers of papers, accounts and vehicles that lead to one person."""

from __future__ import annotations

import re
from collections.abc import Iterator

from analysis.privacy.digits import DigitString, is_money, names_a_code

# the first three digits of a citizen's number: the province where a birth was entered
_PROVINCES = frozenset(
    f"{number:03d}"
    for number in (
        1, 2, 4, 6, 8, 10, 11, 12, 14, 15, 17, 19, 20, 22, 24, 25, 26, 27, 30, 31, 33, 34, 35, 36,
        37, 38, 40, 42, 44, 45, 46, 48, 49, 51, 52, 54, 56, 58, 60, 62, 64, 66, 67, 68, 70, 72, 74,
        75, 77, 79, 80, 82, 83, 84, 86, 87, 89, 91, 92, 93, 94, 95, 96,
    )
)  # fmt: skip
_NAMED_ID = re.compile(
    r"(?:cccd|can cuoc|cmnd|\bcmt\b|cmtnd|chung minh|giay to|id card|identity|national id|\bcmqd\b)"
    r"[^0-9]{0,24}$"
)
_NAMED_CARD = re.compile(
    r"(?:\bbhxh\b|\bbhyt\b|\bgplx\b|bao hiem (?:xa hoi|y te)|(?:giay phep|bang) lai"
    r"|social insurance|health insurance|driv(?:er'?s?|ing) licen[cs]e)[^0-9]{0,24}$"
)
_CMND = re.compile(r"(?:0[1-9]|[12]\d|3[0-8])\d{7}")
_SHORT = 32  # in a longer text a number that nothing names is a product's
_PASSPORT = re.compile(r"(?<![a-z0-9])([a-z]{1,2})[ -]?(\d{7,8})(?![a-z0-9])")
_NAMED_PASSPORT = re.compile(r"(?:ho chieu|passport|pass no)[^0-9]{0,24}$")
_PLATE = re.compile(
    r"(?<![a-z0-9])(?:1[1-9]|[2-9]\d)[ -]?[a-z]{1,2}\d?[ -]{0,3}(?:\d{3}[. ]?\d{2}|\d{4})"
    r"(?![a-z0-9]|[.,]\d)"
)
_SET_APART = re.compile(r"[a-z]\d? ?- ?\d|\d{3}\.\d{2}")
_NAMED_PLATE = re.compile(r"(?:bien (?:so|kiem soat)|\bbks\b|\bbsx?\b|\bxe\b|plate)[^0-9]{0,24}$")
_BANKS = (
    r"vietcombank|\bvcb\b|techcombank|\btcb\b|bidv|agribank|vietinbank|\bctg\b|\bacb\b|mb ?bank"
    r"|tp ?bank|sacombank|vp ?bank|hd ?bank|\bocb\b|\bmsb\b|\bshb\b|\bscb\b|eximbank|\bvib\b"
    r"|seabank|lpbank|lien ?viet|nam a bank|bac a bank|pvcombank|cake|timo|momo|zalopay"
    r"|viettel ?money"
)
_NAMED_ACCOUNT = re.compile(
    r"(?:\bstk\b|\bso tk\b|\btk\b|tai khoan|\biban\b|a/c\b|\bacct?\b|account (?:no|number|num|#)"
    r"|chuyen khoan|\bck\b|so the|card (?:no|number))[^0-9]{0,40}$"
)
_AT_BANK = re.compile(rf"(?:{_BANKS})[^0-9a-z][^0-9]{{0,16}}$")
_BANK_AFTER = re.compile(rf"[^0-9a-z]{{0,4}}(?:tai |ngan hang |nh )?(?:{_BANKS})")
_IBAN = re.compile(
    r"(?<![a-z0-9])[a-z]{2}\d{2}(?: ?[a-z0-9]{4}){2,7}(?: ?[a-z0-9]{1,3})?(?![a-z0-9])"
)
_CARD = re.compile(r"4\d{15}|5[1-5]\d{14}|2[2-7]\d{14}|3[47]\d{13}|35\d{14}|6\d{15}")
_NAPAS = re.compile(r"9704\d{12}(?:\d{3})?")
_DATE = (
    r"(?:\d{1,2} ?[-./] ?\d{1,2} ?[-./] ?\d{2,4}|\d{4}-\d{2}-\d{2}"
    r"|\d{1,2} (?:thang|thg) \d{1,2},? (?:nam )?\d{4})"
)
_BIRTH = re.compile(
    r"(?:sinh ngay|ngay(?: thang nam)? sinh|\bsinh\b|\bns\b|\bdob\b|\bborn\b|date of birth"
    r"|birth ?day|birth ?date)[^0-9]{0,16}" + _DATE
)


def is_identity_number(text: str, found: DigitString) -> bool:
    """Return whether digits are those of a citizen's card: twelve, or nine of the old one.

    A number of social or health insurance, or of a driver's licence, is one where it is called so.

    Parameters
    ----------
    text : str
        The folded text they stand in.
    found : DigitString
        The digits.
    """
    digits = found.digits
    if found.is_count_of or found.is_decimal or not 9 <= len(digits) <= 13:
        return False
    if _NAMED_CARD.search(text, max(0, found.start - 48), found.start):
        return not found.is_amount
    if len(digits) not in (9, 12):
        return False
    if _NAMED_ID.search(text, max(0, found.start - 48), found.start):
        return not found.is_amount
    if found.is_amount or is_money(text, found.end) or names_a_code(text, found.start):
        return False
    if len(digits) == 12:
        return digits[:3] in _PROVINCES and len(found.parts) <= 6 and "," not in found.text
    return (
        len(found.parts) == 1
        and bool(_CMND.fullmatch(digits))
        and (digits.startswith("0") or len(text) <= _SHORT)
        and not digits.endswith("000")
        and not found.international
    )


def is_account(text: str, found: DigitString) -> bool:
    """Return whether digits are a bank account's or a card's.

    Parameters
    ----------
    text : str
        The folded text they stand in.
    found : DigitString
        The digits.
    """
    digits = found.digits
    if found.is_count_of or found.is_decimal or found.is_amount or is_money(text, found.end):
        return False
    if _CARD.fullmatch(digits) and _luhn(digits) and len(found.parts) in (1, 3, 4):
        return not names_a_code(text, found.start)
    if _NAPAS.fullmatch(digits):
        return True
    if not 6 <= len(digits) <= 19 or not _one_number(found):
        return False
    start = max(0, found.start - 60)
    if _NAMED_ACCOUNT.search(text, start, found.start):
        return True
    return len(digits) >= 8 and bool(
        _AT_BANK.search(text, start, found.start) or _BANK_AFTER.match(text, found.end)
    )


def _one_number(found: DigitString) -> bool:
    if "(" in found.text:
        return False
    return len(found.parts) == 1 or all(len(part) >= 2 for part in found.parts)


def _luhn(digits: str) -> bool:
    doubled = [int(d) * (1 + place % 2) for place, d in enumerate(reversed(digits))]
    return sum(d - 9 if d > 9 else d for d in doubled) % 10 == 0


def written_documents(text: str) -> Iterator[tuple[str, str, int]]:
    """Yield passports, plates, birth dates and IBANs of a folded text: kind, text and end."""
    for found in _PASSPORT.finditer(text):
        letter, digits = found.groups()
        named = _NAMED_PASSPORT.search(text, max(0, found.start() - 40), found.start())
        usual = (
            letter in ("b", "c", "n", "p", "k")
            and not digits.startswith("000")
            and len(text) <= _SHORT
        )
        if named or (usual and not names_a_code(text, found.start())):
            yield "passport", found.group(), found.end()
    for found in _PLATE.finditer(text):
        if _is_plate(text, found):
            yield "plate", found.group(), found.end()
    for found in _BIRTH.finditer(text):
        yield "birth", found.group(), found.end()
    for found in _IBAN.finditer(text):
        if _iban(found.group().replace(" ", "")):
            yield "account", found.group(), found.end()


def _is_plate(text: str, found: re.Match[str]) -> bool:
    """Whether it is set apart as plates are, called one, or all there is."""
    plate = found.group()
    if _NAMED_PLATE.search(text, max(0, found.start() - 40), found.start()):
        return True
    likely = "." in plate or len(text) <= _SHORT
    if likely and _SET_APART.search(plate) and not names_a_code(text, found.start()):
        return True
    return len(text) == len(plate) and not plate.endswith("000")


def _iban(text: str) -> bool:
    turned = text[4:] + text[:4]
    return int("".join(str(int(sign, 36)) for sign in turned)) % 97 == 1
