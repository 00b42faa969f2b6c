"""Markdown cells as a small tree of nodes that both renderings walk.

A node is a dict with ``kind`` and ``text``, ``children`` or both. Inline kinds: text, strong,
emphasis, code, link (``url``), break. Block kinds: paragraph, heading (``level``), list
(``ordered``; its children are items, each with block children), quote, preformatted, rule, table
(``head``, ``rows``). HTML in Markdown stays visible text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from html import unescape
from typing import Any

import mistune

Node = dict[str, Any]
_SAFE_LINK = re.compile(r"(https?://|mailto:|#)", re.IGNORECASE)
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)


def markdown_nodes(source: str) -> list[Node]:
    """Return the block nodes of a Markdown text."""
    return _blocks(_parser()(_COMMENT.sub("", source)))


def node_text(node: Node) -> str:
    """Return the text of a node and everything in it."""
    own = "\n" if node["kind"] == "break" else node.get("text", "")
    return own + "".join(node_text(child) for child in node.get("children", ()))


def paragraph_texts(nodes: list[Node]) -> Iterator[str]:
    """Return the texts of the nodes, one for each run of lines a reader sees together."""
    for node in nodes:
        if node["kind"] in ("list", "item", "quote"):
            yield from paragraph_texts(node["children"])
        elif text := node_text(node):
            yield text


@cache
def _parser() -> mistune.Markdown:
    return mistune.create_markdown(renderer=None, plugins=["table", "strikethrough"])


def _blocks(tokens: list[Node]) -> list[Node]:
    return [node for token in tokens for node in _block(token)]


def _block(token: Node) -> list[Node]:
    kind, children = token["type"], token.get("children", [])
    attributes = token.get("attrs", {})
    if kind in ("paragraph", "block_text"):
        return [{"kind": "paragraph", "children": _inlines(children)}]
    if kind == "heading":
        return [{"kind": "heading", "level": attributes["level"], "children": _inlines(children)}]
    if kind == "list":
        items = [{"kind": "item", "children": _blocks(item["children"])} for item in children]
        return [{"kind": "list", "ordered": bool(attributes.get("ordered")), "children": items}]
    if kind == "block_quote":
        return [{"kind": "quote", "children": _blocks(children)}]
    if kind in ("block_code", "block_html"):
        text = token.get("raw", "").strip("\n")
        return [{"kind": "preformatted", "text": text}] if text.strip() else []
    if kind == "thematic_break":
        return [{"kind": "rule"}]
    if kind == "table":
        return [_table(children)]
    return []


def _table(parts: list[Node]) -> Node:
    head: list[str] = []
    rows: list[list[str]] = []
    for part in parts:
        if part["type"] == "table_head":
            head = [_cell(cell) for cell in part["children"]]
        else:
            rows += [[_cell(cell) for cell in row["children"]] for row in part["children"]]
    return {"kind": "table", "head": head, "rows": rows}


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
    if kind == "image":  # a picture from elsewhere is never fetched: its description stands for it
        return _inlines(children)
    if kind == "linebreak":
        return [{"kind": "break"}]
    if kind == "softbreak":
        return [{"kind": "text", "text": " "}]
    return [{"kind": "text", "text": unescape(token.get("raw", ""))}]


def _is_safe(url: str) -> bool:
    return bool(_SAFE_LINK.match(url)) and url.isprintable()
