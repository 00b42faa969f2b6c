"""Outputs of other libraries: tables out of their HTML, texts without machine addresses."""

from __future__ import annotations

import re
from collections.abc import Iterable

from lxml import etree
from lxml import html as lxml_html

from analysis.values.table import Cell, Column, Row, Table

_ADDRESS = re.compile(r" at 0x[0-9a-fA-F]+")
_OBJECT = re.compile(r"<[^\n]*>")
_NUMBER = re.compile(r"[-−+]?\d[\d.,\s]*(?:[eE][-+]?\d+)?\s?[%₫$€]?")
_MISSING = frozenset({"", "NaN", "nan", "None", "<NA>", "NaT", "–", "-"})
_SILENT = ("script", "style", "head", "template", "noscript", "iframe", "object")
# what a page without scripts and requests cannot show, and paper neither
_UNSHOWN = ("audio", "canvas", "embed", "iframe", "math", "object", "svg", "video")
Grid = list[list[str]]


def plain_text(text: str) -> str:
    """Return a text output as it may be shown: empty for an object's bare description."""
    text = _ADDRESS.sub("", text).strip("\n")
    return "" if _OBJECT.fullmatch(text.strip()) else text.rstrip()


def html_parts(source: str, name: str) -> tuple[list[Table], str]:
    """Return the tables of an HTML output and the text beside them.

    Parameters
    ----------
    source : str
        HTML as pandas and others write it; scripts and styles are left out.
    name : str
        Name of the first table; the others count on from it.
    """
    root = _parsed(source)
    if root is None:
        return [], ""
    for element in list(root.iter(*_SILENT)):
        element.drop_tree()
    found = [table for table in root.iter("table") if not list(table.iterancestors("table"))]
    tables = []
    for place, element in enumerate(found):
        table = _table(element, f"{name}-{place + 1}" if place else name)
        if table:
            tables.append(table)
        element.drop_tree()
    text = "\n".join(" ".join(line.split()) for line in root.text_content().splitlines())
    return tables, re.sub(r"\n{2,}", "\n", text).strip()


def unshown_tag(source: str) -> str:
    """Return the first element of an HTML output that no report can show; empty without any."""
    root = _parsed(source)
    if root is None:
        return ""
    lost = next((element.tag for element in root.iter(*_UNSHOWN)), "")
    in_table = next(("img in a table" for image in root.iter("img") if _in_table(image)), "")
    return lost or in_table


def html_images(source: str) -> list[etree._Element]:
    """Return the ``<img>`` elements of an HTML output."""
    root = _parsed(source)
    return [] if root is None else list(root.iter("img"))


def _in_table(element: etree._Element) -> bool:
    return next(element.iterancestors("table"), None) is not None


def _parsed(source: str) -> etree._Element | None:
    try:
        return lxml_html.fragment_fromstring(source, create_parent="div")
    except (etree.ParserError, ValueError):
        return None


def table_of_texts(name: str, head: list[str], rows: Grid) -> Table:
    """Return a table of texts (of Markdown, say), its first column as the stub."""
    width = max([len(head), *map(len, rows), 1])
    head = head + [""] * (width - len(head))
    rows = [row + [""] * (width - len(row)) for row in rows]
    return _built(name, [head], rows, stubs=1)


def _table(element: etree._Element, name: str) -> Table | None:
    lines = list(element.iter("tr"))
    grid, heads = _grid(lines)
    if not grid or not grid[0]:
        return None
    in_head = [line.getparent().tag == "thead" for line in lines]
    if not any(in_head):
        in_head[0] = all(heads[0])
    top = [row for row, is_head in zip(grid, in_head, strict=True) if is_head]
    body = [row for row, is_head in zip(grid, in_head, strict=True) if not is_head]
    marks = [row for row, is_head in zip(heads, in_head, strict=True) if not is_head]
    stubs = 0
    while stubs < len(grid[0]) - 1 and marks and all(row[stubs] for row in marks):
        stubs += 1
    caption = element.find("caption")
    title = "" if caption is None else " ".join(caption.text_content().split())
    return _built(name, top, body, max(stubs, 1), title)


def _grid(lines: list[etree._Element]) -> tuple[Grid, list[list[bool]]]:
    """Return cells as a full grid, spans filled with their text, and which ones are heads."""
    taken: dict[tuple[int, int], tuple[str, bool]] = {}
    for y, line in enumerate(lines):
        x = 0
        for cell in line:
            if cell.tag not in ("td", "th"):
                continue
            while (y, x) in taken:
                x += 1
            value = (" ".join(cell.text_content().split()), cell.tag == "th")
            for down in range(_span(cell, "rowspan", len(lines) - y)):
                for right in range(_span(cell, "colspan", 1000)):
                    taken[y + down, x + right] = value
            x += _span(cell, "colspan", 1000)
    width = max((x for _, x in taken), default=-1) + 1
    filled = [[taken.get((y, x), ("", False)) for x in range(width)] for y in range(len(lines))]
    return [[t for t, _ in row] for row in filled], [[h for _, h in row] for row in filled]


def _span(cell: etree._Element, name: str, most: int) -> int:
    text = cell.get(name, "1")
    return max(1, min(int(text), most)) if text.isdecimal() else 1


def _built(name: str, top: Grid, body: Grid, stubs: int, title: str = "") -> Table:
    width = len((top or body)[0])
    stub = ""
    if top:
        stub = _joined(top[-1][:stubs])
        if len(top) > 1 and not any(top[-1][stubs:]):  # pandas names the index on a line of its own
            top = top[:-1]
    labels = top[-1][stubs:] if top else [""] * (width - stubs)
    over = [_joined(row[x] for row in top[:-1]) for x in range(stubs, width)]
    columns = []
    for x, label in enumerate(labels):
        values = [row[stubs + x] for row in body]
        numeric = any(v not in _MISSING for v in values) and all(map(_looks_numeric, values))
        columns.append(Column(label, "number" if numeric else "text", over[x]))
    rows = tuple(
        Row(_joined(row[:stubs]), tuple(Cell(text, text) for text in row[stubs:])) for row in body
    )
    return Table(name, title, tuple(columns), rows, stub)


def _looks_numeric(text: str) -> bool:
    return text in _MISSING or bool(_NUMBER.fullmatch(text))


def _joined(texts: Iterable[str]) -> str:
    return " · ".join(dict.fromkeys(text for text in texts if text))
