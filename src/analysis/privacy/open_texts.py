"""Names of persons and postal addresses in what people wrote: found often, never for certain."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from analysis.privacy.detector import PersonalPiece
from analysis.privacy.folding import folded

# Written small or without accents many family names are words: "do thi hoa", "mai anh đi".
_FAMILIES = (
    "Nguyễn Trần Lê Phạm Hoàng Huỳnh Phan Vũ Võ Đặng Bùi Đỗ Hồ Ngô Dương Lý Đinh Trương Đoàn Trịnh "
    "Đào Mai Lâm Lương Cao Lưu Tạ Tô Chu Quách Thái Kiều Vương Tống Nghiêm Diệp Triệu"
)
_NO_WORDS = "Nguyễn Trần Phạm Huỳnh Phan Vũ Võ Bùi Ngô Đinh Trương Trịnh Quách Nghiêm"
_MIDDLES = (
    "Văn Thị Hữu Đức Ngọc Minh Thanh Quốc Xuân Hồng Thu Kim Anh Bảo Gia Hoài Khánh Mạnh Mỹ Nhật "
    "Phương Quang Thúy Thuý Thùy Thuỳ Tuấn Trọng Việt Đình Công Hải Bá Như Tuyết Bích Cẩm Đăng Thế "
    "Tiến Trung"
)
_SMALL = (
    "aàáảãạăằắẳẵặâầấẩẫậbcdđeèéẻẽẹêềếểễệfghiìíỉĩịjklmnoòóỏõọôồốổỗộơờớởỡợpqrstuùúủũụưừứửữựvwxyỳýỷỹỵz"
)
_TITLES = r"[Aa]nh|[Cc]hị|[Ôô]ng|[Bb]à|[Cc]ô|[Cc]hú|[Bb]ác|[Ee]m|[Bb]ạn|[Tt]hầy|[Mm]rs?\.?|[Mm]s\.?"
_CAPITAL = rf"[{_SMALL.upper()}][{_SMALL}]+"
_TITLED = re.compile(rf"\b(?:{_TITLES}) {_CAPITAL}(?: {_CAPITAL}){{0,3}}")


def _any(names: str) -> str:
    return "|".join(names.split())


def _capital_names(families: str, middles: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{_any(families)}) (?:{_any(middles)})(?: {_CAPITAL}){{1,2}}\b")


_NAMES = (
    _capital_names(_FAMILIES, _MIDDLES),
    _capital_names(folded(_FAMILIES).title(), folded(_MIDDLES).title()),
    re.compile(
        rf"\b(?:{_any(_NO_WORDS.lower())}) (?:{_any(_MIDDLES.lower())}) [{_SMALL}]{{2,7}}\b"
    ),
    re.compile(rf"\b(?:{_any(folded(_NO_WORDS))}) (?:van|thi) [a-z]{{2,7}}\b"),
)
# streets and schools bear the names of persons long dead
_PLACE = re.compile(r"(?i)\b(?:đường|duong|phố|pho|quận|chợ|cầu|trường|ngã tư|công viên|street) $")
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
    words = unicodedata.normalize("NFKC", text).split()
    written = " ".join(word.title() if word.isupper() else word for word in words)
    found = [
        PersonalPiece("name", match.group())
        for pattern in (*_NAMES, _TITLED)
        for match in pattern.finditer(written)
        if not _PLACE.search(written[: match.start()])
    ]
    found += [PersonalPiece("address", match.group()) for match in _STREET.finditer(plain)]
    return tuple(dict.fromkeys(found))
