"""What a report consists of, whatever it is rendered as: blocks, each an anchor and a value."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import singledispatch
from itertools import groupby
from typing import TypeVar

from analysis.report.markdown import Node, paragraph_texts
from analysis.values.absent import Absent
from analysis.values.card import Card
from analysis.values.chart import Chart
from analysis.values.cover import ReportCover
from analysis.values.download import Download
from analysis.values.finding import Brief, Finding
from analysis.values.media import Value
from analysis.values.method_statement import MethodStatement
from analysis.values.note import Note
from analysis.values.table import Table

T = TypeVar("T")


@dataclass(frozen=True)
class Heading:
    """A heading; ``level`` 1 is a section of the report."""

    level: int
    text: str


@dataclass(frozen=True)
class Prose:
    """Paragraphs, lists and quotes of a Markdown cell, or of what a code cell displays.

    Attributes
    ----------
    nodes : tuple of Node
        Its paragraphs, lists and quotes.
    displayed : bool
        Whether it is an answer of its own: its section then holds something.
    """

    nodes: tuple[Node, ...]
    displayed: bool = False


@dataclass(frozen=True)
class Image:
    """A picture from any other library: PNG or JPEG in base64, or an SVG's text."""

    mime: str
    data: str
    alt: str
    caption: str = ""


@dataclass(frozen=True)
class Text:
    """An output that is only text."""

    text: str


Shown = Heading | Prose | Image | Text | Value


@dataclass(frozen=True)
class Block:
    """One thing a report shows, and the anchor that leads to it.

    Attributes
    ----------
    anchor : str
        ASCII name, unique in the report; empty where nothing leads.
    value : Heading, Prose, Image, Text or one of `analysis.values`
        What is shown; a table's title may be empty, of one that came without.
    """

    anchor: str
    value: Shown


@dataclass(frozen=True)
class Document:
    """A report before it is rendered.

    Attributes
    ----------
    cover : ReportCover
        Cover, with the report's final title.
    lead : str
        The study's question in one sentence, shown on the cover; may be empty.
    blocks : tuple of Block
        Everything else in reading order, *In brief* first.
    """

    cover: ReportCover
    lead: str
    blocks: tuple[Block, ...]

    def values(self, kind: type[T]) -> list[T]:
        """Return everything of one kind that is shown, such as its tables."""
        return [block.value for block in self.blocks if isinstance(block.value, kind)]


def texts_of(document: Document) -> Iterator[str]:
    """Return every text a reader must find in a rendering of the document."""
    yield from body_texts(document)
    for chart in document.values(Chart):
        if chart.data:
            yield from value_texts(chart.data)


def body_texts(document: Document) -> Iterator[str]:
    """Return every text but those of the charts' data."""
    yield document.cover.title
    yield document.lead
    for block in document.blocks:
        yield from value_texts(block.value)


def appendix_tables(document: Document) -> list[Table]:
    """Return the charts' data that no table of the body shows already, each once.

    On paper a second copy only costs pages; what counts is what the rows say.
    """
    known = set(map(_content, document.values(Table)))
    tables = []
    for chart in document.values(Chart):
        if chart.data and _content(chart.data) not in known:
            known.add(_content(chart.data))
            tables.append(chart.data)
    return tables


def _content(table: Table) -> tuple[object, ...]:
    heads = tuple((column.spanner, column.label, column.letter) for column in table.columns)
    rows = tuple(
        (row.label, tuple((cell.text, cell.mark) for cell in row.cells)) for row in table.rows
    )
    return (table.stub, heads, rows)


def statement_nodes(statement: MethodStatement) -> tuple[Node, ...]:
    """Return how a study was made as a list, as Markdown would have it."""
    items = []
    for line in statement.lines:
        strong = {"kind": "strong", "children": [{"kind": "text", "text": f"{line.label}:"}]}
        told = [strong, {"kind": "text", "text": f" {line.text}"}]
        items.append({"kind": "item", "children": [{"kind": "paragraph", "children": told}]})
    return ({"kind": "list", "ordered": False, "children": items},)


@singledispatch
def value_texts(value: object) -> Iterator[str]:
    """Return every text of what is shown that is shown as letters.

    Those of a drawing and of a chart's data are not among them.
    """
    raise TypeError(f"no texts are known of {type(value).__name__}")


@value_texts.register
def _texts_of_words(value: Heading | Text | Note | Download) -> Iterator[str]:
    yield value.text


@value_texts.register
def _texts_of_prose(value: Prose) -> Iterator[str]:
    yield from paragraph_texts(list(value.nodes))


@value_texts.register
def _texts_of_image(value: Image) -> Iterator[str]:
    yield value.caption


@value_texts.register
def _texts_of_absent(value: Absent) -> Iterator[str]:
    yield value.reason


@value_texts.register
def _texts_of_finding(value: Finding) -> Iterator[str]:
    yield from (value.text, value.implication)


@value_texts.register
def _texts_of_brief(value: Brief) -> Iterator[str]:
    for finding in value.findings:
        yield from _texts_of_finding(finding)
    yield from value.unanswered


@value_texts.register
def _texts_of_statement(value: MethodStatement) -> Iterator[str]:
    yield from paragraph_texts(list(statement_nodes(value)))


@value_texts.register
def _texts_of_chart(value: Chart) -> Iterator[str]:
    yield from (value.title, value.subtitle, value.base, value.source)


@value_texts.register
def _texts_of_table(table: Table) -> Iterator[str]:
    yield from (table.title, table.subtitle, table.stub, table.base, table.source, *table.notes)
    for column in table.columns:
        yield from (column.label, column.letter)
    # a spanner stands once over all its columns
    yield from (spanner for spanner, _columns in groupby(c.spanner for c in table.columns))
    for row in table.rows:
        yield row.label
        for cell in row.cells:
            yield from (cell.text, cell.mark)


@value_texts.register
def _texts_of_card(card: Card) -> Iterator[str]:
    yield from (card.title, card.portrait, card.base, card.source, *card.unknown)
    for pair in card.size_lines:
        yield from pair
    for block in card.blocks:
        yield from (block.title, block.empty if not block.lines else "")
        for line in block.lines:
            yield from (line.statement, line.share_text, line.everyone_text)
            yield from (line.index_text, line.interval_text, line.base_text)
