"""The keys of a client file, as `research schema` describes them, and where a file has them."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

Schema = dict[str, Any]
Place = tuple[str, str]


@dataclass(frozen=True)
class Key:
    """A key in a client file.

    Attributes
    ----------
    path : tuple
        Where it stands in the file.
    place : tuple of str
        Part of the schema and name there, the same wherever the part is used.
    required : bool
        Whether its part must have it.
    """

    path: tuple[str | int, ...]
    place: Place
    required: bool

    @property
    def name(self) -> str:
        """The path as messages write it."""
        return ".".join(map(str, self.path))


def keys_of(schema: Schema, settings: dict[str, Any]) -> list[Key]:
    """Return every key that a client file has, from the top on."""
    return list(_walk(schema, schema, "Client", settings, ()))


def places_of(schema: Schema) -> set[Place]:
    """Return every key the schema knows."""
    parts = {"Client": schema, **schema["$defs"]}
    return {(part, key) for part, one in parts.items() for key in one.get("properties", {})}


def without(settings: dict[str, Any], *keys: Key) -> dict[str, Any]:
    """Return a client file without some of its keys."""
    changed = copy.deepcopy(settings)
    for key in sorted(keys, key=lambda one: -len(one.path)):
        part: Any = changed
        for step in key.path[:-1]:
            part = part[step]
        del part[key.path[-1]]
    return changed


def changed(settings: dict[str, Any], path: str, value: Any) -> dict[str, Any]:
    """Return a client file with one value changed or added."""
    result = copy.deepcopy(settings)
    *steps, last = path.split(".")
    part: Any = result
    for step in steps:
        part = part.setdefault(step, {})
    part[last] = value
    return result


def _walk(
    root: Schema, schema: Schema, part: str, values: Any, path: tuple[str | int, ...]
) -> Iterator[Key]:
    for name, one in _objects(root, schema, part):
        known = one.get("properties", {})
        for key, value in values.items() if isinstance(values, dict) else ():
            if key in known:
                yield Key((*path, key), (name, key), key in one.get("required", ()))
                yield from _walk(root, known[key], name, value, (*path, key))
            elif isinstance(one.get("additionalProperties"), dict):
                yield from _walk(root, one["additionalProperties"], name, value, (*path, key))


def _objects(root: Schema, schema: Schema, part: str) -> Iterator[tuple[str, Schema]]:
    """Return the mappings a value of this schema may be."""
    if "$ref" in schema:
        name = schema["$ref"].rsplit("/", 1)[-1]
        yield from _objects(root, root["$defs"][name], name)
    for choice in (*schema.get("anyOf", ()), *schema.get("allOf", ())):
        yield from _objects(root, choice, part)
    if "properties" in schema or "additionalProperties" in schema:
        yield part, schema
