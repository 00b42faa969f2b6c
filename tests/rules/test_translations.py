"""Every text of the product exists in Vietnamese, with the same fields as the English one."""

from __future__ import annotations

import io
import json
import string
from functools import cache
from pathlib import Path

import pytest
from babel.messages.extract import extract
from babel.messages.pofile import read_po

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "src" / "analysis"
KEYWORDS = {"_": None, "plural": (1, 2), "translatable": None}


@cache
def messages_of_code() -> dict[str, str]:
    found: dict[str, str] = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        with path.open("rb") as file:
            for line, message, _comments, _context in extract("python", file, KEYWORDS):
                first = message[0] if isinstance(message, tuple) else message
                found.setdefault(first, f"{path.relative_to(ROOT)}:{line}")
    return found


@cache
def messages_of_notebooks() -> dict[str, str]:
    found = {}
    for path in sorted((ROOT / "notebooks").glob("*.ipynb")):
        for number, cell in enumerate(json.loads(path.read_text("utf-8"))["cells"]):
            if cell["cell_type"] == "markdown":
                found.setdefault("".join(cell["source"]).strip(), f"{path.name}, cell {number}")
    return found


@cache
def translations() -> dict[str, str]:
    found = {}
    for path in sorted((PACKAGE / "languages" / "vi").glob("*.po")):
        for entry in read_po(io.BytesIO(path.read_bytes())):
            if entry.id:
                key = entry.id[0] if isinstance(entry.id, tuple) else entry.id
                value = entry.string[0] if isinstance(entry.string, tuple) else entry.string
                assert not entry.fuzzy, f"{path.name}: fuzzy: {key}"
                found[key] = value
    return found


def fields(message: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(message) if name is not None}


@pytest.mark.parametrize("origin", [messages_of_code, messages_of_notebooks])
def test_every_message_has_its_vietnamese(origin) -> None:
    known = translations()
    missing = [f"{place}: {text[:90]}" for text, place in origin().items() if not known.get(text)]
    assert not missing, "not in any catalog:\n" + "\n".join(missing)


def test_fields_are_the_same_in_both_languages() -> None:
    used = messages_of_code()
    wrong = [
        f"{english!r} / {vietnamese!r}"
        for english, vietnamese in translations().items()
        if english in used and fields(english) != fields(vietnamese)
    ]
    assert not wrong, "\n".join(wrong)


def test_no_translation_is_left_over() -> None:
    used = {**messages_of_code(), **messages_of_notebooks()}
    assert not [text[:90] for text in translations() if text not in used]


def test_no_message_stands_in_two_catalogs_with_two_meanings() -> None:
    seen: dict[str, tuple[str, str]] = {}
    for path in sorted((PACKAGE / "languages" / "vi").glob("*.po")):
        for entry in read_po(io.BytesIO(path.read_bytes())):
            if not entry.id:
                continue
            key = entry.id[0] if isinstance(entry.id, tuple) else entry.id
            value = entry.string[0] if isinstance(entry.string, tuple) else entry.string
            before = seen.setdefault(key, (value, path.name))
            assert before[0] == value, f"{key!r}: {before[1]} and {path.name} differ"
