"""Then and now in one row: two points, an arrow where the change is more than chance."""

from __future__ import annotations

from matplotlib.axes import Axes
from matplotlib.figure import Figure as Drawing
from matplotlib.ticker import FuncFormatter, MaxNLocator

from analysis.drawing.canvas import blank_drawing
from analysis.drawing.measured_text import wrapped_lines
from analysis.drawing.style import colour_of, palette
from analysis.languages import formats
from analysis.values.chart_forms import ChangeChart, ChangeRow

ROW_CM, HEAD_CM = 0.95, 1.5
LABEL_CM, COLUMN_CM = 4.4, 2.5


def change_chart(form: ChangeChart) -> Drawing:
    """Draw a row each: grey point for then, coloured point for now, two columns of text.

    The coloured point is filled, and an arrow leads to it, where the change is more than chance;
    else it is hollow.
    """
    rows = form.rows
    titles = [wrapped_lines(head, COLUMN_CM, 3) for head in form.heads]
    extra = 0.36 * (max(map(len, titles)) - 1)  # further lines of the heads
    drawing, axis = blank_drawing(HEAD_CM + extra + ROW_CM * len(rows))
    ends = [row.now[2] for row in rows] + [row.before[2] for row in rows if row.before]
    largest = max(ends)
    places = (largest * 1.1, largest * 1.55)
    for place, row in enumerate(rows):
        change_points(axis, place, row)
        for x, text, weight in zip(places, row.texts, ("normal", "bold"), strict=True):
            axis.text(x, place, text, va="center", fontsize=8.5, fontweight=weight)
    for x, lines in zip(places, titles, strict=True):
        axis.text(x, -0.5, "\n".join(lines), va="bottom", fontsize=8.5, color=palette().muted)
    labels = ["\n".join(wrapped_lines(row.label, LABEL_CM, 2)) for row in rows]
    axis.set_yticks(range(len(rows)), labels)
    axis.set_ylim(len(rows) - 0.45, -0.95 - extra / ROW_CM)
    axis.set_xlim(0, largest * 2.05)
    ticks = [tick for tick in MaxNLocator(5).tick_values(0, largest) if 0 <= tick <= largest]
    axis.set_xticks(ticks)
    axis.xaxis.set_major_formatter(FuncFormatter(lambda value, _: formats.share(value, digits=0)))
    axis.tick_params(length=0)
    axis.spines["bottom"].set_bounds(0, largest)
    axis.grid(False)
    axis.vlines(ticks, -0.45, len(rows) - 0.5, color="#E6EAEB", linewidth=0.6, zorder=0)
    return drawing


def change_points(axis: Axes, place: int, row: ChangeRow) -> None:
    """Draw both points of a row with their intervals, and the arrow between them."""
    colours, colour = palette(), colour_of(row.role)
    share, low, high = row.now
    axis.hlines(place, low, high, color=colour, linewidth=5, alpha=0.3)
    if row.before:
        then, then_low, then_high = row.before
        # a little higher, so that two intervals alike are both seen
        axis.hlines(place - 0.2, then_low, then_high, color=colours.context, linewidth=2)
        axis.plot(then, place - 0.2, "o", color=colours.muted, markersize=4)
        if row.changed:
            axis.annotate(
                "", xy=(share, place), xytext=(then, place - 0.2),
                arrowprops={
                    "arrowstyle": "-|>", "color": colours.ink, "linewidth": 0.9,
                    "shrinkA": 3, "shrinkB": 4, "mutation_scale": 8,
                },
            )  # fmt: skip
    axis.plot(
        share, place, "o", color=colour, markersize=8, markeredgewidth=1.6,
        markerfacecolor=colour if row.changed or not row.before else colours.paper,
    )  # fmt: skip
