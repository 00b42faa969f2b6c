"""The blocks of a document as the data the Typst template reads."""

from __future__ import annotations

import base64
import re
from dataclasses import asdict, dataclass, field
from itertools import pairwise
from typing import Any

from analysis.report.avatars import avatar_svg
from analysis.report.blocks import (
    Block,
    BriefBlock,
    Document,
    DownloadBlock,
    FigureBlock,
    FindingBlock,
    Heading,
    ImageBlock,
    NoteBlock,
    PersonaBlock,
    Prose,
    TableBlock,
    appendix_tables,
)
from analysis.report.fonts import width_scale
from analysis.report.markdown import Node
from analysis.report.pdf_tables import table_pages
from analysis.report.theme import Theme, readable

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


def pdf_blocks(document: Document, files: Files, theme: Theme) -> tuple[list[Data], list[Data]]:
    """Return the body and the appendix with the data of the charts."""
    anchors = {block.anchor for block in document.blocks if isinstance(block, Heading)}
    scale = width_scale(document.cover.brand)
    level = 0
    body: list[Data] = []
    for block in document.blocks:
        level = block.level if isinstance(block, Heading) else level
        if isinstance(block, TableBlock):
            body += [{"kind": "table", **part} for part in table_pages(block.table, scale=scale)]
        else:
            body.append(_block(block, files, theme, level, anchors))
    appendix = [
        {"kind": "table", **part}
        for table in appendix_tables(document)
        for part in table_pages(table, appendix=True, scale=scale)
    ]
    body = _with_leads(body)
    _start_pages(body)
    _keep_together(body)
    _quieten(body)
    return body, appendix


def _block(block: Block, files: Files, theme: Theme, level: int, anchors: set[str]) -> Data:
    if isinstance(block, Heading):
        return {"kind": "heading", **asdict(block)}
    if isinstance(block, Prose):
        nodes = [_placed(node, anchors, files, theme.ink) for node in block.nodes]
        return {"kind": "prose", "nodes": nodes}
    if isinstance(block, FindingBlock):
        return {"kind": "finding", **asdict(block.finding)}
    if isinstance(block, BriefBlock):
        return {"kind": "brief", **asdict(block.brief)}
    if isinstance(block, FigureBlock):
        path = files.svg(block.anchor, block.svg)
        texts = {name: getattr(block, name) for name in ("title", "subtitle", "alt")}
        foot = [line for line in (block.base, block.source) if line]
        return {"kind": "figure", "path": path, **texts, "foot": foot, "height": _height(block.svg)}
    if isinstance(block, ImageBlock):
        return _image(block, files)
    if isinstance(block, PersonaBlock):
        return _persona(block, files, theme, level)
    return {
        "kind": "note" if isinstance(block, (DownloadBlock, NoteBlock)) else "text",
        "text": block.text,
    }


def _height(svg: str) -> float:
    """Return how high a drawing of ours is, in points."""
    found = _HEIGHT.search(svg)
    return float(found[1]) if found else 0.0


def _image(block: ImageBlock, files: Files) -> Data:
    path = files.picture(block.anchor, block.data, block.mime)
    return {"kind": "image", "path": path, "alt": block.alt, "caption": block.caption}


def _persona(block: PersonaBlock, files: Files, theme: Theme, level: int) -> Data:
    card = asdict(block.card)
    avatar = files.svg(block.anchor, avatar_svg(block.card.number, theme.series, theme.paper))
    colour = theme.series[(block.card.number - 1) % len(theme.series)]
    foot = [line for line in (block.card.base, block.card.source) if line]
    return {
        "kind": "persona",
        **card,
        "anchor": block.anchor,
        "heading_level": level + 1,
        "avatar": avatar,
        "colour": colour,
        "mark_colour": readable(colour, theme.paper),
        "foot": foot,
    }


def _placed(node: Node, anchors: set[str], files: Files, ink: str) -> Node:
    """Keep links within the report only where their anchor exists, and put pictures into files."""
    node = dict(node)
    if "children" in node:
        node["children"] = [_placed(child, anchors, files, ink) for child in node["children"]]
    if node["kind"] == "link" and node["url"].startswith("#"):
        node["kind"] = "reference" if node["url"][1:] in anchors else "span"
        node["url"] = node["url"][1:]
    if node["kind"] == "formula":
        svg = node.pop("svg").replace("currentColor", ink)
        node["path"] = files.drawing(svg, "image/svg+xml")
    if node["kind"] == "picture":
        node["path"] = files.drawing(node.pop("data"), node["mime"])
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
