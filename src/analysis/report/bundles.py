"""What a notebook carries, read back into the values it was written from, with their anchors."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import singledispatch
from typing import Any

from analysis.errors import Problem, ReportError
from analysis.languages import messages
from analysis.report.blocks import Block
from analysis.report.downloads import refuse_unknown
from analysis.report.drawings import safe_svg
from analysis.values.card import Card
from analysis.values.chart import Chart
from analysis.values.download import Download
from analysis.values.media import value_of
from analysis.values.table import Table

_ = messages(__name__)
Named = Callable[[str], str]  # a wished anchor -> one that is free


def bundle_block(mime: str, bundle: Mapping[str, Any], named: Named) -> Block:
    """Return the block a bundle stands for.

    Parameters
    ----------
    mime : str
        Its media type.
    bundle : mapping
        What the notebook carries.
    named : callable
        Gives the anchor for a wished one.

    Raises
    ------
    ReportError
        If the bundle lacks a part.
    """
    try:
        return _placed(value_of(mime, bundle), named)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        what = _("must be a complete bundle, got: {value}", value=repr(error))
        raise ReportError(Problem(mime, what)) from error


@singledispatch
def _placed(value: Any, named: Named) -> Block:
    return Block("", value)


@_placed.register
def _placed_table(value: Table, named: Named) -> Block:
    return Block(named(f"table-{value.name}"), value)


@_placed.register
def _placed_chart(value: Chart, named: Named) -> Block:
    anchor = named(f"figure-{value.name}")
    narrow = safe_svg(value.narrow, f"{anchor}-narrow") if value.narrow else ""
    return Block(anchor, replace(value, svg=safe_svg(value.svg, anchor), narrow=narrow))


@_placed.register
def _placed_card(value: Card, named: Named) -> Block:
    return Block(named(f"persona-{value.name}"), value)


@_placed.register
def _placed_download(value: Download, named: Named) -> Block:
    refuse_unknown(value)
    return Block("", value)
