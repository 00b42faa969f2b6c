"""Change and ranges on a phone: names above their points, texts beside or below them."""

from __future__ import annotations

from matplotlib.axes import Axes
from matplotlib.figure import Figure as Drawing
from matplotlib.ticker import FuncFormatter, MaxNLocator

from analysis.drawing.axis_numbers import axis_numbers
from analysis.drawing.canvas import NARROW_CM, narrow_drawing
from analysis.drawing.change_rows import change_points
from analysis.drawing.measured_text import wrapped_lines
from analysis.drawing.narrow_rows import LINE_CM, NamedRows, end_room
from analysis.drawing.ranges import range_marks
from analysis.drawing.style import palette
from analysis.languages import formats
from analysis.values.chart_forms import ChangeChart, RangeChart

CHANGE_CM = 1.0  # both points and a line of text
FOOT_CM, AXIS_EDGE_CM = 0.6, 0.9  # room for the axis's numbers
_BELOW_CM = 0.2  # from the points to the texts


def narrow_change_chart(form: ChangeChart) -> Drawing:
    """Draw a row each: its name, grey point and coloured point, and both texts under them."""
    rows = NamedRows([row.label for row in form.rows], CHANGE_CM, NARROW_CM - AXIS_EDGE_CM)
    heads = [wrapped_lines(head, (NARROW_CM - AXIS_EDGE_CM) / 2, 2) for head in form.heads]
    head_cm = LINE_CM * max(map(len, heads)) + 0.1
    drawing, (axis,) = narrow_drawing(head_cm, rows.height_cm, FOOT_CM, edge_cm=AXIS_EDGE_CM)
    largest = max(
        [row.now[2] for row in form.rows] + [row.before[2] for row in form.rows if row.before]
    )
    for place, row in enumerate(form.rows):
        change_points(axis, place, row)
        for x, text, weight in ((0.0, row.texts[0], "normal"), (0.5, row.texts[1], "bold")):
            axis.text(
                x, place + _BELOW_CM / rows.row_cm, text, va="top", fontsize=8.5, fontweight=weight,
                transform=axis.get_yaxis_transform(),
            )  # fmt: skip
    rows.frame(axis)
    rows.write(axis)
    for x, lines in zip((0.0, 0.5), heads, strict=True):
        axis.text(x, 1.0, "\n".join(lines), va="bottom", fontsize=8.5, color=palette().muted,
                  transform=axis.transAxes)  # fmt: skip
    axis.set_xlim(0, largest * 1.04)
    _set_ticks(axis, largest)
    axis.xaxis.set_major_formatter(FuncFormatter(lambda value, _: formats.share(value, digits=0)))
    axis.grid(False)
    return drawing


def narrow_range_chart(form: RangeChart) -> Drawing:
    """Draw a row each; small bases have a hollow point."""
    rows = NamedRows(form.labels, room_cm=NARROW_CM - AXIS_EDGE_CM)
    drawing, (axis,) = narrow_drawing(0.1, rows.height_cm, FOOT_CM, edge_cm=AXIS_EDGE_CM)
    range_marks(axis, form)
    rows.frame(axis)
    rows.write(axis)
    largest = max(high for _low, high in form.outer)
    axis.set_xlim(0, largest * end_room(form.texts, NARROW_CM - AXIS_EDGE_CM))
    _set_ticks(axis, largest)
    axis.xaxis.set_major_formatter(axis_numbers(form.axis))
    return drawing


def _set_ticks(axis: Axes, largest: float) -> None:
    """Number an axis up to its largest mark: a number at the drawing's edge would be cut."""
    ticks = MaxNLocator(4).tick_values(0, largest)
    axis.set_xticks([tick for tick in ticks if 0 <= tick <= largest])
