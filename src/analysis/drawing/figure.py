"""How a drawing becomes a chart: an empty one to begin with, and its bytes when it is done."""

from __future__ import annotations

import io
import re
from typing import Any

import matplotlib
from matplotlib.figure import Figure as Drawing

from analysis.values.chart import Chart
from analysis.values.finding import Finding
from analysis.values.table import Table

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


def finished_figure(
    drawing: Drawing,
    *,
    name: str,
    finding: Finding,
    alt: str,
    subtitle: str = "",
    base: str = "",
    source: str = "",
    data: Table | None = None,
) -> Chart:
    """Return the drawing as a chart whose bytes depend on nothing but what was drawn.

    Its title is the headline of the finding it shows, so that both say the same.

    Raises
    ------
    ValueError
        If the message or the alt text is empty.
    """
    if not finding.headline.strip() or not alt.strip():
        raise ValueError(f"chart {name} must have a title and an alt text")
    return Chart(name, finding.headline, subtitle, _svg(drawing, name), alt, base, source, data)


def _svg(drawing: Drawing, name: str) -> str:
    buffer = io.StringIO()
    with matplotlib.rc_context({"svg.fonttype": "none", "svg.hashsalt": name}):
        drawing.savefig(
            buffer, format="svg", transparent=True, metadata={"Date": None, "Creator": None}
        )
    text = buffer.getvalue()
    text = text[text.index("<svg") :]
    text = re.sub(r"<metadata>.*?</metadata>", "", text, flags=re.DOTALL)
    return _prefixed(re.sub(r"<!--.*?-->\s*", "", text, flags=re.DOTALL), name)


def _prefixed(svg: str, name: str) -> str:
    """Put the chart's name before every id, or inlined drawings would share ids."""
    svg = re.sub(r'\bid="([^"]+)"', rf'id="{name}-\1"', svg)
    svg = re.sub(r'((?:xlink:)?href)="#([^"]+)"', rf'\1="#{name}-\2"', svg)
    return re.sub(r"url\(#([^)]+)\)", rf"url(#{name}-\1)", svg)
