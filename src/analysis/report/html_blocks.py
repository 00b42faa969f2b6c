"""The blocks of a document as HTML; every text is escaped."""

from __future__ import annotations

import base64
from collections.abc import Mapping
from dataclasses import dataclass, field
from html import escape

from analysis.report.blocks import (
    Block,
    BriefBlock,
    DownloadBlock,
    FigureBlock,
    FindingBlock,
    Heading,
    ImageBlock,
    NoteBlock,
    PersonaBlock,
    Prose,
    TableBlock,
)
from analysis.report.drawings import unsized
from analysis.report.html_persona import persona_html
from analysis.report.markdown import Node
from analysis.report.theme import Theme
from analysis.tables.html import table_html, text_html
from analysis.tables.table import Table


@dataclass(frozen=True)
class Look:
    """What blocks need besides themselves: the report's words, its theme and its files.

    ``files``: name → address that holds the file's content.
    """

    words: dict[str, str]
    theme: Theme
    files: Mapping[str, str] = field(default_factory=dict)


def block_html(block: Block, look: Look, level: int = 0) -> str:
    """Return a block as HTML.

    Parameters
    ----------
    block : Block
        The block.
    look : Look
        Words and theme.
    level : int
        Level of the heading above it; 0 before the first.
    """
    if isinstance(block, Heading):
        tag = f"h{block.level + 1}"
        return f'<{tag} id="{block.anchor}" class="section">{escape(block.text)}</{tag}>'
    if isinstance(block, Prose):
        return f'<div class="prose">{nodes_html(block.nodes)}</div>'
    if isinstance(block, FindingBlock):
        return f'<div class="finding">{_finding(block)}</div>'
    if isinstance(block, BriefBlock):
        return _brief(block, look)
    if isinstance(block, TableBlock):
        return _table(block.table, block.anchor)
    if isinstance(block, FigureBlock):
        return _figure(block, look)
    if isinstance(block, ImageBlock):
        return _image(block)
    if isinstance(block, PersonaBlock):
        return persona_html(block, look.words, look.theme, level)
    if isinstance(block, DownloadBlock):
        return _download(block, look)
    if isinstance(block, NoteBlock):
        return f'<p class="note">{escape(block.text)}</p>'
    return f'<pre class="text" tabindex="0">{escape(block.text)}</pre>'


def nodes_html(nodes: tuple[Node, ...] | list[Node]) -> str:
    """Return Markdown nodes as HTML."""
    return "".join(map(_node, nodes))


def _node(node: Node) -> str:
    kind = node["kind"]
    if kind == "text":
        return text_html(node["text"])
    if kind == "code":
        return f"<code>{escape(node['text'])}</code>"
    if kind == "break":
        return "<br>"
    if kind == "rule":
        return "<hr>"
    if kind == "preformatted":
        return f'<pre tabindex="0">{escape(node["text"])}</pre>'
    if kind == "formula":
        return _formula(node)
    if kind == "picture":
        return f'<img class="inline" {_source(node["mime"], node["data"], node["alt"])}>'
    inner = nodes_html(node["children"])
    if kind == "link":
        return f'<a href="{escape(node["url"])}" rel="noreferrer">{inner}</a>'
    if kind == "list":
        tag = "ol" if node["ordered"] else "ul"
        return f"<{tag}>{inner}</{tag}>"
    tag = {"strong": "strong", "emphasis": "em", "item": "li", "quote": "blockquote"}
    tag = tag.get(kind, "p")
    return f"<{tag}>{inner}</{tag}>"


def _finding(block: FindingBlock) -> str:
    implication = block.finding.implication
    second = f'<p class="implication">{text_html(implication)}</p>' if implication else ""
    return f'<p class="message">{text_html(block.finding.text)}</p>{second}'


def _brief(block: BriefBlock, look: Look) -> str:
    items = "".join(
        f'<li class="finding">{_finding(FindingBlock(finding))}</li>'
        for finding in block.brief.findings
    )
    parts = [f'<ol class="brief">{items}</ol>' if items else ""]
    if block.brief.unanswered:
        reasons = "".join(f"<li>{text_html(reason)}</li>" for reason in block.brief.unanswered)
        title = escape(look.words["unanswered"])
        parts.append(
            f'<div class="unanswered"><p class="label">{title}</p><ul>{reasons}</ul></div>'
        )
    return "".join(parts)


def _table(table: Table, anchor: str) -> str:
    return table_html({**table.bundle(), "name": anchor})


def _figure(block: FigureBlock, look: Look) -> str:
    svg = unsized(block.svg).replace("<svg", f'<svg role="img" aria-label="{escape(block.alt)}"', 1)
    label = escape(look.words["scroll"].format(title=block.title))
    data = ""
    if block.data:
        table = _table(block.data, f"{block.anchor}-data")
        hint = f'<span class="hint">: {escape(look.words["data_hint"])}</span>'
        summary = f"{escape(look.words['data'])}{hint}"
        data = f"<details><summary>{summary}</summary>{table}</details>"
    foot = "".join(f'<p class="foot">{text_html(t)}</p>' for t in (block.base, block.source) if t)
    subtitle = f"<span>{text_html(block.subtitle)}</span>" if block.subtitle else ""
    return (
        f'<figure class="chart" id="{block.anchor}"><figcaption>'
        f"<strong>{escape(block.title)}</strong>{subtitle}</figcaption>"
        f'<div class="scroll" tabindex="0" role="group" aria-label="{label}">{svg}</div>'
        f"{foot}{data}</figure>"
    )


def _download(block: DownloadBlock, look: Look) -> str:
    address = look.files.get(block.file)
    link = ""
    if address:
        told = escape(look.words["save"].format(file=block.file))
        link = f' <a href="{address}" download="{escape(block.file)}">{told}</a>'
    return f'<p class="note">{text_html(block.text)}{link}</p>'


def _formula(node: Node) -> str:
    if node["display"]:
        return f'<div class="formula" tabindex="0">{node["svg"]}</div>'
    style = f"vertical-align:{-node['depth']:.3f}em"
    return f'<span class="formula" style="{style}">{node["svg"]}</span>'


def _image(block: ImageBlock) -> str:
    caption = f"<figcaption>{escape(block.caption)}</figcaption>" if block.caption else ""
    source = _source(block.mime, block.data, block.alt)
    return f'<figure class="image" id="{block.anchor}">{caption}<img {source}></figure>'


def _source(mime: str, data: str, alt: str) -> str:
    if mime == "image/svg+xml":
        data = base64.b64encode(data.encode("utf-8")).decode("ascii")
    return f'src="data:{mime};base64,{data}" alt="{escape(alt)}"'
