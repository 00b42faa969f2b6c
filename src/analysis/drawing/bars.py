"""Horizontal bars, in one or more panels that share their labels."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import seaborn
from matplotlib.axes import Axes
from matplotlib.figure import Figure as Drawing

from analysis.drawing.canvas import blank_drawing
from analysis.drawing.row_labels import HEAD_CM, panel_title, rows_cm, wrapped
from analysis.drawing.style import colour_of, palette
from analysis.languages import formats
from analysis.values.chart_forms import BarChart, Bars


def bar_chart(form: BarChart) -> Drawing:
    """Draw the panels side by side, each bar with its interval and its number."""
    labels, panels = form.labels, form.panels
    lines = max(panel_title(panel.title, len(panels)).count("\n") for panel in panels)
    drawing, axes = blank_drawing(HEAD_CM + 0.4 * lines + rows_cm(labels), len(panels))
    fills = [colour_of(role) for role in form.roles or ["brand"] * len(labels)]
    for axis, panel in zip(np.atleast_1d(axes), panels, strict=True):
        _bars(axis, labels, panel, fills, form.small or [False] * len(labels))
        _value_axis(axis, panel, form.full)
        if form.reference is not None:
            axis.axvline(form.reference, color=palette().ink, linewidth=0.8, linestyle=(0, (3, 2)))
        title = panel_title(panel.title, len(panels))
        axis.set_title(title, loc="left", color=palette().muted)
    return drawing


def _bars(
    axis: Axes, labels: Sequence[str], panel: Bars, fills: Sequence[str], small: Sequence[bool]
) -> None:
    rows = np.arange(len(labels))
    values = np.asarray(panel.values, dtype=float)
    # one colour first and the rows' own after it: seaborn is ten times slower with a hue a row
    seaborn.barplot(
        x=np.nan_to_num(values), y=[str(row) for row in rows], color=palette().context,
        ax=axis, width=0.66, saturation=1, errorbar=None, orient="h",
    )  # fmt: skip
    for patch, fill, is_small in zip(axis.patches, fills, small, strict=True):
        patch.set_facecolor(fill)
        if is_small:
            patch.set(hatch="////", edgecolor="white")
    if panel.low is not None and panel.high is not None:
        # a light line under the dark one keeps the interval visible on the bar itself
        axis.hlines(rows, panel.low, panel.high, color=palette().paper, linewidth=2.6)
        axis.hlines(rows, panel.low, panel.high, color=palette().ink, linewidth=1.1)
    texts = panel.texts or [formats.share(value) for value in values]
    ends = values if panel.high is None else np.fmax(values, np.asarray(panel.high, dtype=float))
    for row, (end, text) in enumerate(zip(np.nan_to_num(ends), texts, strict=True)):
        axis.annotate(
            text, (end, row), xytext=(4, 0), textcoords="offset points", va="center",
            fontsize=8.5, color=palette().ink, zorder=5,
            # a line of reference does not cross the number
            bbox={"facecolor": palette().paper, "edgecolor": "none", "pad": 0.6},
        )  # fmt: skip
    axis.set_yticks(rows, [wrapped(label) for label in labels])
    axis.tick_params(length=0)
    axis.set(xlabel="", ylabel="")


def _value_axis(axis: Axes, panel: Bars, full: float | None) -> None:
    largest = np.nanmax([*panel.values, *(panel.high if panel.high is not None else []), 1e-9])
    # room for the number beside the longest bar; panels share the page's width
    axis.set_xlim(0, max(full or 0, largest) * 1.28)
    axis.set_xticks([])
    axis.spines["bottom"].set_visible(False)
    axis.axvline(0, color=palette().muted, linewidth=0.8)
