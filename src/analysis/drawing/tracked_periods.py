"""Expected beside actual, period by period, and from where on the model had not seen them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import matplotlib.dates as mdates
import numpy as np
import seaborn
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter, MaxNLocator

from analysis.drawing.figure import blank_drawing
from analysis.drawing.style import palette, readable
from analysis.languages import formats

HEIGHT_CM = 7.4
DATES = 5  # on the axis


def tracked_periods(
    ends: Sequence[dt.date],
    actual: tuple[str, Sequence[float]],
    expected: tuple[str, Sequence[float]],
    *,
    edge: tuple[str, dt.date],
) -> Figure:
    """Draw both lines over the periods' last days.

    Parameters
    ----------
    ends : sequence of datetime.date
        Last day of each period.
    actual, expected : (str, sequence of float)
        Name of the line, and its value in each period.
    edge : (str, datetime.date)
        The last day that the model saw, and what stands right of it.
    """
    drawing, axis = blank_drawing(HEIGHT_CM)
    colours = palette()
    # plain day numbers: seaborn's own handling of dates depends on the process's settings
    days = np.asarray(mdates.date2num(list(ends)))
    seaborn.lineplot(
        x=days, y=np.asarray(actual[1]), ax=axis, color=colours.brand, errorbar=None,
        marker="o", markersize=4.5, markeredgewidth=0, label=actual[0], legend=False,
    )  # fmt: skip
    # dashed and without points, so that the two are told apart in black and white
    axis.plot(days, expected[1], color=colours.accent, linestyle=(0, (5, 2)), label=expected[0])
    unseen, last_seen = edge[0], mdates.date2num(edge[1])
    axis.axvline(last_seen, color=colours.muted, linewidth=0.9)
    axis.annotate(
        unseen, (last_seen, 1.0), xycoords=("data", "axes fraction"),
        xytext=(5, -3), textcoords="offset points", va="top", fontsize=8.5,
        color=readable(colours.muted),
    )  # fmt: skip
    highest = float(max(*actual[1], *expected[1], 1))
    axis.set(xlabel="", ylabel="", ylim=(0, highest * 1.2))
    shown = np.unique(np.linspace(0, len(days) - 1, min(DATES, len(days))).round().astype(int))
    axis.set_xticks(days[shown], [formats.date(ends[place]) for place in shown])
    axis.margins(x=0.08)
    axis.yaxis.set_major_locator(MaxNLocator(5, integer=True))
    axis.yaxis.set_major_formatter(FuncFormatter(lambda value, _position: formats.number(value)))
    axis.grid(axis="y")
    axis.grid(visible=False, axis="x")
    axis.tick_params(length=0)
    drawing.legend(loc="outside upper left", ncols=2, frameon=False, columnspacing=1.6)
    return drawing
