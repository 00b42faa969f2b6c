"""Nested bars: every bar divides a part of the one above it, list by list."""

from __future__ import annotations

from collections.abc import Sequence

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from analysis.drawing.canvas import blank_drawing
from analysis.drawing.style import colour_of, palette
from analysis.statistics.deciding import reaches
from analysis.values.chart_forms import BarPart, NestedBarChart

ROW_CM = 1.25
HEAD_CM = 0.9
NARROWEST = 0.22  # a part under it has no room for its name, which then stands at the end
WIDTH = 1.34  # of the longest bar with what stands at its end


def nested_bar_chart(form: NestedBarChart) -> Figure:
    """Draw the bars of every list under its title."""
    rows = sum(len(one.bars) for one in form.lists)
    drawing, axis = blank_drawing(HEAD_CM * len(form.lists) + ROW_CM * rows)
    place = 0.0
    for one in form.lists:
        axis.text(
            0, place - 0.15, one.title,
            fontsize=9, fontweight="bold", va="bottom", color=palette().ink,
        )  # fmt: skip
        for parts in one.bars:
            _draw(axis, parts, place + 0.3)
            place += 0.85
        place += 0.7
    axis.set_xlim(0, WIDTH)
    axis.set_ylim(place - 0.7, -0.65)
    axis.set_axis_off()
    return drawing


def _draw(axis: Axes, parts: Sequence[BarPart], place: float) -> None:
    colours = palette()
    left, beside = 0.0, []
    for part in parts:
        axis.barh(
            place, part.share, left=left, height=0.5, color=colour_of(part.role), linewidth=0.8,
            edgecolor=colours.context if part.role == "empty" else colours.paper,
        )  # fmt: skip
        if reaches(part.share, NARROWEST):
            axis.text(
                left + part.share / 2, place, part.text, ha="center", va="center", fontsize=8.5,
                color=colours.paper if part.role in ("brand", "accent") else colours.ink,
            )  # fmt: skip
        elif part.share > 0:
            beside.append(part.text)
        left += part.share
    axis.text(left + 0.01, place, "; ".join(beside), va="center", fontsize=8.5, color=colours.ink)
