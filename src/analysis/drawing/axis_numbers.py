"""How the numbers of an axis are written."""

from __future__ import annotations

from matplotlib.ticker import FuncFormatter

from analysis.languages import formats
from analysis.values.chart_roles import Axis


def axis_numbers(axis: Axis) -> FuncFormatter:
    """Return what writes an axis's numbers in the active language."""
    return FuncFormatter(lambda value, _place: _written(value, axis))


def _written(value: float, axis: Axis) -> str:
    if axis.format == "share":
        return formats.share(value, digits=axis.digits)
    if axis.format == "short_money":
        return formats.short_money(value, axis.currency)
    return formats.number(value, axis.digits)
