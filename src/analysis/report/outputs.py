"""The outputs of a code cell as blocks: the product's own bundles, or what others display."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from analysis.languages import _
from analysis.report.anchors import Anchors
from analysis.report.blocks import Block, ImageBlock, Prose, TableBlock, TextBlock
from analysis.report.bundles import BUNDLE_MIMES, bundle_block
from analysis.report.cover import REPORT_MIME
from analysis.report.drawings import checked_image, safe_svg
from analysis.report.foreign import html_parts, plain_text, table_of_texts
from analysis.report.letters import Letters
from analysis.report.markdown import markdown_nodes
from analysis.tables.download import DOWNLOAD_MIME

_PICTURES = ("image/svg+xml", "image/png", "image/jpeg")


def output_blocks(
    cell: Mapping[str, Any], quiet: bool, letters: Letters, anchors: Anchors, context: str
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
    anchors : Anchors
        Anchors of the document.
    context : str
        The heading above, which describes a picture that does not describe itself.
    """
    for output in cell.get("outputs", ()):
        data = output.get("data", {})
        own = next((mime for mime in BUNDLE_MIMES if mime in data), None)
        if own:
            yield bundle_block(own, _shown(own, data[own], letters), anchors.free)
        elif REPORT_MIME in data or quiet:
            continue
        elif output.get("output_type") == "stream":
            if output.get("name") == "stdout":
                yield from _text(_joined(output.get("text", "")), letters)
        else:
            yield from _foreign(output, cell.get("metadata", {}), letters, anchors, context)


def _shown(mime: str, bundle: Mapping[str, Any], letters: Letters) -> Mapping[str, Any]:
    """Write a bundle's texts; what goes into a file of its own is not set in the report's font."""
    if mime == DOWNLOAD_MIME:
        return {**bundle, "text": letters.text(bundle["text"])}
    return letters.texts(bundle)


def _foreign(
    output: Mapping[str, Any],
    cell_facts: Mapping[str, Any],
    letters: Letters,
    anchors: Anchors,
    context: str,
) -> Iterator[Block]:
    data = output.get("data", {})
    picture = next((mime for mime in _PICTURES if mime in data), None)
    if picture:
        facts = {**cell_facts, **output.get("metadata", {}).get(picture, {})}
        yield _picture(picture, _joined(data[picture]), facts, letters, anchors, context)
        return
    if "text/html" in data:
        tables, text = html_parts(letters.text(_joined(data["text/html"])), "table")
        for table in tables:
            yield TableBlock(anchors.free("table"), table)
        if text:
            yield TextBlock(text)
        if tables or text:
            return
    if "text/markdown" in data:
        blocks = list(_markdown(letters.text(_joined(data["text/markdown"])), anchors))
        yield from blocks
        if blocks:
            return
    yield from _text(_joined(data.get("text/plain", "")), letters)


def _picture(
    mime: str,
    data: str,
    facts: Mapping[str, Any],
    letters: Letters,
    anchors: Anchors,
    context: str,
) -> ImageBlock:
    anchor = anchors.free("image")
    caption = letters.text(str(facts.get("caption", "")))
    alt = letters.text(str(facts.get("alt", ""))) or caption
    if not alt:
        alt = _("Picture in the section “{heading}”", heading=context) if context else _("Picture")
    if mime == "image/svg+xml":
        content = safe_svg(letters.text(data), anchor)
    else:
        content = checked_image(data, mime, anchor)
    return ImageBlock(anchor, mime, content, alt, caption)


def _text(text: str, letters: Letters) -> Iterator[Block]:
    shown = plain_text(letters.text(text))
    if shown.strip():
        yield TextBlock(shown)


def _markdown(source: str, anchors: Anchors) -> Iterator[Block]:
    for node in markdown_nodes(source):
        if node["kind"] == "table":
            anchor = anchors.free("table")
            yield TableBlock(anchor, table_of_texts(anchor, node["head"], node["rows"]))
        else:
            yield Prose((_unheaded(node),))


def _unheaded(node: dict[str, Any]) -> dict[str, Any]:
    """Only Markdown cells make headings: one printed by code becomes a bold line."""
    if node["kind"] != "heading":
        return node
    inner = {"kind": "strong", "children": node["children"]}
    return {"kind": "paragraph", "children": [inner]}


def _joined(text: Any) -> str:
    return text if isinstance(text, str) else "".join(text)
