"""An empty drawing of the page's width, for every drawing to begin with."""

from __future__ import annotations

from typing import Any

from matplotlib.figure import Figure as Drawing

WIDTH_CM = 16.0  # the text width of the printed page
_CM_PER_INCH = 2.54


def blank_drawing(height_cm: float, columns: int = 1) -> tuple[Drawing, Any]:
    """Return an empty drawing of the page's width and its axes (an array for several columns).

    Parameters
    ----------
    height_cm : float
        Height in print.
    columns : int
        Panels side by side, with one vertical axis.
    """
    # Figure instead of pyplot: nothing global stays behind, nothing is shown twice
    drawing = Drawing(
        figsize=(WIDTH_CM / _CM_PER_INCH, height_cm / _CM_PER_INCH), layout="constrained"
    )
    return drawing, drawing.subplots(1, columns, sharey=True)
