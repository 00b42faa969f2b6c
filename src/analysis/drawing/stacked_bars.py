"""Horizontal bars that each add up to the whole."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure as Drawing

from analysis.drawing.canvas import blank_drawing
from analysis.drawing.row_labels import HEAD_CM, rows_cm, wrapped
from analysis.drawing.style import colour_of, palette, text_colour_on
from analysis.languages import formats
from analysis.values.chart_forms import StackedBarChart

SMALLEST_TOLD = 0.06  # of a bar: a share has room in it


def stacked_bar_chart(form: StackedBarChart) -> Drawing:
    """Draw the parts one after the other, each with its share where there is room."""
    labels = form.labels
    drawing, axis = blank_drawing(HEAD_CM + 0.5 + rows_cm(labels))
    stacked_parts(axis, form, 0.66, lambda width: width >= SMALLEST_TOLD)
    for row, text in enumerate(form.ends):
        axis.text(1.02, row, text, va="center", fontsize=9, fontweight="bold")
    if form.ends:
        axis.text(1.02, -0.75, form.end_title, va="center", fontsize=8.5, color=palette().muted)
    axis.set_yticks(np.arange(len(labels)), [wrapped(label) for label in labels])
    axis.set_ylim(len(labels) - 0.5, -0.5)
    axis.set_xlim(0, 1.16 if form.ends else 1.0)
    axis.set_xticks([])
    axis.tick_params(length=0)
    axis.spines["bottom"].set_visible(False)
    drawing.legend(
        loc="outside upper left", ncols=len(form.parts), frameon=False, handlelength=0.9,
        handleheight=0.9, columnspacing=1.4,
    )  # fmt: skip
    return drawing


def stacked_parts(
    axis: Axes, form: StackedBarChart, height: float, fits: Callable[[float], bool]
) -> None:
    """Draw the parts of every bar, each with its share where that fits into the part's width."""
    rows, left = np.arange(len(form.labels)), np.zeros(len(form.labels))
    small = form.small or [False] * len(form.labels)
    for part in form.parts:
        colour = colour_of(part.role)
        widths = np.nan_to_num(np.asarray(part.shares, dtype=float))
        bars = axis.barh(
            rows, widths, left=left, color=colour, label=part.name, height=height,
            edgecolor="white",
        )  # fmt: skip
        for patch, is_small in zip(bars, small, strict=True):
            patch.set_hatch("////" if is_small else None)
        for row, width in enumerate(widths):
            if fits(width) and not small[row]:
                axis.text(
                    left[row] + width / 2, row, formats.share(width, digits=0), ha="center",
                    va="center", fontsize=8.5, color=text_colour_on(colour),
                )  # fmt: skip
        left += widths
