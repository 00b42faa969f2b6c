"""Weights of respondents, and how many respondents a weighted sample is worth."""

from __future__ import annotations

import numpy as np
import pandas as pd

from analysis.errors import DataError, NotEnoughData, Problem
from analysis.languages import messages
from analysis.languages.formats import number

_ = messages(__name__)


def respondent_weights(index: pd.Index, weights: pd.Series | None) -> np.ndarray:
    """Return one weight per respondent, in the order of ``index``; ones where there are none.

    Parameters
    ----------
    index : pandas.Index
        The respondents, one entry a row of the answers.
    weights : pandas.Series or None
        Their weights, on the same index; zero or more, none missing.

    Raises
    ------
    DataError
        If weights are missing, negative or infinite.
    NotEnoughData
        If all are zero.
    ValueError
        If the weights belong to other respondents.
    """
    if weights is None:
        return np.ones(len(index))
    if not weights.index.equals(index):
        raise ValueError("weights must have the index of the answers")
    values = weights.to_numpy(dtype=float, na_value=np.nan)
    wrong = int((~np.isfinite(values) | (values < 0)).sum())
    if wrong:
        what = _("must be zero or more, got: negative or missing, {n} rows", n=number(wrong))
        cure = _("Correct or trim the weights, or remove weight from client.yml.")
        raise DataError(Problem(_("weights"), what, cure))
    if len(values) and not values.any():
        # targets may give an answer no share: a group of such people counts for nobody
        raise NotEnoughData(_("No respondent has a weight above zero."))
    return values


def kish_base(weights: np.ndarray) -> float:
    """Return Kish's effective base: the equally weighted respondents these are worth.

    Parameters
    ----------
    weights : numpy.ndarray
        Weights of the respondents, any scale.

    Returns
    -------
    float
        ``(sum w)² / sum w²``; 0 without respondents.

    References
    ----------
    Kish, L. (1965). Survey Sampling. Wiley, ch. 11.7.
    """
    squares = float(np.square(weights).sum())
    return float(weights.sum()) ** 2 / squares if squares > 0 else 0.0
