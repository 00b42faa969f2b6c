"""Charts as answers ask for them that make no forms yet."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from matplotlib.figure import Figure as Drawing

from analysis.drawing.bars import bar_chart
from analysis.drawing.lines import line_chart
from analysis.values.chart_forms import BarChart, Bars
from analysis.values.chart_roles import Axis
from analysis.values.chart_roles import highlighted as roles_of
from analysis.values.line_forms import LineChart

__all__ = ["Bars", "bar_panels", "line_with_points"]


def bar_panels(
    labels: Sequence[str],
    panels: Sequence[Bars],
    *,
    highlighted: Sequence[bool] | None = None,
    small: Sequence[bool] | None = None,
    colours: Sequence[str] = (),
    full: float | None = None,
    reference: float | None = None,
) -> Drawing:
    """Draw a `BarChart`, with the colours of its rows where these are given."""
    roles = None if highlighted is None else roles_of(highlighted)
    return bar_chart(BarChart(labels, panels, roles, small, full, reference), colours)


def line_with_points(
    x: Sequence[float],
    y: Sequence[float],
    *,
    low: Sequence[float],
    high: Sequence[float],
    chosen: float,
    x_label: str,
    y_label: str,
    y_text: Callable[[float], str],
    y_range: tuple[float, float],
) -> Drawing:
    """Draw a `LineChart` of plain numbers."""
    axes = Axis(x_label), Axis(y_label, digits=1, limits=y_range)
    return line_chart(LineChart(x, y, [y_text(value) for value in y], *axes, low, high, chosen))
