"""Ranges: thin line for the whole, thick for the middle half, a point and its text."""

from __future__ import annotations

from matplotlib.axes import Axes
from matplotlib.figure import Figure as Drawing
from matplotlib.ticker import MaxNLocator

from analysis.drawing.axis_numbers import axis_numbers
from analysis.drawing.canvas import blank_drawing
from analysis.drawing.row_labels import HEAD_CM, rows_cm, wrapped
from analysis.drawing.style import colour_of, palette
from analysis.values.chart_forms import RangeChart


def range_chart(form: RangeChart) -> Drawing:
    """Draw a row each; small bases have a hollow point."""
    labels = form.labels
    drawing, axis = blank_drawing(HEAD_CM + 0.5 + rows_cm(labels))
    range_marks(axis, form)
    axis.set_yticks(range(len(labels)), [wrapped(label) for label in labels])
    axis.set_ylim(len(labels) - 0.5, -0.5)
    largest = max(high for _low, high in form.outer)
    axis.set_xlim(0, largest * 1.22)
    axis.xaxis.set_major_locator(MaxNLocator(5))
    axis.xaxis.set_major_formatter(axis_numbers(form.axis))
    axis.tick_params(length=0)
    return drawing


def range_marks(axis: Axes, form: RangeChart) -> None:
    """Draw range, middle half and point of every row, with its text."""
    colours = palette()
    for row in range(len(form.labels)):
        colour, makes_point = colour_of(form.roles[row]), form.roles[row] == "brand"
        axis.hlines(row, *form.outer[row], color=colours.context, linewidth=1.2)
        axis.hlines(row, *form.inner[row], color=colour, linewidth=6, alpha=0.45)
        axis.plot(
            form.middle[row], row, "o", color=colour, markersize=7,
            markerfacecolor=colours.paper if form.small[row] else colour,
        )  # fmt: skip
        axis.annotate(
            form.texts[row], (form.outer[row][1], row), xytext=(6, 0), textcoords="offset points",
            va="center", fontsize=8.5, fontweight="bold" if makes_point else "normal",
        )  # fmt: skip
