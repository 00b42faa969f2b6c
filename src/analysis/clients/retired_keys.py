"""Keys of earlier versions: a file that still has them is read as if they were not there."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from analysis.clients.document import ClientFile
from analysis.errors import Problem
from analysis.languages import messages

_ = messages(__name__)
_NO_REPORT = (
    ("sources", "transactions", "columns", "product"),
    ("sources", "transactions", "columns", "category"),
    ("sources", "deals", "columns", "product"),
)


def without_retired_keys(file: ClientFile) -> ClientFile:
    """Return a client file without keys that are none any more; lines stay as they are.

    Parameters
    ----------
    file : ClientFile
        As written.
    """
    kept = copy.deepcopy(file.values)
    for place in _present(file.values):
        del _above(kept, place)[place[-1]]
    return replace(file, values=kept)


def retired_keys(file: ClientFile) -> tuple[Problem, ...]:
    """Return which such keys a client file has, with their lines: worth telling, no fault.

    Parameters
    ----------
    file : ClientFile
        The file.
    """
    what = _("{key} is no key any more, as no report uses it: the line may go")
    return tuple(
        Problem(file.where(place), what.format(key=".".join(place)))
        for place in _present(file.values)
    )


def _present(values: dict[str, Any]) -> Iterator[tuple[str, ...]]:
    for place in _NO_REPORT:
        if place[-1] in _above(values, place):
            yield place


def _above(values: Any, place: tuple[str, ...]) -> dict[str, Any]:
    for part in place[:-1]:
        values = values.get(part) if isinstance(values, dict) else None
    return values if isinstance(values, dict) else {}
