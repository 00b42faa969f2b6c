"""Horizontal bars on a phone: names above their bars, at most two panels side by side."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure as Drawing

from analysis.drawing.canvas import EDGE_CM, NARROW_CM, narrow_drawing
from analysis.drawing.measured_text import wrapped_lines
from analysis.drawing.narrow_rows import LINE_CM, NamedRows, end_room
from analysis.drawing.style import colour_of, palette
from analysis.languages import formats
from analysis.values.chart_forms import BarChart, Bars

SIDE_BY_SIDE = 2


def narrow_bar_chart(form: BarChart) -> Drawing:
    """Draw the panels side by side if there are two, else one below the other."""
    panels = form.panels
    beside = len(panels) if len(panels) <= SIDE_BY_SIDE else 1
    width_cm = NARROW_CM / beside - EDGE_CM
    titles = [wrapped_lines(panel.title, width_cm, 3) for panel in panels]
    lines = max(map(len, titles))
    head_cm = LINE_CM * lines + 0.25 if lines else 0.1
    rows = NamedRows(form.labels, room_cm=width_cm)
    drawing, axes = narrow_drawing(head_cm, rows.height_cm, 0.1, panels=len(panels), beside=beside)
    fills = [colour_of(role) for role in form.roles or ["brand"] * len(form.labels)]
    for place, axis in enumerate(axes):
        _bars(axis, panels[place], fills, form.small or [False] * len(fills), rows.marks)
        _value_axis(axis, panels[place], form, width_cm)
        rows.frame(axis)
        if place % beside == 0:
            rows.write(axis)
        axis.set_title("\n".join(titles[place]), loc="left", color=palette().muted)
    return drawing


def _bars(
    axis: Axes, panel: Bars, fills: Sequence[str], small: Sequence[bool], height: float
) -> None:
    rows = np.arange(len(panel.values))
    values = np.asarray(panel.values, dtype=float)
    bars = axis.barh(rows, np.nan_to_num(values), height=height, color=list(fills), linewidth=0)
    for bar, is_small in zip(bars, small, strict=True):
        if is_small:
            bar.set(hatch="////", edgecolor="white")
    if panel.low is not None and panel.high is not None:
        axis.hlines(rows, panel.low, panel.high, color=palette().paper, linewidth=2.6)
        axis.hlines(rows, panel.low, panel.high, color=palette().ink, linewidth=1.1)
    for row, (end, text) in enumerate(zip(_ends(panel), texts_of(panel), strict=True)):
        axis.annotate(
            text, (end, row), xytext=(4, 0), textcoords="offset points", va="center",
            fontsize=8.5, color=palette().ink, zorder=5,
            bbox={"facecolor": palette().paper, "edgecolor": "none", "pad": 0.6},
        )  # fmt: skip


def _ends(panel: Bars) -> list[float]:
    values = np.asarray(panel.values, dtype=float)
    ends = values if panel.high is None else np.fmax(values, np.asarray(panel.high, dtype=float))
    return [float(end) for end in np.nan_to_num(ends)]


def texts_of(panel: Bars) -> list[str]:
    """Return what stands beside the bars of a panel."""
    return list(panel.texts or [formats.share(value) for value in panel.values])


def _value_axis(axis: Axes, panel: Bars, form: BarChart, width_cm: float) -> None:
    largest = max([*_ends(panel), form.full or 0, 1e-9])
    texts = [text for one in form.panels for text in texts_of(one)]
    axis.set_xlim(0, largest * end_room(texts, width_cm))
    axis.set_xticks([])
    axis.spines["bottom"].set_visible(False)
    axis.axvline(0, color=palette().muted, linewidth=0.8)
    if form.reference is not None:
        axis.axvline(form.reference, color=palette().ink, linewidth=0.8, linestyle=(0, (3, 2)))
