"""The tables of sources in docs/client-file.md, written from what each kind declares.

``python -m analysis.clients.key_tables`` writes them anew, between the marks that stand there.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from analysis.clients.kind import Kind
from analysis.clients.kinds import KINDS
from analysis.clients.project import project_root
from analysis.clients.source_settings import RawFile, Shown
from analysis.clients.survey_roles import Asks

DOCUMENT = Path("docs", "client-file.md")
HEADER = "| key | type | default | meaning, example |\n|---|---|---|---|\n"


def with_key_tables(document: str) -> str:
    """Return the document with its generated parts written anew.

    Parameters
    ----------
    document : str
        The text of docs/client-file.md.
    """
    parts = {
        "sources": _kinds_table(),
        "keys of the survey": _section("survey", KINDS["survey"]),
        "keys of sources": _sections(),
    }
    for name, part in parts.items():
        start, end = f"<!-- {name}: generated -->\n", f"<!-- {name}: end -->"
        before, _start, rest = document.partition(start)
        _old, _end, after = rest.partition(end)
        document = f"{before}{start}\n{part}\n{end}{after}"
    return document


def shown_default(field: FieldInfo) -> str:
    """Return a key's default as the tables write it.

    Parameters
    ----------
    field : FieldInfo
        The key.
    """
    if field.is_required():
        return "required"
    value = field.get_default(call_default_factory=True)
    if isinstance(value, BaseModel):
        return "as below"
    if value is None:
        return "–"
    return f"`{json.dumps(value, ensure_ascii=False)}`" if value not in ([], {}) else "empty"


def _kinds_table() -> str:
    rows = (f"| `{name}` | settings | – | {kind.row} |\n" for name, kind in KINDS.items())
    return "| key | type | default | one row is |\n|---|---|---|---|\n" + "".join(rows)


def _sections() -> str:
    told = ((name, kind) for name, kind in KINDS.items() if not kind.own_reader)
    return "\n".join(_section(name, kind) for name, kind in told)


def _section(name: str, kind: Kind) -> str:
    own = {key: one for key, one in kind.settings.model_fields.items() if _is_own(key)}
    rows = (
        f"| `{key}` | {kind_of} | {default} | {meaning}|\n"
        for key, kind_of, default, meaning in _rows(own)
    )
    remark = f"{kind.remark}\n\n" if kind.remark else ""
    return f"### {kind.title}: `sources.{name}`\n\n{remark}{HEADER}{''.join(rows)}"


def _is_own(key: str) -> bool:
    return key not in RawFile.model_fields


def _rows(fields: dict[str, FieldInfo], path: str = "") -> Iterator[tuple[str, str, str, str]]:
    for key, field in fields.items():
        meaning = (field.description or "").replace("|", "\\|")
        told = f"{meaning} " if meaning else ""
        yield f"{path}{key}", _type(key, path, field), shown_default(field), told
        inner = _model_in(field.annotation)
        shown = _shown(field)
        if inner is not None and not (shown and (path or shown.apart)):
            yield from _rows(inner.model_fields, f"{path}{key}.")


def _model_in(annotation: Any) -> type[BaseModel] | None:
    """Return the model that a key's settings are; None for values and for freely named keys."""
    kinds = (annotation, *(get_args(annotation) if get_origin(annotation) is not dict else ()))
    return next((k for k in kinds if isinstance(k, type) and issubclass(k, BaseModel)), None)


def _shown(field: FieldInfo) -> Shown | None:
    return next((one for one in field.metadata if isinstance(one, Shown)), None)


def _type(key: str, path: str, field: FieldInfo) -> str:
    """Return a key's type in an analyst's words."""
    if shown := _shown(field):
        return shown.type
    if any(isinstance(one, Asks) for one in field.metadata):
        return "list of questions" if get_origin(field.annotation) is list else "question"
    if path == "columns." or key == "column":
        lists = [part for part in get_args(field.annotation) if get_origin(part) is list]
        return "column or list" if lists else "column"
    if key == "columns":
        return "role → column"
    if _model_in(field.annotation):
        return "settings"
    parts = [part for part in get_args(field.annotation) if part is not type(None)]
    kind = parts[0] if len(parts) == 1 and get_origin(field.annotation) is not list else None
    return _plain_type(kind or field.annotation, field)


def _plain_type(kind: Any, field: FieldInfo) -> str:
    if get_origin(kind) is list:
        return "list of words" if len(get_args(get_args(kind)[0])) < 3 else "list of raw values"
    if get_origin(kind) is tuple:
        return "two numbers"
    if get_origin(kind) is dict:
        return "name → attribute"
    over = [one.gt for one in field.metadata if hasattr(one, "gt")]
    names = {float: "number", int: "whole number", bool: "true/false", str: "word"}
    return names[kind] + (f" over {over[0]}" if over else "")


def main() -> None:
    """Write the tables of docs/client-file.md anew."""
    path = project_root() / DOCUMENT
    path.write_text(with_key_tables(path.read_text("utf-8")), "utf-8", newline="\n")


if __name__ == "__main__":
    main()
