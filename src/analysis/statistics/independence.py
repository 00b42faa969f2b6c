"""Whether two answers go together, in a weighted sample."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy import stats

from analysis.errors import NotEnoughData
from analysis.languages import messages
from analysis.statistics.sampling_error import respondent_weights
from analysis.values.absent import unless_absent

_ = messages(__name__)


@dataclass(frozen=True)
class IndependenceTest:
    """Rao and Scott's test of independence.

    Attributes
    ----------
    statistic : float
        F: Pearson's statistic over its mean design effect and degrees of freedom.
    numerator_df, denominator_df : float
        Degrees of freedom after the second-order correction.
    p_value : float
        Of no connection at all.
    base : int
        Respondents with both answers, unweighted.
    """

    statistic: float
    numerator_df: float
    denominator_df: float
    p_value: float
    base: int


@unless_absent
def independence_test(
    rows: pd.Series, columns: pd.Series, weights: pd.Series | None = None
) -> IndependenceTest:
    """Test whether two questions with one answer each are independent.

    Parameters
    ----------
    rows, columns : pandas.Series
        The two answers of every respondent, missing if not asked; same index.
    weights : pandas.Series, optional
        Weights on the same index.

    Raises
    ------
    NotEnoughData
        If fewer than two different answers of either question were given together.

    References
    ----------
    Rao, J. N. K. and Scott, A. J. (1984). Ann. Statist. 12, 46–60.
    Lumley, T. (2010). Complex Surveys, ch. 6 (``svychisq(statistic = "F")`` of R's survey).
    """
    weight = respondent_weights(rows.index, weights)
    known = (rows.notna() & columns.notna()).to_numpy() & (weight > 0)
    row_codes = pd.factorize(rows[known], sort=True)[0]
    column_codes = pd.factorize(columns[known], sort=True)[0]
    shape = (int(row_codes.max(initial=-1)) + 1, int(column_codes.max(initial=-1)) + 1)
    if min(shape) < 2:
        raise NotEnoughData(_("Everybody gave the same answer, so there is nothing to test."))
    cells = row_codes * shape[1] + column_codes
    size = int(known.sum())
    shares, covariance = _cell_shares(cells, weight[known], shape[0] * shape[1])
    table = shares.reshape(shape)
    expected = np.outer(table.sum(axis=1), table.sum(axis=0))
    pearson = size * float((np.square(table - expected) / expected).sum())
    effects = _generalised_design_effects(shares, covariance, shape, size)
    trace = float(np.trace(effects))
    if not trace > 0:
        raise NotEnoughData(_("Everybody gave the same answer, so there is nothing to test."))
    freedom = trace**2 / float(np.trace(effects @ effects))
    statistic, second = pearson / trace, freedom * (size - 1)
    p_value = float(stats.f.sf(statistic, freedom, second))
    return IndependenceTest(statistic, freedom, second, p_value, size)


def _cell_shares(cells: np.ndarray, weight: np.ndarray, count: int) -> tuple[np.ndarray, ...]:
    """Return the cells' weighted shares and their linearised covariance."""
    total = weight.sum()
    shares = np.bincount(cells, weight, minlength=count) / total
    squares = np.bincount(cells, np.square(weight), minlength=count)
    spread = (
        np.diag(squares)
        - np.outer(squares, shares)
        - np.outer(shares, squares)
        + squares.sum() * np.outer(shares, shares)
    )
    return shares, spread / total**2 * len(cells) / (len(cells) - 1)


def _generalised_design_effects(
    shares: np.ndarray, covariance: np.ndarray, shape: tuple[int, int], size: int
) -> np.ndarray:
    """Return the matrix whose eigenvalues are the design effects of the interaction."""
    rows, columns = (_contrasts(levels) for levels in shape)
    ones = [np.ones((levels, 1)) for levels in shape]
    parts = ((ones[0], ones[1]), (rows, ones[1]), (ones[0], columns))
    main = np.hstack([np.kron(of_rows, of_columns) for of_rows, of_columns in parts])
    both = np.kron(rows, columns)
    free = both - main @ np.linalg.lstsq(main, both, rcond=None)[0]
    inverse = np.divide(1.0, shares, out=np.zeros_like(shares), where=shares > 0)
    scaled = inverse[:, None] * free
    simple = scaled.T @ free / size
    # a pseudo-inverse, because a table with many empty cells has fewer dimensions
    result: np.ndarray = np.linalg.pinv(simple, hermitian=True) @ (scaled.T @ covariance @ scaled)
    return result


def _contrasts(levels: int) -> np.ndarray:
    """Return sum contrasts: each level but the last against the last."""
    return np.vstack([np.eye(levels - 1), -np.ones(levels - 1)])
