"""Bubbles on a matrix of two scores from 0 to 10, each with its intervals and its name."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure as Drawing
from matplotlib.ticker import FuncFormatter, MultipleLocator
from numpy.typing import ArrayLike

from analysis.drawing.canvas import blank_drawing
from analysis.drawing.measured_text import text_width
from analysis.drawing.style import palette, readable
from analysis.languages import formats
from analysis.statistics.deciding import first_smallest, order

HEIGHT_CM = 8.8
AREA = 1100.0  # of the largest bubble, in square points
SMALLEST = 60.0
TOP, MIDDLE, ROOM = 10.0, 5.0, 1.1
_LINE = 11.0  # points between lines of names
_POINTS_PER_CM = 72 / 2.54
# where a name may stand around its bubble: across and up, in units of the gap
_SIDES = ((1, 0), (-1, 0), (0, 1), (0, -1), (1, 1), (-1, 1), (1, -1), (-1, -1))
Box = tuple[float, float, float, float]
ToPoints = Callable[[ArrayLike], np.ndarray]


@dataclass(frozen=True)
class Bubble:
    """One segment on the matrix: its name, place, intervals, share of people and colour."""

    name: str
    fit: float
    attractiveness: float
    fit_interval: tuple[float, float]
    attractiveness_interval: tuple[float, float]
    share: float
    colour: str
    passed: bool
    first: bool


def choice_matrix(bubbles: Sequence[Bubble], *, x_label: str, y_label: str) -> Drawing:
    """Draw bubbles on two axes from 0 to 10, named beside them; the first in bold.

    Parameters
    ----------
    bubbles : sequence of Bubble
        The segments.
    x_label, y_label : str
        Names of the axes.
    """
    drawing, axis = blank_drawing(HEIGHT_CM)
    _frame(axis, x_label, y_label)
    largest = max(bubble.share for bubble in bubbles)
    areas = [max(SMALLEST, AREA * bubble.share / largest) for bubble in bubbles]
    for bubble in bubbles:
        if bubble.first:  # a total is the mean of both: where it is the same is a straight line
            total = bubble.fit + bubble.attractiveness
            axis.plot(
                [total + ROOM, total - TOP - ROOM], [-ROOM, TOP + ROOM],
                color=palette().muted, linewidth=0.8, linestyle=(0, (4, 3)), zorder=1,
            )  # fmt: skip
    # the largest first, so that none is hidden
    for place in order(areas, descending=True):
        _bubble(axis, bubbles[place], areas[place])
    drawing.draw_without_rendering()  # fixes the scale the names are placed in
    _name(axis, bubbles, areas)
    return drawing


def _frame(axis: Axes, x_label: str, y_label: str) -> None:
    limits = (-ROOM, TOP + ROOM)
    axis.set(xlim=limits, ylim=limits, xlabel=x_label, ylabel=y_label)
    axis.grid(True, axis="both")
    for line in (axis.axhline, axis.axvline):
        line(MIDDLE, color=palette().context, linewidth=1.0, zorder=1)
    for side in (axis.xaxis, axis.yaxis):
        side.set_major_locator(MultipleLocator(2.5))
        side.set_major_formatter(
            FuncFormatter(lambda value, _place: formats.number(value, 0 if value % 5 == 0 else 1))
        )


def _bubble(axis: Axes, bubble: Bubble, area: float) -> None:
    faint = palette().context
    axis.scatter(
        [bubble.fit], [bubble.attractiveness], s=area, zorder=3, linewidths=1.3,
        facecolors=bubble.colour if bubble.passed else "none",
        edgecolors=palette().paper if bubble.passed else bubble.colour,
        linestyles="solid" if bubble.passed else (0, (3, 2)),
        alpha=0.78 if bubble.passed else 1.0, clip_on=False,
    )  # fmt: skip
    # a light line under the dark one keeps the interval visible on the bubble itself
    ink = palette().ink if bubble.passed else faint
    for colour, width in ((palette().paper, 2.4), (ink, 0.9)):
        across, up = bubble.fit_interval, bubble.attractiveness_interval
        axis.hlines(bubble.attractiveness, *across, color=colour, linewidth=width, zorder=4)
        axis.vlines(bubble.fit, *up, color=colour, linewidth=width, zorder=4)


def _name(axis: Axes, bubbles: Sequence[Bubble], areas: Sequence[float]) -> None:
    """Put every name where it covers least of bubbles, intervals and other names."""
    scale = 72 / axis.figure.dpi
    to_points = axis.transData.transform
    spots = to_points([(one.fit, one.attractiveness) for one in bubbles]) * scale
    radii = [float(np.sqrt(area / np.pi)) for area in areas]
    left, low, right, high = axis.bbox.extents
    frame = (left * scale, low * scale, right * scale, high * scale)
    discs = [(x - r, y - r, x + r, y + r) for (x, y), r in zip(spots, radii, strict=True)]
    lines = [box for one in bubbles for box in _crosses(one, to_points, scale)]
    lines += [box for one in bubbles if one.first for box in _same_total(one, to_points, scale)]
    taken: list[Box] = []
    for place in np.argsort([not one.first for one in bubbles], kind="stable"):
        bubble, spot, gap = bubbles[place], spots[place], radii[place] * 0.8 + 5
        width = text_width(bubble.name, 9) * _POINTS_PER_CM * (1.08 if bubble.first else 1.0)
        tried = [(across, up, reach) for reach in (1.0, 1.5, 2.1) for across, up in _SIDES]
        boxes = [_box(spot, gap * reach, (across, up), width) for across, up, reach in tried]
        costs = [
            sum(3 * _overlap(box, other) for other in taken)
            + sum(_overlap(box, other) for other in discs)
            + sum(2 * _overlap(box, other) for other in lines)
            + 5 * (_area(box) - _overlap(box, frame))
            + 12 * (reach - 1)
            for box, (_across, _up, reach) in zip(boxes, tried, strict=True)
        ]
        box = boxes[int(first_smallest(costs))]
        taken.append(box)
        middle = ((box[0] + box[2]) / 2 - spot[0], (box[1] + box[3]) / 2 - spot[1])
        axis.annotate(
            bubble.name, (bubble.fit, bubble.attractiveness), xytext=middle,
            textcoords="offset points", ha="center", va="center", fontsize=9, zorder=5,
            color=readable(bubble.colour) if bubble.passed else palette().muted,
            fontweight="bold" if bubble.first else "normal",
        )  # fmt: skip


def _crosses(bubble: Bubble, to_points: ToPoints, scale: float) -> list[Box]:
    """Return the two interval lines of a bubble as thin boxes in points."""
    (left, low), (right, high) = (
        to_points([(bubble.fit_interval[end], bubble.attractiveness_interval[end])])[0] * scale
        for end in (0, 1)
    )
    x, y = to_points([(bubble.fit, bubble.attractiveness)])[0] * scale
    return [(left, y - 1, right, y + 1), (x - 1, low, x + 1, high)]


def _same_total(bubble: Bubble, to_points: ToPoints, scale: float) -> list[Box]:
    """Return the line of the same total as small boxes in points."""
    total = bubble.fit + bubble.attractiveness
    across = np.linspace(-ROOM, TOP + ROOM, 60)
    spots = to_points(np.column_stack([across, total - across])) * scale
    return [(x - 3, y - 2, x + 3, y + 2) for x, y in spots]


def _box(spot: np.ndarray, gap: float, side: tuple[int, int], width: float) -> Box:
    across, up = side
    middle = spot[0] + across * (gap + width / 2)
    height = spot[1] + up * (gap + _LINE / 2)
    return (middle - width / 2, height - _LINE / 2, middle + width / 2, height + _LINE / 2)


def _area(box: Box) -> float:
    return (box[2] - box[0]) * (box[3] - box[1])


def _overlap(one: Box, other: Box) -> float:
    across = max(0.0, min(one[2], other[2]) - max(one[0], other[0]))
    up = max(0.0, min(one[3], other[3]) - max(one[1], other[1]))
    return across * up
