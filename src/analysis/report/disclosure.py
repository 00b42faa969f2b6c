"""The gate before anything goes out: no text of a report may hold personal data without leave.

It goes over the document itself, whatever its blocks are, so that what is shown is what is
checked: labels, cells, notes, alt texts, words in drawings, contents and names of files.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from functools import singledispatch
from itertools import chain
from typing import Any

from lxml import etree

from analysis.errors import Problem, ReportError
from analysis.languages import messages
from analysis.privacy import PersonalPiece, compact, personal_pieces
from analysis.report.blocks import Document, Heading, Image
from analysis.values.chart import Chart
from analysis.values.cover import BrandLook, Logo
from analysis.values.download import Download
from analysis.values.table import Cell, Table

_ = messages(__name__)
_SHOWN_PROBLEMS = 25
_SHOWN_LETTERS = 48
_PICTURES = frozenset({"svg", "narrow", "data"})  # fields that hold pictures, in blocks of these
_OWN = frozenset({"allowed", "run_id", "product_version"})  # what the product itself writes
_GEOMETRY = frozenset(
    (
        "d", "points", "transform", "x", "y", "x1", "x2", "y1", "y2", "cx", "cy", "r", "rx", "ry",
        "width", "height", "viewBox", "style", "dx", "dy",
    )
)  # fmt: skip
# an inline picture, or a name that the drawing library gave by a hash
_ENCODED = re.compile(r"[A-Za-z0-9+/=\n]{300,}")  # a picture's bytes as letters
_OWN_ADDRESS = re.compile(r"data:image/|(?:url\()?#?(?:[\w-]+-)?[mph][0-9a-f]{10}\)?$")


@dataclass(frozen=True)
class ShownText:
    """A text that readers see, what stands over it, and where it stands."""

    text: str
    context: str
    place: tuple[str, ...]


def refuse_personal_data(
    document: Document, metadata: Mapping[str, Any], own: Iterable[str] = ()
) -> None:
    """Refuse a document that would show personal data.

    Parameters
    ----------
    document : Document
        What is about to be rendered; its cover says what is allowed.
    metadata : mapping
        What the notebook says of itself, such as its author.
    own : iterable of str
        What formats show besides, such as names of sheets and files.

    Raises
    ------
    ReportError
        With every place, what was found there (its middle covered) and what to do about it.
    """
    beside = (_texts(metadata, "", (_("notebook"),)), _texts(list(own), "", (_("report"),)))
    texts = chain(shown_texts(document), *beside)
    found = disclosed(texts, document.cover.allowed)
    problems = list(dict.fromkeys(_problem(shown, piece) for shown, piece in found))
    if problems:
        raise ReportError(problems[:_SHOWN_PROBLEMS])


def disclosed(
    texts: Iterable[ShownText], allowed: Iterable[str]
) -> Iterator[tuple[ShownText, PersonalPiece]]:
    """Yield the personal data in texts that are to be shown, but for what is allowed.

    Parameters
    ----------
    texts : iterable of ShownText
        What readers see.
    allowed : iterable of str
        Texts that may be shown although they look personal.
    """
    leave = [compact(text) for text in allowed]
    for shown in texts:
        for piece in personal_pieces(shown.text, shown.context):
            if not any(compact(piece.text) in text for text in leave):
                yield shown, piece


def _problem(shown: ShownText, piece: PersonalPiece) -> Problem:
    where = " › ".join(named for part in shown.place if (named := _without_pieces(part)))
    return Problem(
        where or _("report"),
        _(
            "what is shown must hold no personal data, got: {kind} ({masked})",
            kind=piece.name,
            masked=piece.masked,
        ),
        personal_data_cure(),
    )


def personal_data_cure() -> str:
    """Return what can be done about personal data, in the client file."""
    return _(
        "In client.yml leave it out (privacy.hide), show it as other (privacy.group), name "
        "another column, or allow it with a reason (privacy.allow)."
    )


def _without_pieces(text: str) -> str:
    """Return a place's name as an error may show it."""
    pieces = personal_pieces(text)
    shown = pieces[0].masked if pieces else " ".join(text.split())
    return shown if len(shown) <= _SHOWN_LETTERS else shown[: _SHOWN_LETTERS - 1] + "…"


def shown_texts(document: Document) -> Iterator[ShownText]:
    """Yield every text of a document, also those of drawings, files and their names."""
    for place, value in _members(document.cover):
        if place not in _OWN:
            yield from _texts(value, "", (_("cover"),))
    yield from _texts(document.lead, "", (_("cover"),))
    section = ""
    for block in document.blocks:
        section = block.value.text if isinstance(block.value, Heading) else section
        shown_at = (section, _title(block.value))
        yield from _texts((block.anchor, block.value), "", shown_at)


def _title(value: object) -> str:
    return value.file if isinstance(value, Download) else vars(value).get("title", "")


def _members(value: Any) -> Iterator[tuple[str, Any]]:
    return ((field.name, getattr(value, field.name)) for field in fields(value))


@singledispatch
def _texts(value: Any, context: str, place: tuple[str, ...]) -> Iterator[ShownText]:
    """Yield the texts in any value: one of a kind not known yet is gone through as well."""
    if is_dataclass(value):
        for _name, inner in _members(value):
            yield from _texts(inner, context, place)


@_texts.register
def _said_texts(value: str, context: str, place: tuple[str, ...]) -> Iterator[ShownText]:
    if value.lstrip().startswith("<svg"):
        yield from _texts(drawn_texts(value), context, place)
    elif value and not _ENCODED.fullmatch(value):
        yield ShownText(value, context, place)


@_texts.register(list)
@_texts.register(tuple)
@_texts.register(set)
@_texts.register(frozenset)
def _several_texts(
    value: Iterable[Any], context: str, place: tuple[str, ...]
) -> Iterator[ShownText]:
    for inner in value:
        yield from _texts(inner, context, place)


@_texts.register(Mapping)
def _mapping_texts(
    value: Mapping[Any, Any], context: str, place: tuple[str, ...]
) -> Iterator[ShownText]:
    """A cell in JSON has its number beside the text that shows it: numbers are no texts."""
    if isinstance(value.get("value"), (int, float)) and "text" in value:
        value = {**value, "text": ""}
    for key, inner in value.items():
        yield from _texts(key, context, place)
        yield from _texts(inner, context, place)


@_texts.register
def _table_texts(table: Table, context: str, place: tuple[str, ...]) -> Iterator[ShownText]:
    for name, value in _members(table):
        if name not in ("rows", "columns", "stub"):
            yield from _texts(value, "", place)
    yield from _texts(table.stub, "", place)
    for column in table.columns:
        yield from _texts((column.label, column.spanner), "", (*place, column.label))
    for row in table.rows:
        yield from _texts(row.label, table.stub, (*place, table.stub))
        for column, cell in zip(table.columns, row.cells, strict=False):
            yield from _cell_texts(cell, column.label, (*place, column.label, row.label))


def _cell_texts(cell: Cell, context: str, place: tuple[str, ...]) -> Iterator[ShownText]:
    if not isinstance(cell.value, (int, float)):
        yield from _texts((cell.value, cell.text), context, place)
    yield from _texts(cell.mark, "", place)


@_texts.register
def _picture_texts(
    picture: Chart | Image, context: str, place: tuple[str, ...]
) -> Iterator[ShownText]:
    for name, value in _members(picture):
        if name not in _PICTURES:
            yield from _texts(value, "", place)
    if isinstance(picture, Chart):
        for svg in filter(None, (picture.svg, picture.narrow)):
            yield from _texts(drawn_texts(svg), "", place)
        yield from _texts(picture.data, "", place)
    elif picture.mime == "image/svg+xml":
        yield from _texts(drawn_texts(picture.data), "", place)


@_texts.register
def _brand_texts(brand: BrandLook, context: str, place: tuple[str, ...]) -> Iterator[ShownText]:
    for name, value in _members(brand):
        if isinstance(value, Logo):
            if value.mime == "image/svg+xml":
                words = drawn_texts(value.content().decode("utf-8", "replace"))
                yield from _texts(words, "", (*place, name))
        elif name == "font_family":
            yield from _texts(value, "", place)


def drawn_texts(svg: str) -> tuple[str, ...]:
    """Return the words of a drawing: its texts, whole, titles, and attributes but for geometry."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, recover=True)
    try:
        root = etree.fromstring(svg.encode("utf-8"), parser)
    except etree.XMLSyntaxError:
        return (svg,)
    if root is None:
        return (svg,)
    words = []
    for element in root.iter():
        if not isinstance(element.tag, str):
            continue
        if etree.QName(element).localname in ("text", "title", "desc", "metadata", "style"):
            words.append("".join(element.itertext()))
        words += [
            value
            for name, value in element.attrib.items()
            if name not in _GEOMETRY and not _OWN_ADDRESS.match(value)
        ]
    return tuple(dict.fromkeys(word for word in words if word.strip()))
