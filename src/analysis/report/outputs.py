"""The outputs of a code cell as blocks: the product's own bundles, or what others display.

A report holds pictures, tables, texts and formulas. What shows something else – a player, a map,
a widget – is refused and named: left out, nobody would know that it is missing.
"""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterator, Mapping
from typing import Any

from analysis.errors import Problem, ReportError
from analysis.languages import messages
from analysis.report.blocks import Block, Text, value_texts
from analysis.report.bundles import bundle_block
from analysis.report.cell_nodes import CellMarkdown
from analysis.report.foreign import html_images, html_parts, plain_text, unshown_tag
from analysis.report.letters import Letters
from analysis.report.markdown import picture_node
from analysis.report.pictures import shown_picture
from analysis.values.cover import REPORT_MIME
from analysis.values.media import DOWNLOAD_MIME, MEDIA_TYPES

_ = messages(__name__)
_PICTURES = ("image/svg+xml", "image/png", "image/jpeg", "image/gif", "image/webp", "image/bmp")
_DISPLAYED = re.compile(r"\s*\$\\displaystyle([^$]+)\$\s*")  # as IPython and SymPy write it
_COMMAND = re.compile(r"\\[A-Za-z]")


def output_blocks(
    cell: Mapping[str, Any], quiet: bool, letters: Letters, markdown: CellMarkdown
) -> Iterator[Block]:
    """Return what a cell displays.

    Parameters
    ----------
    cell : mapping
        A code cell.
    quiet : bool
        Whether only the product's bundles count: parameters, set-up and headline cells.
    letters : Letters
        Writes the texts.
    markdown : CellMarkdown
        Writes Markdown, and knows the cell, its pictures and the anchors.

    Raises
    ------
    ReportError
        If it displays what no report can hold.
    """
    for output in cell.get("outputs", ()):
        data = output.get("data", {})
        own = next((mime for mime in MEDIA_TYPES if mime in data), None)
        if own:
            yield bundle_block(own, _shown(own, data[own], letters), markdown.anchors.free)
        elif REPORT_MIME in data or quiet:
            continue
        elif output.get("output_type") == "stream":
            if output.get("name") == "stdout":
                yield from _text(_joined(output.get("text", "")), letters)
        else:
            yield from _foreign(output, cell.get("metadata", {}), letters, markdown)


def _shown(mime: str, bundle: Mapping[str, Any], letters: Letters) -> Mapping[str, Any]:
    """Write a bundle's texts; what goes into a file of its own is not set in the report's font."""
    if mime == DOWNLOAD_MIME:
        return {**bundle, "text": letters.text(bundle["text"])}
    shown: Mapping[str, Any] = letters.texts(bundle)
    return shown


def _foreign(
    output: Mapping[str, Any],
    cell_facts: Mapping[str, Any],
    letters: Letters,
    markdown: CellMarkdown,
) -> Iterator[Block]:
    """Return an output of another library: the first of its forms that a report can hold."""
    data = output.get("data", {})
    picture = next((mime for mime in _PICTURES if mime in data), None)
    if picture:
        facts = {**cell_facts, **output.get("metadata", {}).get(picture, {})}
        yield _picture(picture, _joined(data[picture]), facts, letters, markdown)
        return
    blocks: list[Block] = []
    if "text/html" in data:
        blocks = list(_html(_joined(data["text/html"]), letters, markdown))
    if not blocks and "text/markdown" in data:
        blocks = markdown.blocks(letters.text(_joined(data["text/markdown"])))
    if not blocks and "text/latex" in data:
        blocks = _latex(_joined(data["text/latex"]), letters, markdown)
    others = sorted(set(data) - {"text/plain", "text/html", "text/markdown", "text/latex"})
    if not blocks and others:
        raise _refused(markdown, others[0])
    yield from blocks or _text(_joined(data.get("text/plain", "")), letters)


def _picture(
    mime: str, data: str, facts: Mapping[str, Any], letters: Letters, markdown: CellMarkdown
) -> Block:
    anchor = markdown.anchors.free("image")
    caption = letters.text(str(facts.get("caption", "")))
    alt = letters.text(str(facts.get("alt", ""))) or caption
    if mime == "image/svg+xml":
        content = letters.text(data).encode("utf-8")
    else:
        try:
            content = base64.b64decode("".join(data.split()), validate=True)
        except (ValueError, binascii.Error):
            content = b""
    picture = shown_picture(content, markdown.sources.where, anchor, mime)
    return markdown.image(picture, anchor, alt, caption)


def _html(source: str, letters: Letters, markdown: CellMarkdown) -> Iterator[Block]:
    """Return tables, pictures and texts; raises `ReportError` for what would be lost."""
    if lost := unshown_tag(source):
        raise _refused(markdown, f"<{lost}>")
    tables, text = html_parts(letters.text(source), "table")
    images = html_images(source)
    for table in tables:
        yield Block(markdown.anchors.free("table"), table)
    for element in images:
        node = picture_node(element)
        anchor = markdown.anchors.free("image")
        picture = markdown.sources.picture(node["url"], anchor)
        yield markdown.image(picture, anchor, letters.text(node["alt"]), node["caption"])
    if text:
        yield Block("", Text(text))
    if not (tables or images or text) and "<script" in source.lower():
        raise _refused(markdown, "<script>")


def _latex(source: str, letters: Letters, markdown: CellMarkdown) -> list[Block]:
    """Return TeX as formulas, with the text between them."""
    if found := _DISPLAYED.fullmatch(source):
        source = f"$${found[1]}$$"
    for tex, written in (("\\[", "$$"), ("\\]", "$$"), ("\\(", "$"), ("\\)", "$")):
        source = source.replace(tex, written)
    blocks = markdown.blocks(letters.text(source))
    for block in blocks:
        if left := next((t for t in value_texts(block.value) if _COMMAND.search(t)), ""):
            raise _refused(markdown, f"text/latex {left[:40]}")
    return blocks


def _refused(markdown: CellMarkdown, found: str) -> ReportError:
    what = _("must show tables, pictures, texts and formulas only, got: {found}", found=found)
    cure = _("Show it as a table or picture, clear the output, or give the cell the tag setup.")
    return ReportError(Problem(markdown.sources.where, what, cure))


def _text(text: str, letters: Letters) -> Iterator[Block]:
    shown = plain_text(letters.text(text))
    if shown.strip():
        yield Block("", Text(shown))


def _joined(text: Any) -> str:
    return text if isinstance(text, str) else "".join(text)
