"""Which answers are numbers, ordered or unordered categories; answers no method can use."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from analysis.errors import DataError, NotEnoughData, Problem, called
from analysis.languages import messages
from analysis.languages.formats import number

_ = messages(__name__)
Array = npt.NDArray[np.float64]
_LARGEST = 1e100
_ROUNDING = 1e-12


@dataclass(frozen=True)
class AnswerKinds:
    """The columns of a frame of answers by what can be computed with them.

    Attributes
    ----------
    numbers, ordered, nominal : tuple of str
        Numbers and 0/1; ordered categories; unordered categories. In the frame's order.
    """

    numbers: tuple[str, ...]
    ordered: tuple[str, ...]
    nominal: tuple[str, ...]


def answer_kinds(answers: pd.DataFrame, *, allow_constant: bool = False) -> AnswerKinds:
    """Sort columns into numbers, ordered and unordered categories, refusing what is neither.

    Parameters
    ----------
    answers : pandas.DataFrame
        One row per respondent; numbers, booleans or categoricals, missing values allowed.
    allow_constant : bool
        Whether a column may hold one answer only, as those of a few new persons may.

    Raises
    ------
    DataError
        Where a column is text, a date or holds infinite numbers.
    NotEnoughData
        Where a column holds the same answer for everyone, or none.
    """
    kinds: dict[str, list[str]] = {"numbers": [], "ordered": [], "nominal": []}
    problems: list[Problem] = []
    for name in answers.columns:
        column = answers[name]
        if isinstance(column.dtype, pd.CategoricalDtype):
            kinds["ordered" if column.cat.ordered else "nominal"].append(name)
        elif pd.api.types.is_numeric_dtype(column.dtype):
            kinds["numbers"].append(name)
            infinite = too_large(column)
            if infinite:
                problems.append(
                    Problem(
                        called(name),
                        _("must be finite numbers, got: infinite, {n} rows", n=number(infinite)),
                    )
                )
        else:
            problems.append(
                Problem(called(name), _("must be numbers, 0/1 or categories, got: text or dates"))
            )
    if problems:
        raise DataError(problems)
    if not allow_constant:
        _refuse_constant(answers)
    return AnswerKinds(*(tuple(kinds[kind]) for kind in ("numbers", "ordered", "nominal")))


def numbers_of(column: pd.Series) -> Array:
    """Return a column of numbers or booleans as floats, missing as NaN.

    Parameters
    ----------
    column : pandas.Series
        Numbers or booleans.
    """
    return column.to_numpy(dtype=float, na_value=np.nan)


def too_large(column: pd.Series) -> int:
    """Count numbers that are infinite, or so large that their squares are.

    Parameters
    ----------
    column : pandas.Series
        Numbers or booleans.
    """
    return int((np.abs(numbers_of(column)) > _LARGEST).sum())


def level_codes(column: pd.Series, levels: Sequence[Hashable] | pd.Index) -> npt.NDArray[np.int64]:
    """Return which level every answer is; −1 where it is none of them or missing.

    Parameters
    ----------
    column : pandas.Series
        Answers.
    levels : sequence
        The answers that are known.
    """
    return pd.Index(levels, dtype=object).get_indexer(pd.Index(column.astype(object)))


def scaled_weights(weights: Sequence[float] | Array | pd.Series | None, rows: int) -> Array:
    """Return one weight a row, of mean 1 among the rows that count at all.

    Parameters
    ----------
    weights : sequence of float, optional
        Zero or more; all 1 by default. A row of weight 0 takes no part in a fit.
    rows : int
        Rows they must be given for.

    Raises
    ------
    DataError
        Where a weight is negative, missing or infinite, or their number is not that of rows.
    NotEnoughData
        Where all are zero.
    """
    if weights is None:
        return np.ones(rows)
    given = np.asarray(weights, dtype=float)
    if given.shape != (rows,):
        raise DataError(
            Problem(
                _("weights"),
                _(
                    "must be one a row, {rows} in all, got: {n}",
                    rows=number(rows),
                    n=number(len(given)),
                ),
            )
        )
    wrong = int((~np.isfinite(given) | (given < 0)).sum())
    if wrong:
        raise DataError(
            Problem(
                _("weights"),
                _("must be zero or more, got: negative or missing, {n} rows", n=number(wrong)),
            )
        )
    if not given.any():
        raise NotEnoughData(_("No respondent has a weight above zero."))
    result: Array = given / given[given > 0].mean()
    return result


def refuse_too_few(different: int, groups: int) -> None:
    """Raise `NotEnoughData` unless there are at least as many different rows as groups.

    Parameters
    ----------
    different : int
        Rows that differ from each other.
    groups : int
        Segments, classes or medoids asked for; at least 1.
    """
    if groups < 1 or different < groups:
        raise NotEnoughData(
            _(
                "{segments} segments need at least as many different respondents, got: {n}.",
                segments=number(groups),
                n=number(different),
            )
        )


def _refuse_constant(answers: pd.DataFrame) -> None:
    constant = [called(name) for name in answers.columns if _is_constant(answers[name])]
    if constant or not len(answers.columns):
        raise NotEnoughData(
            _(
                "Segments cannot be made from what everyone answers alike: {columns}.",
                columns=", ".join(constant),
            )
        )


def _is_constant(column: pd.Series) -> bool:
    if isinstance(column.dtype, pd.CategoricalDtype) or not column.notna().any():
        return column.nunique() < 2
    values = numbers_of(column)
    largest, span = np.nanmax(np.abs(values)), np.nanmax(values) - np.nanmin(values)
    # differences that are but rounding are none
    return bool(span <= max(_ROUNDING * largest, 1 / _LARGEST))
