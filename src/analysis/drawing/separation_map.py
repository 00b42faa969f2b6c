"""Segments as clouds of points: light people, an ellipse and a name for every segment."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure as Drawing
from matplotlib.patches import Ellipse

from analysis.drawing.canvas import blank_drawing
from analysis.drawing.measured_text import text_width, wrapped_lines
from analysis.drawing.style import palette, readable

HEIGHT_CM = 8.8
WIDEST_NAME_CM = 3.4
LINE_CM = 0.38
SHAPES = "osD^vPX*"  # told apart in black and white, too
LINES = ("-", (0, (5, 2)), (0, (1, 1.4)), (0, (5, 1.5, 1, 1.5)))
_CM_PER_POINT = 2.54 / 72
OUTLINE = 40  # places on the line of an ellipse that a name should not cover
Box = tuple[float, float, float, float]  # left, bottom, right, top
_STEPS = 16  # directions a name may stand in around its centre


@dataclass(frozen=True)
class Cloud:
    """One segment on the map.

    Attributes
    ----------
    name, colour : str
        Its name and its fixed colour.
    shape : int
        Which of the point shapes and line styles it has.
    x, y : sequence of float
        People.
    centre : tuple of float
        Its centre.
    ellipse : tuple of float
        Length, width and angle (degrees) of the ellipse around it.
    """

    name: str
    colour: str
    shape: int
    x: Sequence[float]
    y: Sequence[float]
    centre: tuple[float, float]
    ellipse: tuple[float, float, float]


Ends = tuple[str, str]


def separation_map(clouds: Sequence[Cloud], ends: tuple[Ends, Ends]) -> Drawing:
    """Draw segments on two axes of one scale, each with its name where it covers least.

    Parameters
    ----------
    clouds : sequence of Cloud
        The segments.
    ends : tuple of tuple of str
        What rises to the left and to the right; downwards and upwards. Empty: nothing does.
    """
    drawing, axis = blank_drawing(HEIGHT_CM)
    for cloud in clouds:
        axis.plot(
            cloud.x, cloud.y, SHAPES[cloud.shape % len(SHAPES)], color=cloud.colour, alpha=0.3,
            markersize=3.2, markeredgewidth=0, zorder=1,
        )  # fmt: skip
    for cloud in clouds:
        length, width, angle = cloud.ellipse
        style = LINES[cloud.shape % len(LINES)]
        for colour, thick in ((palette().paper, 3.4), (readable(cloud.colour), 1.7)):
            drawn = Ellipse(
                cloud.centre, length, width, angle=angle, fill=False, edgecolor=colour,
                linewidth=thick, linestyle=style if colour != palette().paper else "-", zorder=2,
            )  # fmt: skip
            axis.add_patch(drawn)
        axis.plot(
            *cloud.centre, SHAPES[cloud.shape % len(SHAPES)], color=readable(cloud.colour),
            markersize=8, markeredgecolor=palette().paper, zorder=4,
        )  # fmt: skip
    axis.set_aspect("equal", adjustable="datalim")
    axis.margins(0.06)
    axis.grid(False)
    axis.set(xticks=[], yticks=[])
    axis.spines["left"].set_visible(True)
    _write_ends(axis, *ends)
    drawing.draw_without_rendering()  # fixes the scale the names are placed in
    _write_names(axis, clouds)
    return drawing


def _write_ends(axis: Axes, across: Ends, upright: Ends) -> None:
    """Write what rises towards each side, all upright: nobody turns a page to read an axis."""
    style: dict[str, Any] = {
        "fontsize": 8.5, "color": palette().muted, "textcoords": "offset points"
    }  # fmt: skip
    (left, right), (low, high) = across, upright
    texts = [
        (f"↑ {high}" if high else "", (0, 1), (0, 4), "left", "bottom"),
        (f"↓ {low}" if low else "", (0, 0), (0, -4), "left", "top"),
        (f"← {left}" if left else "", (0, 0), (0, -17 if low else -4), "left", "top"),
        (f"{right} →" if right else "", (1, 0), (0, -17 if low else -4), "right", "top"),
    ]
    for text, corner, away, side, edge in texts:
        if text:
            axis.annotate(
                text, corner, xytext=away, xycoords="axes fraction", ha=side, va=edge,
                annotation_clip=False, **style,
            )  # fmt: skip


def _write_names(axis: Axes, clouds: Sequence[Cloud]) -> None:
    """Place names around their centres, so that none covers another or a centre."""
    scale = 72 / axis.figure.dpi * _CM_PER_POINT
    centres = axis.transData.transform([cloud.centre for cloud in clouds]) * scale
    frame = np.asarray(axis.bbox.extents) * scale
    taken = [(x - 0.15, y - 0.15, x + 0.15, y + 0.15) for x, y in centres]
    taken += [box for cloud in clouds for box in _outline(axis, cloud, scale)]
    for cloud, (x, y) in zip(clouds, centres, strict=True):
        lines = wrapped_lines(cloud.name, WIDEST_NAME_CM, 4)
        size = (max(text_width(line, 9.5) for line in lines) * 1.1, LINE_CM * len(lines))
        spots = [
            _spot(x, y, size, step, away) for away in (0.25, 0.8, 1.5, 2.2) for step in _turns()
        ]
        best = min(spots, key=lambda spot: round(_covered(spot, size, taken, frame), 6))
        taken.append(_box(best, size))
        if np.hypot(best[0] - x, best[1] - y) > 0.6 + max(size) / 2:
            ends = np.array([[x, y], best]) / scale
            places = axis.transData.inverted().transform(ends)
            axis.plot(*places.T, color=readable(cloud.colour), linewidth=0.7, zorder=3)
        across, up = axis.transData.inverted().transform(np.array(best) / scale)
        axis.text(
            across, up, "\n".join(lines), ha="center", va="center", fontsize=9.5, fontweight="bold",
            color=readable(cloud.colour), linespacing=1.1, zorder=5,
            bbox={"facecolor": palette().paper, "alpha": 0.75, "edgecolor": "none", "pad": 1.0},
        )  # fmt: skip


def _outline(axis: Axes, cloud: Cloud, scale: float) -> list[Box]:
    """Return the line of an ellipse as small boxes in centimetres."""
    length, width, angle = cloud.ellipse
    turn, along = np.radians(angle), np.linspace(0, 2 * np.pi, OUTLINE, endpoint=False)
    x, y = length / 2 * np.cos(along), width / 2 * np.sin(along)
    turned = np.column_stack(
        [x * np.cos(turn) - y * np.sin(turn), x * np.sin(turn) + y * np.cos(turn)]
    )
    spots = axis.transData.transform(turned + np.array(cloud.centre)) * scale
    return [(x - 0.1, y - 0.1, x + 0.1, y + 0.1) for x, y in spots]


def _turns() -> list[float]:
    """Return directions, above and below first: names are wider than high."""
    turns = np.arange(_STEPS) * 2 * np.pi / _STEPS
    return sorted(turns.tolist(), key=lambda turn: (round(-abs(np.sin(turn)), 6), turn))


def _spot(
    x: float, y: float, size: tuple[float, float], turn: float, away: float
) -> tuple[float, float]:
    reach_x, reach_y = size[0] / 2 + away, size[1] / 2 + away
    return (x + reach_x * float(np.cos(turn)), y + reach_y * float(np.sin(turn)))


def _box(spot: tuple[float, float], size: tuple[float, float]) -> Box:
    return (
        spot[0] - size[0] / 2, spot[1] - size[1] / 2, spot[0] + size[0] / 2, spot[1] + size[1] / 2
    )  # fmt: skip


def _covered(
    spot: tuple[float, float],
    size: tuple[float, float],
    taken: Sequence[Box],
    frame: np.ndarray,
) -> float:
    """Return the area covered, with what sticks out of the frame counted five times."""
    box = _box(spot, size)
    inside = _shared(box, frame)
    return sum(_shared(box, other) for other in taken) + 5 * (size[0] * size[1] - inside)


def _shared(one: Box, other: Box | np.ndarray) -> float:
    width = min(one[2], other[2]) - max(one[0], other[0])
    height = min(one[3], other[3]) - max(one[1], other[1])
    return max(0.0, width) * max(0.0, height)
