"""Lines as plain values: points from left to right, before they are drawn."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from analysis.values.chart_roles import Axis, Role


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


@dataclass(frozen=True)
class EqualityChart:
    """A curve of cumulated shares against the line of equality.

    Attributes
    ----------
    x, y : sequence of float
        Cumulated shares, 0–1.
    x_axis, y_axis : Axis
        The axes.
    mark : (float, float, str)
        The one marked point, and what stands beside it.
    """

    x: Sequence[float]
    y: Sequence[float]
    x_axis: Axis
    y_axis: Axis
    mark: tuple[float, float, str]


@dataclass(frozen=True)
class Curve:
    """A line of cumulated shares.

    Attributes
    ----------
    name : str
        What the legend calls it.
    shares : sequence of float
        Its height at each amount, 0–1.
    role : Role
        What it is to the reader.
    dashed : bool
        Whether it is told from the other line of its role by its strokes.
    """

    name: str
    shares: Sequence[float]
    role: Role
    dashed: bool = False


@dataclass(frozen=True)
class Crossing:
    """A point on two curves: its amount, its height, and what stands beside it."""

    amount: float
    share: float
    text: str


@dataclass(frozen=True)
class CrossingChart:
    """Curves over an amount, and the places where they cross.

    Attributes
    ----------
    amounts : sequence of float
        Ascending; lines are straight from one to the next.
    curves : sequence of Curve
        The curves.
    crossings : sequence of Crossing
        The points, from the left.
    band : tuple of float
        Amounts between which the ground is tinted.
    until : float
        Where the axis of amounts ends.
    axis : Axis
        The axis of amounts.
    """

    amounts: Sequence[float]
    curves: Sequence[Curve]
    crossings: Sequence[Crossing]
    band: tuple[float, float]
    until: float
    axis: Axis
