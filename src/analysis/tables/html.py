"""Write a table bundle as HTML: in JupyterLab and in the client's report alike."""

from __future__ import annotations

import re
from html import escape
from itertools import groupby
from typing import Any

_MANY_COLUMNS = 8
_CLOSING_NUMBER = re.compile(r" (?=\d{1,3}$)")
# an interval, and a short compound such as k-means
_SPAN = re.compile(r"[+−-]?\d[\d.,/]*[–…][+−-]?\d[\d.,/]*(?:\u00a0?%)?|\b[^\W\d]{1,3}-\w{1,8}\b")


def table_html(bundle: dict[str, Any]) -> str:
    """Return the HTML of a table bundle; every text in it is escaped.

    Parameters
    ----------
    bundle : dict
        As `Table.bundle` returns it.
    """
    foot = [bundle["base"], *numbered_notes(bundle["notes"]), bundle["source"]]
    sides = numeric_columns(bundle)
    slots = mark_widths(bundle)
    dense = ' class="dense"' if len(sides) > _MANY_COLUMNS else ""
    parts = [
        f'<figure class="table" id="{escape(bundle["name"])}">',
        _caption(bundle),
        '<div class="scroll" tabindex="0" role="group"'
        f' aria-label="{escape(bundle["title"] or bundle["name"])}"><table{dense}>',
        _head(bundle, sides),
        "<tbody>",
        *(_row(row, sides, slots) for row in bundle["rows"]),
        "</tbody></table></div>",
        *(f'<p class="foot">{text_html(line)}</p>' for line in foot if line),
        "</figure>",
    ]
    return "".join(parts)


def text_html(text: str) -> str:
    """Return a text escaped, intervals and short compounds kept on one line."""
    return _SPAN.sub(r'<span class="nb">\g<0></span>', escape(text))


def label_text(label: str) -> str:
    """Return a label whose closing number stays with the word before it: Segment 1."""
    return _CLOSING_NUMBER.sub("\u00a0", label)


def numeric_columns(bundle: dict[str, Any]) -> list[bool]:
    """Return for each column whether it holds numbers, which stand to the right."""
    rows = [row["cells"] for row in bundle["rows"] if row["cells"]]
    return [
        column["format"] != "text"
        or any(isinstance(cells[place]["value"], (int, float)) for cells in rows)
        for place, column in enumerate(bundle["columns"])
    ]


def mark_widths(bundle: dict[str, Any]) -> list[int]:
    """Return for each column the letters of its longest mark: digits align before that slot."""
    rows = [row["cells"] for row in bundle["rows"] if row["cells"]]
    return [
        max((len(cells[place]["mark"]) for cells in rows), default=0)
        for place in range(len(bundle["columns"]))
    ]


def numbered_notes(notes: list[str]) -> list[str]:
    """Return footnotes with their numbers."""
    return [f"{number}. {note}" for number, note in enumerate(notes, start=1)]


def _caption(bundle: dict[str, Any]) -> str:
    title = f"<strong>{escape(bundle['title'])}</strong>" if bundle["title"] else ""
    subtitle = f"<span>{escape(bundle['subtitle'])}</span>" if bundle["subtitle"] else ""
    return f"<figcaption>{title}{subtitle}</figcaption>" if title or subtitle else ""


def _head(bundle: dict[str, Any], sides: list[bool]) -> str:
    columns = bundle["columns"]
    lines = ["<thead>"]
    if any(column["spanner"] for column in columns):
        groups = [(key, len(list(items))) for key, items in groupby(c["spanner"] for c in columns)]
        cells = "".join(
            f'<th class="spanner" colspan="{size}" scope="colgroup"><span>{escape(key)}</span></th>'
            if key
            else f'<td colspan="{size}"></td>'
            for key, size in groups
        )
        lines.append(f"<tr><td></td>{cells}</tr>")
    width = f' style="min-width:{_stub_width(bundle):g}em"'
    stub = escape(bundle["stub"])
    stub = f'<th scope="col"{width}>{stub}</th>' if stub else f"<td{width}></td>"
    heads = map(_column, columns, sides)
    lines.append(f"<tr>{stub}{''.join(heads)}</tr></thead>")
    return "".join(lines)


def _stub_width(bundle: dict[str, Any]) -> float:
    """Room for the labels, in the type's size, so that numbers do not squeeze them."""
    rows = [row for row in bundle["rows"] if row["cells"]]
    longest = max((len(row["label"]) + 2 * row["level"] for row in rows), default=0)
    return min(round(longest * 0.52, 1), 10.0)


def _column(column: dict[str, Any], numeric: bool) -> str:
    text = text_html(label_text(column["label"])) + _mark(column["letter"], 0)
    if not column["label"] and not column["letter"]:
        return "<td></td>"
    style = f' style="min-width:{_head_width(column):g}em"' if numeric else ""
    return f'<th scope="col"{" class=number" if numeric else ""}{style}>{text}</th>'


def _head_width(column: dict[str, Any]) -> float:
    """Room for a head in two lines, about, in the type's size: a table that scrolls has it."""
    words = label_text(column["label"]).split(" ")
    halves = (
        max(len(" ".join(words[:place])), len(" ".join(words[place:])))
        for place in range(len(words))
    )
    return round(min(min(halves) * 0.52, 6.5) + 0.9 * len(column["letter"]), 1)


def _row(row: dict[str, Any], sides: list[bool], slots: list[int]) -> str:
    if row["kind"] == "group":
        return (
            f'<tr class="group"><th scope="rowgroup" colspan="{len(sides) + 1}">'
            f"{escape(row['label'])}</th></tr>"
        )
    label = (
        f'<th scope="row" class="level{row["level"]}">{text_html(label_text(row["label"]))}</th>'
    )
    cells = "".join(map(_cell, row["cells"], sides, slots))
    return f'<tr class="{row["kind"]}">{label}{cells}</tr>'


def _cell(cell: dict[str, Any], numeric: bool, slot: int) -> str:
    kinds = ("number" if numeric else "text") + (" small" if cell["small"] else "")
    return f'<td class="{kinds}">{text_html(cell["text"])}{_mark(cell["mark"], slot)}</td>'


def _mark(mark: str, slot: int) -> str:
    """A mark in a slot as wide as the column's longest, so that the digits stay in line."""
    if not mark and not slot:
        return ""
    width = f' style="min-width:{slot * 0.75:g}em"' if slot else ""
    return f'\u00a0<span class="mark"{width}>{escape(mark)}</span>'
