"""Cumulated shares as lines over an amount, and the places where they cross."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

import seaborn
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter, MaxNLocator

from analysis.drawing.canvas import blank_drawing
from analysis.drawing.style import palette
from analysis.languages import formats

HEIGHT_CM = 8.6


@dataclass(frozen=True)
class Curve:
    """One line.

    Attributes
    ----------
    name : str
        What the legend calls it.
    shares : sequence of float
        Its height at each amount, 0–1.
    colour : str
        ``brand`` or ``accent``.
    dashed : bool
        Whether it is told from the other line of its colour by its strokes.
    """

    name: str
    shares: Sequence[float]
    colour: Literal["brand", "accent"]
    dashed: bool = False


@dataclass(frozen=True)
class Crossing:
    """A point on two lines: its amount, its height, and what stands beside it."""

    amount: float
    share: float
    text: str


def crossing_curves(
    amounts: Sequence[float],
    curves: Sequence[Curve],
    crossings: Sequence[Crossing],
    *,
    band: tuple[float, float],
    until: float,
    amount_text: Callable[[float], str],
) -> Figure:
    """Draw lines over amounts, their crossings as points, and the range between two of them.

    Parameters
    ----------
    amounts : sequence of float
        Ascending; lines are straight from one to the next.
    curves : sequence of Curve
        The lines.
    crossings : sequence of Crossing
        The points, from the left.
    band : tuple of float
        Amounts between which the ground is tinted.
    until : float
        Where the axis of amounts ends.
    amount_text : callable
        Writes an amount.
    """
    drawing, axis = blank_drawing(HEIGHT_CM)
    colours = palette()
    axis.axvspan(*band, color=colours.context, alpha=0.25, linewidth=0)
    for curve in curves:
        seaborn.lineplot(
            x=list(amounts), y=list(curve.shares), ax=axis, errorbar=None, estimator=None,
            color=colours.brand if curve.colour == "brand" else colours.accent, linewidth=1.6,
            linestyle=(0, (4, 2)) if curve.dashed else "-", label=curve.name, legend=False,
        )  # fmt: skip
    for place, one in enumerate(crossings):
        axis.plot(one.amount, one.share, "o", color=colours.ink, markersize=5, zorder=5)
        # by turns above and below: neighbours may lie close
        axis.annotate(
            one.text, (one.amount, one.share), xytext=(0, -13 if place % 2 else 9), ha="center",
            textcoords="offset points", fontsize=8.5, color=colours.ink, zorder=6,
            bbox={"facecolor": colours.paper, "edgecolor": "none", "pad": 0.6, "alpha": 0.8},
        )  # fmt: skip
    axis.set(xlabel="", ylabel="", xlim=(0, until), ylim=(0, 1.02))
    axis.xaxis.set_major_locator(MaxNLocator(6))
    axis.xaxis.set_major_formatter(FuncFormatter(lambda value, _position: amount_text(value)))
    axis.yaxis.set_major_locator(MaxNLocator(5))
    axis.yaxis.set_major_formatter(
        FuncFormatter(lambda value, _position: formats.share(value, digits=0))
    )
    axis.grid(axis="y")
    axis.grid(visible=False, axis="x")
    axis.tick_params(length=0)
    drawing.legend(loc="outside upper left", ncols=len(curves), frameon=False, columnspacing=1.4)
    return drawing
