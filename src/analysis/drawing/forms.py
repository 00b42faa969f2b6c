"""Which drawings a form becomes: one for the page, one for a phone."""

from __future__ import annotations

from functools import singledispatch

from matplotlib.figure import Figure as Drawing

from analysis.drawing.bars import bar_chart
from analysis.drawing.canvas import NARROW_CM
from analysis.drawing.change_rows import change_chart
from analysis.drawing.curves import crossing_chart
from analysis.drawing.lines import equality_chart, line_chart
from analysis.drawing.narrow_bars import narrow_bar_chart
from analysis.drawing.narrow_points import narrow_change_chart, narrow_range_chart
from analysis.drawing.narrow_stacked_bars import (
    narrow_nested_bar_chart,
    narrow_stacked_bar_chart,
)
from analysis.drawing.nested_bars import nested_bar_chart
from analysis.drawing.ranges import range_chart
from analysis.drawing.stacked_bars import stacked_bar_chart
from analysis.drawing.tracked_periods import track_chart
from analysis.values.chart_forms import (
    BarChart,
    ChangeChart,
    Form,
    NestedBarChart,
    RangeChart,
    StackedBarChart,
)
from analysis.values.line_forms import CrossingChart, EqualityChart, LineChart, TrackChart


@singledispatch
def drawn(form: Form) -> Drawing:
    """Return the drawing of a form, in the colours and the language in use."""
    raise TypeError(f"no drawing is known of {type(form).__name__}")


drawn.register(BarChart, bar_chart)
drawn.register(StackedBarChart, stacked_bar_chart)
drawn.register(NestedBarChart, nested_bar_chart)
drawn.register(RangeChart, range_chart)
drawn.register(ChangeChart, change_chart)
drawn.register(LineChart, line_chart)
drawn.register(TrackChart, track_chart)
drawn.register(EqualityChart, equality_chart)
drawn.register(CrossingChart, crossing_chart)


@singledispatch
def narrowly_drawn(form: Form) -> Drawing:
    """Return the drawing of a form for a phone, on which the page's would be too small."""
    raise TypeError(f"no narrow drawing is known of {type(form).__name__}")


narrowly_drawn.register(BarChart, narrow_bar_chart)
narrowly_drawn.register(StackedBarChart, narrow_stacked_bar_chart)
narrowly_drawn.register(NestedBarChart, narrow_nested_bar_chart)
narrowly_drawn.register(RangeChart, narrow_range_chart)
narrowly_drawn.register(ChangeChart, narrow_change_chart)
narrowly_drawn.register(LineChart, lambda form: line_chart(form, NARROW_CM))
narrowly_drawn.register(TrackChart, lambda form: track_chart(form, NARROW_CM))
narrowly_drawn.register(EqualityChart, lambda form: equality_chart(form, NARROW_CM))
narrowly_drawn.register(CrossingChart, lambda form: crossing_chart(form, NARROW_CM))
