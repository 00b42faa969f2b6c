"""A client file as written: plain values, and the line on which each of them stands."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.error import MarkedYAMLError
from ruamel.yaml.events import (
    AliasEvent,
    CollectionEndEvent,
    CollectionStartEvent,
    MappingStartEvent,
    ScalarEvent,
)
from ruamel.yaml.parser import RoundTripParser
from ruamel.yaml.scalarbool import ScalarBoolean

from analysis.clients.keys import key_code
from analysis.clients.project import reading, shown_path
from analysis.errors import ClientError, Problem
from analysis.languages import messages

_ = messages(__name__)
LARGEST_BYTES = 1_000_000
DEEPEST = 12
Path_ = Sequence[str | int]


@dataclass(frozen=True)
class ClientFile:
    """A YAML file, read without building anything but texts, numbers, lists and mappings.

    Attributes
    ----------
    path : Path
        The file.
    values : dict
        What it says.
    """

    path: Path
    values: dict[str, Any]
    _document: Any

    def line(self, path: Path_) -> int:
        """Return the line (from 1) of a key or list item; of its nearest parent if absent."""
        node, line = self._document, 1
        for part in path:
            found = _child(node, part)
            if found is None:
                break
            node, line = found
        return line

    def where(self, path: Path_ = ()) -> str:
        """Return the place of a key as messages name it: ``data/acme/client.yml, line 12``."""
        return place(self.path, self.line(path))


def place(path: Path, line: int | None = None) -> str:
    """Return a file and a line in it as messages name them."""
    name = shown_path(path)
    return name if line is None else _("{file}, line {line}", file=name, line=line)


def read_document(path: Path) -> ClientFile:
    """Read a YAML file of settings.

    Raises
    ------
    ClientError
        Where it is not plain YAML: another encoding than UTF-8, empty, tabs, tags, anchors,
        keys given twice.
    """
    # every source of a run asks for the same file: parsing it costs more than reading it
    return _parsed(path, _decoded(path))


@lru_cache(maxsize=8)
def _parsed(path: Path, text: str) -> ClientFile:
    """Parse a file's text. Only what is right is remembered, so no language is either."""
    yaml = _yaml()
    yaml.Parser = _PlainParser
    try:
        document = yaml.load(text)
    except Exception as error:  # the library trips over keys that are lists, among others
        _only_plain(path, text)
        raise _syntax(path, error) from None
    if not isinstance(document, CommentedMap) or not document:
        raise ClientError(
            Problem(
                place(path, 1),
                _("the file must hold keys and values, got: none"),
                _("Start from the file that research new writes."),
            )
        )
    return ClientFile(path, _plain(document), document)


class _NotPlain(Exception):
    """What plain settings never need."""


class _PlainParser(RoundTripParser):
    """Stops at the first thing that plain settings never need: a file is parsed once."""

    depth = 0

    def get_event(self) -> Any:
        event = super().get_event()
        self.depth += _deeper(event)
        if _not_plain(event, self.depth):
            raise _NotPlain
        return event


def _yaml() -> YAML:
    yaml = YAML(typ="rt", pure=True)
    yaml.allow_duplicate_keys = False
    return yaml


def _decoded(path: Path) -> str:
    with reading(path):
        size = path.stat().st_size
        raw = path.read_bytes() if size <= LARGEST_BYTES else b""
    if size > LARGEST_BYTES:
        raise ClientError(
            Problem(place(path), _("the file must be smaller than 1 MB, got: a larger one"))
        )
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        raise ClientError(
            Problem(
                place(path, line),
                _("the file must be in UTF-8, got: byte 0x{byte:02X}", byte=raw[error.start]),
                _("Save it as UTF-8 in your editor."),
            )
        ) from None


def _only_plain(path: Path, text: str) -> None:
    """Refuse what plain settings never need, all of it: tags, anchors, nesting without end."""
    problems, depth = [], 0
    try:
        for event in _yaml().parse(text):
            depth += _deeper(event)
            what = _not_plain(event, depth)
            if what:
                problems.append(
                    Problem(
                        place(path, event.start_mark.line + 1),
                        what,
                        _("Write the value out plainly."),
                    )
                )
            if depth > DEEPEST:
                break
    except Exception as error:
        problems.append(_syntax(path, error).problems[0])
    if problems:
        raise ClientError(problems)


def _deeper(event: Any) -> int:
    return isinstance(event, CollectionStartEvent) - isinstance(event, CollectionEndEvent)


def _not_plain(event: Any, depth: int) -> str | None:
    if depth > DEEPEST and isinstance(event, MappingStartEvent | CollectionStartEvent):
        return _("the file must not nest deeper than {n} levels", n=DEEPEST)
    if isinstance(event, AliasEvent):
        return _("the file must not use YAML aliases, got: *{name}", name=event.anchor)
    if not isinstance(event, ScalarEvent | CollectionStartEvent):
        return None
    if event.anchor:
        return _("the file must not use YAML anchors, got: &{name}", name=event.anchor)
    tag = getattr(event, "tag", None)
    if tag and tag != "!":
        return _("the file must not use YAML tags, got: {name}", name=tag)
    return None


def _syntax(path: Path, error: Exception) -> ClientError:
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    line = None if mark is None else mark.line + 1
    found = (getattr(error, "problem", None) or str(error)).split("\n")[0]
    found = "".join(c if c.isprintable() else "�" for c in found)
    if isinstance(error, MarkedYAMLError) and "duplicate key" in str(error):
        key = found.split('"')[1] if '"' in found else found
        what = _("a key must be given once only, got: {key} again", key=key)
        return ClientError(Problem(place(path, line), what, _("Remove one of the two.")))
    if "'\\t'" in found or "tab" in found:
        what = _("lines must be indented by spaces, got: a tab")
        return ClientError(Problem(place(path, line), what, _("Replace tabs by two spaces each.")))
    what = _("the file must be valid YAML, got: {found}", found=found)
    cure = _("Look at indentation, colons and quotes on this line and the one before.")
    return ClientError(Problem(place(path, line), what, cure))


def _child(node: Any, part: str | int) -> tuple[Any, int] | None:
    """Return a key's or an item's value and its line (from 1)."""
    if isinstance(node, CommentedMap):
        for key in node:
            if key == part or str(key) == str(part) or key_code(str(key)) == part:
                return node[key], node.lc.key(key)[0] + 1
    if isinstance(node, CommentedSeq) and isinstance(part, int) and part < len(node):
        return node[part], node.lc.item(part)[0] + 1
    return None


def _plain(node: Any) -> Any:
    """Return YAML's values as Python's own."""
    if isinstance(node, dict):
        return {_plain_key(key): _plain(value) for key, value in node.items()}
    if isinstance(node, list):
        return [_plain(value) for value in node]
    if isinstance(node, bool | ScalarBoolean):
        return bool(node)
    if isinstance(node, dt.datetime):
        return dt.datetime.fromisoformat(node.isoformat())
    for kind in (int, float, str):
        if isinstance(node, kind):
            return kind(node)
    return node


def _plain_key(key: Any) -> Any:
    return key.isoformat() if isinstance(key, dt.date) else _plain(key)
