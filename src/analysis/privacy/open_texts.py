"""Names of persons and postal addresses in what people wrote: found often, never for certain."""

from __future__ import annotations

import re
from functools import lru_cache

from analysis.privacy.detector import PersonalPiece
from analysis.privacy.folding import folded

_FAMILY = (
    "nguyen|tran|le|pham|hoang|huynh|phan|vu|vo|dang|bui|do|ho|ngo|duong|ly|dinh|truong|doan|"
    "trinh|dao|mai|lam|luong|cao|luu|ta|to|chu|quach|thai|kieu|vuong|tong|nghiem|diep|trieu"
)
_MIDDLE = (
    "van|thi|huu|duc|ngoc|minh|thanh|quoc|xuan|hong|thu|kim|anh|bao|gia|hoai|khanh|manh|my|nhat|"
    "phuong|quang|thuy|tuan|trong|viet|dinh|cong|hai|ba|nhu|tuyet|bich|cam|dang|the|tien|trung"
)
_NAME = re.compile(rf"\b(?:{_FAMILY}) (?:{_MIDDLE})(?: [a-z]{{2,7}}){{1,2}}\b")
_TITLES = r"[Aa]nh|[Cc]hị|[Ôô]ng|[Bb]à|[Cc]ô|[Cc]hú|[Bb]ác|[Ee]m|[Bb]ạn|[Tt]hầy|[Mm]rs?\.?|[Mm]s\.?"
_CAPITAL = r"[A-ZĐÀ-ỸÂÊÔĂƠƯ][a-zđà-ỹâêôăơư]+"
_TITLED = re.compile(rf"\b(?:{_TITLES}) {_CAPITAL}(?: {_CAPITAL}){{0,3}}")
_STREET = re.compile(
    r"\b(?:so(?: nha)? )?\d{1,4}[a-z]?(?:[/-]\d{1,4}[a-z]?)*,? "
    r"(?:duong|pho|ngo|ngach|hem|kiet|to|thon|ap|khu pho|street|st|road)\b"
    r"|\b(?:ngo|ngach|hem|kiet|so nha) \d{1,4}(?:/\d{1,4})*\b"
    r"|\b\d{1,4}(?:/\d{1,4}){1,3}[a-z]? [a-z]{2,7} [a-z]{2,7}\b"
    r"|\b\d{1,4}[a-z]? (?:[a-z]{2,7} ){2,4},? ?(?:phuong|quan|p\.? ?\d|q\.? ?\d|huyen|xa|tp\b)"
)


@lru_cache(maxsize=20_000)
def names_and_addresses(text: str) -> tuple[PersonalPiece, ...]:
    """Return what looks like a person's name or a postal address in an open text.

    Parameters
    ----------
    text : str
        What somebody wrote. How much of it is found stands in ``docs/client-file.md``.
    """
    plain = folded(text)
    found = [PersonalPiece("name", match.group()) for match in _NAME.finditer(plain)]
    found += [PersonalPiece("name", match.group()) for match in _TITLED.finditer(text)]
    found += [PersonalPiece("address", match.group()) for match in _STREET.finditer(plain)]
    return tuple(dict.fromkeys(found))
