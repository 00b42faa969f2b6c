"""One line: its points with their intervals, or its course against equality."""

from __future__ import annotations

from collections.abc import Sequence

import seaborn
from matplotlib.axes import Axes
from matplotlib.figure import Figure as Drawing
from matplotlib.ticker import MaxNLocator

from analysis.drawing.axis_numbers import axis_numbers
from analysis.drawing.canvas import WIDTH_CM, blank_drawing
from analysis.drawing.style import palette
from analysis.values.line_forms import EqualityChart, LineChart

STEEP = 0.08  # of the axis, from one point to the next


def line_chart(form: LineChart, width_cm: float = WIDTH_CM) -> Drawing:
    """Draw the line; the point that is chosen is filled, the others are hollow."""
    drawing, axis = blank_drawing(6.2, width_cm=width_cm)
    colours = palette()
    aside = 7 if width_cm == WIDTH_CM else 0  # on a phone the next point is too near
    if form.low is not None and form.high is not None:
        axis.vlines(form.x, form.low, form.high, color=colours.context, linewidth=3)
    seaborn.lineplot(x=list(form.x), y=list(form.y), ax=axis, color=colours.brand, errorbar=None)
    for place, (at, value) in enumerate(zip(form.x, form.y, strict=True)):
        filled = form.chosen is None or at == form.chosen
        axis.plot(
            at, value, "o", markersize=7, color=colours.brand,
            markerfacecolor=colours.brand if filled else colours.paper,
        )  # fmt: skip
        axis.annotate(
            form.texts[place], (at, value), xytext=(aside, _beside(place, form.y)), fontsize=8.5,
            textcoords="offset points", ha="left" if aside else "center",
        )  # fmt: skip
    axis.set(xlabel=form.x_axis.label, ylabel=form.y_axis.label)
    axis.set_xticks(list(form.x))
    axis.margins(x=0.08, y=0.18)
    if form.y_axis.limits:
        axis.set_ylim(*form.y_axis.limits)
    axis.grid(axis="y")
    # steps of 0.25 would be written 0.3 and 0.8
    axis.yaxis.set_major_locator(MaxNLocator(5, steps=[1, 2, 5, 10]))
    axis.yaxis.set_major_formatter(axis_numbers(form.y_axis))
    if form.yardstick:
        _yardstick(axis, *form.yardstick)
    return drawing


def _beside(place: int, y: Sequence[float]) -> float:
    """Return how far up the number of a point stands: under a line that rises steeply to it."""
    steep = place + 1 < len(y) and y[place + 1] - y[place] > STEEP * (max(y) - min(0.0, *y))
    return -13.0 if steep else 7.0


def _yardstick(axis: Axes, value: float, name: str) -> None:
    colour = palette().muted
    axis.axhline(value, color=colour, linewidth=0.9, linestyle=(0, (3, 2)))
    axis.annotate(
        name, (1, value), xycoords=("axes fraction", "data"), xytext=(-2, -4),
        textcoords="offset points", ha="right", va="top", fontsize=8, color=colour,
    )  # fmt: skip


def equality_chart(form: EqualityChart, width_cm: float = WIDTH_CM) -> Drawing:
    """Draw the curve, the line of equality and the marked point."""
    drawing, axis = blank_drawing(6.8, width_cm=width_cm)
    colours = palette()
    axis.plot([0, 1], [0, 1], color=colours.context, linestyle=(0, (4, 3)), linewidth=1)
    seaborn.lineplot(
        x=list(form.x), y=list(form.y), ax=axis, color=colours.brand, errorbar=None, estimator=None
    )
    axis.fill_between(form.x, form.x, form.y, color=colours.brand, alpha=0.10, linewidth=0)
    at, share, text = form.mark
    axis.plot(at, share, "o", color=colours.accent, markersize=7)
    axis.annotate(text, (at, share), xytext=(8, -12), textcoords="offset points", color=colours.ink)
    axis.set(xlabel=form.x_axis.label, ylabel=form.y_axis.label, xlim=(0, 1), ylim=(0, 1.02))
    for side, told in ((axis.xaxis, form.x_axis), (axis.yaxis, form.y_axis)):
        side.set_major_locator(MaxNLocator(5))
        side.set_major_formatter(axis_numbers(told))
    axis.grid(axis="both")
    return drawing
