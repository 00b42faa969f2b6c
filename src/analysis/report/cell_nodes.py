"""A cell's Markdown as blocks, with its pictures and formulas; what no report can hold is named."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

from analysis.errors import Problem, ReportError
from analysis.languages import messages
from analysis.report.anchors import Anchors
from analysis.report.blocks import Block, Heading, Image, Prose
from analysis.report.foreign import html_parts, table_of_texts
from analysis.report.formulas import drawn_formula
from analysis.report.markdown import Node, drawn_nodes, markdown_nodes, node_text
from analysis.report.pictures import Picture, PictureSources

_ = messages(__name__)
_FILE_NAME = re.compile(r"\S+\.(?:png|jpe?g|gif|svg|webp|bmp|tiff?)", re.IGNORECASE)
_UNREAD_PICTURE = re.compile(r"!\[[^\]]*\]\([^)]*\)?")


class CellMarkdown:
    """Turns the Markdown of one cell into blocks, and collects what is wrong with it.

    Parameters
    ----------
    sources : PictureSources
        The cell, and where its pictures come from.
    anchors : Anchors
        Anchors of the document.
    context : str
        The heading above, which describes a picture that does not describe itself.
    headings : bool
        Whether headings are the report's; one that code displays becomes a bold line.
    """

    def __init__(
        self, sources: PictureSources, anchors: Anchors, context: str = "", headings: bool = True
    ) -> None:
        self.sources, self.anchors, self.context = sources, anchors, context
        self._headings = headings
        self._problems: list[Problem] = []

    def blocks(self, text: str) -> list[Block]:
        """Return the blocks of a Markdown text.

        Raises
        ------
        ReportError
            Lists every picture, formula and element that a report cannot hold.
        """
        found: list[Block] = []
        prose: list[Node] = []
        for node in markdown_nodes(text):
            own = list(self._own_blocks(node))
            if own:
                found += [*self._prose(prose), *own]
                prose = []
            else:
                prose.append(self._resolved(node))
        found += self._prose(prose)
        if self._problems:
            raise ReportError(self._problems)
        return found

    def _prose(self, nodes: list[Node]) -> list[Block]:
        return [Block("", Prose(tuple(nodes), displayed=not self._headings))] if nodes else []

    def alt(self, said: str, caption: str) -> str:
        """Return what describes a picture; the name of a file does not."""
        if said and not _FILE_NAME.fullmatch(said):
            return said
        heading = self.context
        named = _("Picture in the section “{heading}”", heading=heading) if heading else ""
        return caption or named or _("Picture")

    def image(self, picture: Picture, anchor: str, alt: str, caption: str = "") -> Block:
        """Return a picture as a block."""
        shown = Image(picture.mime, picture.data, self.alt(alt, caption), caption)
        return Block(anchor, shown)

    def _own_blocks(self, node: Node) -> Iterator[Block]:
        """Return the blocks of a node that is more than prose; none for prose."""
        if node["kind"] == "heading" and self._headings:
            self._plain([node], _("a heading"))
            if text := " ".join(node_text(node).split()):
                self.context = text
                yield Block("", Heading(node["level"], text))
        elif node["kind"] == "table":
            self._plain(node["held"], _("a table"))
            anchor = self.anchors.free("table")
            yield Block(anchor, table_of_texts(anchor, node["head"], node["rows"]))
        elif node["kind"] == "html":
            yield from self._html(node["text"])
        elif node["kind"] == "paragraph" and _only_pictures(node):
            for child in node["children"]:
                if child["kind"] == "picture":
                    yield from self._tried(self._picture_block, child)

    def _html(self, source: str) -> Iterator[Block]:
        tables, text = html_parts(source, "table")
        for table in tables:
            yield Block(self.anchors.free("table"), table)
        if text:
            paragraph = {"kind": "paragraph", "children": [{"kind": "text", "text": text}]}
            yield Block("", Prose((paragraph,)))

    def _picture_block(self, node: Node) -> Block:
        anchor = self.anchors.free("image")
        picture = self.sources.picture(node["url"], anchor)
        return self.image(picture, anchor, node["alt"], node["caption"])

    def _tried(self, step: Callable[[Node], Any], node: Node) -> Iterator[Any]:
        try:
            yield step(node)
        except ReportError as error:
            self._problems += error.problems

    def _resolved(self, node: Node) -> Node:
        """Return a node with its pictures and formulas drawn."""
        kind = node["kind"]
        if kind == "heading":
            return self._resolved(_bold_line(node))
        if kind == "active":
            self._refuse(node["text"])
        elif kind == "text" and (unread := _UNREAD_PICTURE.search(node["text"])):
            self._refuse(unread[0], _("Put its address between < and >."))
        elif kind == "formula":
            return next(self._tried(self._formula, node), node)
        elif kind == "picture":
            return next(self._tried(self._inline_picture, node), node)
        elif "children" in node:
            return {**node, "children": [self._resolved(child) for child in node["children"]]}
        return node

    def _formula(self, node: Node) -> Node:
        drawn = drawn_formula(node["tex"], self.sources.where, node["display"])
        return {**node, **vars(drawn)}

    def _inline_picture(self, node: Node) -> Node:
        picture = self.sources.picture(node["url"], self.anchors.free("image"))
        return {**node, **vars(picture), "alt": self.alt(node["alt"], node["caption"])}

    def _plain(self, nodes: list[Node], where: str) -> None:
        """Refuse what is drawn where only letters go."""
        active = [node["text"] for node in nodes if node["kind"] == "active"]
        drawn = [node.get("tex") or node.get("url", "") for node in drawn_nodes(nodes)]
        for found in (*active, *drawn):
            what = _("{place} must be plain text, got: {found}", place=where, found=_short(found))
            cure = _("Put it into a paragraph of its own.")
            self._problems.append(Problem(self.sources.where, what, cure))

    def _refuse(self, found: str, cure: str = "") -> None:
        what = _("must hold text, tables, pictures and formulas only, got: {found}",
                 found=_short(found))  # fmt: skip
        cure = cure or _("Show it as a picture, or leave it out.")
        self._problems.append(Problem(self.sources.where, what, cure))


def _only_pictures(node: Node) -> bool:
    kinds = {
        child["kind"]
        for child in node["children"]
        if child["kind"] != "text" or child["text"].strip()
    }
    return "picture" in kinds and kinds <= {"picture", "break"}


def _bold_line(node: Node) -> Node:
    inner = {"kind": "strong", "children": node["children"]}
    return {"kind": "paragraph", "children": [inner]}


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= 60 else text[:60] + "…"
