"""Which value travels as which media type: what a notebook carries, and its readers look for."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from analysis.values.absent import Absent
from analysis.values.card import Card
from analysis.values.chart import Chart
from analysis.values.download import Download
from analysis.values.finding import Brief, Finding
from analysis.values.method_statement import MethodStatement
from analysis.values.note import Note
from analysis.values.table import Table

Value = Table | Chart | Card | Finding | Brief | MethodStatement | Download | Absent | Note

TABLE_MIME = "application/vnd.analysis.table+json"
CHART_MIME = "application/vnd.analysis.figure+json"
CARD_MIME = "application/vnd.analysis.persona+json"
FINDING_MIME = "application/vnd.analysis.finding+json"
BRIEF_MIME = "application/vnd.analysis.brief+json"
METHOD_MIME = "application/vnd.analysis.method+json"
DOWNLOAD_MIME = "application/vnd.analysis.download+json"
NOTE_MIME = "application/vnd.analysis.note+json"  # its ``kind`` tells a note from an absence

_TYPES: dict[type[Value], str] = {
    Table: TABLE_MIME,
    Chart: CHART_MIME,
    Card: CARD_MIME,
    Finding: FINDING_MIME,
    Brief: BRIEF_MIME,
    MethodStatement: METHOD_MIME,
    Download: DOWNLOAD_MIME,
    Note: NOTE_MIME,
    Absent: NOTE_MIME,
}
_CLASSES = {mime: kind for kind, mime in _TYPES.items()}
MEDIA_TYPES = tuple(_CLASSES)


def typed(value: Value) -> dict[str, Any]:
    """Return a value as its media type and JSON: what a notebook keeps of it."""
    return {_TYPES[type(value)]: value.to_json()}


def value_of(mime: str, json: Mapping[str, Any]) -> Value:
    """Return the value that a notebook keeps.

    Parameters
    ----------
    mime : str
        One of `MEDIA_TYPES`.
    json : mapping
        What stands there.

    Raises
    ------
    KeyError, TypeError, ValueError
        If it lacks a part, or a part is not what it must be.
    """
    is_note = mime == NOTE_MIME and json.get("kind") == "note"
    return (Note if is_note else _CLASSES[mime]).from_json(json)
