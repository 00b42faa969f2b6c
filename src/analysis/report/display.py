"""What a notebook shows of a value: its media type, and what any frontend can show beside it.

Values know no display. `show_in_notebook` registers what is said here with IPython, wherever
a study is opened in a kernel; `answers` says the same without one.
"""

from __future__ import annotations

import sys
from functools import singledispatch
from html import escape
from typing import Any

from analysis.report.html_tables import table_html
from analysis.values.absent import Absent
from analysis.values.answer import Answer
from analysis.values.card import Card, Cards
from analysis.values.chart import Chart
from analysis.values.cover import REPORT_MIME, ReportCover
from analysis.values.download import Download
from analysis.values.finding import Brief, Finding
from analysis.values.media import typed
from analysis.values.method_statement import MethodStatement
from analysis.values.note import Note
from analysis.values.table import Table

Bundle = dict[str, Any]


@singledispatch
def bundle_of(value: Any) -> Bundle:
    """Return what a frontend is given to show of a value, by media type.

    Parameters
    ----------
    value : object
        A value of this product; one of another library says itself what it shows.
    """
    if hasattr(value, "_repr_mimebundle_"):
        own: Bundle = value._repr_mimebundle_()
        return own
    return {"text/plain": value if isinstance(value, str) else repr(value)}


@bundle_of.register
def _table(value: Table) -> Bundle:
    html = table_html(value, value.name)
    return {**typed(value), "text/html": html, "text/plain": value.title}


@bundle_of.register
def _chart(value: Chart) -> Bundle:
    return {**typed(value), "image/svg+xml": value.svg, "text/plain": value.title}


@bundle_of.register
def _card(value: Card) -> Bundle:
    lines = "".join(
        f"<li>{escape(line.statement)} {escape(line.share_text)}</li>"
        for block in value.blocks
        for line in block.lines
    )
    html = f"<h4>{escape(value.title)}</h4><p>{escape(value.portrait)}</p><ul>{lines}</ul>"
    return {**typed(value), "text/html": html, "text/plain": value.title}


@bundle_of.register
def _finding(value: Finding) -> Bundle:
    html = f"<p><strong>{escape(value.text)}</strong> {escape(value.implication)}</p>"
    return {**typed(value), "text/html": html, "text/plain": value.text}


@bundle_of.register
def _brief(value: Brief) -> Bundle:
    lines = [f"{finding.text} {finding.implication}".strip() for finding in value.findings]
    html = "".join(f"<li>{escape(line)}</li>" for line in [*lines, *value.unanswered])
    return {**typed(value), "text/html": f"<ul>{html}</ul>", "text/plain": "\n".join(lines)}


@bundle_of.register
def _statement(value: MethodStatement) -> Bundle:
    items = "".join(
        f"<li><strong>{escape(line.label)}:</strong> {escape(line.text)}</li>"
        for line in value.lines
    )
    told = "\n".join(f"{line.label}: {line.text}" for line in value.lines)
    return {**typed(value), "text/html": f"<ul>{items}</ul>", "text/plain": told}


@bundle_of.register
def _words(value: Download | Note) -> Bundle:
    return {**typed(value), "text/plain": value.text}


@bundle_of.register
def _absent(value: Absent) -> Bundle:
    return {**typed(value), "text/plain": value.reason}


@bundle_of.register
def _cover(value: ReportCover) -> Bundle:
    facts = [value.client, value.wave_label, value.fieldwork, value.agency]
    line = " · ".join(escape(fact) for fact in facts if fact)
    html = (
        f'<div style="border-left:4px solid {escape(value.brand.primary)};padding:.2em 1em">'
        f"<h3>{escape(value.title)}</h3><p>{line}</p></div>"
    )
    return {REPORT_MIME: value.to_json(), "text/html": html, "text/plain": value.title}


def outputs_of(value: Any) -> tuple[Any, ...]:
    """Return what is displayed as outputs of their own: parts of an answer, each card of several.

    Parameters
    ----------
    value : object
        Anything displayed; of what has no such parts, itself.
    """
    if isinstance(value, Cards):
        return value.cards
    if isinstance(value, Answer):
        return tuple(part for one in value for part in outputs_of(one))
    return (value,)


def show_in_notebook() -> None:
    """Let IPython show values as `bundle_of` says; without an IPython shell nothing happens."""
    ipython = sys.modules.get("IPython")  # a kernel has loaded it: nobody else needs to
    shell = ipython.get_ipython() if ipython else None
    if shell is None:
        return
    for kind, shown in bundle_of.registry.items():
        if kind is not object:  # what is not ours is IPython's
            shell.display_formatter.mimebundle_formatter.for_type(kind, shown)
    for kind in (Answer, Cards):
        shell.display_formatter.ipython_display_formatter.for_type(kind, _display_apart)


def _display_apart(value: Answer | Cards) -> None:
    from IPython.display import display

    for part in outputs_of(value):
        display(part)
