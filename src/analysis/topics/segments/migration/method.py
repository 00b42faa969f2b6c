"""Who changed segment between two waves, among the people asked in both."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from analysis.errors import DataError, NotEnoughData, Problem
from analysis.languages import messages
from analysis.languages.formats import and_list, number
from analysis.statistics.intervals import normal_interval
from analysis.statistics.sampling_error import kish_base, respondent_weights
from analysis.statistics.shares import Share, share_estimate
from analysis.values.absent import unless_absent

_ = messages(__name__)
Array = npt.NDArray[np.float64]
Segments = npt.NDArray[np.int64]
FEWEST = 30  # people in both waves
FEWEST_IN_ROW = 10  # of a segment, below which the table gives counts only
MOST_NAMED = 3


@dataclass(frozen=True)
class SegmentInWave:
    """A segment in one of the waves, among the people asked in both.

    Attributes
    ----------
    segment, count : int
        Its number; people in it, unweighted.
    share : float
        Weighted share of everyone in both waves, 0–1.
    """

    segment: int
    count: int
    share: float


@dataclass(frozen=True)
class SegmentMove:
    """People who were in one segment and are in another, or in the same.

    Attributes
    ----------
    before, now : int
        Segment then and now.
    count : int
        People, unweighted.
    of_all : float
        Weighted share of everyone in both waves, 0–1.
    share, low, high : float or None
        Weighted share of the people of the segment then, with Wilson's interval; None in segments
        of fewer than ten.
    base : int
        People of the segment then.
    effective_base : float
        The same after weighting (Kish).
    """

    before: int
    now: int
    count: int
    of_all: float
    share: float | None
    low: float | None
    high: float | None
    base: int
    effective_base: float


@dataclass(frozen=True)
class SegmentMigration:
    """Where the people of every segment went.

    Attributes
    ----------
    then, now : tuple of SegmentInWave
        The segments in either wave: all numbers of both, ascending.
    moves : tuple of SegmentMove
        One for each pair of them, by segment then and segment now.
    stayed : Share
        People in the same segment as before, among everyone in both waves.
    kappa, kappa_low, kappa_high : float or None
        Cohen's kappa: 1 if all stayed, 0 if as many as segments of these sizes would keep by
        chance; None where everyone is in one segment.
    by_chance : float
        Share that would be in the same segment by chance.
    base : int
        People in both waves with a segment in both.
    effective_base : float
        The same after weighting (Kish).
    base_before, base_now : int
        People with a segment in either wave.
    level : float
        Confidence of the intervals.
    """

    then: tuple[SegmentInWave, ...]
    now: tuple[SegmentInWave, ...]
    moves: tuple[SegmentMove, ...]
    stayed: Share
    kappa: float | None
    kappa_low: float | None
    kappa_high: float | None
    by_chance: float
    base: int
    effective_base: float
    base_before: int
    base_now: int
    level: float

    def of(self, before: int, now: int) -> SegmentMove:
        """Return the move from the segment ``before`` to the one ``now``, which may be the same."""
        return next(one for one in self.moves if (one.before, one.now) == (before, now))


@unless_absent
def by_person(ids: pd.Series, values: pd.Series) -> pd.Series:
    """Return values of rows, such as segments, by the ids of the people instead.

    Parameters
    ----------
    ids : pandas.Series of str
        Who each row is.
    values : pandas.Series
        One entry a row of these people, or of some of them.
    """
    return values.set_axis(ids.reindex(values.index))


@unless_absent
def segment_migration(
    before_labels: pd.Series,
    now_labels: pd.Series,
    *,
    weights: pd.Series | None = None,
    level: float = 0.95,
) -> SegmentMigration:
    """Return how many people stayed in their segment, and where the others went.

    Both waves must use the same frozen rule: a number is the same segment in both.

    Parameters
    ----------
    before_labels, now_labels : pandas.Series
        Segment by person; the index is the person's id, missing segments are left out.
    weights : pandas.Series, optional
        Weights of this wave by person; may cover more people.
    level : float
        Confidence of the intervals.

    Raises
    ------
    NotEnoughData
        If fewer than 30 people have a segment in both waves.
    DataError
        If an id occurs more than once in a wave.

    References
    ----------
    Cohen, J. (1960). Educational and Psychological Measurement 20, 37–46. Fleiss, J. L., Cohen,
    J., Everitt, B. S. (1969). Psychological Bulletin 72, 323–327 (its standard error).
    """
    then, now = _known(before_labels), _known(now_labels)
    _refuse_duplicates(then.index, now.index)
    both = now.index[now.index.isin(then.index)]
    _refuse_few(len(both))
    weight = respondent_weights(both, None if weights is None else weights.reindex(both))
    first, second = then.loc[both].to_numpy(), now.loc[both].to_numpy()
    numbers = np.union1d(first, second)
    counts = _crossed(first, second, np.ones(len(both)), numbers)
    sums = _crossed(first, second, weight, numbers)
    shares = sums / sums.sum()
    base = kish_base(weight)
    kappa = _kappa(shares * base, level)
    moves = [
        move
        for n, of_all in zip(numbers, shares, strict=True)
        for move in _moves(first, second, weight, n, numbers, of_all, level)
    ]
    return SegmentMigration(
        then=_sizes(numbers, counts.sum(axis=1), shares.sum(axis=1)),
        now=_sizes(numbers, counts.sum(axis=0), shares.sum(axis=0)),
        moves=tuple(moves),
        stayed=share_estimate((first == second).astype(float), weight, level),
        kappa=kappa[0],
        kappa_low=kappa[1],
        kappa_high=kappa[2],
        by_chance=float((shares.sum(axis=1) * shares.sum(axis=0)).sum()),
        base=len(both),
        effective_base=base,
        base_before=len(then),
        base_now=len(now),
        level=level,
    )


def _known(labels: pd.Series) -> pd.Series:
    return labels[labels.notna() & pd.Series(labels.index.notna(), labels.index)].astype("int64")


def _refuse_duplicates(*waves: pd.Index) -> None:
    texts = (_("people of the earlier wave"), _("people of this wave"))
    problems = []
    for text, index in zip(texts, waves, strict=True):
        twice = index[index.duplicated()].unique()
        if len(twice):
            shown = and_list([str(value) for value in twice[:MOST_NAMED]])
            problems.append(
                Problem(
                    text,
                    _(
                        "every id must occur once, got: {n} ids more than once, such as {ids}",
                        n=number(len(twice)),
                        ids=shown,
                    ),
                    _("Give every person one row, or name another column as id."),
                )
            )
    if problems:
        raise DataError(problems)


def _refuse_few(people: int) -> None:
    if people == 0:
        raise NotEnoughData(
            _("Nobody was asked in both waves, so nobody's change of segment is known.")
        )
    if people < FEWEST:
        raise NotEnoughData(
            _.plural(
                "Only {n} person was asked in both waves; changes of segment need {least}.",
                "Only {n} people were asked in both waves; changes of segment need {least}.",
                people,
                n=number(people),
                least=number(FEWEST),
            )
        )


def _crossed(first: Segments, second: Segments, weight: Array, numbers: Segments) -> Array:
    codes = np.searchsorted(numbers, first) * len(numbers) + np.searchsorted(numbers, second)
    cells = np.bincount(codes, weights=weight, minlength=len(numbers) ** 2)
    return np.asarray(cells.reshape(len(numbers), -1), dtype=float)


def _sizes(numbers: Segments, counts: Array, shares: Array) -> tuple[SegmentInWave, ...]:
    found = zip(numbers, counts, shares, strict=True)
    return tuple(SegmentInWave(int(n), int(count), float(share)) for n, count, share in found)


def _moves(
    first: Segments,
    second: Segments,
    weight: Array,
    segment: int,
    numbers: Segments,
    of_all: Array,
    level: float,
) -> list[SegmentMove]:
    """Return where one segment's people are now."""
    mine = (first == segment) & (weight > 0)
    base = int(mine.sum())
    found = []
    for other, part in zip(numbers, of_all, strict=True):
        there = second[mine] == other
        share: Share | None = None
        if base >= FEWEST_IN_ROW:
            share = share_estimate(there.astype(float), weight[mine], level)
        found.append(
            SegmentMove(
                int(segment),
                int(other),
                int(there.sum()),
                float(part),
                share=share.share if share else None,
                low=share.low if share else None,
                high=share.high if share else None,
                base=base,
                effective_base=kish_base(weight[mine]) if base else 0.0,
            )
        )
    return found


def _kappa(table: Array, level: float) -> tuple[float | None, float | None, float | None]:
    """Return kappa with its interval, of a table that adds up to the effective base."""
    from statsmodels.stats.inter_rater import cohens_kappa

    if max(table.sum(axis=1).max(), table.sum(axis=0).max()) >= table.sum() * (1 - 1e-9):
        return None, None, None
    result = cohens_kappa(table)
    kappa, error = float(result.kappa), float(result.std_kappa)
    return kappa, *normal_interval(kappa, error, level, highest=1.0)
