"""The few forms of chart that reports use; each draws values it is given."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import seaborn
from matplotlib.axes import Axes
from matplotlib.figure import Figure as Drawing
from matplotlib.ticker import FuncFormatter, MaxNLocator

from analysis.drawing.figure import blank_drawing
from analysis.drawing.style import palette
from analysis.languages import formats

ROW_CM, HIGH_ROW_CM = 0.62, 0.88  # height of a bar with its gap; with a name of two lines
HEAD_CM = 1.3  # axis and panel titles
STEEP = 0.08  # of the axis, from one point to the next
Text = Callable[[float], str]


@dataclass(frozen=True)
class Bars:
    """One panel of horizontal bars; all sequences go by row, from the top.

    Attributes
    ----------
    values : sequence of float
        Lengths; NaN leaves the row empty.
    title : str
        Head of the panel; empty for a single one.
    low, high : sequence of float, optional
        Ends of the intervals.
    texts : sequence of str, optional
        What stands beside the bars; left out, the values as shares.
    """

    values: Sequence[float]
    title: str = ""
    low: Sequence[float] | None = None
    high: Sequence[float] | None = None
    texts: Sequence[str] | None = None


def bar_panels(
    labels: Sequence[str],
    panels: Sequence[Bars],
    *,
    highlighted: Sequence[bool] | None = None,
    small: Sequence[bool] | None = None,
    colours: Sequence[str] | None = None,
    full: float | None = None,
    reference: float | None = None,
) -> Drawing:
    """Draw horizontal bars in one or more panels that share their labels.

    Parameters
    ----------
    labels : sequence of str
        Row names, from the top.
    panels : sequence of Bars
        From the left.
    highlighted : sequence of bool, optional
        Rows in the brand's colour; the others are context. Left out: all are.
    small : sequence of bool, optional
        Rows whose base is too small: hatched.
    colours : sequence of str, optional
        Fixed colour a row (segments, brands) instead of brand and context.
    full : float, optional
        Where the value axis ends; 1 for shares that should be seen against the whole.
    reference : float, optional
        A value marked by a line in every panel.
    """
    lines = max(_panel_title(panel.title, len(panels)).count("\n") for panel in panels)
    drawing, axes = blank_drawing(HEAD_CM + 0.4 * lines + _rows_cm(labels), len(panels))
    fills = list(colours or _fills(labels, highlighted))
    for axis, panel in zip(np.atleast_1d(axes), panels, strict=True):
        _bars(axis, labels, panel, fills, small or [False] * len(labels))
        _value_axis(axis, panel, full)
        if reference is not None:
            axis.axvline(reference, color=palette().ink, linewidth=0.8, linestyle=(0, (3, 2)))
        title = _panel_title(panel.title, len(panels))
        axis.set_title(title, loc="left", color=palette().muted)
    return drawing


def _fills(labels: Sequence[str], highlighted: Sequence[bool] | None) -> list[str]:
    colours = palette()
    return [
        colours.brand if highlighted is None or highlighted[row] else colours.context
        for row in range(len(labels))
    ]


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
    axis.set_yticks(rows, [_wrapped(label) for label in labels])
    axis.tick_params(length=0)
    axis.set(xlabel="", ylabel="")


def _value_axis(axis: Axes, panel: Bars, full: float | None) -> None:
    largest = np.nanmax([*panel.values, *(panel.high if panel.high is not None else []), 1e-9])
    # room for the number beside the longest bar; panels share the page's width
    axis.set_xlim(0, max(full or 0, largest) * 1.28)
    axis.set_xticks([])
    axis.spines["bottom"].set_visible(False)
    axis.axvline(0, color=palette().muted, linewidth=0.8)


def stacked_bars(
    labels: Sequence[str],
    parts: Sequence[tuple[str, Sequence[float], str]],
    *,
    ends: Sequence[str] | None = None,
    end_title: str = "",
    small: Sequence[bool] | None = None,
) -> Drawing:
    """Draw bars that each add up to the whole.

    Parameters
    ----------
    labels : sequence of str
        Row names, from the top.
    parts : sequence of (str, sequence of float, str)
        Name of the part, its share in every row, its colour; from the left.
    ends : sequence of str, optional
        A text at the right end of every row, such as a score.
    end_title : str
        Head of those texts.
    small : sequence of bool, optional
        Rows whose base is too small: hatched.
    """
    drawing, axis = blank_drawing(HEAD_CM + 0.5 + _rows_cm(labels))
    rows = np.arange(len(labels))
    left = np.zeros(len(labels))
    for name, shares, colour in parts:
        widths = np.nan_to_num(np.asarray(shares, dtype=float))
        bars = axis.barh(
            rows, widths, left=left, color=colour, label=name, height=0.66, edgecolor="white"
        )
        for patch, is_small in zip(bars, small or [], strict=bool(small)):
            patch.set_hatch("////" if is_small else None)
        for row, width in enumerate(widths):
            if width >= 0.06 and not (small and small[row]):
                axis.text(
                    left[row] + width / 2, row, formats.share(width, digits=0), ha="center",
                    va="center", fontsize=8.5, color=_on(colour),
                )  # fmt: skip
        left += widths
    for row, text in enumerate(ends or []):
        axis.text(1.02, row, text, va="center", fontsize=9, fontweight="bold")
    if ends:
        axis.text(1.02, -0.75, end_title, va="center", fontsize=8.5, color=palette().muted)
    axis.set_yticks(rows, [_wrapped(label) for label in labels])
    axis.set_ylim(len(labels) - 0.5, -0.5)
    axis.set_xlim(0, 1.16 if ends else 1.0)
    axis.set_xticks([])
    axis.tick_params(length=0)
    axis.spines["bottom"].set_visible(False)
    drawing.legend(
        loc="outside upper left", ncols=len(parts), frameon=False, handlelength=0.9,
        handleheight=0.9, columnspacing=1.4,
    )  # fmt: skip
    return drawing


def line_with_points(
    x: Sequence[float],
    y: Sequence[float],
    *,
    low: Sequence[float] | None = None,
    high: Sequence[float] | None = None,
    chosen: float | None = None,
    x_label: str = "",
    y_label: str = "",
    y_text: Text | None = None,
    y_range: tuple[float, float] | None = None,
) -> Drawing:
    """Draw one line with its points and intervals; ``chosen`` is filled, the others hollow."""
    drawing, axis = blank_drawing(6.2)
    colours = palette()
    if low is not None and high is not None:
        axis.vlines(x, low, high, color=colours.context, linewidth=3)
    seaborn.lineplot(x=list(x), y=list(y), ax=axis, color=colours.brand, errorbar=None)
    for place, (at, value) in enumerate(zip(x, y, strict=True)):
        filled = chosen is None or at == chosen
        axis.plot(
            at, value, "o", markersize=7, color=colours.brand,
            markerfacecolor=colours.brand if filled else colours.paper,
        )  # fmt: skip
        if y_text:
            axis.annotate(
                y_text(value), (at, value), xytext=(7, _beside(place, y)), fontsize=8.5,
                textcoords="offset points",
            )  # fmt: skip
    axis.set(xlabel=x_label, ylabel=y_label)
    axis.set_xticks(list(x))
    axis.margins(x=0.08, y=0.18)
    if y_range:
        axis.set_ylim(*y_range)
    axis.grid(axis="y")
    # steps of 0.25 would be written 0.3 and 0.8
    axis.yaxis.set_major_locator(MaxNLocator(5, steps=[1, 2, 5, 10]))
    axis.yaxis.set_major_formatter(FuncFormatter(lambda value, _: formats.number(value, 1)))
    return drawing


def _beside(place: int, y: Sequence[float]) -> float:
    """Return how far up the number of a point stands: under a line that rises steeply to it."""
    steep = place + 1 < len(y) and y[place + 1] - y[place] > STEEP * (max(y) - min(0.0, *y))
    return -13.0 if steep else 7.0


def curve_against_equality(
    x: Sequence[float],
    y: Sequence[float],
    *,
    x_label: str,
    y_label: str,
    mark: tuple[float, float, str] | None = None,
) -> Drawing:
    """Draw a Lorenz-like curve of cumulated shares, the line of equality and one marked point."""
    drawing, axis = blank_drawing(6.8)
    colours = palette()
    axis.plot([0, 1], [0, 1], color=colours.context, linestyle=(0, (4, 3)), linewidth=1)
    seaborn.lineplot(
        x=list(x), y=list(y), ax=axis, color=colours.brand, errorbar=None, estimator=None
    )
    axis.fill_between(x, x, y, color=colours.brand, alpha=0.10, linewidth=0)
    if mark:
        axis.plot(mark[0], mark[1], "o", color=colours.accent, markersize=7)
        axis.annotate(
            mark[2], mark[:2], xytext=(8, -12), textcoords="offset points", color=colours.ink
        )
    axis.set(xlabel=x_label, ylabel=y_label, xlim=(0, 1), ylim=(0, 1.02))
    for side in (axis.xaxis, axis.yaxis):
        side.set_major_locator(MaxNLocator(5))
        side.set_major_formatter(FuncFormatter(lambda value, _: formats.share(value, digits=0)))
    axis.grid(axis="both")
    return drawing


def range_rows(
    labels: Sequence[str],
    middle: Sequence[float],
    inner: Sequence[tuple[float, float]],
    outer: Sequence[tuple[float, float]],
    *,
    highlighted: Sequence[bool],
    small: Sequence[bool],
    text: Text,
) -> Drawing:
    """Draw a row each: thin line for the whole range, thick for the middle half, point and text.

    Small bases have a hollow point.
    """
    drawing, axis = blank_drawing(HEAD_CM + 0.5 + _rows_cm(labels))
    colours = palette()
    for row in range(len(labels)):
        colour = colours.brand if highlighted[row] else colours.muted
        axis.hlines(row, *outer[row], color=colours.context, linewidth=1.2)
        axis.hlines(row, *inner[row], color=colour, linewidth=6, alpha=0.45)
        axis.plot(
            middle[row], row, "o", color=colour, markersize=7,
            markerfacecolor=colours.paper if small[row] else colour,
        )  # fmt: skip
        axis.annotate(
            text(middle[row]), (outer[row][1], row), xytext=(6, 0), textcoords="offset points",
            va="center", fontsize=8.5, fontweight="bold" if highlighted[row] else "normal",
        )  # fmt: skip
    axis.set_yticks(range(len(labels)), [_wrapped(label) for label in labels])
    axis.set_ylim(len(labels) - 0.5, -0.5)
    largest = max(high for _low, high in outer)
    axis.set_xlim(0, largest * 1.22)
    axis.xaxis.set_major_locator(MaxNLocator(5))
    axis.xaxis.set_major_formatter(FuncFormatter(lambda value, _: text(value)))
    axis.tick_params(length=0)
    return drawing


def _on(colour: str) -> str:
    """Black or white, whichever is read better on ``colour``."""
    red, green, blue = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    return "#FFFFFF" if 0.2126 * red + 0.7152 * green + 0.0722 * blue < 0.52 else palette().ink


def _rows_cm(labels: Sequence[str]) -> float:
    """Return the height of all rows: names of two lines need more room."""
    two_lines = any("\n" in _wrapped(label) for label in labels)
    return (HIGH_ROW_CM if two_lines else ROW_CM) * len(labels)


def _panel_title(title: str, panels: int) -> str:
    """Break a panel's title so that it stays over its panel."""
    return "\n".join(textwrap.wrap(title, width=max(12, 66 // panels)))


def _wrapped(label: str, width: int = 34) -> str:
    """Break a long label into at most two lines; what is left over ends in an ellipsis."""
    if len(label) <= width or "\n" in label:
        return label
    words, first = label.split(), ""
    while words and len(first) + len(words[0]) < width:
        first = f"{first} {words.pop(0)}".strip()
    rest = " ".join(words)
    if not first:
        return f"{label[: width - 1]}…"
    return f"{first}\n{rest if len(rest) <= width else rest[: width - 1] + '…'}"
