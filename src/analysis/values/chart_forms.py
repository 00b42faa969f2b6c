"""What a chart shows, as plain values: rows with lengths, labels and roles, before it is drawn.

A form says what is drawn and in which order, never how: what has a role gets its colour from the
client's brand where it is drawn. All sequences go by row, from the top, or from left to right.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

# what makes the point, what stands against it, what stays behind, what is new or not filled;
# a number is that of a segment, whose colour is the same in every chart
Role = Literal["brand", "accent", "context", "muted", "ink", "empty"] | int


@dataclass(frozen=True)
class Axis:
    """An axis: what it is called and how its numbers are written.

    Attributes
    ----------
    label : str
        Its name; empty where the subtitle says it.
    format : str
        How its numbers are written.
    digits : int
        Decimals; of shares those of the percentage.
    currency : str
        ISO code where it is money.
    limits : tuple of float, optional
        Where it begins and ends; left out, as the values need it.
    """

    label: str = ""
    format: Literal["number", "share", "short_money"] = "number"
    digits: int = 0
    currency: str = ""
    limits: tuple[float, float] | None = None


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


@dataclass(frozen=True)
class LineChart:
    """One line with its points and their intervals.

    Attributes
    ----------
    x, y : sequence of float
        The points, from the left.
    texts : sequence of str
        What stands beside each point.
    x_axis, y_axis : Axis
        The axes.
    low, high : sequence of float, optional
        Ends of the intervals.
    chosen : float, optional
        The x of the one filled point; left out, all are filled.
    yardstick : (float, str), optional
        A value to hold the points against, and what it is.
    """

    x: Sequence[float]
    y: Sequence[float]
    texts: Sequence[str]
    x_axis: Axis
    y_axis: Axis
    low: Sequence[float] | None = None
    high: Sequence[float] | None = None
    chosen: float | None = None
    yardstick: tuple[float, str] | None = None


@dataclass(frozen=True)
class Line:
    """A line of a chart over time: its name, and its value in each period."""

    name: str
    values: Sequence[float]


@dataclass(frozen=True)
class TrackChart:
    """Actual beside expected over time.

    Attributes
    ----------
    ends : sequence of datetime.date
        Last day of each period.
    actual, expected : Line
        The two lines.
    edge : (str, datetime.date)
        The last day that the model saw, and what stands right of it.
    """

    ends: Sequence[dt.date]
    actual: Line
    expected: Line
    edge: tuple[str, dt.date]


Form = (
    BarChart | StackedBarChart | NestedBarChart | RangeChart | ChangeChart | LineChart | TrackChart
)


def highlighted(rows: Iterable[bool]) -> tuple[Role, ...]:
    """Return the roles of rows of which some make the point and the others are context."""
    return tuple("brand" if row else "context" for row in rows)
