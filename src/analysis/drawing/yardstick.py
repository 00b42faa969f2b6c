"""A line across a chart that says what its values are to be held against."""

from __future__ import annotations

from collections.abc import Callable

from matplotlib.figure import Figure as Drawing
from matplotlib.ticker import FuncFormatter

from analysis.drawing.style import palette


def with_yardstick(drawing: Drawing, value: float, name: str, text: Callable[..., str]) -> None:
    """Draw a dashed line with its name across a chart, and write its axis without decimals.

    Parameters
    ----------
    drawing : matplotlib.figure.Figure
        The chart.
    value : float
        Where the line stands on the upright axis.
    name : str
        What it is.
    text : callable
        How numbers of the axis are written: of a value, with ``digits``.
    """
    axis = drawing.axes[0]
    axis.yaxis.set_major_formatter(FuncFormatter(lambda value, _at: text(value, digits=0)))
    colour = palette().muted
    axis.axhline(value, color=colour, linewidth=0.9, linestyle=(0, (3, 2)))
    axis.annotate(
        name,
        (1, value),
        xycoords=("axes fraction", "data"),
        xytext=(-2, -4),
        textcoords="offset points",
        ha="right",
        va="top",
        fontsize=8,
        color=colour,
    )
