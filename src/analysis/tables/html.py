"""Write a table bundle as HTML: in JupyterLab and in the client's report alike."""

from __future__ import annotations

from html import escape
from itertools import groupby
from typing import Any


def table_html(bundle: dict[str, Any]) -> str:
    """Return the HTML of a table bundle; every text in it is escaped.

    Parameters
    ----------
    bundle : dict
        As `Table.bundle` returns it.
    """
    foot = [bundle["base"], *_numbered(bundle["notes"]), bundle["source"]]
    parts = [
        f'<figure class="table" id="{escape(bundle["name"])}">',
        f"<figcaption><strong>{escape(bundle['title'])}</strong>",
        f"<span>{escape(bundle['subtitle'])}</span>" if bundle["subtitle"] else "",
        '</figcaption><div class="scroll" tabindex="0" role="region"'
        f' aria-label="{escape(bundle["title"])}"><table>',
        _head(bundle),
        "<tbody>",
        *(_row(row, len(bundle["columns"])) for row in bundle["rows"]),
        "</tbody></table></div>",
        *(f'<p class="foot">{escape(line)}</p>' for line in foot if line),
        "</figure>",
    ]
    return "".join(parts)


def _head(bundle: dict[str, Any]) -> str:
    columns = bundle["columns"]
    spanned = any(column["spanner"] for column in columns)
    lines = ["<thead>"]
    if spanned:
        groups = [(key, len(list(items))) for key, items in groupby(c["spanner"] for c in columns)]
        cells = "".join(
            f'<th class="spanner" colspan="{size}" scope="colgroup">{escape(key)}</th>'
            if key
            else f'<td colspan="{size}"></td>'
            for key, size in groups
        )
        lines.append(f"<tr><td></td>{cells}</tr>")
    stub = f'<th scope="col">{escape(bundle["stub"])}</th>' if bundle["stub"] else "<td></td>"
    lines.append(f"<tr>{stub}{''.join(_column(column) for column in columns)}</tr></thead>")
    return "".join(lines)


def _column(column: dict[str, Any]) -> str:
    letter = f' <span class="mark">{escape(column["letter"])}</span>' if column["letter"] else ""
    side = "" if column["format"] == "text" else ' class="number"'
    return f'<th scope="col"{side}>{escape(column["label"])}{letter}</th>'


def _row(row: dict[str, Any], width: int) -> str:
    label = f'<th scope="row" class="level{row["level"]}">{escape(row["label"])}</th>'
    if row["kind"] == "group":
        return (
            f'<tr class="group"><th scope="rowgroup" colspan="{width + 1}">'
            f"{escape(row['label'])}</th></tr>"
        )
    return f'<tr class="{row["kind"]}">{label}{"".join(map(_cell, row["cells"]))}</tr>'


def _cell(cell: dict[str, Any]) -> str:
    kinds = [
        *(["text"] if isinstance(cell["value"], str) else ["number"]),
        *(["small"] if cell["small"] else []),
    ]
    mark = f' <span class="mark">{escape(cell["mark"])}</span>' if cell["mark"] else ""
    return f'<td class="{" ".join(kinds)}">{escape(cell["text"])}{mark}</td>'


def _numbered(notes: list[str]) -> list[str]:
    return [f"{number}. {note}" for number, note in enumerate(notes, start=1)]
