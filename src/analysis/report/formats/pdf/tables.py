"""How a table is set on paper: type size, column widths, turned or split, whole or over pages."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from analysis.report.fonts import text_width
from analysis.report.table_columns import foot_lines, label_text, mark_widths, numeric_columns
from analysis.values.table import Row, Table

PORTRAIT_PT = 453.5  # 16 cm of text
LANDSCAPE_PT = 700.0
_PAD_PT, _TIGHT_PAD_PT = 9.0, 5.6  # the room left and right of a cell, together
_MARK_EM = 0.6  # room of one letter of a mark
_STUB_EM = 14.0
_WORD_EM = 11.0
_TEXT_LINES, _TEXT_EM = 2.6, 13.0
_STUB_SLACK_PT = 90.0
_HEAD_EM = 6.0
_NUMBER_PT = 74.0
_HEAD_PT = 92.0
_WORDS_FIRST = 0.75  # part of the free room that goes to words before numbers are spread
_FIRST_LINE, _NEXT_LINE = 0.66, 1.11  # heights of lines, in units of the type size
_ROW_PAD_PT = 6.4
_WHOLE_PT = 300.0  # a table up to this height moves to the next page rather than break
_KEPT_ROWS = 4  # rows that stay together at the start and at the end of a table that breaks
_UNBROKEN_ROW_PT = 300.0


@dataclass(frozen=True)
class _Column:
    """What one column needs, in units of the type size."""

    least: float
    natural: float
    numeric: bool

    @property
    def pleasant(self) -> float:
        """Room in which texts take a few lines, not a tower of words."""
        return self.least if self.numeric else max(self.least, self._few_lines)

    @property
    def _few_lines(self) -> float:
        return min(self.natural / _TEXT_LINES, _TEXT_EM)

    def scaled(self, scale: float) -> _Column:
        """Return what it needs in a font that runs wider."""
        return _Column(self.least * scale, self.natural * scale, self.numeric)


@dataclass(frozen=True)
class _Setting:
    """Type size, room of the page and room beside each cell's text, in points."""

    size: float
    room: float
    pad: float = _PAD_PT

    def holds(self, needs: list[float]) -> bool:
        """Whether columns that need so much, in units of the type size, fit."""
        return sum(need * self.size + self.pad for need in needs) <= self.room


_LARGE = _Setting(8.5, PORTRAIT_PT)
_SMALL = _Setting(7.6, PORTRAIT_PT)
_TIGHT = _Setting(7.4, PORTRAIT_PT, _TIGHT_PAD_PT)
_SPLIT = _Setting(8.0, PORTRAIT_PT)
_TURNED = (_Setting(8.0, LANDSCAPE_PT), _Setting(7.2, LANDSCAPE_PT))  # never under 7 pt


def table_pages(table: Table, appendix: bool = False, scale: float = 1.0) -> list[dict[str, Any]]:
    """Return the table as the template sets it: one part, or several if it is too wide.

    Parameters
    ----------
    table : Table
        The table.
    appendix : bool
        Whether it is set small.
    scale : float
        How wide the report's font runs, as a multiple of the default font.
    """
    stub = _stub_need(table).scaled(scale)
    needs = _needs(table, numeric_columns(table), mark_widths(table))
    columns = [column.scaled(scale) for column in needs]
    setting = _setting(stub, columns, appendix)
    parts = _split(stub, columns, setting)
    return [
        {
            **_part(table, part, stub, columns, setting, scale),
            "part": place + 1,
            "parts": len(parts),
        }
        for place, part in enumerate(parts)
    ]


def _needs(table: Table, sides: list[bool], slots: list[int]) -> list[_Column]:
    rows = [row for row in table.rows if row.cells]
    needs = []
    for place, column in enumerate(table.columns):
        # the letter stays with the label's last word
        label = label_text(column.label)
        label = f"{label}\u00a0{column.letter}" if column.letter else label
        texts = [row.cells[place].text for row in rows]
        lengths = [text_width(row.cells[place].text, bold=row.kind == "total") for row in rows]
        widest = max(lengths, default=0.0) + slots[place] * _MARK_EM + 0.2
        head = max(text_width(word, bold=True) for word in label.split(" "))
        whole_head = text_width(label, bold=True)
        if sides[place]:
            lines = min(_two_lines(label) + 0.3, _HEAD_EM)  # a head of few lines, not a tower
            needs.append(_Column(max(widest, head, lines), max(widest, whole_head), True))
        else:  # a space that does not break joins words
            words = (word for text in texts for word in re.split(r"[ \n]", text))
            word = max(map(text_width, words), default=0.0) + slots[place] * _MARK_EM
            least = max(min(word, _WORD_EM), min(head, _WORD_EM), 4.0)
            needs.append(_Column(least, max(widest, whole_head), False))
    return needs


def _two_lines(label: str) -> float:
    """Width in which a head takes two lines at most."""
    words = label.split(" ")
    return min(
        max(text_width(" ".join(part), bold=True) for part in (words[:place], words[place:]))
        for place in range(len(words))
    )


def _stub_need(table: Table) -> _Column:
    labels = [(row.label, row.level) for row in table.rows if row.kind != "group"]
    natural = max((text_width(text) + level * 1.2 for text, level in labels), default=0.0)
    natural = max(natural, text_width(table.stub, bold=True))
    return _Column(min(natural + 0.3, _STUB_EM), natural + 0.3, False)


def _setting(stub: _Column, columns: list[_Column], appendix: bool) -> _Setting:
    """Prefer an upright page, then few lines in a cell, then large type."""
    pleasant = [column.pleasant for column in (stub, *columns)]
    least = [column.least for column in (stub, *columns)]
    for setting in (_SMALL, _TIGHT) if appendix else (_LARGE, _SMALL, _TIGHT):
        if setting.holds(pleasant):
            return setting
    for setting in (_SMALL, _TIGHT) if appendix else (_SMALL, _TIGHT, *_TURNED):
        if setting.holds(least):
            return setting
    parts = _split(stub, columns, _SPLIT)
    return _SPLIT if len(parts) <= 2 or appendix else _TURNED[0]


def _split(stub: _Column, columns: list[_Column], setting: _Setting) -> list[list[int]]:
    """Share the columns out to as many parts as it takes, about equally."""
    needs = [column.least * setting.size + setting.pad for column in columns]
    free = setting.room - stub.least * setting.size - setting.pad
    count = max(1, math.ceil(sum(needs) / max(free, 1.0)))
    target = sum(needs) / count
    parts: list[list[int]] = [[]]
    filled = 0.0
    for place, need in enumerate(needs):
        if parts[-1] and (filled + need > free or filled + need / 2 > target):
            parts.append([])
            filled = 0.0
        parts[-1].append(place)
        filled += need
    return parts


def _widths(stub: _Column, columns: list[_Column], setting: _Setting) -> list[float]:
    """Give every column what it needs, then what makes it pleasant, the rest to the words."""
    everything = (stub, *columns)
    size, room, pad = setting.size, setting.room, setting.pad
    widths = [column.least * size + pad for column in everything]
    words = [place for place, column in enumerate(everything) if not column.numeric]
    pleasant = [column.pleasant * size + pad for column in everything]
    needs = [column.natural * size + pad for column in everything]
    _widen(widths, words, pleasant, room - sum(widths))
    if len(words) > 1:
        _widen(widths, words, needs, (room - sum(widths)) * _WORDS_FIRST)
    _spread_numbers(widths, everything, setting)
    _widen(widths, words, needs, room - sum(widths))
    # numbers far from their labels are hard to read: rather a narrower table
    widths[0] += min(max(room - sum(widths), 0.0), _STUB_SLACK_PT)
    return widths


def _widen(widths: list[float], places: list[int], needs: list[float], spare: float) -> None:
    """Share free room out to columns of words, by what each still lacks."""
    wishes = {place: max(needs[place] - widths[place], 0.0) for place in places}
    wished = sum(wishes.values())
    for place, wish in wishes.items():
        widths[place] += wish * min(1.0, max(spare, 0.0) / wished) if wished else 0.0


def _spread_numbers(widths: list[float], columns: tuple[_Column, ...], setting: _Setting) -> None:
    """Even steps between columns of numbers, heads on one line where there is room."""
    numeric = [place for place, column in enumerate(columns) if column.numeric]
    if not numeric:
        return
    head = max(columns[place].natural for place in numeric) * setting.size + setting.pad
    target = max(_NUMBER_PT, min(head, _HEAD_PT))
    spare = max(setting.room - sum(widths), 0.0)
    narrow = sorted(numeric, key=lambda place: widths[place])
    for count, place in enumerate(narrow, start=1):  # the narrow ones rise to the next one's width
        level = widths[narrow[count]] if count < len(narrow) else target
        step = min(max(min(level, target) - widths[place], 0.0), spare / count)
        for risen in narrow[:count]:
            widths[risen] += step
        spare -= step * count


def _part(
    table: Table,
    part: list[int],
    stub: _Column,
    columns: list[_Column],
    setting: _Setting,
    scale: float,
) -> dict[str, Any]:
    widths = _widths(stub, [columns[place] for place in part], setting)
    heads = [table.columns[place] for place in part]
    heights = [_row_height(row, part, widths, setting, scale) for row in table.rows]
    slots = mark_widths(table)
    return {
        "title": table.title,
        "subtitle": table.subtitle,
        "size": setting.size,
        "pad": setting.pad / 2,
        "room": setting.room,
        "landscape": setting.room == LANDSCAPE_PT,
        "widths": [round(width, 2) for width in widths],
        "slots": [round(slots[place] * _MARK_EM, 2) for place in part],
        "numeric": [columns[place].numeric for place in part],
        "stub": table.stub,
        "spanners": [
            {"text": text, "span": len(list(group))}
            for text, group in groupby(head.spanner for head in heads)
        ],
        "heads": [{"label": label_text(head.label), "letter": head.letter} for head in heads],
        "rows": [
            {
                "kind": row.kind,
                "label": row.label,
                "level": row.level,
                "cells": [vars(row.cells[place]) for place in part] if row.cells else [],
                "breaks": height > _UNBROKEN_ROW_PT,
            }
            for row, height in zip(table.rows, heights, strict=True)
        ],
        "whole": sum(heights) <= _WHOLE_PT,
        "height": sum(heights),
        "kept": _kept_rows(heights),
        "foot": foot_lines(table),
    }


def _kept_rows(heights: list[float]) -> int:
    """Rows that stay together at either end of a table that breaks; 0 for one that does not."""
    ends = heights[:_KEPT_ROWS] + heights[-_KEPT_ROWS:]
    breaks = sum(heights) > _WHOLE_PT and len(heights) > 2 * _KEPT_ROWS
    return _KEPT_ROWS if breaks and max(ends) <= _UNBROKEN_ROW_PT / _KEPT_ROWS else 0


def _row_height(
    row: Row, part: list[int], widths: list[float], setting: _Setting, scale: float
) -> float:
    texts = [row.label, *((row.cells[place].text for place in part) if row.cells else ())]
    rooms = widths if row.cells else [sum(widths)]
    size = setting.size
    lines = max(
        sum(
            max(1, math.ceil(text_width(line) * scale * size / (room - setting.pad)))
            for line in text.split("\n")
        )
        for text, room in zip(texts, rooms, strict=True)
    )
    return (_FIRST_LINE + (lines - 1) * _NEXT_LINE) * size + _ROW_PAD_PT
