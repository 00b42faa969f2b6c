"""Bundles a notebook carries, read back into the values they were written from."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from typing import Any

from analysis.errors import Problem, ReportError
from analysis.findings.finding import BRIEF_MIME, FINDING_MIME, Brief, Finding
from analysis.findings.method_statement import METHOD_MIME
from analysis.languages import _
from analysis.report.blocks import (
    FIGURE_MIME,
    Block,
    BriefBlock,
    DownloadBlock,
    FigureBlock,
    FindingBlock,
    NoteBlock,
    PersonaBlock,
    Prose,
    TableBlock,
)
from analysis.report.drawings import safe_svg
from analysis.report.markdown import Node
from analysis.sources.absent import NOTE_MIME
from analysis.tables.card import CARD_MIME, CardBlock, CardLine, PersonaCard
from analysis.tables.download import DOWNLOAD_MIME
from analysis.tables.table import TABLE_MIME, Cell, Column, Row, Table

Bundle = Mapping[str, Any]
_WORKBOOK = re.compile(r"[a-z][a-z0-9_]*\.xlsx")  # a plain name: it is written beside the report
Named = Callable[[str], str]  # a wished anchor -> one that is free


def bundle_block(mime: str, bundle: Bundle, named: Named) -> Block:
    """Return the block a bundle stands for.

    Raises
    ------
    ReportError
        If the bundle lacks a part.
    """
    try:
        return _READERS[mime](bundle, named)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        what = _("must be a complete bundle, got: {value}", value=repr(error))
        raise ReportError(Problem(mime, what)) from error


def table_from_bundle(bundle: Bundle) -> Table:
    """Return the table a bundle was written from."""
    return Table(
        name=bundle["name"],
        title=bundle["title"],
        columns=tuple(Column(**column) for column in bundle["columns"]),
        rows=tuple(
            Row(**{**row, "cells": tuple(Cell(**cell) for cell in row["cells"])})
            for row in bundle["rows"]
        ),
        stub=bundle["stub"],
        subtitle=bundle["subtitle"],
        base=bundle["base"],
        source=bundle["source"],
        notes=tuple(bundle["notes"]),
    )


def _table(bundle: Bundle, named: Named) -> TableBlock:
    return TableBlock(named(f"table-{bundle['name']}"), table_from_bundle(bundle))


def _figure(bundle: Bundle, named: Named) -> FigureBlock:
    anchor = named(f"figure-{bundle['name']}")
    data = bundle.get("data")
    return FigureBlock(
        anchor=anchor,
        title=bundle["title"],
        subtitle=bundle["subtitle"],
        svg=safe_svg(bundle["svg"], anchor),
        alt=bundle["alt"],
        base=bundle["base"],
        source=bundle["source"],
        data=table_from_bundle(data) if data else None,
    )


def _card(bundle: Bundle, named: Named) -> PersonaBlock:
    blocks = tuple(
        CardBlock(
            block["title"], tuple(CardLine(**line) for line in block["lines"]), block["empty"]
        )
        for block in bundle["blocks"]
    )
    card = {
        **bundle,
        "blocks": blocks,
        "size_lines": tuple((label, value) for label, value in bundle["size_lines"]),
        "unknown": tuple(bundle["unknown"]),
    }
    return PersonaBlock(named(f"persona-{bundle['name']}"), PersonaCard(**card))


def _finding(bundle: Bundle, named: Named) -> FindingBlock:
    return FindingBlock(Finding(**bundle))


def _brief(bundle: Bundle, named: Named) -> BriefBlock:
    findings = tuple(Finding(**finding) for finding in bundle["findings"])
    return BriefBlock(Brief(findings, tuple(bundle["unanswered"])))


def _download(bundle: Bundle, named: Named) -> DownloadBlock:
    if bundle["kind"] != "typing_tool" or not _WORKBOOK.fullmatch(bundle["file"]):
        raise ValueError(f"{bundle['kind']}: {bundle['file']}")
    content = json.dumps(bundle["content"], ensure_ascii=False, sort_keys=True)
    return DownloadBlock(bundle["file"], bundle["text"], content)


def _method(bundle: Bundle, named: Named) -> Prose:
    items = [_method_line(line["label"], line["text"]) for line in bundle["lines"]]
    return Prose(({"kind": "list", "ordered": False, "children": items},), displayed=True)


def _method_line(label: str, text: str) -> Node:
    strong = {"kind": "strong", "children": [{"kind": "text", "text": f"{label}:"}]}
    told = [strong, {"kind": "text", "text": f" {text}"}]
    return {"kind": "item", "children": [{"kind": "paragraph", "children": told}]}


def _note(bundle: Bundle, named: Named) -> NoteBlock:
    return NoteBlock(bundle["text"], bundle.get("applies", True))


_READERS: dict[str, Callable[[Bundle, Named], Block]] = {
    TABLE_MIME: _table,
    FIGURE_MIME: _figure,
    CARD_MIME: _card,
    FINDING_MIME: _finding,
    BRIEF_MIME: _brief,
    DOWNLOAD_MIME: _download,
    METHOD_MIME: _method,
    NOTE_MIME: _note,
}
BUNDLE_MIMES = tuple(_READERS)
