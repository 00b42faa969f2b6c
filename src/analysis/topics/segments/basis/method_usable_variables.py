"""Which variables segments can be made from, and what is wrong with the others."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from analysis.errors import DataError, NotEnoughData, Problem, called
from analysis.languages import messages
from analysis.languages.formats import number

_ = messages(__name__)
LARGEST = 1e100  # squares of larger numbers, summed, are infinite


def refuse_constant(values: pd.DataFrame) -> None:
    """Raise `NotEnoughData` where a variable tells nobody apart.

    Parameters
    ----------
    values : pandas.DataFrame
        One row a respondent, one column a variable.
    """
    lowest, highest = values.min(), values.max()
    alike = [called(name) for name in values.columns if not lowest[name] < highest[name]]
    if alike:
        raise NotEnoughData(
            _(
                "Segments cannot be made from what everyone answers alike: {columns}.",
                columns=", ".join(alike),
            )
        )


def as_numbers(column: pd.Series) -> pd.Series:
    """Return a variable as floats; the categories of an ordered one count 1, 2, 3 …

    Parameters
    ----------
    column : pandas.Series
        Numbers, booleans or ordered categories.
    """
    if isinstance(column.dtype, pd.CategoricalDtype):
        codes = column.cat.codes.astype(float)
        return codes.where(codes >= 0) + 1
    return pd.Series(column.to_numpy(dtype=float, na_value=np.nan), index=column.index)


def refuse_unusable(frame: pd.DataFrame, names: Sequence[str]) -> None:
    """Raise `DataError` where a variable is missing, text or of unordered categories.

    Parameters
    ----------
    frame : pandas.DataFrame
        One row a respondent.
    names : sequence of str
        The variables wanted.
    """
    problems = []
    for name in names:
        if name not in frame.columns:
            problems.append(Problem(called(name), _("must be a column of the data, got: none")))
            continue
        kind = frame[name].dtype
        ordered = isinstance(kind, pd.CategoricalDtype) and kind.ordered
        if not (ordered or pd.api.types.is_numeric_dtype(kind)):
            problems.append(
                Problem(
                    called(name),
                    _("must be a number, 0/1 or an ordered category, got: text or categories"),
                    _("Describe the segments by it instead, or split it into 0/1 columns."),
                )
            )
    if problems:
        raise DataError(problems)


def refuse_infinite(numeric: pd.DataFrame) -> None:
    """Raise `DataError` where a variable holds infinite numbers, or such as cannot be squared.

    Parameters
    ----------
    numeric : pandas.DataFrame
        One row a respondent, one column a variable, as floats.
    """
    infinite = (np.abs(numeric.to_numpy(dtype=float)) > LARGEST).sum(axis=0)
    problems = [
        Problem(called(name), _("must hold finite numbers, got: {n} infinite", n=number(int(many))))
        for name, many in zip(numeric.columns, infinite, strict=True)
        if many
    ]
    if problems:
        raise DataError(problems)
