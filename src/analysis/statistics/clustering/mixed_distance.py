"""How unlike two people answered where answers are numbers and categories: Gower's distance."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

import numpy as np
import numpy.typing as npt
import pandas as pd

from analysis.errors import DataError, Problem, called
from analysis.languages import messages
from analysis.languages.formats import number
from analysis.statistics.clustering.answer_kinds import (
    AnswerKinds,
    answer_kinds,
    level_codes,
    numbers_of,
    too_large,
)

_ = messages(__name__)
Array = npt.NDArray[np.float64]
_BLOCK = 1 << 16  # pairs looked at together: stays in a processor's cache


def gower_distances(
    answers: pd.DataFrame,
    others: pd.DataFrame | None = None,
    *,
    ranges: Mapping[str, float] | None = None,
    asymmetric: Collection[str] = (),
) -> Array:
    """Return Gower's distance of every person to every other: 0 alike, 1 as unlike as can be.

    It is the mean over the questions both answered: numbers and 0/1 by their difference as
    part of the range, ordered categories likewise by their ranks 1, 2, 3 …, other categories
    0 if equal and 1 if not. Two people who share no answered question are at distance 1:
    nothing speaks for putting them together.

    Parameters
    ----------
    answers : pandas.DataFrame
        One row per person; numbers, 0/1, booleans or categoricals; missing values allowed.
    others : pandas.DataFrame, optional
        People to measure the distance to, with the same columns. An answer that is no
        category of ``answers`` counts as missing. By default ``answers`` themselves.
    ranges : mapping of str to float, optional
        Largest less smallest value of every number and ordered category; by default that of
        ``answers``. Give those of the first wave for later persons; a difference beyond the
        range counts as 1.
    asymmetric : collection of str
        Yes/no questions where two "no" say nothing about being alike: such pairs leave the
        question out.

    Returns
    -------
    ndarray of float64
        ``len(answers)`` × ``len(others)``. Memory is 8 bytes a pair: 128 MB for 4,000 people.

    Raises
    ------
    DataError
        Where a column is text, holds infinite numbers or is missing in ``others``, or an
        asymmetric one is not 0/1.
    NotEnoughData
        Where a column is the same for everyone and no range is given for it.

    References
    ----------
    Gower, J. C. (1971). A general coefficient of similarity. Biometrics 27, 857–871.
    Kaufman, L., Rousseeuw, P. J. (1990). Finding Groups in Data. Wiley, ch. 1 (as R's daisy).
    """
    kinds = answer_kinds(answers, allow_constant=ranges is not None)
    spans = dict(answer_ranges(answers, kinds) if ranges is None else ranges)
    _refuse_missing_columns(answers, others, kinds, spans)
    yes_no = _checked_asymmetric(answers, asymmetric)
    left = list(_coded(answers, answers, kinds, spans))
    right = left if others is None else list(_coded(others, answers, kinds, spans))
    columns = [*kinds.numbers, *kinds.ordered, *kinds.nominal]
    distances = np.empty((len(answers), len(right[0])))
    step = max(1, _BLOCK // max(1, distances.shape[1]))
    for start in range(0, len(answers), step):
        rows = slice(start, start + step)
        distances[rows] = _block(
            [
                (column, mine[rows], theirs)
                for column, mine, theirs in zip(columns, left, right, strict=True)
            ],
            set(kinds.nominal),
            yes_no,
        )
    return distances


def answer_ranges(answers: pd.DataFrame, kinds: AnswerKinds | None = None) -> dict[str, float]:
    """Return largest less smallest value of every number and rank of every ordered category.

    Parameters
    ----------
    answers : pandas.DataFrame
        One row per person.
    kinds : AnswerKinds, optional
        Of its columns.

    Returns
    -------
    dict of str to float
        In the columns' own units; ranks count in steps.
    """
    kinds = kinds or answer_kinds(answers)
    found = {}
    for name in (*kinds.numbers, *kinds.ordered):
        values = _scale(answers[name], answers[name])
        found[name] = float(np.nanmax(values) - np.nanmin(values))
    return found


def _coded(
    people: pd.DataFrame, known: pd.DataFrame, kinds: AnswerKinds, spans: Mapping[str, float]
) -> Iterator[Array]:
    """Yield every column as numbers in units of its range, or as category codes; missing NaN."""
    for name in (*kinds.numbers, *kinds.ordered):
        span = spans[name]
        yield _scale(people[name], known[name]) / (span if span > 0 else 1.0)
    for name in kinds.nominal:
        yield _scale(people[name], known[name])


def _scale(column: pd.Series, known: pd.Series) -> Array:
    """Return numbers as they are and categories as their ranks among the known ones."""
    if isinstance(known.dtype, pd.CategoricalDtype):
        codes = level_codes(column, known.cat.categories)
        return np.where(codes >= 0, codes, np.nan)
    return numbers_of(column)


def _block(
    columns: list[tuple[str, Array, Array]], nominal: set[str], yes_no: Collection[str]
) -> Array:
    shape = (len(columns[0][1]), len(columns[0][2]))
    total = np.zeros(shape)
    asked = np.zeros(shape)
    always = 0
    for name, mine, theirs in columns:
        if name in nominal:
            apart = (mine[:, None] != theirs[None, :]).astype(float)
        else:
            apart = mine[:, None] - theirs[None, :]
            np.abs(apart, out=apart)
            np.minimum(apart, 1.0, out=apart)
        counts = _comparable(mine, theirs, name in yes_no)
        if counts is None:
            always += 1
            total += apart
        else:
            asked += counts
            np.add(total, apart, out=total, where=counts)
    asked += always
    return np.divide(total, asked, out=np.ones(shape), where=asked > 0)


def _comparable(mine: Array, theirs: Array, asymmetric: bool) -> npt.NDArray[np.bool_] | None:
    """Return which pairs a question counts for; None where all of them."""
    if not (asymmetric or np.isnan(mine).any() or np.isnan(theirs).any()):
        return None
    both = ~np.isnan(mine)[:, None] & ~np.isnan(theirs)[None, :]
    return both & ~((mine == 0)[:, None] & (theirs == 0)[None, :]) if asymmetric else both


def _checked_asymmetric(answers: pd.DataFrame, asymmetric: Collection[str]) -> set[str]:
    problems = []
    for name in asymmetric:
        values = answers[name].dropna() if name in answers else pd.Series(["-"])
        if not values.isin([0, 1]).all():
            problems.append(Problem(called(name), _("must be a yes/no question (0/1)")))
    if problems:
        raise DataError(problems)
    return set(asymmetric)


def _refuse_missing_columns(
    answers: pd.DataFrame,
    others: pd.DataFrame | None,
    kinds: AnswerKinds,
    spans: Mapping[str, float],
) -> None:
    people = answers if others is None else others
    absent = [name for name in answers.columns if name not in people.columns]
    unspanned = [name for name in (*kinds.numbers, *kinds.ordered) if name not in spans]
    if absent or unspanned:
        raise DataError(
            [
                Problem(called(name), _("must be a column of the data, got: none"))
                for name in dict.fromkeys((*absent, *unspanned))
            ]
        )
    infinite = {name: too_large(people[name]) for name in kinds.numbers}
    problems = [
        Problem(called(name), _("must be finite numbers, got: infinite, {n} rows", n=number(n)))
        for name, n in infinite.items()
        if n
    ]
    if problems:
        raise DataError(problems)
