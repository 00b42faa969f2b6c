"""Tables as HTML: in JupyterLab and in the client's report alike."""

from __future__ import annotations

import re
from html import escape
from itertools import groupby

from analysis.report.table_columns import foot_lines, label_text, mark_widths, numeric_columns
from analysis.values.table import Cell, Column, Row, Table

_MANY_COLUMNS = 8
# an interval, and a short compound such as k-means
_SPAN = re.compile(r"[+−-]?\d[\d.,/]*[–…][+−-]?\d[\d.,/]*(?:\u00a0?%)?|\b[^\W\d]{1,3}-\w{1,8}\b")


def table_html(table: Table, anchor: str) -> str:
    """Return a table as HTML; every text in it is escaped.

    Parameters
    ----------
    table : Table
        The table.
    anchor : str
        Its id in the page.
    """
    sides = numeric_columns(table)
    slots = mark_widths(table)
    dense = ' class="dense"' if len(sides) > _MANY_COLUMNS else ""
    parts = [
        f'<figure class="table" id="{escape(anchor)}">',
        _caption(table),
        '<div class="scroll" tabindex="0" role="group"'
        f' aria-label="{escape(table.title or anchor)}"><table{dense}>',
        _head(table, sides),
        "<tbody>",
        *(_row(row, sides, slots) for row in table.rows),
        "</tbody></table></div>",
        *(f'<p class="foot">{text_html(line)}</p>' for line in foot_lines(table)),
        "</figure>",
    ]
    return "".join(parts)


def text_html(text: str) -> str:
    """Return a text escaped, intervals and short compounds kept on one line."""
    return _SPAN.sub(r'<span class="nb">\g<0></span>', escape(text))


def _caption(table: Table) -> str:
    title = f"<strong>{escape(table.title)}</strong>" if table.title else ""
    subtitle = f"<span>{escape(table.subtitle)}</span>" if table.subtitle else ""
    return f"<figcaption>{title}{subtitle}</figcaption>" if title or subtitle else ""


def _head(table: Table, sides: list[bool]) -> str:
    columns = table.columns
    lines = ["<thead>"]
    if any(column.spanner for column in columns):
        groups = [(key, len(list(items))) for key, items in groupby(c.spanner for c in columns)]
        cells = "".join(
            f'<th class="spanner" colspan="{size}" scope="colgroup"><span>{escape(key)}</span></th>'
            if key
            else f'<td colspan="{size}"></td>'
            for key, size in groups
        )
        lines.append(f"<tr><td></td>{cells}</tr>")
    width = f' style="min-width:{_stub_width(table):g}em"'
    stub = escape(table.stub)
    stub = f'<th scope="col"{width}>{stub}</th>' if stub else f"<td{width}></td>"
    heads = map(_column, columns, sides)
    lines.append(f"<tr>{stub}{''.join(heads)}</tr></thead>")
    return "".join(lines)


def _stub_width(table: Table) -> float:
    """Room for the labels, in the type's size, so that numbers do not squeeze them."""
    rows = [row for row in table.rows if row.cells]
    longest = max((len(row.label) + 2 * row.level for row in rows), default=0)
    return min(round(longest * 0.52, 1), 10.0)


def _column(column: Column, numeric: bool) -> str:
    text = text_html(label_text(column.label)) + _mark(column.letter, 0)
    if not column.label and not column.letter:
        return "<td></td>"
    style = f' style="min-width:{_head_width(column):g}em"' if numeric else ""
    return f'<th scope="col"{" class=number" if numeric else ""}{style}>{text}</th>'


def _head_width(column: Column) -> float:
    """Room for a head in two lines, about, in the type's size: a table that scrolls has it."""
    words = label_text(column.label).split(" ")
    halves = (
        max(len(" ".join(words[:place])), len(" ".join(words[place:])))
        for place in range(len(words))
    )
    return round(min(min(halves) * 0.52, 6.5) + 0.9 * len(column.letter), 1)


def _row(row: Row, sides: list[bool], slots: list[int]) -> str:
    if row.kind == "group":
        return (
            f'<tr class="group"><th scope="rowgroup" colspan="{len(sides) + 1}">'
            f"{escape(row.label)}</th></tr>"
        )
    label = f'<th scope="row" class="level{row.level}">{text_html(label_text(row.label))}</th>'
    cells = "".join(map(_cell, row.cells, sides, slots))
    return f'<tr class="{row.kind}">{label}{cells}</tr>'


def _cell(cell: Cell, numeric: bool, slot: int) -> str:
    kinds = ("number" if numeric else "text") + (" small" if cell.small else "")
    return f'<td class="{kinds}">{text_html(cell.text)}{_mark(cell.mark, slot)}</td>'


def _mark(mark: str, slot: int) -> str:
    """A mark in a slot as wide as the column's longest, so that the digits stay in line."""
    if not mark and not slot:
        return ""
    width = f' style="min-width:{slot * 0.75:g}em"' if slot else ""
    return f'\u00a0<span class="mark"{width}>{escape(mark)}</span>'
