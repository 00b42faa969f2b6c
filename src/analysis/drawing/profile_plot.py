"""The segment profile plot: a panel a segment, a bar a variable, a dot for everyone."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure as Drawing

from analysis.drawing.canvas import WIDTH_CM, blank_drawing
from analysis.drawing.measured_text import text_width, wrapped_lines
from analysis.drawing.style import palette, readable

WIDEST_LABEL_CM = 5.0
ROW_CM, LOW_ROW_CM = 0.56, 0.44
LINE_CM = 0.4
BOLD = 1.1  # bold letters are wider than the measured ones
MANY_ROWS = 16
MOST_BESIDE = 5  # panels, where a second row of them fits the page
TALLEST_CM = 21.0
NUMBER_CM = 0.9  # room of the number beside a bar
NUMBER_POINTS = 8.0
WRITTEN = 0.05  # smaller departures of rare answers have a colour, and their number in the table


def profile_panels(
    variables: Sequence[str],
    segments: Sequence[str],
    values: Sequence[Sequence[float]],
    totals: Sequence[float],
    markers: Sequence[Sequence[bool]],
    *,
    colours: Sequence[str],
    texts: Sequence[Sequence[str]],
) -> Drawing:
    """Draw the segment profile plot.

    Parameters
    ----------
    variables, segments : sequence of str
        Rows, from the top, and panels.
    values : sequence of sequence of float
        Variables × segments: means or shares, scaled to 0–1.
    totals : sequence of float
        The same for everyone.
    markers : sequence of sequence of bool
        Variables × segments: where a segment departs enough from everyone; others stay grey.
    colours : sequence of str
        The segments' fixed colours.
    texts : sequence of sequence of str
        Variables × segments: the numbers beside markers that are five points and more away.
    """
    shares, marks, numbers = np.array(values), np.array(markers), np.array(texts)
    row = LOW_ROW_CM if len(variables) > MANY_ROWS else ROW_CM
    tiers = _tiers(len(segments), row * len(variables))
    beside = -(-len(segments) // tiers)
    label = min(WIDEST_LABEL_CM, max(text_width(name) for name in variables))
    room = (WIDTH_CM - label - 0.3) / beside
    names = [wrapped_lines(name, label, 1)[0] for name in variables]
    heads = [wrapped_lines(name, (room - 0.25) / BOLD, 4) for name in segments]
    head = 0.35 + LINE_CM * max(map(len, heads))
    height = tiers * (row * len(variables) + head + 0.15)
    drawing, unused = blank_drawing(height)
    drawing.delaxes(unused)
    drawing.set_layout_engine("none")
    for place in range(len(segments)):
        tier, column = divmod(place, beside)
        bottom = height - (tier + 1) * height / tiers + 0.1
        frame = (label + 0.2 + column * room, bottom, room - 0.12, row * len(variables))
        scaled = (frame[0] / WIDTH_CM, frame[1] / height, frame[2] / WIDTH_CM, frame[3] / height)
        axis = drawing.add_axes(scaled)
        _panel(
            axis, shares[:, place], totals, marks[:, place], colours[place], numbers[:, place],
            frame[2],
        )  # fmt: skip
        axis.set_title(
            "\n".join(heads[place]), loc="left", fontweight="bold", color=readable(colours[place])
        )
        rows = np.arange(len(variables))
        axis.set_yticks(rows, names, fontsize=8.5)
        if column:
            axis.tick_params(labelleft=False)
    return drawing


def _tiers(segments: int, tall: float) -> int:
    """Return in how many rows the panels stand: two where many panels still fit the page."""
    return 2 if segments > MOST_BESIDE and 2 * (tall + 1.5) <= TALLEST_CM else 1


def _panel(
    axis: Axes,
    values: np.ndarray,
    totals: Sequence[float],
    markers: np.ndarray,
    colour: str,
    texts: np.ndarray,
    width: float,
) -> None:
    rows = np.arange(len(values))
    fills = [colour if mark else palette().context for mark in markers]
    axis.barh(rows, np.nan_to_num(values), color=fills, height=0.7)
    axis.plot(totals, rows, "o", color=palette().ink, markersize=3)
    written = markers & (np.abs(values - np.asarray(totals)) >= WRITTEN)
    for row in rows[written]:
        end = np.nanmax([values[row], totals[row], 0.0])
        axis.annotate(
            texts[row], (end, row), xytext=(3.5, 0), textcoords="offset points", va="center",
            fontsize=NUMBER_POINTS,
        )  # fmt: skip
    axis.set_xlim(0, width / max(width - NUMBER_CM, 0.3 * width))
    axis.set_ylim(len(values) - 0.5, -0.5)
    axis.set_xticks([])
    axis.tick_params(length=0)
    axis.spines["bottom"].set_visible(False)
    axis.axvline(0, color=palette().muted, linewidth=0.8)
    axis.grid(False)
