"""What a chart shows, as plain values: rows with lengths, labels and roles, before it is drawn.

A form says what is drawn and in which order, never how: what has a role gets its colour from the
client's brand where it is drawn. All sequences go by row, from the top, or from left to right.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from analysis.values.chart_roles import Axis, Role
from analysis.values.line_forms import CrossingChart, EqualityChart, LineChart, TrackChart


@dataclass(frozen=True)
class Bars:
    """One panel of horizontal bars.

    Attributes
    ----------
    values : sequence of float
        Lengths; NaN leaves the row empty.
    title : str
        Head of the panel; empty for a single one.
    low, high : sequence of float, optional
        Ends of the intervals.
    texts : sequence of str, optional
        What stands beside the bars; left out, the values as shares.
    """

    values: Sequence[float]
    title: str = ""
    low: Sequence[float] | None = None
    high: Sequence[float] | None = None
    texts: Sequence[str] | None = None


@dataclass(frozen=True)
class BarChart:
    """Horizontal bars, in one or more panels that share their labels.

    Attributes
    ----------
    labels : sequence of str
        Row names.
    panels : sequence of Bars
        The panels.
    roles : sequence of Role, optional
        Of each row; left out, every row makes the point.
    small : sequence of bool, optional
        Rows whose base is too small: hatched.
    full : float, optional
        Where the value axis ends; 1 for shares that should be seen against the whole.
    reference : float, optional
        A value marked by a line in every panel.
    """

    labels: Sequence[str]
    panels: Sequence[Bars]
    roles: Sequence[Role] | None = None
    small: Sequence[bool] | None = None
    full: float | None = None
    reference: float | None = None


@dataclass(frozen=True)
class StackedPart:
    """One part of every row: its name, its share in each, and its role."""

    name: str
    shares: Sequence[float]
    role: Role


@dataclass(frozen=True)
class StackedBarChart:
    """Horizontal bars that each add up to the whole.

    Attributes
    ----------
    labels : sequence of str
        Row names.
    parts : sequence of StackedPart
        The parts, from the left.
    ends : sequence of str
        A text at the right end of every row, such as a score.
    end_title : str
        Head of those texts.
    small : sequence of bool, optional
        Rows whose base is too small: hatched.
    """

    labels: Sequence[str]
    parts: Sequence[StackedPart]
    ends: Sequence[str] = ()
    end_title: str = ""
    small: Sequence[bool] | None = None


@dataclass(frozen=True)
class BarPart:
    """One part of a nested bar.

    Attributes
    ----------
    share : float
        Of the whole list, 0–1.
    text : str
        What is written in it, or at the bar's end where it is narrow.
    role : Role
        What it is to the reader.
    """

    share: float
    text: str
    role: Role


@dataclass(frozen=True)
class NestedBars:
    """Bars of one list, from the whole down: each divides a part of the one above it."""

    title: str
    bars: Sequence[Sequence[BarPart]]


@dataclass(frozen=True)
class NestedBarChart:
    """Nested bars, list by list."""

    lists: Sequence[NestedBars]


@dataclass(frozen=True)
class RangeChart:
    """A row each: the whole range, the middle half, and a point with its text.

    Attributes
    ----------
    labels : sequence of str
        Row names.
    middle : sequence of float
        The points.
    inner, outer : sequence of (float, float)
        Ends of the middle half and of the whole range.
    texts : sequence of str
        What stands beside each row.
    roles : sequence of Role
        Of each row; what makes the point has its text in bold.
    small : sequence of bool
        Rows whose base is too small: a hollow point.
    axis : Axis
        The values' axis.
    """

    labels: Sequence[str]
    middle: Sequence[float]
    inner: Sequence[tuple[float, float]]
    outer: Sequence[tuple[float, float]]
    texts: Sequence[str]
    roles: Sequence[Role]
    small: Sequence[bool]
    axis: Axis


@dataclass(frozen=True)
class ChangeRow:
    """One row of then and now.

    Attributes
    ----------
    label : str
        Its name.
    role : Role
        What it is to the reader.
    before : tuple of float or None
        Share then, and the ends of its interval; None if there was nothing.
    now : tuple of float
        The same now.
    changed : bool
        Whether the change is more than chance.
    texts : tuple of str
        What stands in the columns right of the points.
    """

    label: str
    role: Role
    before: tuple[float, float, float] | None
    now: tuple[float, float, float]
    changed: bool
    texts: tuple[str, str]


@dataclass(frozen=True)
class ChangeChart:
    """Shares then and now, a row each, and the heads of the two columns of text."""

    rows: Sequence[ChangeRow]
    heads: tuple[str, str]


Form = (
    BarChart
    | StackedBarChart
    | NestedBarChart
    | RangeChart
    | ChangeChart
    | LineChart
    | TrackChart
    | EqualityChart
    | CrossingChart
)
