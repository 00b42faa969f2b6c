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


def with_value(settings: dict[str, Any], key: Key, value: Any) -> dict[str, Any]:
    """Return a client file in which a key has another value."""
    result = copy.deepcopy(settings)
    part: Any = result
    for step in key.path[:-1]:
        part = part[step]
    part[key.path[-1]] = value
    return result


def value_of(settings: dict[str, Any], key: Key) -> Any:
    """Return what a key says in a client file."""
    part: Any = settings
    for step in key.path:
        part = part[step]
    return part


def has_keys(schema: Schema, key: Key) -> bool:
    """Whether a key holds further keys of the schema's, which are tried one by one."""
    part = {"Client": schema, **schema["$defs"]}[key.place[0]]
    parts = [one for _name, one in _parts(schema, part["properties"][key.place[1]], "")]
    named = [inside for one in parts for inside in (*_inside(one), one.get("items", {}))]
    return any("properties" in one for one in parts) or any("$ref" in one for one in named)


def _walk(
    root: Schema, schema: Schema, part: str, values: Any, path: tuple[str | int, ...]
) -> Iterator[Key]:
    for name, one in _parts(root, schema, part):
        known = one.get("properties", {})
        for key, value in values.items() if isinstance(values, dict) else ():
            if key in known:
                yield Key((*path, key), (name, key), key in one.get("required", ()))
                yield from _walk(root, known[key], name, value, (*path, key))
            for inside in _inside(one):
                yield from _walk(root, inside, name, value, (*path, key))
        for place, value in enumerate(values) if isinstance(values, list) else ():
            yield from _walk(root, one.get("items", {}), name, value, (*path, place))


def _inside(schema: Schema) -> Iterator[Schema]:
    """Return what stands under names that are the client's own."""
    if isinstance(schema.get("additionalProperties"), dict):
        yield schema["additionalProperties"]
    yield from schema.get("patternProperties", {}).values()


def _parts(root: Schema, schema: Schema, part: str) -> Iterator[tuple[str, Schema]]:
    """Return the mappings and lists a value of this schema may be."""
    if "$ref" in schema:
        name = schema["$ref"].rsplit("/", 1)[-1]
        yield from _parts(root, root["$defs"][name], name)
    for choice in (*schema.get("anyOf", ()), *schema.get("allOf", ())):
        yield from _parts(root, choice, part)
    if schema.keys() & {"properties", "additionalProperties", "patternProperties", "items"}:
        yield part, schema
