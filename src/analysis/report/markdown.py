"""Markdown cells as a small tree of nodes that HTML and PDF walk.

A node is a dict with ``kind`` and ``text``, ``children`` or both. Inline kinds: text, strong,
emphasis, code, link (``url``), break, formula (``tex``), picture (``url``, ``alt``, ``caption``).
Block kinds: paragraph, heading (``level``), list (``ordered``; its children are items, each with
block children), quote, preformatted, rule, table (``head``, ``rows``), formula. HTML in Markdown
stays visible text, but for pictures, tables and line ends; what would act is of kind ``active``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from html import unescape
from typing import Any

import mistune
from lxml import etree
from lxml import html as lxml_html

Node = dict[str, Any]
_SAFE_LINK = re.compile(r"(https?://|mailto:|#)", re.IGNORECASE)
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
# As in pandoc a formula ends where it began, without spaces at its ends; a dollar sign after a
# letter or before a digit is a price's, and so is "$5 for one, $7"
_INLINE_FORMULA = (
    r"(?<![\w$\\])\$(?![\s$])(?P<inline_tex>(?:[^$\\]|\\[\s\S])+?)(?<![\s])\$(?![\w$])"
    r"|\$\$(?P<display_tex>(?:[^$\\]|\\[\s\S])+?)\$\$"
    r"|\\\\\((?P<round_tex>.+?)\\\\\)|\\\\\[(?P<square_tex>[\s\S]+?)\\\\\]"
)
_BLOCK_FORMULA = (
    r"^ {0,3}\$\$(?P<block_tex>(?:[^$\\]|\\[\s\S])+?)\$\$[ \t]*(?:\n|$)"
    r"|^ {0,3}(?P<lines_tex>\\begin\{(?P<lines_name>\w+\*?)\}[\s\S]+?\\end\{(?P=lines_name)\})"
    r"[ \t]*(?:\n|$)"
)
_PRICE = re.compile(
    r"\d[\d.,]*(?:\w*[\s,;]+[^\\^_={}]*[^\W\d_]{2,}[^\\^_={}]*|(?:[\s,;–-]+\d[\d.,]*)+)"
)
_TAG = re.compile(r"<\s*([a-z][\w-]*)", re.IGNORECASE)
_ACTIVE = frozenset(
    ("audio", "canvas", "embed", "form", "iframe", "input", "link", "math", "meta", "object",
     "script", "style", "svg", "video")
)  # fmt: skip
# what only holds a picture in its place
_FRAMES = frozenset(("div", "p", "center", "figure", "picture", "a", "span", "img", "br"))


def markdown_nodes(source: str) -> list[Node]:
    """Return the block nodes of a Markdown text."""
    tokens = _parser()(_COMMENT.sub("", source))
    assert isinstance(tokens, list)  # a text only comes from a parser that has a renderer
    return _blocks(tokens)


def node_text(node: Node) -> str:
    """Return the text of a node and everything in it."""
    own = "\n" if node["kind"] == "break" else node.get("text", "")
    own = node["tex"] if node["kind"] == "formula" else own
    return own + "".join(node_text(child) for child in node.get("children", ()))


def paragraph_texts(nodes: list[Node]) -> Iterator[str]:
    """Return the texts of the nodes, one for each run of lines a reader sees together."""
    for node in nodes:
        if node["kind"] in ("list", "item", "quote"):
            yield from paragraph_texts(node["children"])
        else:
            yield from filter(None, _runs(node))


def drawn_nodes(nodes: list[Node]) -> Iterator[Node]:
    """Return the pictures and formulas among nodes and everything in them."""
    for node in nodes:
        if node["kind"] in ("picture", "formula"):
            yield node
        yield from drawn_nodes(node.get("children", []))


def _runs(node: Node) -> list[str]:
    """Return the texts before, between and after what is drawn."""
    if node["kind"] in ("picture", "formula"):
        return ["", ""]
    runs = ["\n" if node["kind"] == "break" else node.get("text", "")]
    for child in node.get("children", ()):
        first, *others = _runs(child)
        runs = [*runs[:-1], runs[-1] + first, *others]
    return runs


@cache
def _parser() -> mistune.Markdown:
    parser = mistune.create_markdown(renderer=None, plugins=["table", "strikethrough"])
    parser.block.register("formula", _BLOCK_FORMULA, _parse_formula, before="fenced_code")
    for rules in (parser.block.block_quote_rules, parser.block.list_rules):
        parser.block.insert_rule(rules, "formula", before="fenced_code")
    parser.inline.register("formula", _INLINE_FORMULA, _parse_formula, before="escape")
    return parser


def _parse_formula(_parser: Any, match: re.Match[str], state: Any) -> int | None:
    found = {name: tex for name, tex in match.groupdict().items() if tex and name.endswith("_tex")}
    name, tex = next(iter(found.items()))
    if name == "inline_tex" and _PRICE.fullmatch(tex):
        return None
    display = name not in ("inline_tex", "round_tex")
    state.append_token({"type": "formula", "raw": tex.strip(), "attrs": {"display": display}})
    return match.end()


def _blocks(tokens: list[Node]) -> list[Node]:
    return [node for token in tokens for node in _block(token)]


def _block(token: Node) -> list[Node]:
    kind, children = token["type"], token.get("children", [])
    attributes = token.get("attrs", {})
    if kind in ("paragraph", "block_text"):
        return _paragraphs(_inlines(children))
    if kind == "formula":
        return _inline(token)
    if kind == "heading":
        return [{"kind": "heading", "level": attributes["level"], "children": _inlines(children)}]
    if kind == "list":
        items = [{"kind": "item", "children": _blocks(item["children"])} for item in children]
        return [{"kind": "list", "ordered": bool(attributes.get("ordered")), "children": items}]
    if kind == "block_quote":
        return [{"kind": "quote", "children": _blocks(children)}]
    if kind == "block_html":
        return _html(token.get("raw", "").strip("\n"))
    if kind == "block_code":
        text = token.get("raw", "").strip("\n")
        return [{"kind": "preformatted", "text": text}] if text.strip() else []
    if kind == "thematic_break":
        return [{"kind": "rule"}]
    if kind == "table":
        return [_table(children)]
    return []


def _paragraphs(inlines: list[Node]) -> list[Node]:
    """Split a paragraph at the formulas that stand on lines of their own."""
    parts: list[list[Node]] = [[]]
    blocks: list[Node] = []
    for node in inlines:
        if node["kind"] == "formula" and node["display"]:
            blocks += [{"kind": "paragraph", "children": parts[-1]}, node]
            parts.append([])
        else:
            parts[-1].append(node)
    blocks.append({"kind": "paragraph", "children": parts[-1]})
    return [
        node
        for node in blocks
        if node["kind"] == "formula" or len(blocks) == 1 or node_text(node).strip()
        or any(drawn_nodes([node]))
    ]  # fmt: skip


def _html(source: str) -> list[Node]:
    """Return what a reader sees of HTML between blank lines: pictures, tables, or its source."""
    tags = {tag.lower() for tag in _TAG.findall(source)}
    if active := sorted(tags & _ACTIVE):
        return [{"kind": "active", "text": active[0]}]
    if tags <= {*_FRAMES, "figcaption"} and "img" in tags:
        return [{"kind": "paragraph", "children": list(_html_inlines(source))}]
    if "table" in tags:
        return [{"kind": "html", "text": source}]
    return [{"kind": "preformatted", "text": source}] if source.strip() else []


def _html_inlines(source: str) -> Iterator[Node]:
    """Return the pictures and texts of HTML that holds nothing else."""
    root = lxml_html.fragment_fromstring(source, create_parent="div")
    for element in root.iter(etree.Element):
        if element.tag == "img":
            yield picture_node(element)
        elif element.text and element.text.strip():
            yield {"kind": "text", "text": " ".join(element.text.split())}
        if element.tail and element.tail.strip():
            yield {"kind": "text", "text": " ".join(element.tail.split())}


def picture_node(element: etree._Element) -> Node:
    """Return the picture of an ``<img>``."""
    words = {name: " ".join((element.get(name) or "").split()) for name in ("alt", "title")}
    url = (element.get("src") or "").strip()
    return {"kind": "picture", "url": url, "alt": words["alt"], "caption": words["title"]}


def _table(parts: list[Node]) -> Node:
    head: list[str] = []
    rows: list[list[str]] = []
    inner = [node for part in parts for node in _all_inlines(part)]
    for part in parts:
        if part["type"] == "table_head":
            head = [_cell(cell) for cell in part["children"]]
        else:
            rows += [[_cell(cell) for cell in row["children"]] for row in part["children"]]
    held = [node for node in inner if node["kind"] in ("picture", "formula", "active")]
    return {"kind": "table", "head": head, "rows": rows, "held": held}


def _all_inlines(token: Node) -> Iterator[Node]:
    if token["type"] == "table_cell":
        yield from _flat(_inlines(token.get("children", [])))
    else:
        for child in token.get("children", ()):
            yield from _all_inlines(child)


def _flat(nodes: list[Node]) -> Iterator[Node]:
    for node in nodes:
        yield node
        yield from _flat(node.get("children", []))


def _cell(token: Node) -> str:
    return "".join(node_text(node) for node in _inlines(token.get("children", [])))


def _inlines(tokens: list[Node]) -> list[Node]:
    return [node for token in tokens for node in _inline(token)]


def _inline(token: Node) -> list[Node]:
    kind, children = token["type"], token.get("children", [])
    if kind in ("strong", "emphasis"):
        return [{"kind": kind, "children": _inlines(children)}]
    if kind == "strikethrough":
        return _inlines(children)
    if kind == "codespan":
        return [{"kind": "code", "text": token["raw"]}]
    if kind == "link":
        url = token["attrs"]["url"]
        inner = _inlines(children)
        return [{"kind": "link", "url": url, "children": inner}] if _is_safe(url) else inner
    if kind == "image":
        alt = "".join(node_text(node) for node in _inlines(children))
        caption = unescape(token["attrs"].get("title") or "")
        url = token["attrs"]["url"]
        return [{"kind": "picture", "url": url, "alt": alt, "caption": caption}]
    if kind == "formula":
        return [{"kind": "formula", "tex": token["raw"], "display": token["attrs"]["display"]}]
    if kind == "inline_html" and (found := _TAG.match(token.get("raw", ""))):
        return _inline_html(token["raw"], found[1].lower())
    if kind == "linebreak":
        return [{"kind": "break"}]
    if kind == "softbreak":
        return [{"kind": "text", "text": " "}]
    return [{"kind": "text", "text": unescape(token.get("raw", ""))}]


def _inline_html(source: str, tag: str) -> list[Node]:
    if tag == "img":
        return list(_html_inlines(source))
    if tag == "br":
        return [{"kind": "break"}]
    return [{"kind": "active" if tag in _ACTIVE else "text", "text": unescape(source)}]


def _is_safe(url: str) -> bool:
    return bool(_SAFE_LINK.match(url)) and url.isprintable()
