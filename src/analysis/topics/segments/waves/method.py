"""Whether the segments of an earlier wave still hold in this one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from analysis.errors import NotEnoughData
from analysis.languages import messages
from analysis.languages.formats import number
from analysis.statistics.clustering.k_means import nearest
from analysis.statistics.clustering.partition_agreement import (
    agreement_error,
    agreement_of_partitions,
)
from analysis.statistics.corrections import corrected_p_values
from analysis.statistics.deciding import reaches
from analysis.statistics.sampling_error import kish_base, respondent_weights
from analysis.statistics.shares import Share, share_estimate
from analysis.statistics.within_chance import careful
from analysis.topics.segments.waves.method_drift import CentreMove, centre_move
from analysis.topics.segments.waves.method_overlap import (
    SegmentMatch,
    matched_segments,
    overlap_counts,
)
from analysis.topics.segments.waves.method_verdicts import (
    AGREES,
    NewSegment,
    SegmentWaves,
    WaveSegment,
    lost_half,
    moved_traits,
    share_change,
    size_of,
    verdict_of,
)
from analysis.values.absent import unless_absent

_ = messages(__name__)
Array = npt.NDArray[np.float64]
Numbers = npt.NDArray[np.int64]
SMALLEST_WAVE = 30  # people with a complete set of answers, in either wave


@dataclass(frozen=True, eq=False)
class _Wave:
    """People of one wave with a segment and complete answers."""

    segment: Numbers
    values: Array
    weight: Array


@unless_absent
def segment_waves(
    before_labels: pd.Series,
    before_basis: pd.DataFrame,
    frozen_labels: pd.Series,
    refit_labels: pd.Series,
    basis: pd.DataFrame,
    *,
    before_weights: pd.Series | None = None,
    weights: pd.Series | None = None,
    level: float = 0.95,
    seed: int = 0,
) -> SegmentWaves:
    """Say by rule what became of every segment of an earlier wave.

    This wave's people are divided twice: by the earlier wave's frozen rule, and anew. In this
    order a segment

    1. *vanished* if the frozen rule finds fewer than ten of its people or under 2 %, or if it
       lost half its share and no new segment is like it;
    2. *split* if two or more new segments consist of its people (see `matched_segments`);
    3. *merged* if most of its people are in one new segment with most of another's;
    4. *dissolved* if the frozen rule still finds it but no new segment is like it: its best
       Jaccard is a half or less;
    5. *drifted* if that Jaccard is under 0.6, or if its centre moved by more than chance and by
       0.2 standard deviations over all variables or 0.5 on one of them;
    6. *held* otherwise.

    Where the test of a movement rests on permutations so near to its bound that others might
    have decided otherwise, ``perhaps`` says what; so does ``perhaps_keep`` for the agreement.

    Sizes are tested by the pooled test of two shares on effective bases. Both sets of tests,
    sizes and centres, are corrected for the number of segments (Benjamini–Hochberg). A new
    segment is one that no earlier one is matched with, split into or merged into.

    Parameters
    ----------
    before_labels : pandas.Series
        Segment of each respondent of the earlier wave, missing for none.
    before_basis : pandas.DataFrame
        Their numeric answers that made the segments, on the same index.
    frozen_labels : pandas.Series
        Segment of each respondent of this wave by the earlier wave's rule.
    refit_labels : pandas.Series
        Segment of each respondent of this wave, divided anew; numbers of its own.
    basis : pandas.DataFrame
        This wave's answers; those that the earlier wave did not have are left out, and an answer
        to a choice that nobody gives any more counts 0.
    before_weights, weights : pandas.Series, optional
        Survey weights of either wave; may cover more respondents.
    level : float
        Confidence of the intervals.
    seed : int
        Of the permutations.

    Raises
    ------
    NotEnoughData
        If fewer than 30 people of a wave have a segment and complete answers.
    ValueError
        If the waves have no variable in common, or the frozen rule gives unknown segments.

    References
    ----------
    Dolnicar, S., Grün, B., Leisch, F. (2018). Market Segmentation Analysis, ch. 12 (step 10).
    Hennig, C. (2007). CSDA 52, 258–271. Newcombe, R. G. (1998). Statistics in Medicine 17,
    873–890 (method 10). Benjamini, Y., Hochberg, Y. (1995). JRSS B 57, 289–300.
    """
    if not basis.columns.isin(before_basis.columns).any():
        raise ValueError("both waves must have variables in common")
    basis = basis.reindex(columns=before_basis.columns, fill_value=0.0)
    earlier = _wave(before_labels, before_basis, before_weights)
    known = frozen_labels.where(refit_labels.reindex(frozen_labels.index).notna())
    now = _wave(known, basis, weights)
    numbers, new_numbers = np.unique(earlier.segment), np.unique(refit_labels.dropna())
    if not np.isin(now.segment, numbers).all():
        raise ValueError("the frozen rule must give segments of the earlier wave only")
    old = np.searchsorted(numbers, now.segment)
    new = np.searchsorted(new_numbers, refit_labels.loc[_placed(known, basis)].to_numpy())
    sizes = [(_share(earlier, n, level), _share(now, n, level)) for n in numbers]
    matches = matched_segments(
        overlap_counts(old, new, len(numbers), len(new_numbers)),
        _would_have_been(earlier, now, numbers, new, len(new_numbers)),
        np.array([lost_half(*pair) for pair in sizes]),
    )
    moves = [_move(earlier, now, n, seed) for n in numbers]
    names = dict(zip(map(str, basis.columns), _is_share(earlier, now), strict=True))
    segments = _judged(numbers, new_numbers, sizes, matches, moves, names, 1 - level)
    fresh = _new_segments(matches, now, old, new, numbers, new_numbers, level)
    agreement, error = agreement_of_partitions(old, new), agreement_error(old, new)
    agrees, perhaps_agrees = careful(lambda lean: bool(reaches(agreement + lean * error, AGREES)))
    sound = all(row.verdict in ("held", "drifted") for row in segments)
    return SegmentWaves(
        segments=segments,
        new=fresh,
        agreement=agreement,
        keep=agrees and not fresh and sound,
        perhaps_keep=perhaps_agrees and not fresh and sound,
        base_before=len(earlier.segment),
        base_now=len(now.segment),
        effective_base_before=kish_base(earlier.weight),
        effective_base_now=kish_base(now.weight),
        level=level,
        seed=seed,
    )


def _placed(labels: pd.Series, basis: pd.DataFrame) -> pd.Index:
    complete = basis.index[basis.notna().all(axis=1)]
    return complete[complete.isin(labels.index[labels.notna()])]


def _wave(labels: pd.Series, basis: pd.DataFrame, weights: pd.Series | None) -> _Wave:
    index = _placed(labels, basis)
    if len(index) < SMALLEST_WAVE:
        raise NotEnoughData(
            _(
                "Comparing segments of two waves needs {least} people in each; there are {n}.",
                least=number(SMALLEST_WAVE),
                n=number(len(index)),
            )
        )
    weight = respondent_weights(index, None if weights is None else weights.reindex(index))
    return _Wave(
        labels.loc[index].to_numpy(dtype=np.int64), basis.loc[index].to_numpy(dtype=float), weight
    )


def _share(wave: _Wave, segment: int, level: float) -> Share:
    return share_estimate((wave.segment == segment).astype(float), wave.weight, level)


def _is_share(*waves: _Wave) -> list[bool]:
    values = np.vstack([wave.values for wave in waves])
    return [bool(np.isin(column, (0.0, 1.0)).all()) for column in values.T]


def _would_have_been(
    earlier: _Wave, now: _Wave, numbers: Numbers, new: Numbers, new_segments: int
) -> Array:
    """Return how many people of then are in an old segment and nearest to a new one's centre."""
    spread = earlier.values.std(axis=0)
    scale = np.where(spread > 0, spread, 1.0)
    # a new segment may hold only people whom the old ones do not take: nobody is near to it
    held = np.unique(new)
    centres = np.array([now.values[new == place].mean(axis=0) for place in held])
    places, points = centres / scale, earlier.values / scale
    new_of_old = held[nearest(points, places)]
    old = np.searchsorted(numbers, earlier.segment)
    return overlap_counts(old, new_of_old, len(numbers), new_segments)


def _move(earlier: _Wave, now: _Wave, segment: int, seed: int) -> CentreMove | None:
    then, mine = earlier.segment == segment, now.segment == segment
    mean = np.average(earlier.values, axis=0, weights=earlier.weight)
    spread = np.average(np.square(earlier.values - mean), axis=0, weights=earlier.weight)
    return centre_move(
        earlier.values[then],
        now.values[mine],
        earlier.weight[then],
        now.weight[mine],
        np.sqrt(spread),
        seed=seed,
    )


def _judged(
    numbers: Numbers,
    new_numbers: Numbers,
    sizes: Sequence[tuple[Share, Share]],
    matches: Sequence[SegmentMatch],
    moves: Sequence[CentreMove | None],
    variables: Mapping[str, bool],
    alpha: float,
) -> tuple[WaveSegment, ...]:
    changes = [share_change(*pair) for pair in sizes]
    p_values = corrected_p_values([change[3] for change in changes])
    drifts = corrected_p_values([None if move is None else move.p_value for move in moves])
    # what claims that segments moved: p-values with other permutations, higher and lower
    most, least = careful(
        lambda lean: corrected_p_values(
            [None if move is None else move.p_value_with(-lean) for move in moves]
        )
    )
    rows = []
    for place, (match, move) in enumerate(zip(matches, moves, strict=True)):
        (before, now), (change, low, high, p_value) = sizes[place], changes[place]
        verdict, perhaps = (
            verdict_of(match, before, now, move, tried[place], alpha) for tried in (most, least)
        )
        rows.append(
            WaveSegment(
                segment=int(numbers[place]),
                verdict=verdict,
                perhaps=perhaps,
                size=size_of(change, p_values[place], alpha),
                before=before,
                now=now,
                change=change,
                change_low=low,
                change_high=high,
                p_value=p_value,
                adjusted_p_value=p_values[place],
                jaccard=match.jaccard,
                refit_segment=None if match.partner is None else int(new_numbers[match.partner]),
                distance=None if move is None else move.distance,
                drift_p_value=None if move is None else move.p_value,
                adjusted_drift_p_value=drifts[place],
                traits=moved_traits(move, list(variables), list(variables.values())),
                parts=tuple(int(new_numbers[part]) for part in match.parts),
                merged_with=tuple(int(numbers[other]) for other in match.merged_with),
            )
        )
    return tuple(rows)


def _new_segments(
    matches: Sequence[SegmentMatch],
    now: _Wave,
    old: Numbers,
    new: Numbers,
    numbers: Numbers,
    new_numbers: Numbers,
    level: float,
) -> tuple[NewSegment, ...]:
    explained = {part for match in matches for part in match.parts}
    found_again = {match.partner for match in matches if match.fate == "found"}
    explained |= {partner for partner in found_again if partner is not None}
    found = []
    for place, segment in enumerate(new_numbers):
        mine = new == place
        if place not in explained and mine.any():
            share = share_estimate(mine.astype(float), now.weight, level)
            largest = int(np.bincount(old[mine]).argmax())
            found.append(NewSegment(int(segment), share, int(numbers[largest])))
    return tuple(found)
