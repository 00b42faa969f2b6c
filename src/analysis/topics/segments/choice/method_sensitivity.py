"""Whether another segment comes first when weights change, or numbers move in their intervals."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from analysis.statistics.deciding import equals, exceeds, first_largest
from analysis.statistics.intervals import percentile_intervals
from analysis.statistics.within_chance import SURE

Array = npt.NDArray[np.float64]
FACTORS = (0.5, 1.5)
BALANCE = "balance"
TOP = 10.0


@dataclass(frozen=True, eq=False)
class ScoreSheet:
    """The numbers of one axis: criteria × segments.

    Attributes
    ----------
    values : ndarray
        Criteria × segments: the numbers.
    spreads : ndarray
        The same: their standard errors; 0 where a number is certain.
    ends : ndarray
        Criteria × 2: the numbers that score 0 and 10; NaN where the segments that pass decide.
    weights : ndarray
        One a criterion, 0 or more, not all 0.
    passed : ndarray of bool
        Which segments pass the knock-out criteria.
    """

    values: Array
    spreads: Array
    ends: Array
    weights: Array
    passed: npt.NDArray[np.bool_]

    @property
    def scale(self) -> Array:
        """Return the ends of the scales, criteria × 2: given, or the numbers' own."""
        compared = self.values[:, self.passed] if self.passed.any() else self.values
        own = np.column_stack([compared.min(axis=1), compared.max(axis=1)])
        return np.where(np.isnan(self.ends), own, self.ends)

    def scores(self, values: Array, *, moved: bool = False) -> Array:
        """Return scores of numbers of the shape … × criteria × segments.

        Parameters
        ----------
        values : ndarray
            The numbers.
        moved : bool
            Whether they were moved within their intervals: a scale that the numbers set
            themselves then goes on beyond 0 and 10, or the first could only lose by chance.
        """
        low, high = self.scale[:, :1], self.scale[:, 1:]
        wide = ~equals(high, low, scale=1e-6)
        scores = TOP * (values - low) / np.where(wide, high - low, 1.0)
        scores = np.where(wide, scores, TOP / 2)
        kept = np.clip(scores, 0.0, TOP)
        going_on = np.isnan(self.ends[:, :1]) & self.passed
        return np.where(going_on, scores, kept) if moved else kept


@dataclass(frozen=True)
class WeightChange:
    """Who is first when one weight changes.

    Attributes
    ----------
    place : int or None
        Place of the criterion, those of attractiveness first; None: one axis against the other.
    factor : float
        What the weight (for the axes: that of attractiveness) is multiplied by.
    first : int
        The segment that is first then.
    flips : bool
        Whether that is another one than before.
    name, part : str
        The criterion's name (``balance`` for the axes) and axis.
    """

    place: int | None
    factor: float
    first: int
    flips: bool
    name: str = ""
    part: str = ""


@dataclass(frozen=True, eq=False)
class Sensitivity:
    """Totals, and how they move.

    Attributes
    ----------
    axes : ndarray
        2 × segments: attractiveness and fit, 0–10.
    totals : ndarray
        Their mean.
    axis_intervals, intervals : ndarray
        2 × segments × 2, segments × 2: where they lie when numbers move in their intervals.
    tied : ndarray of bool
        Segments that cannot be told from the first, which is one of them; none without two.
    weightings_won, draws_won : ndarray
        Share of weightings, and of draws of the numbers, in which a segment is first.
    changes : tuple of WeightChange
        Every weight halved and raised by half; ``first`` is a place.
    """

    axes: Array
    totals: Array
    axis_intervals: Array
    intervals: Array
    tied: npt.NDArray[np.bool_]
    weightings_won: Array
    draws_won: Array
    changes: tuple[WeightChange, ...]


def sensitivity(
    attractiveness: ScoreSheet,
    fit: ScoreSheet,
    passed: npt.NDArray[np.bool_],
    draws: int,
    seed: int,
    level: float,
) -> Sensitivity:
    """Return the segments' totals and what becomes of them when weights or numbers change.

    Parameters
    ----------
    attractiveness, fit : ScoreSheet
        The two axes, over the same segments.
    passed : ndarray of bool
        Which segments pass the knock-out criteria; only they can be first.
    draws : int
        Random weightings, and draws of the numbers.
    seed : int
        What they start from.
    level : float
        Confidence of the intervals.
    """
    sheets = attractiveness, fit
    rng = np.random.default_rng(seed)
    scores = [sheet.scores(sheet.values) for sheet in sheets]
    axes = np.stack([_mean(s, sheet.weights) for s, sheet in zip(scores, sheets, strict=True)])
    random_weights = [_random_weights(sheet.weights, draws, rng) for sheet in sheets]
    summed = sum(w @ s for w, s in zip(random_weights, scores, strict=True))
    weighted = np.asarray(summed, dtype=float) / 2
    moved = np.stack(
        [
            _mean(sheet.scores(drawn_values(sheet, draws, rng), moved=True), sheet.weights)
            for sheet in sheets
        ]
    )
    return Sensitivity(
        axes=axes,
        totals=axes.mean(axis=0),
        axis_intervals=_within(percentile_intervals(np.moveaxis(moved, 1, 0), level)),
        intervals=_within(percentile_intervals(moved.mean(axis=0), level)),
        tied=_tied(axes.mean(axis=0), moved.mean(axis=0), passed, level),
        weightings_won=_wins(weighted, passed),
        draws_won=_wins(moved.mean(axis=0), passed),
        changes=_changes(scores, [sheet.weights for sheet in sheets], passed),
    )


def drawn_values(sheet: ScoreSheet, draws: int, rng: np.random.Generator) -> Array:
    """Return the numbers moved as far as chance moves them: draws × criteria × segments.

    Parameters
    ----------
    sheet : ScoreSheet
        Numbers and their standard errors.
    draws : int
        How often.
    rng : numpy.random.Generator
        Source of chance.
    """
    return sheet.values + sheet.spreads * rng.standard_normal((draws, *sheet.values.shape))


def _within(scores: Array) -> Array:
    return np.clip(scores, 0.0, TOP)


def _mean(scores: Array, weights: Array) -> Array:
    """Return the weighted mean over criteria of scores … × criteria × segments."""
    means: Array = np.einsum("...cs,c->...s", scores, weights / weights.sum())
    return means


def _random_weights(weights: Array, draws: int, rng: np.random.Generator) -> Array:
    """Return weights drawn evenly from all that add up to 1; a weight of 0 stays 0."""
    counted = weights > 0
    drawn = np.zeros((draws, len(weights)))
    drawn[:, counted] = rng.dirichlet(np.ones(int(counted.sum())), size=draws)
    return drawn


def first_place(totals: Array, passed: npt.NDArray[np.bool_]) -> npt.NDArray[np.int64]:
    """Return the place of the highest total, of those that pass; the lower one where equal.

    Parameters
    ----------
    totals : ndarray
        … × segments.
    passed : ndarray of bool
        Which segments can be first.
    """
    return first_largest(np.where(passed, totals, -np.inf), axis=-1, scale=TOP)


def _wins(totals: Array, passed: npt.NDArray[np.bool_]) -> Array:
    if not passed.any():
        return np.zeros(len(passed))
    return np.bincount(first_place(totals, passed), minlength=len(passed)) / len(totals)


def _tied(
    totals: Array, moved: Array, passed: npt.NDArray[np.bool_], level: float
) -> npt.NDArray[np.bool_]:
    """Return which segments' difference to the first has an interval that holds 0.

    The interval's end is taken as low as other draws might have it: a difference is told from
    chance only where they would tell it as well.
    """
    if passed.sum() < 2:
        return np.zeros(len(passed), dtype=bool)
    first = int(first_place(totals, passed))
    low = percentile_intervals(moved[:, [first]] - moved, level, lean=-SURE)[:, 0]
    tied = passed & ~exceeds(low, 0, scale=TOP)
    tied[first] = False
    if tied.any():
        tied[first] = True
    return tied


def _changes(
    scores: list[Array], weights: list[Array], passed: npt.NDArray[np.bool_]
) -> tuple[WeightChange, ...]:
    if passed.sum() < 2:
        return ()
    axes = np.stack([_mean(s, w) for s, w in zip(scores, weights, strict=True)])
    before = int(first_place(axes.mean(axis=0), passed))
    changes, offset = [], 0
    for axis, (score, weight) in enumerate(zip(scores, weights, strict=True)):
        alone = (weight > 0).sum() < 2  # the only weight counts whole, whatever it is
        for place in () if alone else np.flatnonzero(weight):
            for factor in FACTORS:
                changed = weight.astype(float)  # half of a whole number is no whole number
                changed[place] *= factor
                totals = (_mean(score, changed) + axes[1 - axis]) / 2
                first = int(first_place(totals, passed))
                changes.append(WeightChange(offset + int(place), factor, first, first != before))
        offset += len(weight)
    for factor in FACTORS:
        first = int(first_place((factor * axes[0] + axes[1]) / (1 + factor), passed))
        changes.append(WeightChange(None, factor, first, first != before))
    return tuple(changes)
