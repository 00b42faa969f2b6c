"""What pydantic found wrong in a client file, in words an analyst can act on."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from analysis.clients.document import ClientFile
from analysis.clients.keys import written_key
from analysis.clients.misfit import Misfit
from analysis.clients.names import nearest_name, suggestion
from analysis.errors import Problem
from analysis.languages import messages

_ = messages(__name__)
_KEY = "[key]"


def settings_problems(
    error: ValidationError, file: ClientFile, model: type[BaseModel]
) -> list[Problem]:
    """Return everything that is wrong, each with its line and what to do, by line.

    Parameters
    ----------
    error : ValidationError
        What pydantic found.
    file : ClientFile
        The file as written.
    model : type of BaseModel
        What the file was read as; it knows the valid keys.
    """
    found: dict[tuple[Any, ...], list[dict[str, Any]]] = {}
    for item in error.errors(include_url=False):
        path, rest = _path_in_file(item, file.values)
        found.setdefault(path, []).append({**item, "rest": rest})
    problems = []
    for path, items in found.items():
        if _told_below(path, items, found):
            continue
        problems += _problems_at(path, items, file, model)
    return [problem for _line, problem in sorted(problems, key=lambda pair: pair[0])]


def _told_below(
    path: tuple[Any, ...], items: list[dict[str, Any]], found: dict[tuple[Any, ...], Any]
) -> bool:
    """Whether a value is no text because it is a mapping, whose own errors say more."""
    deeper = any(len(other) > len(path) and other[: len(path)] == path for other in found)
    return deeper and all(item["type"] == "string_type" for item in items)


def _path_in_file(item: ErrorDetails, values: Any) -> tuple[tuple[Any, ...], list[Any]]:
    """Split pydantic's place into the path in the file and what is only in the model."""
    path: list[Any] = []
    rest = list(item["loc"])
    while rest:
        part = rest[0]
        inside = isinstance(values, dict) and part in values
        inside = inside or (isinstance(values, list) and part in range(len(values)))
        if not inside:
            break
        values = values[part]
        path.append(rest.pop(0))
    if item["type"] == "missing" and rest and not isinstance(values, list):
        path.append(rest[-1])
    return tuple(path), rest


def _problems_at(
    path: tuple[Any, ...], items: list[dict[str, Any]], file: ClientFile, model: type[BaseModel]
) -> list[tuple[int, Problem]]:
    item = items[0]
    if item["type"] == "value_error" and isinstance(item["ctx"]["error"], Misfit):
        return [
            (
                file.line((*path, *part.path)),
                Problem(
                    file.where((*path, *part.path)),
                    " ".join(filter(None, [_dotted((*path, *part.path), file.values), part.what])),
                    part.cure,
                ),
            )
            for part in item["ctx"]["error"].parts
        ]
    name = _dotted(path, file.values)
    short = item["type"] == "missing"  # of every entry of a short list, once
    what, cure = _told(item, path, model) if short or len(items) == 1 else _either(items)
    return [(file.line(path), Problem(file.where(path), f"{name} {what}", cure))]


def _either(items: list[dict[str, Any]]) -> tuple[str, str]:
    """Where a value could have been of several kinds and is of none."""
    value = items[0]["input"]
    sized = [item for item in items if item["type"] in ("string_too_long", "string_too_short")]
    if sized and isinstance(value, str):
        return _must(_limit(sized[0]["type"], sized[0]["ctx"]), value), ""
    branches = {str(item["rest"][0]) for item in items if item["rest"]}
    if "Bilingual" in branches:
        wanted = _("be a text, or one in each language")
        return _must(wanted, value), _("Write it in quotes, or as {vi: …, en: …}.")
    if {"int", "float", "bool"} <= branches:
        return _must(_("be a text, a number or true/false"), value), ""
    return _must(_("be a text or a list of texts"), value), _("Put texts in quotes.")


def _told(item: dict[str, Any], path: tuple[Any, ...], model: type[BaseModel]) -> tuple[str, str]:
    kind, value, context = item["type"], item["input"], item.get("ctx", {})
    if kind == "missing" and isinstance(value, list):  # a list with a fixed number of entries
        return _must(_("have 2 entries"), value), _("Write it as [a, b].")
    if kind == "missing":
        return _("must be given, got: nothing"), _("Add the key {name}.", name=path[-1])
    if kind == "extra_forbidden":
        keys = known_keys(model, path[:-1])
        return _must(_("be a known key"), str(path[-1])), suggestion(str(path[-1]), keys)
    if kind == "literal_error":
        options = re.findall(r"'([^']*)'", context["expected"])
        wanted = _("be one of {options}", options=", ".join(options))
        near = nearest_name(str(value), options)
        return _must(wanted, value), _("Did you mean {name}?", name=near) if near else ""
    if kind == "string_pattern_mismatch":
        return _must(_pattern(path, item), value), ""
    if kind in _LIMITS:
        return _must(_limit(kind, context), value), ""
    wanted, cure = _kind(kind)
    return _must(wanted, value), cure


def _must(wanted: str, value: Any) -> str:
    return _("must {wanted}, got: {value}", wanted=wanted, value=_short(value))


_LIMITS = {
    "greater_than_equal": "ge",
    "less_than_equal": "le",
    "greater_than": "gt",
    "less_than": "lt",
    "string_too_short": "min_length",
    "string_too_long": "max_length",
    "too_short": "min_length",
    "too_long": "max_length",
}


def _limit(kind: str, context: dict[str, Any]) -> str:
    bound = context[_LIMITS[kind]]
    if kind == "string_too_short":
        return _("not be empty")
    if kind == "string_too_long":
        return _("have at most {n} characters", n=bound)
    if kind == "too_short":
        return _("have at least {n} entries", n=bound)
    if kind == "too_long" and context.get("field_type") == "Tuple":
        return _("have {n} entries", n=bound)
    if kind == "too_long":
        return _("have at most {n} entries", n=bound)
    if kind.startswith("greater"):
        return _("be {n} or more", n=bound) if kind.endswith("equal") else _("be over {n}", n=bound)
    return _("be {n} or less", n=bound) if kind.endswith("equal") else _("be under {n}", n=bound)


def _pattern(path: tuple[Any, ...], item: dict[str, Any]) -> str:
    if item["rest"] == [_KEY] or path[:1] == ("waves",):
        return _("be 1–40 lower-case letters, digits, - or _")
    if path[-1:] == ("currency",):
        return _("be three capital letters such as VND")
    return _("be a plain file name in the wave's folder, without / or ..")


def _kind(kind: str) -> tuple[str, str]:
    """Return what was wanted, and how to write it."""
    family = kind.split("_")[0]
    if family == "string":
        return _("be a text"), _("Put it in quotes.")
    if family == "int":
        return _("be a whole number"), ""
    if family in ("float", "finite"):
        return _("be a number"), ""
    if family == "bool":
        return _("be true or false"), ""
    if family in ("list", "tuple"):
        return _("be a list"), _("Write it as [a, b], or one per line after a hyphen.")
    if family in ("dict", "model"):
        return _("be keys with values"), _("Write one 'key: value' per line, indented below.")
    if family == "date":
        return _("be a date"), _("Write it as 2026-03-05.")
    if family == "url":
        return _("be a web address"), _("Write it as https://….")
    return _("be something else ({kind})", kind=kind), ""


def known_keys(model: type[BaseModel], path: Sequence[Any]) -> list[str]:
    """Return the valid keys below a path of a model, sorted; none where keys are free."""
    kinds: list[Any] = [model]
    for part in path:
        kinds = [inner for kind in kinds for inner in _below(kind, part)]
    models = [kind for kind in kinds if _is_model(kind)]
    return sorted({key for kind in models for key in kind.model_fields})


def _is_model(kind: Any) -> bool:
    return isinstance(kind, type) and issubclass(kind, BaseModel)


def _below(kind: Any, part: Any) -> list[Any]:
    """Return the types that may stand below a key of a type, with unions taken apart."""
    if _is_model(kind):
        field = kind.model_fields.get(part)
        return _flat(field.annotation) if field else []
    arguments = get_args(kind)
    return _flat(arguments[-1]) if arguments else []


def _flat(kind: Any) -> list[Any]:
    origin = getattr(kind, "__origin__", None)
    if origin in (dict, list, tuple) or _is_model(kind):
        return [kind]
    if hasattr(kind, "__metadata__"):
        return _flat(kind.__origin__)
    return [flat for inner in get_args(kind) for flat in _flat(inner)]


def _dotted(path: Sequence[Any], values: Any) -> str:
    """Return a place as people write it; a number can be a list's place or a mapping's key."""
    text = ""
    for part in path:
        if isinstance(values, list):
            text += f"[{part + 1}]"
            values = values[part] if part < len(values) else None
        else:
            given = values if isinstance(values, dict) else {}
            key = part if part in given else written_key(str(part))
            text += f".{key}"
            values = given.get(key)
    return text.lstrip(".")


def _short(value: Any) -> str:
    if value is None:
        return _("nothing")
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, dict):
        return "{" + ", ".join(map(str, value)) + "}"
    text = ", ".join(map(_short, value)) if isinstance(value, list) else str(value)
    text = f"[{text}]" if isinstance(value, list) else text
    return text if len(text) <= 60 else text[:59] + "…"
