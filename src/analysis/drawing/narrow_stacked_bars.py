"""Stacked and nested bars on a phone: names above, and below what has no room in its part."""

from __future__ import annotations

from collections.abc import Sequence

from matplotlib.axes import Axes
from matplotlib.figure import Figure as Drawing

from analysis.drawing.canvas import EDGE_CM, NARROW_CM, narrow_drawing
from analysis.drawing.measured_text import text_width, wrapped_lines
from analysis.drawing.narrow_rows import LINE_CM, NamedRows
from analysis.drawing.stacked_bars import stacked_parts
from analysis.drawing.style import colour_of, palette
from analysis.languages import formats
from analysis.values.chart_forms import BarPart, NestedBarChart, StackedBarChart

KEY_CM = 0.5  # a line of the legend
_TITLE_CM, _BAR_CM, _HIGH_CM = 0.8, 1.0, 0.5


def narrow_stacked_bar_chart(form: StackedBarChart) -> Drawing:
    """Draw the parts one after the other, each with its share where there is room."""
    rows = NamedRows(form.labels)
    keys = sum(text_width(part.name) + 1.0 for part in form.parts)
    columns = len(form.parts) if keys <= NARROW_CM else 1
    key_cm = KEY_CM * -(-len(form.parts) // columns)
    drawing, (axis,) = narrow_drawing(key_cm + 0.3, rows.height_cm, 0.1)
    end_cm = max((text_width(text, 9) for text in (*form.ends, form.end_title)), default=0) + 0.3
    whole = NARROW_CM / (NARROW_CM - end_cm) if form.ends else 1.0
    width_cm = NARROW_CM / whole
    stacked_parts(axis, form, rows.marks, lambda width: _share_cm(width) <= width * width_cm)
    for row, text in enumerate(form.ends):
        axis.text(1.02, row, text, va="center", fontsize=9, fontweight="bold")
    if form.ends:
        axis.text(
            1.02,
            -rows.marks / 2 - 0.25,
            form.end_title,
            va="center",
            fontsize=8.5,
            color=palette().muted,
        )
    rows.frame(axis)
    rows.write(axis)
    axis.set_xlim(0, whole)
    axis.set_xticks([])
    axis.spines["bottom"].set_visible(False)
    drawing.legend(
        loc="outside upper left", ncols=columns, frameon=False, handlelength=0.9,
        handleheight=0.9, columnspacing=1.4,
    )  # fmt: skip
    return drawing


def _share_cm(share: float) -> float:
    return text_width(formats.share(share, digits=0)) + 0.15


def narrow_nested_bar_chart(form: NestedBarChart) -> Drawing:
    """Draw the bars of every list under its title; what has no room stands under its bar."""
    beside = [[_beside(parts) for parts in one.bars] for one in form.lists]
    height = sum(
        _TITLE_CM + sum(_BAR_CM + LINE_CM * len(lines) for lines in bars) for bars in beside
    )
    drawing, (axis,) = narrow_drawing(0.1, height, 0.1)
    place = 0.0  # centimetres from the top
    for one, under in zip(form.lists, beside, strict=True):
        title = "\n".join(wrapped_lines(one.title, NARROW_CM - EDGE_CM, 1))
        axis.text(0, place + 0.55, title, fontsize=9, fontweight="bold", color=palette().ink)
        place += _TITLE_CM
        for parts, lines in zip(one.bars, under, strict=True):
            _bar(axis, parts, place + _HIGH_CM / 2)
            axis.text(
                0, place + _HIGH_CM + 0.1, "\n".join(lines), va="top", fontsize=8.5,
                color=palette().ink, linespacing=1.1,
            )  # fmt: skip
            place += _BAR_CM - 0.2 + LINE_CM * len(lines)
        place += 0.2 * len(one.bars)
    axis.set_xlim(0, 1)
    axis.set_ylim(place, 0)
    axis.set_axis_off()
    return drawing


def _fits(part: BarPart) -> bool:
    return text_width(part.text) + 0.2 <= part.share * (NARROW_CM - EDGE_CM)


def _beside(parts: Sequence[BarPart]) -> list[str]:
    told = [part.text for part in parts if part.share > 0 and not _fits(part)]
    return wrapped_lines("; ".join(told), NARROW_CM - EDGE_CM, 4)


def _bar(axis: Axes, parts: Sequence[BarPart], place: float) -> None:
    left = 0.0
    for part in parts:
        bright = part.role in ("brand", "accent")
        axis.barh(
            place, part.share, left=left, height=_HIGH_CM, color=colour_of(part.role),
            edgecolor=palette().context if part.role == "empty" else palette().paper,
            linewidth=0.8,
        )  # fmt: skip
        if part.share > 0 and _fits(part):
            axis.text(
                left + part.share / 2, place, part.text, ha="center", va="center", fontsize=8.5,
                color=palette().paper if bright else palette().ink,
            )  # fmt: skip
        left += part.share
