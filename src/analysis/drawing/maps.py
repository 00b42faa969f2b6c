"""Maps of points with names: brands and what they stand for."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure as Drawing

from analysis.drawing.canvas import blank_drawing
from analysis.drawing.style import palette
from analysis.languages import formats
from analysis.statistics.deciding import in_order

# where a name may stand around its point, in points, best first
_PLACES = [(6, 0), (-6, 0), (0, 8), (0, -8), (6, 7), (-6, 7), (6, -7), (-6, -7), (0, 16), (0, -16)]
Box = tuple[float, float, float, float]  # left, bottom, right, top
_CHARACTER_WIDTH = 4.3  # of the 8.5 pt font, on average, in points
_LINE_HEIGHT = 10.0
_MOST_COVERED = 0.12  # share of an attribute's name that may be covered


def point_map(
    brands: Sequence[tuple[str, float, float]],
    attributes: Sequence[tuple[str, float, float]],
    *,
    own: str | None,
    axis_shares: tuple[float, float],
    axis_names: tuple[str, str],
) -> Drawing:
    """Draw brands (filled, named in bold) and attributes (small crosses) on two axes.

    Parameters
    ----------
    brands, attributes : sequence of (str, float, float)
        Name and coordinates; one unit is as long on both axes.
    own : str or None
        The client's brand, in the brand's colour.
    axis_shares : tuple of float
        Share of inertia on each axis.
    axis_names : tuple of str
        Their names.
    """
    drawing, axis = blank_drawing(12.0)
    colours = palette()
    axis.axhline(0, color=colours.context, linewidth=0.8)
    axis.axvline(0, color=colours.context, linewidth=0.8)
    for _name, x, y in attributes:
        axis.plot(x, y, "x", color=colours.muted, markersize=4.5)
    for name, x, y in brands:
        colour = colours.brand if name == own else colours.ink
        axis.plot(x, y, "o", color=colour, markersize=8)
    axis.set_aspect("equal", adjustable="datalim")
    axis.margins(0.16)
    axis.grid(False)
    axis.set_xticks([])
    axis.set_yticks([])
    axis.set_xlabel(f"{axis_names[0]} ({formats.share(axis_shares[0], digits=0)})")
    axis.set_ylabel(f"{axis_names[1]} ({formats.share(axis_shares[1], digits=0)})")
    drawing.draw_without_rendering()  # fixes the scale the names are placed in
    # far from the middle is what the map is about: those attributes get their names first
    outward = in_order(attributes, lambda point: -np.hypot(point[1], point[2]))
    names = [(*point, True) for point in brands] + [(*point, False) for point in outward]
    _place_names(axis, names, own)
    return drawing


def _place_names(
    axis: Axes, points: Sequence[tuple[str, float, float, bool]], own: str | None
) -> None:
    """Give every name the first place where it covers least: greedy, brands first."""
    scale = 72 / axis.figure.dpi
    spots = axis.transData.transform([(x, y) for _n, x, y, _b in points]) * scale
    frame = np.asarray(axis.bbox.extents) * scale
    taken = [(x - 4, y - 4, x + 4, y + 4) for x, y in spots]
    for (name, x, y, is_brand), spot in zip(points, spots, strict=True):
        size = (len(name) * _CHARACTER_WIDTH * (1.12 if is_brand else 1.0), _LINE_HEIGHT)
        boxes = [(place, _box(spot, place, size)) for place in _PLACES]
        place, box = in_order(boxes, lambda found: _cost(found[1], taken, frame))[0]
        if not is_brand and _cost(box, taken, frame) > _MOST_COVERED * size[0] * size[1]:
            continue  # a name nobody can read says less than the table under the map
        taken.append(box)
        colour = palette().muted
        if is_brand:
            colour = palette().brand if name == own else palette().ink
        axis.annotate(
            name, (x, y), xytext=place, textcoords="offset points", fontsize=8.5, color=colour,
            fontweight="bold" if is_brand else "normal", va="center",
            ha={1: "left", -1: "right", 0: "center"}[int(np.sign(place[0]))],
        )  # fmt: skip


def _box(spot: np.ndarray, place: tuple[int, int], size: tuple[float, float]) -> Box:
    width, height = size
    left = spot[0] + place[0] - {1: 0.0, -1: width, 0: width / 2}[int(np.sign(place[0]))]
    bottom = spot[1] + place[1] - height / 2
    return (left, bottom, left + width, bottom + height)


def _cost(box: Box, taken: Sequence[Box], frame: np.ndarray) -> float:
    """Covered area, with what sticks out of the frame counted five times."""
    covered = sum(_overlap(box, other) for other in taken)
    area = (box[2] - box[0]) * (box[3] - box[1])
    return covered + 5 * (area - _overlap(box, frame))


def _overlap(one: Box, other: Box | np.ndarray) -> float:
    width, height = (
        max(0.0, min(one[2 + side], other[2 + side]) - max(one[side], other[side]))
        for side in (0, 1)
    )
    return float(width * height)
