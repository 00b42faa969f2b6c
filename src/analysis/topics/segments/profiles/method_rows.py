"""Rows of the profiles: what a segment says, line by line."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class ProfileCell:
    """One line of a profile in one segment.

    Attributes
    ----------
    segment, base : int
        Segment; respondents of it who answered, unweighted.
    estimate, low, high : float
        Weighted share (0–1) or mean, with its interval; NaN where nobody answered.
    difference : float
        Estimate minus the total's.
    marker : bool
        Whether the segment stands out on it; see `segment_profiles`.
    """

    segment: int
    base: int
    estimate: float
    low: float
    high: float
    difference: float
    marker: bool


@dataclass(frozen=True)
class ProfileLine:
    """A variable, or one category of it, over all segments.

    Attributes
    ----------
    category : str or None
        Label of the category; None for yes/no and numeric variables.
    total : float
        Weighted share (0–1) or mean of everyone in a segment.
    cells : tuple of ProfileCell
        By segment number.
    """

    category: str | None
    total: float
    cells: tuple[ProfileCell, ...]


@dataclass(frozen=True)
class ProfileVariable:
    """How much a variable differs between the segments.

    Attributes
    ----------
    variable : str
        Name of its column.
    kind : str
        ``share`` (yes/no), ``categories`` or ``mean``.
    lines : tuple of ProfileLine
        One for yes/no and numeric variables, else one a category.
    base : int
        Respondents with a segment and an answer.
    effect, effect_name : float, str
        0–1: ``cramers_v`` for yes/no and categories, ``eta_squared`` for means.
    p_value, adjusted_p : float or None
        Of the difference between segments; None for what the segments were made from.
    thin : bool
        Whether too few people are expected in its cells for chi-square: its p-value comes
        from shuffled tables.
    differs : bool or None
        Whether the adjusted p-value is under 1 minus the level.
    """

    variable: str
    kind: str
    lines: tuple[ProfileLine, ...]
    base: int
    effect: float
    effect_name: str
    p_value: float | None = None
    thin: bool = False
    adjusted_p: float | None = None
    differs: bool | None = None
