"""What a report consists of, whatever it is rendered as."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from analysis.findings.finding import Brief, Finding
from analysis.report.cover import ReportCover
from analysis.report.markdown import Node, paragraph_texts
from analysis.tables.card import PersonaCard
from analysis.tables.table import Table

# the same text as figures.figure.FIGURE_MIME, whose import would load matplotlib
FIGURE_MIME = "application/vnd.analysis.figure+json"


@dataclass(frozen=True)
class Heading:
    """A heading; ``level`` 1 is a section of the report."""

    level: int
    text: str
    anchor: str


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
class FindingBlock:
    """One answer, on its own."""

    finding: Finding


@dataclass(frozen=True)
class BriefBlock:
    """The page *In brief*."""

    brief: Brief


@dataclass(frozen=True)
class TableBlock:
    """A table; ``table.title`` may be empty for one that came without."""

    anchor: str
    table: Table


@dataclass(frozen=True)
class FigureBlock:
    """A chart of the product: message, drawing, base and source, and the numbers drawn."""

    anchor: str
    title: str
    subtitle: str
    svg: str
    alt: str
    base: str = ""
    source: str = ""
    data: Table | None = None


@dataclass(frozen=True)
class ImageBlock:
    """A picture from any other library: PNG or JPEG in base64, or an SVG's text."""

    anchor: str
    mime: str
    data: str
    alt: str
    caption: str = ""


@dataclass(frozen=True)
class PersonaBlock:
    """A persona's page."""

    anchor: str
    card: PersonaCard


@dataclass(frozen=True)
class DownloadBlock:
    """A file that goes with the report: its name, what it is for, and its content as JSON text."""

    file: str
    text: str
    content: str


@dataclass(frozen=True)
class NoteBlock:
    """What the data could not answer, or how something is to be read.

    Attributes
    ----------
    text : str
        The reason.
    applies : bool
        False where nothing was to be answered: what a first wave has become, for example.
    """

    text: str
    applies: bool = True


@dataclass(frozen=True)
class TextBlock:
    """An output that is only text."""

    text: str


Block = (
    Heading
    | Prose
    | FindingBlock
    | BriefBlock
    | TableBlock
    | FigureBlock
    | ImageBlock
    | PersonaBlock
    | DownloadBlock
    | NoteBlock
    | TextBlock
)


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


def texts_of(document: Document) -> Iterator[str]:
    """Return every text a reader must find in a rendering of the document."""
    yield from body_texts(document)
    for block in document.blocks:
        if isinstance(block, FigureBlock) and block.data:
            yield from table_texts(block.data)


def body_texts(document: Document) -> Iterator[str]:
    """Return every text but those of the charts' data."""
    yield document.cover.title
    yield document.lead
    for block in document.blocks:
        yield from block_texts(block)


def appendix_tables(document: Document) -> list[Table]:
    """Return the charts' data that no table of the body shows already, each once.

    On paper a second copy only costs pages; what counts is what the rows say.
    """
    known = {_content(block.table) for block in document.blocks if isinstance(block, TableBlock)}
    tables = []
    for block in document.blocks:
        if isinstance(block, FigureBlock) and block.data and _content(block.data) not in known:
            known.add(_content(block.data))
            tables.append(block.data)
    return tables


def _content(table: Table) -> tuple[object, ...]:
    heads = tuple((column.spanner, column.label, column.letter) for column in table.columns)
    rows = tuple(
        (row.label, tuple((cell.text, cell.mark) for cell in row.cells)) for row in table.rows
    )
    return (table.stub, heads, rows)


def block_texts(block: Block) -> Iterator[str]:
    """Return every text of one block that is shown as letters.

    Those of a drawing and of a chart's data are not among them.
    """
    if isinstance(block, Prose):
        yield from paragraph_texts(list(block.nodes))
    elif isinstance(block, (Heading, DownloadBlock, NoteBlock, TextBlock)):
        yield block.text
    elif isinstance(block, FindingBlock):
        yield from _finding_texts(block.finding)
    elif isinstance(block, BriefBlock):
        for finding in block.brief.findings:
            yield from _finding_texts(finding)
        yield from block.brief.unanswered
    elif isinstance(block, TableBlock):
        yield from table_texts(block.table)
    elif isinstance(block, FigureBlock):
        yield from (block.title, block.subtitle, block.base, block.source)
    elif isinstance(block, ImageBlock):
        yield block.caption
    else:
        yield from _card_texts(block.card)


def table_texts(table: Table) -> Iterator[str]:
    """Return every text of a table."""
    yield from (table.title, table.subtitle, table.stub, table.base, table.source, *table.notes)
    for column in table.columns:
        yield from (column.label, column.letter)
    # a spanner stands once over all its columns
    yield from (spanner for spanner, _columns in groupby(c.spanner for c in table.columns))
    for row in table.rows:
        yield row.label
        for cell in row.cells:
            yield from (cell.text, cell.mark)


def _finding_texts(finding: Finding) -> Iterator[str]:
    yield from (finding.text, finding.implication)


def _card_texts(card: PersonaCard) -> Iterator[str]:
    yield from (card.title, card.portrait, card.base, card.source, *card.unknown)
    for pair in card.size_lines:
        yield from pair
    for block in card.blocks:
        yield from (block.title, block.empty if not block.lines else "")
        for line in block.lines:
            yield from (line.statement, line.share_text, line.everyone_text)
            yield from (line.index_text, line.interval_text, line.base_text)
