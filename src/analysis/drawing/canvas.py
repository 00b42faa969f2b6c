"""An empty drawing for every drawing to begin with: of the page's width, or of a phone's."""

from __future__ import annotations

from typing import Any

from matplotlib.axes import Axes
from matplotlib.figure import Figure as Drawing

WIDTH_CM = 16.0  # the text width of the printed page
NARROW_CM = 8.6  # a phone's of 360 pixels and more: a text of 8.5 points has 11 of them there
EDGE_CM = 0.3  # of a panel for a phone, left and right together
_CM_PER_INCH = 2.54


def blank_drawing(
    height_cm: float, columns: int = 1, *, width_cm: float = WIDTH_CM
) -> tuple[Drawing, Any]:
    """Return an empty drawing and its axes (an array for several columns).

    Parameters
    ----------
    height_cm : float
        Height in print.
    columns : int
        Panels side by side, with one vertical axis.
    width_cm : float
        Width in print; left out, the page's.
    """
    # Figure instead of pyplot: nothing global stays behind, nothing is shown twice
    drawing = Drawing(
        figsize=(width_cm / _CM_PER_INCH, height_cm / _CM_PER_INCH), layout="constrained"
    )
    return drawing, drawing.subplots(1, columns, sharey=True)


def narrow_drawing(
    head_cm: float,
    body_cm: float,
    foot_cm: float,
    *,
    panels: int = 1,
    beside: int = 1,
    edge_cm: float = EDGE_CM,
) -> tuple[Drawing, list[Axes]]:
    """Return an empty drawing for a phone, with room that is known: nothing is measured twice.

    Parameters
    ----------
    head_cm, body_cm, foot_cm : float
        Height above each panel, of its axes, and below it.
    panels : int
        How many there are.
    beside : int
        How many of them stand side by side.
    edge_cm : float
        Left and right of a panel together.
    """
    down, width = -(-panels // beside), NARROW_CM / beside
    each = head_cm + body_cm + foot_cm
    height = each * down
    drawing = Drawing(figsize=(NARROW_CM / _CM_PER_INCH, height / _CM_PER_INCH))
    axes = []
    for place in range(panels):
        left = place % beside * width + edge_cm / 2
        bottom = height - each * (place // beside) - head_cm - body_cm
        room = (left / NARROW_CM, bottom / height, (width - edge_cm) / NARROW_CM, body_cm / height)
        axes.append(drawing.add_axes(room))
    return drawing, axes
