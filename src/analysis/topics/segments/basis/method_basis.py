"""What segments are made of: complete sets of answers, on one scale, with their weights."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from analysis.errors import NotEnoughData
from analysis.languages import messages
from analysis.languages.formats import number
from analysis.sources.people import People
from analysis.statistics.clustering.own_order import Places, column_order
from analysis.statistics.deciding import exceeds
from analysis.statistics.sampling_error import respondent_weights
from analysis.topics.segments.basis.method_usable_variables import (
    as_numbers,
    refuse_constant,
    refuse_infinite,
    refuse_unusable,
)
from analysis.values.absent import Absent, unless_absent

_ = messages(__name__)
SMALLEST_SAMPLE = 30
TAKES_MISSING = frozenset({"k_medoids", "latent_classes", "mixed_mixture"})
LEAST_ANSWERED = 0.5  # a person who left out more says too little to be placed
Matrix = npt.NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class SegmentationBasis:
    """What the segments are made from.

    Attributes
    ----------
    values : pandas.DataFrame
        One row per respondent used, one numeric column per variable, in the variable's own
        units; complete, unless the method takes people with missing answers.
    answers : pandas.DataFrame
        The same rows as they were answered: numbers, 0/1, and categoricals for choices.
    weights : pandas.Series
        Survey weight of each row, mean 1.
    standardised : bool
        Whether every variable counts in units of its standard deviation.
    base, dropped : int
        Respondents used; respondents left out because answers are missing.
    method : str
        The method segments are to be made by.
    """

    values: pd.DataFrame
    answers: pd.DataFrame
    weights: pd.Series
    standardised: bool
    base: int
    dropped: int
    method: str = "k_means"

    @property
    def mixed_answers(self) -> pd.DataFrame | None:
        """The answers, where the method compares people by Gower's distance; else None."""
        return self.answers if self.method == "k_medoids" else None

    @property
    def scale(self) -> tuple[Matrix, Matrix]:
        """What is taken off each variable, and what it is divided by, before clustering."""
        columns = self.values.shape[1]
        if not self.standardised:
            return np.zeros(columns), np.ones(columns)
        return weighted_scale(self.values.to_numpy(dtype=float), self.weights.to_numpy())

    @property
    def order(self) -> Places:
        """Places of the variables in an order of their own; see `column_order`."""
        return column_order(self.values, self.weights.to_numpy(dtype=float))

    @property
    def answers_in_order(self) -> pd.DataFrame:
        """The answers, their columns in an order of their own."""
        weights = self.weights.to_numpy(dtype=float)
        return self.answers.iloc[:, column_order(self.answers, weights)]

    @property
    def matrix(self) -> Matrix:
        """The respondents × variables as they are clustered."""
        middle, spread = self.scale
        return (self.values.to_numpy(dtype=float) - middle) / spread


def weighted_scale(values: Matrix, weights: Matrix) -> tuple[Matrix, Matrix]:
    """Return the weighted mean and standard deviation of every column.

    Parameters
    ----------
    values : array
        One row a respondent, one column a variable; missing values are left out.
    weights : array
        Weight of each row.
    """
    known = ~np.isnan(values)
    weight = np.where(known, weights[:, None], 0.0)
    filled = np.where(known, values, 0.0)
    total = weight.sum(axis=0)
    total = np.where(total > 0, total, 1.0)
    middle = (weight * filled).sum(axis=0) / total
    spread = np.sqrt((weight * np.square(filled - middle)).sum(axis=0) / total)
    # in a later wave everyone may answer alike: such a variable has no scale of its own
    size = np.abs(filled).max(axis=0, initial=0.0)
    return middle, np.where(exceeds(spread, 0, scale=size), spread, 1.0)


@unless_absent
def segmentation_basis(
    frame: pd.DataFrame,
    columns: Sequence[str] | None = None,
    *,
    answers: pd.DataFrame | None = None,
    weights: pd.Series | None = None,
    standardise: bool | None = None,
    method: str = "k_means",
    constant: bool = False,
) -> SegmentationBasis:
    """Return the answers that segments are to be made from.

    Parameters
    ----------
    frame : pandas.DataFrame
        One row per respondent; numbers, 0/1 or booleans, or ordered categories (counted
        1, 2, 3 …).
    columns : sequence of str, optional
        The variables to use; all by default.
    answers : pandas.DataFrame, optional
        The same variables as they were answered, with unordered choices as categoricals, for
        methods that take them; by default ``frame``.
    weights : pandas.Series, optional
        Survey weights on the same index; brought to a mean of 1 over the respondents used.
    standardise : bool, optional
        Whether to divide every variable by its standard deviation. By default only where the
        variables lie on different scales (different lowest or highest value): dividing
        answers on one scale would blow up those that nearly everyone gave alike.
    method : str
        The method segments will be made by: ``k_medoids``, ``latent_classes`` and
        ``mixed_mixture`` keep people who answered at least half of the variables, the others
        only those who answered all.
    constant : bool
        Whether everyone may answer a variable alike, as in a wave whose people are only
        assigned to segments made in another one.

    Raises
    ------
    DataError
        Where a column is missing or holds unordered categories or text, numbers are infinite,
        or weights are negative.
    NotEnoughData
        Where a variable is constant, or fewer than 30 respondents answered enough.

    References
    ----------
    Dolnicar, S., Grün, B., Leisch, F. (2018). Market Segmentation Analysis. Springer, ch. 6.
    """
    names = list(frame.columns) if columns is None else list(columns)
    refuse_unusable(frame, names)
    numeric = pd.DataFrame({name: as_numbers(frame[name]) for name in names}, index=frame.index)
    refuse_infinite(numeric)
    given = frame[names] if answers is None else answers
    used = _answered(numeric, given, method)
    weight = _weights(used, weights)
    if not constant:
        refuse_constant(used)
    if standardise is None:
        standardise = used.min().nunique() > 1 or used.max().nunique() > 1
    return SegmentationBasis(
        values=used,
        answers=given.loc[used.index],
        weights=weight / weight.mean(),
        standardised=standardise,
        base=len(used),
        dropped=len(frame) - len(used),
        method=method,
    )


def _answered(numeric: pd.DataFrame, given: pd.DataFrame, method: str) -> pd.DataFrame:
    """Return the rows of those who answered as much as the method needs."""
    nothing_asked = method in TAKES_MISSING and given.columns.empty
    if numeric.columns.empty or nothing_asked:
        return numeric.iloc[:0]
    if method in TAKES_MISSING:
        return numeric[given.notna().mean(axis=1) >= LEAST_ANSWERED]
    return numeric[numeric.notna().all(axis=1)]


def _weights(used: pd.DataFrame, weights: pd.Series | None) -> pd.Series:
    """Return the weight of each row, if there are enough of them to make segments from."""
    given = None if weights is None else weights.reindex(used.index)
    found = pd.Series(respondent_weights(used.index, given), index=used.index, name="weight")
    if len(used) < SMALLEST_SAMPLE or not found.any():
        raise NotEnoughData(
            _(
                "Segments need at least {least} respondents with a complete set of answers, "
                "got: {n}.",
                least=number(SMALLEST_SAMPLE),
                n=number(len(used)),
            )
        )
    return found


@unless_absent
def basis_of_people(people: People, method: str) -> SegmentationBasis | Absent:
    """Return what a client's segments are made from; see `segmentation_basis`.

    People of a later wave may answer a variable alike; it is the making of segments that
    needs them to differ.

    Parameters
    ----------
    people : People
        The people of a wave.
    method : str
        The method segments will be made by.
    """
    return segmentation_basis(
        people.basis,
        answers=people.answers,
        weights=people.weights,
        standardise=people.standardise,
        method=method,
        constant=True,
    )
