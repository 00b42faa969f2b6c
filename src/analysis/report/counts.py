"""How many headings, tables, rows, figures, findings and personas a document holds."""

from __future__ import annotations

from collections import Counter
from functools import singledispatch

from analysis.report.blocks import Document, Heading, Image, Prose
from analysis.report.markdown import drawn_nodes
from analysis.values.card import Card
from analysis.values.chart import Chart
from analysis.values.finding import Brief, Finding
from analysis.values.table import Table

_KINDS = ("headings", "tables", "rows", "figures", "findings", "personas")


def counts_of(document: Document) -> dict[str, int]:
    """Return how many of each kind a document holds."""
    total: Counter[str] = Counter()
    for block in document.blocks:
        total.update(_counts(block.value))
    return {kind: total[kind] for kind in _KINDS}


@singledispatch
def _counts(value: object) -> dict[str, int]:
    """Count what a rendering of a value holds; nothing of what is words only."""
    return {}


@_counts.register
def _heading_counts(value: Heading) -> dict[str, int]:
    return {"headings": 1}


@_counts.register
def _table_counts(value: Table) -> dict[str, int]:
    return {"tables": 1, "rows": len(value.rows)}


@_counts.register
def _chart_counts(value: Chart) -> dict[str, int]:
    """The data of a chart is a table too."""
    return {"figures": 1, **(_table_counts(value.data) if value.data else {})}


@_counts.register
def _image_counts(value: Image) -> dict[str, int]:
    return {"figures": 1}


@_counts.register
def _prose_counts(value: Prose) -> dict[str, int]:
    return {"figures": sum(1 for _node in drawn_nodes(list(value.nodes)))}


@_counts.register
def _finding_counts(value: Finding) -> dict[str, int]:
    return {"findings": 1}


@_counts.register
def _brief_counts(value: Brief) -> dict[str, int]:
    return {"findings": len(value.findings)}


@_counts.register
def _card_counts(value: Card) -> dict[str, int]:
    return {"personas": 1}
