"""A survey's answers as 1, 0 and missing."""

from __future__ import annotations

import numpy as np
import pandas as pd


def flags(column: pd.Series) -> np.ndarray:
    """Return a yes/no column as 1, 0 and NaN.

    Parameters
    ----------
    column : pandas.Series
        One row a respondent: 0, 1, true, false or missing.

    Raises
    ------
    ValueError
        If it holds anything else.
    """
    values = column.to_numpy(dtype=float, na_value=np.nan)
    if not np.isin(values[~np.isnan(values)], (0.0, 1.0)).all():
        raise ValueError(f"{column.name!r} must hold 0, 1 or missing values only")
    return values


def category_flags(answers: pd.Series) -> pd.DataFrame:
    """Return a column of 0/1 (NaN: not asked) for every category of a single-answer question.

    Parameters
    ----------
    answers : pandas.Series
        One row a respondent. The order of a categorical is kept; other values are sorted.

    Returns
    -------
    pandas.DataFrame
        Rows as in ``answers``; the columns are the categories' labels.
    """
    known = answers
    if not isinstance(answers.dtype, pd.CategoricalDtype):
        known = answers.astype("category")
    codes = known.cat.codes.to_numpy()
    columns = {
        category_label(category): np.where(codes < 0, np.nan, (codes == code).astype(float))
        for code, category in enumerate(known.cat.categories)
    }
    return pd.DataFrame(columns, index=answers.index)


def category_label(category: object) -> str:
    """Return a category as its label: whole numbers without a decimal point.

    Parameters
    ----------
    category : object
        A category as pandas holds it.
    """
    if isinstance(category, float) and category.is_integer():
        return str(int(category))
    return str(category)
