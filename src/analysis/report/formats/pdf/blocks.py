"""The blocks of a document as the data the Typst template reads."""

from __future__ import annotations

import base64
import re
from dataclasses import dataclass, field
from functools import singledispatch
from itertools import pairwise
from typing import Any

from analysis.report.avatars import avatar_svg
from analysis.report.blocks import (
    Document,
    Heading,
    Image,
    Prose,
    Text,
    appendix_tables,
    statement_nodes,
)
from analysis.report.fonts import width_scale
from analysis.report.formats.pdf.tables import table_pages
from analysis.report.markdown import Node
from analysis.report.theme import Theme, readable
from analysis.values.absent import Absent
from analysis.values.card import Card
from analysis.values.chart import Chart
from analysis.values.download import Download
from analysis.values.finding import Brief, Finding
from analysis.values.method_statement import MethodStatement
from analysis.values.note import Note
from analysis.values.table import Table

_ENDINGS = {"image/png": "png", "image/jpeg": "jpg"}
_SHORT_PROSE = 420  # prose up to this length stays with the chart or table it leads to
_HIGH_PT = 170.0  # from this height on a chart or table may stand on the page after its finding
_HEIGHT = re.compile(r'<svg[^>]*? height="([\d.]+)pt"')
_LEADING = ("prose", "heading", "note", "finding")  # what leads to a persona
Data = dict[str, Any]


@dataclass
class Files:
    """Pictures that go into the sandbox beside the template, by file name."""

    contents: dict[str, bytes] = field(default_factory=dict)

    def svg(self, name: str, svg: str) -> str:
        """Keep a drawing; return its file name."""
        self.contents[f"{name}.svg"] = svg.encode("utf-8")
        return f"{name}.svg"

    def picture(self, name: str, data: str, mime: str) -> str:
        """Keep a picture: an SVG's text, or a PNG or JPEG in base64; return its file name."""
        if mime == "image/svg+xml":
            return self.svg(name, data)
        path = f"{name}.{_ENDINGS[mime]}"
        self.contents[path] = base64.b64decode(data)
        return path

    def drawing(self, data: str, mime: str) -> str:
        """Keep a picture or formula that stands among words; return its file name."""
        return self.picture(f"inline-{len(self.contents)}", data, mime)


@dataclass(frozen=True)
class _Paper:
    """What blocks need besides themselves: files, theme, the report's anchors, its font's run."""

    files: Files
    theme: Theme
    anchors: frozenset[str]
    scale: float


def pdf_blocks(document: Document, files: Files, theme: Theme) -> tuple[list[Data], list[Data]]:
    """Return the body and the appendix with the data of the charts."""
    headings = [block.anchor for block in document.blocks if isinstance(block.value, Heading)]
    paper = _Paper(files, theme, frozenset(headings), width_scale(document.cover.brand))
    level = 0
    body: list[Data] = []
    for block in document.blocks:
        level = block.value.level if isinstance(block.value, Heading) else level
        body += _data(block.value, block.anchor, paper, level)
    appendix = [
        {"kind": "table", **part}
        for table in appendix_tables(document)
        for part in table_pages(table, appendix=True, scale=paper.scale)
    ]
    body = _with_leads(body)
    _start_pages(body)
    _keep_together(body)
    _quieten(body)
    return body, appendix


@singledispatch
def _data(value: object, anchor: str, paper: _Paper, level: int) -> list[Data]:
    raise TypeError(f"nothing on paper is known of {type(value).__name__}")


@_data.register
def _heading(value: Heading, anchor: str, paper: _Paper, level: int) -> list[Data]:
    return [{"kind": "heading", **vars(value), "anchor": anchor}]


@_data.register
def _prose(value: Prose, anchor: str, paper: _Paper, level: int) -> list[Data]:
    return [{"kind": "prose", "nodes": [_placed(node, paper) for node in value.nodes]}]


@_data.register
def _statement(value: MethodStatement, anchor: str, paper: _Paper, level: int) -> list[Data]:
    return _prose(Prose(statement_nodes(value)), anchor, paper, level)


@_data.register
def _finding(value: Finding, anchor: str, paper: _Paper, level: int) -> list[Data]:
    return [{"kind": "finding", **value.to_json()}]


@_data.register
def _brief(value: Brief, anchor: str, paper: _Paper, level: int) -> list[Data]:
    return [{"kind": "brief", **value.to_json()}]


@_data.register
def _table(value: Table, anchor: str, paper: _Paper, level: int) -> list[Data]:
    return [{"kind": "table", **part} for part in table_pages(value, scale=paper.scale)]


@_data.register
def _chart(value: Chart, anchor: str, paper: _Paper, level: int) -> list[Data]:
    path = paper.files.svg(anchor, value.svg)
    texts = {name: getattr(value, name) for name in ("title", "subtitle", "alt")}
    foot = [line for line in (value.base, value.source) if line]
    height = _height(value.svg)
    return [{"kind": "figure", "path": path, **texts, "foot": foot, "height": height}]


@_data.register
def _image(value: Image, anchor: str, paper: _Paper, level: int) -> list[Data]:
    path = paper.files.picture(anchor, value.data, value.mime)
    return [{"kind": "image", "path": path, "alt": value.alt, "caption": value.caption}]


@_data.register
def _card(value: Card, anchor: str, paper: _Paper, level: int) -> list[Data]:
    theme = paper.theme
    avatar = paper.files.svg(anchor, avatar_svg(value.number, theme.series, theme.paper))
    colour = theme.series[(value.number - 1) % len(theme.series)]
    card = {
        "kind": "persona",
        **value.to_json(),
        "anchor": anchor,
        "heading_level": level + 1,
        "avatar": avatar,
        "colour": colour,
        "mark_colour": readable(colour, theme.paper),
        "foot": [line for line in (value.base, value.source) if line],
    }
    return [card]


@_data.register
def _note(value: Note | Download, anchor: str, paper: _Paper, level: int) -> list[Data]:
    return [{"kind": "note", "text": value.text}]


@_data.register
def _absent(value: Absent, anchor: str, paper: _Paper, level: int) -> list[Data]:
    return [{"kind": "note", "text": value.reason}]


@_data.register
def _text(value: Text, anchor: str, paper: _Paper, level: int) -> list[Data]:
    return [{"kind": "text", "text": value.text}]


def _height(svg: str) -> float:
    """Return how high a drawing of ours is, in points."""
    found = _HEIGHT.search(svg)
    return float(found[1]) if found else 0.0


def _placed(node: Node, paper: _Paper) -> Node:
    """Keep links within the report only where their anchor exists, and put pictures into files."""
    node = dict(node)
    if "children" in node:
        node["children"] = [_placed(child, paper) for child in node["children"]]
    if node["kind"] == "link" and node["url"].startswith("#"):
        node["kind"] = "reference" if node["url"][1:] in paper.anchors else "span"
        node["url"] = node["url"][1:]
    if node["kind"] == "formula":
        svg = node.pop("svg").replace("currentColor", paper.theme.ink)
        node["path"] = paper.files.drawing(svg, "image/svg+xml")
    if node["kind"] == "picture":
        node["path"] = paper.files.drawing(node.pop("data"), node["mime"])
    return node


def _with_leads(body: list[Data]) -> list[Data]:
    """Hand the heading and lines that lead to the first persona to its page."""
    result: list[Data] = []
    for data in body:
        if data["kind"] == "persona":
            start = len(result)
            while start and result[start - 1]["kind"] in _LEADING:
                start -= 1
                if result[start]["kind"] == "heading":
                    data["lead"] = result[start:]
                    del result[start:]
                    break
        result.append(data)
    return result


def _start_pages(body: list[Data]) -> None:
    """A persona has its page, and *In brief* has one."""
    for before, data in zip([{"kind": ""}, *body], body, strict=False):
        if data["kind"] == "persona" or before["kind"] in ("persona", "brief"):
            data["new_page"] = True


def _quieten(body: list[Data]) -> None:
    """A question that only says why it is not answered takes a few lines, not a quarter page."""
    places = [place for place, data in enumerate(body) if data["kind"] == "heading"]
    for place, after in pairwise([*places, len(body)]):
        part = body[place + 1 : after]
        kinds = {data["kind"] for data in part}
        deeper = after < len(body) and body[after]["level"] > body[place]["level"]
        if "note" in kinds and kinds <= {"prose", "note"} and not deeper:
            for data in body[place:after]:
                data["quiet"] = True
                data["sticky"] = data["kind"] == "prose"


def _keep_together(body: list[Data]) -> None:
    """A few lines under a question stay on the page of the chart or table they lead to."""
    for data, after in pairwise(body):
        if data["kind"] == "prose" and after["kind"] in ("figure", "table", "finding", "image"):
            size = sum(len(str(node)) for node in data["nodes"])
            data["sticky"] = size <= 3 * _SHORT_PROSE
        if data["kind"] == "finding" and after["kind"] in ("figure", "table"):
            # a high one has a title of its own: better overleaf than half a page left empty
            data["sticky"] = after["height"] <= _HIGH_PT
