"""Cumulated shares as lines over an amount, and the places where they cross."""

from __future__ import annotations

import seaborn
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter, MaxNLocator

from analysis.drawing.axis_numbers import axis_numbers
from analysis.drawing.canvas import WIDTH_CM, blank_drawing
from analysis.drawing.measured_text import text_width
from analysis.drawing.style import colour_of, palette
from analysis.languages import formats
from analysis.values.line_forms import CrossingChart

HEIGHT_CM = 8.6
KEY_CM = 1.4  # of the legend: a line before each name, and the gap after it


def crossing_chart(form: CrossingChart, width_cm: float = WIDTH_CM) -> Figure:
    """Draw curves over amounts, their crossings as points, and the range between two of them."""
    drawing, axis = blank_drawing(HEIGHT_CM, width_cm=width_cm)
    colours = palette()
    axis.axvspan(*form.band, color=colours.context, alpha=0.25, linewidth=0)
    for curve in form.curves:
        seaborn.lineplot(
            x=list(form.amounts), y=list(curve.shares), ax=axis, errorbar=None, estimator=None,
            color=colour_of(curve.role), linewidth=1.6,
            linestyle=(0, (4, 2)) if curve.dashed else "-", label=curve.name, legend=False,
        )  # fmt: skip
    for place, one in enumerate(form.crossings):
        axis.plot(one.amount, one.share, "o", color=colours.ink, markersize=5, zorder=5)
        # by turns above and below: neighbours may lie close
        axis.annotate(
            one.text, (one.amount, one.share), xytext=(0, -13 if place % 2 else 9), ha="center",
            textcoords="offset points", fontsize=8.5, color=colours.ink, zorder=6,
            bbox={"facecolor": colours.paper, "edgecolor": "none", "pad": 0.6, "alpha": 0.8},
        )  # fmt: skip
    axis.set(xlabel="", ylabel="", xlim=(0, form.until), ylim=(0, 1.02))
    axis.xaxis.set_major_locator(MaxNLocator(6))
    axis.xaxis.set_major_formatter(axis_numbers(form.axis))
    axis.yaxis.set_major_locator(MaxNLocator(5))
    axis.yaxis.set_major_formatter(
        FuncFormatter(lambda value, _position: formats.share(value, digits=0))
    )
    axis.grid(axis="y")
    axis.grid(visible=False, axis="x")
    axis.tick_params(length=0)
    names = sum(text_width(curve.name) + KEY_CM for curve in form.curves)
    ncols = len(form.curves) if names <= width_cm else 2
    drawing.legend(loc="outside upper left", ncols=ncols, frameon=False, columnspacing=1.4)
    return drawing
