"""The blocks of a document as HTML; every text is escaped."""

from __future__ import annotations

import base64
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import singledispatch
from html import escape

from analysis.report.blocks import Block, Heading, Image, Prose, Text, statement_nodes
from analysis.report.drawings import unsized
from analysis.report.formats.html.persona import persona_html
from analysis.report.html_tables import table_html, text_html
from analysis.report.markdown import Node
from analysis.report.theme import Theme
from analysis.values.absent import Absent
from analysis.values.card import Card
from analysis.values.chart import Chart
from analysis.values.download import Download
from analysis.values.finding import Brief, Finding
from analysis.values.method_statement import MethodStatement
from analysis.values.note import Note
from analysis.values.table import Table


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
    return _html(block.value, block.anchor, look, level)


@singledispatch
def _html(value: object, anchor: str, look: Look, level: int) -> str:
    raise TypeError(f"no HTML is known of {type(value).__name__}")


@_html.register
def _heading(value: Heading, anchor: str, look: Look, level: int) -> str:
    tag = f"h{value.level + 1}"
    return f'<{tag} id="{anchor}" class="section">{escape(value.text)}</{tag}>'


@_html.register
def _prose(value: Prose, anchor: str, look: Look, level: int) -> str:
    return f'<div class="prose">{nodes_html(value.nodes)}</div>'


@_html.register
def _statement(value: MethodStatement, anchor: str, look: Look, level: int) -> str:
    return f'<div class="prose">{nodes_html(statement_nodes(value))}</div>'


@_html.register
def _finding(value: Finding, anchor: str, look: Look, level: int) -> str:
    return f'<div class="finding">{_sentences(value)}</div>'


@_html.register
def _brief(value: Brief, anchor: str, look: Look, level: int) -> str:
    items = "".join(f'<li class="finding">{_sentences(one)}</li>' for one in value.findings)
    parts = [f'<ol class="brief">{items}</ol>' if items else ""]
    if value.unanswered:
        reasons = "".join(f"<li>{text_html(reason)}</li>" for reason in value.unanswered)
        title = escape(look.words["unanswered"])
        parts.append(
            f'<div class="unanswered"><p class="label">{title}</p><ul>{reasons}</ul></div>'
        )
    return "".join(parts)


@_html.register
def _table(value: Table, anchor: str, look: Look, level: int) -> str:
    return table_html(value, anchor)


@_html.register
def _chart(value: Chart, anchor: str, look: Look, level: int) -> str:
    drawings = _drawing(value.svg, value.alt, "wide" if value.narrow else "")
    drawings += _drawing(value.narrow, value.alt, "narrow") if value.narrow else ""
    label = escape(look.words["scroll"].format(title=value.title))
    data = ""
    if value.data:
        table = table_html(value.data, f"{anchor}-data")
        hint = f'<span class="hint">: {escape(look.words["data_hint"])}</span>'
        summary = f"{escape(look.words['data'])}{hint}"
        data = f"<details><summary>{summary}</summary>{table}</details>"
    foot = "".join(f'<p class="foot">{text_html(t)}</p>' for t in (value.base, value.source) if t)
    subtitle = f"<span>{text_html(value.subtitle)}</span>" if value.subtitle else ""
    return (
        f'<figure class="chart" id="{anchor}"><figcaption>'
        f"<strong>{escape(value.title)}</strong>{subtitle}</figcaption>"
        f'<div class="scroll" tabindex="0" role="group" aria-label="{label}">{drawings}</div>'
        f"{foot}{data}</figure>"
    )


def _drawing(svg: str, alt: str, kind: str) -> str:
    """Return a drawing for the page or for a phone; where there is one, it serves both."""
    shown = f' class="{kind}"' if kind else ""
    return unsized(svg).replace("<svg", f'<svg{shown} role="img" aria-label="{escape(alt)}"', 1)


@_html.register
def _image(value: Image, anchor: str, look: Look, level: int) -> str:
    caption = f"<figcaption>{escape(value.caption)}</figcaption>" if value.caption else ""
    source = _source(value.mime, value.data, value.alt)
    return f'<figure class="image" id="{anchor}">{caption}<img {source}></figure>'


@_html.register
def _card(value: Card, anchor: str, look: Look, level: int) -> str:
    return persona_html(value, anchor, look.words, look.theme, level)


@_html.register
def _download(value: Download, anchor: str, look: Look, level: int) -> str:
    address = look.files.get(value.file)
    link = ""
    if address:
        told = escape(look.words["save"].format(file=value.file))
        link = f' <a href="{address}" download="{escape(value.file)}">{told}</a>'
    return f'<p class="note">{text_html(value.text)}{link}</p>'


@_html.register
def _absent(value: Absent, anchor: str, look: Look, level: int) -> str:
    return f'<p class="note">{escape(value.reason)}</p>'


@_html.register
def _note(value: Note, anchor: str, look: Look, level: int) -> str:
    return f'<p class="note">{escape(value.text)}</p>'


@_html.register
def _text(value: Text, anchor: str, look: Look, level: int) -> str:
    return f'<pre class="text" tabindex="0">{escape(value.text)}</pre>'


def _sentences(finding: Finding) -> str:
    implication = finding.implication
    second = f'<p class="implication">{text_html(implication)}</p>' if implication else ""
    return f'<p class="message">{text_html(finding.text)}</p>{second}'


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
    tags = {"strong": "strong", "emphasis": "em", "item": "li", "quote": "blockquote"}
    tag = tags.get(kind, "p")
    return f"<{tag}>{inner}</{tag}>"


def _formula(node: Node) -> str:
    if node["display"]:
        return f'<div class="formula" tabindex="0">{node["svg"]}</div>'
    style = f"vertical-align:{-node['depth']:.3f}em"
    return f'<span class="formula" style="{style}">{node["svg"]}</span>'


def _source(mime: str, data: str, alt: str) -> str:
    if mime == "image/svg+xml":
        data = base64.b64encode(data.encode("utf-8")).decode("ascii")
    return f'src="data:{mime};base64,{data}" alt="{escape(alt)}"'
