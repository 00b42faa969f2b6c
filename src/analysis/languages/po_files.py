"""Catalogs as gettext's tools know them: ``.po`` files of messages with their context."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

_HEAD = """\
msgid ""
msgstr ""
"Project-Id-Version: analysis\\n"
"Language: {language}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=UTF-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: nplurals=1; plural=0;\\n"
"""
_FIELD = re.compile(r'(msgctxt|msgid|msgid_plural|msgstr)(?:\[0\])? +(".*")')
_BEFORE, _FUZZY = "#| msgid ", "#, fuzzy"


@dataclass(frozen=True)
class Entry:
    """A message and its translation.

    Attributes
    ----------
    context : str
        The subject of who says it.
    message : str
        The English message; of one with a plural the singular.
    plural : str
        The English plural; empty where there is none.
    text : str
        The translation; empty where it is still to be written.
    before : str
        What the English was when it was translated, where that has changed since: somebody has
        to look at the translation, which is not used until then.
    comments : tuple of str
        Lines of comment, as they stand.
    line : int
        Where it begins in its file.
    """

    context: str
    message: str
    plural: str = ""
    text: str = ""
    before: str = ""
    comments: tuple[str, ...] = ()
    line: int = 0

    @property
    def usable(self) -> bool:
        """Whether it has a translation of what is said now."""
        return bool(self.text) and not self.before


def read_entries(path: Path) -> list[Entry]:
    """Return the entries of a catalog, in its order; none where there is no such file.

    Raises
    ------
    ValueError
        If a line is none of such a file.
    """
    if not path.is_file():
        return []
    found, lines = [], path.read_text("utf-8").split("\n")
    start = 0
    for end, line in enumerate([*lines, ""]):
        if not line.strip():
            entry = _entry(path, start, lines[start:end])
            if entry is not None:
                found.append(entry)
            start = end + 1
    return found


def _entry(path: Path, start: int, lines: list[str]) -> Entry | None:
    fields: dict[str, str] = {}
    comments: list[str] = []
    name, before, fuzzy = "", "", False
    for number, line in enumerate(lines, start + 1):
        if line.startswith("#"):
            fuzzy |= line.startswith(_FUZZY)
            if line.startswith(_BEFORE):
                before = json.loads(line.removeprefix(_BEFORE))
            elif not line.startswith(("#,", "#|", "#~")):
                comments.append(line)
        elif line.startswith('"') and name:
            fields[name] += json.loads(line)
        elif (match := _FIELD.fullmatch(line.rstrip())) and match[1] not in fields:
            name = match[1]
            fields[name] = json.loads(match[2])
        else:
            raise ValueError(f"{path}, line {number}: not a line of a catalog: {line}")
    message = fields.get("msgid", "")
    if not message:  # the file's own head
        return None
    return Entry(
        fields.get("msgctxt", ""),
        message,
        fields.get("msgid_plural", ""),
        fields.get("msgstr", ""),
        (before or message) if fuzzy else "",
        tuple(comments),
        start + 1,
    )


def catalog_text(language: str, entries: Iterable[Entry]) -> str:
    """Return entries as the text of a catalog."""
    return "\n".join([_HEAD.format(language=language), *(map(_entry_text, entries))])


def _entry_text(entry: Entry) -> str:
    lines = list(entry.comments)
    if entry.before:
        lines += [_FUZZY, _BEFORE + _quoted(entry.before)]
    lines += [_field("msgctxt", entry.context), _field("msgid", entry.message)]
    if entry.plural:
        lines.append(_field("msgid_plural", entry.plural))
    lines.append(_field("msgstr[0]" if entry.plural else "msgstr", entry.text))
    return "\n".join(lines) + "\n"


def _field(name: str, text: str) -> str:
    lines = [line for line in re.split(r"(?<=\n)", text) if line]
    if len(lines) < 2:
        return f"{name} {_quoted(text)}"
    return "\n".join([f'{name} ""', *map(_quoted, lines)])


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
