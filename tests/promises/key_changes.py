"""Other values for a key of the client file, made from its schema and the value it has."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from client_keys import Key, Schema
from key_client import other_file

ANOTHER = {"date": "2026-04-05", "uri": "https://example.org/else"}


def other_values(root: Schema, key: Key, value: Any) -> Iterator[Any]:
    """Return values of the same form that say something else, the likeliest first."""
    kinds = list(_kinds(root, _schema_of(root, key)))
    if key.path[-1] in ("file", "codebook") or key.path[1:3] == ("files",):
        yield other_file(value)
    elif key.place == ("Wave", "files"):
        yield {source: other_file(file) for source, file in value.items()}
    elif isinstance(value, bool):
        yield not value
    elif choices := [one for kind in kinds for one in kind.get("enum", ()) if one != value]:
        yield from choices
    elif isinstance(value, int | float):
        yield from (value * 2 + 1, max(value / 2, 1) if isinstance(value, float) else value // 2)
    elif isinstance(value, str):
        yield from _other_texts(kinds, value)
    elif isinstance(value, list):
        yield from _other_lists(value)
    elif isinstance(value, dict):
        yield from _other_mappings(value)


def _schema_of(root: Schema, key: Key) -> Schema:
    part = {"Client": root, **root["$defs"]}[key.place[0]]
    return part["properties"][key.place[1]]


def _kinds(root: Schema, schema: Schema) -> Iterator[Schema]:
    yield schema
    if "$ref" in schema:
        yield from _kinds(root, root["$defs"][schema["$ref"].rsplit("/", 1)[-1]])
    for choice in (*schema.get("anyOf", ()), *schema.get("allOf", ())):
        yield from _kinds(root, choice)


def _other_texts(kinds: list[Schema], value: str) -> Iterator[str]:
    formats = [kind["format"] for kind in kinds if "format" in kind]
    if formats:
        yield ANOTHER[formats[0]]
        return
    if any(kind.get("pattern") == "^[A-Z]{3}$" for kind in kinds):
        yield "EUR"
        return
    yield from (f"{value}_2", f"{value} (other)")


def _other_lists(value: list[Any]) -> Iterator[list[Any]]:
    if all(isinstance(one, int | float) for one in value):
        yield from ([one * 2 for one in value], [one / 2 for one in value])
        yield [value[0], value[-1] + 1]
    if len(value) > 1:
        yield value[:-1]
        yield value[1:]
    if all(isinstance(one, str) for one in value):
        yield [f"{one}_2" for one in value]
        yield [f"{one} (other)" for one in value]


def _other_mappings(value: dict[Any, Any]) -> Iterator[dict[Any, Any]]:
    if len(value) > 1:
        yield dict(list(value.items())[:-1])
        yield dict(list(value.items())[1:])
    yield {name: f"{one} (other)" if isinstance(one, str) else one for name, one in value.items()}
