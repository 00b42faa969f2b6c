"""Where the segments of a solution come from in the one with a segment less."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt
import pandas as pd

from analysis.errors import NotEnoughData
from analysis.languages import messages
from analysis.statistics.clustering.k_means import STARTS
from analysis.statistics.deciding import best_pairs, ranks
from analysis.topics.method_memory import remembered
from analysis.topics.segments.basis.method_basis import SegmentationBasis
from analysis.topics.segments.solution.method import segment_solution, unless_given
from analysis.values.absent import Absent, unless_absent

_ = messages(__name__)
Array = npt.NDArray[np.float64]


@dataclass(frozen=True)
class SegmentAcross:
    """One segment of one solution.

    Attributes
    ----------
    segments, segment : int
        Segments of the solution; the segment's number in it.
    base : int
        Respondents in it.
    slsa : float or None
        Segment level stability across solutions, 0–1: 1 where all its members come from one
        segment of the solution before, 0 where they come from all alike. None in the first
        solution.
    place : int
        Its place, from 1, in the order in which flows between solutions cross little.
    line : int
        The segment it descends from by the best matching of consecutive solutions: its first
        number there; a segment that is new gets the next free one. One line, one colour.
    """

    segments: int
    segment: int
    base: int
    slsa: float | None
    place: int
    line: int


@dataclass(frozen=True)
class Flow:
    """People of one segment who are in one of the next solution.

    Attributes
    ----------
    segments, segment : int
        Segments of the earlier solution; the segment's number in it.
    to_segments, to_segment : int
        The same of the later solution.
    base : int
        Respondents in both, one at least.
    """

    segments: int
    segment: int
    to_segments: int
    to_segment: int
    base: int


@dataclass(frozen=True)
class SegmentsAcross:
    """Segments of solutions with ever more segments, and who went where.

    Attributes
    ----------
    nodes : tuple of SegmentAcross
        By number of segments, then by place.
    flows : tuple of Flow
        One for each pair of segments of consecutive solutions with anyone in both.
    solutions : tuple of int
        The numbers of segments, ascending.
    base : int
        Respondents in the segments.
    taken : int
        Segments of the solution that is used; 0 where none is.
    """

    nodes: tuple[SegmentAcross, ...]
    flows: tuple[Flow, ...]
    solutions: tuple[int, ...]
    base: int
    taken: int = 0

    def of(self, segments: int) -> tuple[SegmentAcross, ...]:
        """Return the segments of one solution, by place."""
        return tuple(node for node in self.nodes if node.segments == segments)


@unless_absent
@unless_given
@remembered
def segment_stability_across(
    basis: SegmentationBasis,
    candidates: Sequence[int] = range(2, 9),
    *,
    method: str = "k_means",
    starts: int = STARTS,
    seed: int = 0,
    final: pd.Series | None = None,
) -> SegmentsAcross:
    """Follow segments through solutions with ever more segments.

    A segment that stays together whatever the number of segments is worth more trust than one
    that is put together anew each time.

    Parameters
    ----------
    basis : SegmentationBasis
        The answers.
    candidates : sequence of int
        Numbers of segments.
    method : str
        A method of `segment_solution` that looks for segments.
    starts, seed : int
        Random starts of every solution, and their seed.
    final : pandas.Series, optional
        Segment of each respondent in the solution that is used: it stands in for the solution
        with as many segments, with its numbers.

    Raises
    ------
    NotEnoughData
        Where fewer than two of the numbers of segments can be made.

    References
    ----------
    Dolnicar, S., Leisch, F. (2017). Using segment level stability to select target segments in
    data-driven market segmentation studies. Marketing Letters 28, 423–436.
    Dolnicar, S., Grün, B., Leisch, F. (2018). Market Segmentation Analysis. Springer, ch. 7.5.4.
    """
    labels: dict[int, pd.Series] = {}
    taken = 0 if final is None else int(final.nunique())
    for k in sorted({*candidates, *([taken] if taken > 1 else [])}):
        if k == taken and final is not None:
            labels[k] = final
            continue
        solution = segment_solution(basis, k, method, starts=starts, seed=seed)
        if not isinstance(solution, Absent):
            labels[k] = solution.labels
    return segments_across(labels, taken)


def segments_across(labels_by_k: Mapping[int, pd.Series], taken: int = 0) -> SegmentsAcross:
    """Return where the segments of each solution come from in the one before.

    Parameters
    ----------
    labels_by_k : mapping of int to pandas.Series
        Number of segments → segment of each respondent. Respondents without a segment in one
        of the solutions are left out.
    taken : int
        Segments of the solution that is used.

    Raises
    ------
    NotEnoughData
        Where there are fewer than two solutions.
    """
    solutions = sorted(labels_by_k)
    if len(solutions) < 2:
        raise NotEnoughData(_("Following segments needs at least two numbers of segments."))
    frame = pd.DataFrame({k: labels_by_k[k] for k in solutions}).dropna().astype("int64")
    if frame.empty:
        raise NotEnoughData(_("Following segments needs at least two numbers of segments."))
    counts = frame[solutions[0]].value_counts().sort_index()
    places = {int(s): place for place, s in enumerate(counts.index, start=1)}
    lines = {segment: segment for segment in places}
    nodes = [
        SegmentAcross(solutions[0], s, int(counts[s]), None, places[s], lines[s]) for s in places
    ]
    flows: list[Flow] = []
    for before, after in pairwise(solutions):
        table = pd.crosstab(frame[before], frame[after])
        used = max(node.line for node in nodes)
        lines, places = _descent(table, lines, used), _crossing_little(table, places)
        entropies = _one_less_entropy(table.to_numpy(float))
        slsa = dict(zip(map(int, table.columns), entropies, strict=True))
        nodes += [
            SegmentAcross(after, s, int(table[s].sum()), float(slsa[s]), places[s], lines[s])
            for s in sorted(places, key=places.__getitem__)
        ]
        flows += _flows(table, before, after)
    return SegmentsAcross(tuple(nodes), tuple(flows), tuple(solutions), len(frame), taken)


def _one_less_entropy(table: Array) -> Array:
    """Return 1 less the entropy of each column's shares, relative to the highest possible."""
    shares = table / table.sum(axis=0)
    logs = np.log(shares, out=np.zeros_like(shares), where=shares > 0)
    found: Array = 1 + (shares * logs).sum(axis=0) / np.log(len(table))
    return found


def _descent(table: pd.DataFrame, lines: Mapping[int, int], used: int) -> dict[int, int]:
    """Return the line of each later segment: that of its best match, or the next free one."""
    earlier, later = best_pairs(table.to_numpy())
    found = {
        int(table.columns[column]): lines[int(table.index[row])]
        for row, column in zip(earlier, later, strict=True)
    }
    for segment in map(int, table.columns):
        if segment not in found:
            used += 1
            found[segment] = used
    return found


def _crossing_little(table: pd.DataFrame, places: Mapping[int, int]) -> dict[int, int]:
    """Return places of later segments: in the order of where their members were, on average."""
    before = np.array([places[int(segment)] for segment in table.index], dtype=float)
    mean = before @ table.to_numpy(float) / table.to_numpy().sum(axis=0)
    order = np.lexsort((table.columns, -table.to_numpy().sum(axis=0), ranks(mean)))
    return {int(table.columns[column]): place for place, column in enumerate(order, start=1)}


def _flows(table: pd.DataFrame, before: int, after: int) -> list[Flow]:
    return [
        Flow(before, int(segment), after, int(to_segment), int(table.loc[segment, to_segment]))
        for segment in table.index
        for to_segment in table.columns
        if table.loc[segment, to_segment] > 0
    ]
