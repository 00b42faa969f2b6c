"""Names in open texts: found as persons write them, and drinks, streets and verbs are none."""

from __future__ import annotations

import unicodedata

import pytest

from analysis.privacy import names_and_addresses


@pytest.mark.parametrize(
    "text",
    [
        "Nguyễn Văn Nam",
        "gặp nguyễn thị lan ở quầy",
        "nguyen van nam",
        "Le Thi Hoa",
        "TRẦN MINH ĐỨC",
        "chị Lan Anh phục vụ chậm",
        unicodedata.normalize("NFD", "Lê Thị Hoa"),
    ],
)
def test_names_are_found(text: str) -> None:
    assert [piece.kind for piece in names_and_addresses(text)] == ["name"]


@pytest.mark.parametrize(
    "text",
    [
        "trà đào cam sả",
        unicodedata.normalize("NFD", "Trà Đào Cam Sả"),
        "TRÀ ĐÀO CAM SẢ",
        "đô thị hóa",
        "do thi hoa",
        "mai anh đi làm",
        "em đà nẵng",
        "cà phê đường Nguyễn Thị Minh Khai",
    ],
)
def test_other_words_are_no_names(text: str) -> None:
    assert not names_and_addresses(text)
