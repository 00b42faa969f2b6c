"""Every text of the product exists in Vietnamese, with the same fields as the English one."""

from __future__ import annotations

import ast
import importlib
import string
from functools import cache

from babel.messages.pofile import read_po

from analysis.languages.catalog import LaterMessage
from analysis.languages.contexts import PACKAGE, catalog_path, catalog_paths
from analysis.languages.po_files import read_entries
from analysis.languages.upkeep import Catalogs, catalogs

ADVICE = "\nmake messages lists them; make messages WRITE=1 writes the entries to fill in:\n"


@cache
def held() -> Catalogs:
    return catalogs("vi")


def fields(message: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(message) if name is not None}


def test_every_message_has_its_vietnamese_and_no_translation_is_left_over() -> None:
    assert not held().issues, ADVICE + "\n".join(held().issues)


def test_messages_of_every_room_are_seen() -> None:
    """A module that says something binds its messages; a catalog none of them uses is a slip."""
    contexts = {entry.context for entry in held().entries}
    assert {"customers/rfm", "sources", "survey/banner", "notebooks/personas", "cli"} <= contexts


def test_fields_are_the_same_in_both_languages() -> None:
    wrong = [
        f"{entry.message!r} / {entry.text!r}"
        for entry in held().entries
        if not entry.context.startswith("notebooks/")
        and fields(entry.message) | fields(entry.plural) != fields(entry.text)
    ]
    assert not wrong, "\n".join(wrong)


def test_catalogs_stand_in_the_order_of_the_code() -> None:
    order = [(entry.context, entry.message) for entry in held().entries]
    for context in {context for context, _message in order}:
        there = [(e.context, e.message) for e in read_entries(catalog_path("vi", context))]
        assert there == [key for key in order if key[0] == context], ADVICE + context


def test_gettexts_tools_read_the_same_of_catalogs() -> None:
    for path in catalog_paths("vi"):
        with path.open("rb") as file:
            theirs = [entry for entry in read_po(file, abort_invalid=True) if entry.id]
        ours = read_entries(path)
        assert [(e.context, e.message) for e in ours] == [
            (e.context, e.id[0] if e.pluralizable else e.id) for e in theirs
        ]
        assert [e.text for e in ours] == [
            e.string[0] if e.pluralizable else e.string for e in theirs
        ]


def test_words_looked_up_by_name_are_marked_as_said_later() -> None:
    """A plain text has no subject: ``_(NAMES[name])`` would look for it under the caller's."""
    plain, seen = [], 0
    for path in sorted(PACKAGE.rglob("*.py")):
        names = [
            ast.unparse(call.args[0].value)
            for call in ast.walk(ast.parse(path.read_text("utf-8")))
            if isinstance(call, ast.Call)
            if isinstance(call.func, ast.Name) and call.func.id == "_"
            if call.args and isinstance(call.args[0], ast.Subscript)
        ]
        module = ".".join(path.relative_to(PACKAGE.parent).with_suffix("").parts)
        for name in names:
            words = getattr(importlib.import_module(module), name, None)
            for word in words.values() if isinstance(words, dict) else ():
                seen += 1
                if not isinstance(word, LaterMessage | tuple):
                    plain.append(f"{module}.{name}: {word}")
    assert seen > 100 and not plain, "\n".join(plain)
