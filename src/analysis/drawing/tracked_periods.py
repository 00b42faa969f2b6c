"""Expected beside actual, period by period, and from where on the model had not seen them."""

from __future__ import annotations

import matplotlib.dates as mdates
import numpy as np
import seaborn
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter, MaxNLocator

from analysis.drawing.canvas import WIDTH_CM, blank_drawing
from analysis.drawing.measured_text import wrapped_lines
from analysis.drawing.style import palette, readable
from analysis.languages import formats
from analysis.values.line_forms import TrackChart

HEIGHT_CM = 7.4
CM_PER_DATE = 3.0  # on the axis


def track_chart(form: TrackChart, width_cm: float = WIDTH_CM) -> Figure:
    """Draw both lines over the periods' last days."""
    ends, actual, expected = form.ends, form.actual, form.expected
    drawing, axis = blank_drawing(HEIGHT_CM, width_cm=width_cm)
    colours = palette()
    # plain day numbers: seaborn's own handling of dates depends on the process's settings
    days = np.asarray(mdates.date2num(list(ends)))
    seaborn.lineplot(
        x=days, y=np.asarray(actual.values), ax=axis, color=colours.brand, errorbar=None,
        marker="o", markersize=4.5, markeredgewidth=0, label=actual.name, legend=False,
    )  # fmt: skip
    # dashed and without points, so that the two are told apart in black and white
    axis.plot(
        days, expected.values, color=colours.accent, linestyle=(0, (5, 2)), label=expected.name
    )
    unseen, last_seen = form.edge[0], mdates.date2num(form.edge[1])
    if width_cm < WIDTH_CM:  # there the text must keep to the part of the line's right
        room = (days[-1] - last_seen) / (days[-1] - days[0]) * width_cm * 0.8
        unseen = "\n".join(wrapped_lines(unseen, max(room, 1.5), 3))
    axis.axvline(last_seen, color=colours.muted, linewidth=0.9)
    axis.annotate(
        unseen, (last_seen, 1.0), xycoords=("data", "axes fraction"),
        xytext=(5, -3), textcoords="offset points", va="top", fontsize=8.5,
        color=readable(colours.muted),
    )  # fmt: skip
    highest = float(max(*actual.values, *expected.values, 1))
    axis.set(xlabel="", ylabel="", ylim=(0, highest * 1.2))
    dates = int(width_cm / CM_PER_DATE)
    shown = np.unique(np.linspace(0, len(days) - 1, min(dates, len(days))).round().astype(int))
    axis.set_xticks(days[shown], [formats.date(ends[place]) for place in shown])
    axis.margins(x=0.08)
    axis.yaxis.set_major_locator(MaxNLocator(5, integer=True))
    axis.yaxis.set_major_formatter(FuncFormatter(lambda value, _position: formats.number(value)))
    axis.grid(axis="y")
    axis.grid(visible=False, axis="x")
    axis.tick_params(length=0)
    drawing.legend(loc="outside upper left", ncols=2, frameon=False, columnspacing=1.6)
    return drawing
