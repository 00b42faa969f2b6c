"""Segments of people who answered alike: what is clustered, and k-means with many starts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from analysis.errors import DataError, NotEnoughData, Problem
from analysis.languages import _
from analysis.languages.formats import number
from analysis.methods.memory import remembered
from analysis.sources.absent import unless_absent

STARTS = 50
SMALLEST_SAMPLE = 30
Matrix = npt.NDArray[np.float64]


@dataclass(frozen=True)
class SegmentationBasis:
    """What the segments are made from.

    Attributes
    ----------
    values : pandas.DataFrame
        One row per respondent with a complete set of answers, one column per variable, in
        the variable's own units.
    standardised : bool
        Whether every variable counts in units of its standard deviation.
    base, dropped : int
        Respondents used; respondents left out because an answer is missing.
    """

    values: pd.DataFrame
    standardised: bool
    base: int
    dropped: int

    @property
    def matrix(self) -> Matrix:
        """The respondents × variables as they are clustered."""
        raw = self.values.to_numpy(dtype=float)
        return (raw - raw.mean(axis=0)) / raw.std(axis=0) if self.standardised else raw


@dataclass(frozen=True)
class Segments:
    """A division of respondents into segments.

    Attributes
    ----------
    labels : pandas.Series
        Segment 1 … k of each respondent of the basis; segment 1 is the largest.
    centers : pandas.DataFrame
        Mean of every variable (columns) in every segment (rows 1 … k), in its own units.
    within_ss : float
        Squared distances to the segments' centres, summed, in the units clustered.
    explained_share : float
        Part of all squared distances that lies between the segments, 0–1.
    sizes : pandas.Series
        Respondents in every segment.
    segments, starts, seed : int
        How many segments, random starts, and their seed.
    base, dropped : int
        Respondents in the segments; respondents with a missing answer, in none.
    """

    labels: pd.Series
    centers: pd.DataFrame
    within_ss: float
    explained_share: float
    sizes: pd.Series
    segments: int
    starts: int
    seed: int
    base: int
    dropped: int


@unless_absent
def segmentation_basis(
    frame: pd.DataFrame,
    columns: Sequence[str] | None = None,
    *,
    standardise: bool | None = None,
) -> SegmentationBasis:
    """Return the complete answers that segments are to be made from.

    Parameters
    ----------
    frame : pandas.DataFrame
        One row per respondent; numbers, 0/1 or booleans, or ordered categories (counted
        1, 2, 3 …).
    columns : sequence of str, optional
        The variables to use; all by default.
    standardise : bool, optional
        Whether to divide every variable by its standard deviation. By default only where the
        variables lie on different scales (different lowest or highest value): dividing
        answers on one scale would blow up those that nearly everyone gave alike.

    Raises
    ------
    DataError
        Where a column is missing or holds unordered categories or text.
    NotEnoughData
        Where a variable is constant, or fewer than 30 respondents answered everything.

    References
    ----------
    Dolnicar, S., Grün, B., Leisch, F. (2018). Market Segmentation Analysis. Springer, ch. 6.
    """
    names = list(frame.columns) if columns is None else list(columns)
    _refuse_unusable(frame, names)
    numeric = pd.DataFrame({name: _as_numbers(frame[name]) for name in names}, index=frame.index)
    complete = numeric.dropna()
    if not names or len(complete) < SMALLEST_SAMPLE:
        raise NotEnoughData(
            _(
                "Segments need at least {least} respondents with a complete set of answers, "
                "got: {n}.",
                least=number(SMALLEST_SAMPLE),
                n=number(len(complete)),
            )
        )
    lowest, highest = complete.min(), complete.max()
    constant = [str(name) for name in names if lowest[name] == highest[name]]
    if constant:
        raise NotEnoughData(
            _(
                "Segments cannot be made from what everyone answers alike: {columns}.",
                columns=", ".join(constant),
            )
        )
    if standardise is None:
        standardise = lowest.nunique() > 1 or highest.nunique() > 1
    return SegmentationBasis(complete, standardise, len(complete), len(frame) - len(complete))


@unless_absent
@remembered
def k_means_segments(
    basis: SegmentationBasis, segments: int, *, starts: int = STARTS, seed: int = 0
) -> Segments:
    """Divide respondents so that those of one segment answer as alike as possible.

    The best of many k-means runs is kept. Segments are numbered by a fixed rule: by size, the
    largest first, and at equal size by the higher centre in the first variable that differs;
    neither the order of the rows nor the seed renames them.

    Parameters
    ----------
    basis : SegmentationBasis
        The answers.
    segments : int
        How many segments, at least 2.
    starts : int
        Random starts. One start is not enough: what looks like an unstable market is then
        often the optimiser's fault.
    seed : int
        Seed of the starts.

    Raises
    ------
    NotEnoughData
        Where there are fewer different respondents than segments.

    References
    ----------
    Arthur, D., Vassilvitskii, S. (2007). k-means++. SODA, 1027–1035.
    """
    from threadpoolctl import threadpool_limits

    patterns = answer_patterns(basis.matrix)
    if segments < 2 or len(patterns.values) < segments:
        raise NotEnoughData(
            _(
                "{segments} segments need at least as many different respondents, got: {n}.",
                segments=number(segments),
                n=number(len(patterns.values)),
            )
        )
    with threadpool_limits(limits=1):
        found = best_partition(patterns, segments, starts=starts, seed=seed)
    row_labels = found[patterns.pattern_of_row]
    labels = pd.Series(row_labels, index=basis.values.index, name="segment")
    order = _numbering(basis.matrix, row_labels, segments)
    labels = labels.map(order).astype("int64")
    sizes = labels.value_counts().sort_index()
    centers = basis.values.groupby(labels).mean()
    within = within_squares(basis.matrix, labels.to_numpy() - 1)
    total = within_squares(basis.matrix, np.zeros(basis.base, dtype=int))
    return Segments(
        labels=labels,
        centers=centers.rename_axis("segment"),
        within_ss=within,
        explained_share=1 - within / total,
        sizes=sizes.rename("base"),
        segments=segments,
        starts=starts,
        seed=seed,
        base=basis.base,
        dropped=basis.dropped,
    )


@dataclass(frozen=True)
class AnswerPatterns:
    """The different sets of answers, in a fixed order, and who gave which.

    Attributes
    ----------
    values : ndarray
        One row per different set of answers, sorted.
    counts : ndarray
        Respondents who gave it.
    pattern_of_row : ndarray of int
        Row of ``values`` of each respondent.
    """

    values: Matrix
    counts: npt.NDArray[np.float64]
    pattern_of_row: npt.NDArray[np.int64]


def answer_patterns(matrix: Matrix) -> AnswerPatterns:
    """Return the different rows of a matrix: fewer to cluster, and in an order of their own.

    Clustering them with their counts equals clustering the respondents, and does not depend
    on the order in which the respondents come.

    Parameters
    ----------
    matrix : array
        One row a respondent, one column a variable, in the units clustered.
    """
    values, row, counts = np.unique(
        np.round(matrix, 12), axis=0, return_inverse=True, return_counts=True
    )
    return AnswerPatterns(np.ascontiguousarray(values), counts.astype(float), row.reshape(-1))


def best_partition(
    patterns: AnswerPatterns, segments: int, *, starts: int, seed: int
) -> npt.NDArray[np.int64]:
    """Return a cluster number 0 … k-1 for each answer pattern: the best of many k-means runs.

    Parameters
    ----------
    patterns : AnswerPatterns
        The different rows and how many respondents have each.
    segments : int
        Clusters to make.
    starts : int
        Random starts; the one with the lowest within-SS is kept.
    seed : int
        Of the random starts.
    """
    from sklearn.cluster import KMeans

    model = KMeans(segments, n_init=starts, random_state=seed, tol=1e-6)
    labels = model.fit(patterns.values, sample_weight=patterns.counts).labels_
    return labels.astype(np.int64)


def within_squares(matrix: Matrix, labels: npt.NDArray[np.int64]) -> float:
    """Return the sum of squared distances of rows to the mean of their cluster.

    Parameters
    ----------
    matrix : array
        One row a respondent, one column a variable.
    labels : array of int
        Cluster number of every row.
    """
    squares = 0.0
    for label in np.unique(labels):
        members = matrix[labels == label]
        squares += float(np.square(members - members.mean(axis=0)).sum())
    return squares


def _numbering(matrix: Matrix, labels: npt.NDArray[np.int64], segments: int) -> dict[int, int]:
    """Return the segment number of every cluster: by size, then by the higher centre."""

    def rank(cluster: int) -> tuple[float, ...]:
        members = matrix[labels == cluster]
        return (-len(members), *(-np.round(members.mean(axis=0), 9)))

    ranked = sorted((c for c in range(segments) if (labels == c).any()), key=rank)
    return {cluster: place for place, cluster in enumerate(ranked, start=1)}


def _as_numbers(column: pd.Series) -> pd.Series:
    if isinstance(column.dtype, pd.CategoricalDtype):
        codes = column.cat.codes.astype(float)
        return codes.where(codes >= 0) + 1
    return pd.Series(column.to_numpy(dtype=float, na_value=np.nan), index=column.index)


def _refuse_unusable(frame: pd.DataFrame, names: Sequence[str]) -> None:
    problems = []
    for name in names:
        if name not in frame.columns:
            problems.append(Problem(str(name), _("must be a column of the data, got: none")))
            continue
        kind = frame[name].dtype
        ordered = isinstance(kind, pd.CategoricalDtype) and kind.ordered
        if not (ordered or pd.api.types.is_numeric_dtype(kind)):
            problems.append(
                Problem(
                    str(name),
                    _("must be a number, 0/1 or an ordered category, got: text or categories"),
                    _("Describe the segments by it instead, or split it into 0/1 columns."),
                )
            )
    if problems:
        raise DataError(problems)
