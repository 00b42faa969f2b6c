"""Nested bars: every bar divides a part of the one above it, list by list."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from analysis.drawing.figure import blank_drawing
from analysis.drawing.style import palette
from analysis.statistics.deciding import reaches

ROW_CM = 1.25
HEAD_CM = 0.9
NARROWEST = 0.22  # a part under it has no room for its name, which then stands at the end
WIDTH = 1.34  # of the longest bar with what stands at its end


@dataclass(frozen=True)
class BarPart:
    """One part of a bar.

    Attributes
    ----------
    share : float
        Of the whole list, 0–1.
    text : str
        What is written in it, or at the bar's end where it is narrow.
    fill : str
        ``brand``, ``accent``, ``context``, or ``empty``.
    """

    share: float
    text: str
    fill: Literal["brand", "accent", "context", "empty"]


def nested_bars(lists: Sequence[tuple[str, Sequence[Sequence[BarPart]]]]) -> Figure:
    """Draw the bars of every list under its title.

    Parameters
    ----------
    lists : sequence of (str, bars)
        Title of a list, and its bars from the whole down, each a sequence of parts.
    """
    rows = sum(len(bars) for _title, bars in lists)
    drawing, axis = blank_drawing(HEAD_CM * len(lists) + ROW_CM * rows)
    place = 0.0
    for title, bars in lists:
        axis.text(
            0, place - 0.15, title,
            fontsize=9, fontweight="bold", va="bottom", color=palette().ink,
        )  # fmt: skip
        for parts in bars:
            _draw(axis, parts, place + 0.3)
            place += 0.85
        place += 0.7
    axis.set_xlim(0, WIDTH)
    axis.set_ylim(place - 0.7, -0.65)
    axis.set_axis_off()
    return drawing


def _draw(axis: Axes, parts: Sequence[BarPart], place: float) -> None:
    colours = palette()
    fills = {
        "brand": colours.brand,
        "accent": colours.accent,
        "context": colours.context,
        "empty": colours.paper,
    }
    left, beside = 0.0, []
    for part in parts:
        axis.barh(
            place, part.share, left=left, height=0.5, color=fills[part.fill], linewidth=0.8,
            edgecolor=colours.context if part.fill == "empty" else colours.paper,
        )  # fmt: skip
        if reaches(part.share, NARROWEST):
            axis.text(
                left + part.share / 2, place, part.text, ha="center", va="center", fontsize=8.5,
                color=colours.paper if part.fill in ("brand", "accent") else colours.ink,
            )  # fmt: skip
        elif part.share > 0:
            beside.append(part.text)
        left += part.share
    axis.text(left + 0.01, place, "; ".join(beside), va="center", fontsize=8.5, color=colours.ink)
