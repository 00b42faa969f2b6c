"""How much groups differ on a variable, and whether by more than chance."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from analysis.statistics.sampling_error import kish_base

Array = npt.NDArray[np.float64]


def mean_effect(
    measures: Array, segment: npt.NDArray[np.int64], weight: Array
) -> tuple[float, float | None]:
    """Return eta squared of a numeric variable between groups, and the p-value of its F test.

    Parameters
    ----------
    measures : ndarray
        The values, one column.
    segment : ndarray of int
        Group of each respondent.
    weight : ndarray
        Weights; the test rests on Kish's effective base.

    Returns
    -------
    tuple
        Effect 0–1, and its p-value or None where it cannot be tested.

    References
    ----------
    Cohen, J. (1988). Statistical Power Analysis for the Behavioral Sciences, ch. 8.
    """
    from scipy.stats import f as f_distribution

    values = measures[:, 0]
    mean = np.average(values, weights=weight)
    total = float((weight * np.square(values - mean)).sum())
    between, groups = 0.0, 0
    for number in np.unique(segment):
        mine = segment == number
        if weight[mine].any():
            groups += 1
            own = np.average(values[mine], weights=weight[mine])
            between += float(weight[mine].sum() * (own - mean) ** 2)
    base = kish_base(weight)
    if total <= 0 or groups < 2 or base <= groups:
        return 0.0 if total <= 0 else float("nan"), None
    eta = min(1.0, between / total)
    if eta == 1.0:
        return 1.0, 0.0
    ratio = (eta / (groups - 1)) / ((1 - eta) / (base - groups))
    return eta, float(f_distribution.sf(ratio, groups - 1, base - groups))


def share_effect(
    measures: Array, segment: npt.NDArray[np.int64], weight: Array
) -> tuple[float, float | None]:
    """Return Cramér's V between groups and categories, and the p-value of chi-square.

    Parameters
    ----------
    measures : ndarray
        Respondents × categories, 0/1; one column alone is a yes/no variable.
    segment : ndarray of int
        Group of each respondent.
    weight : ndarray
        Weights; the table is scaled to Kish's effective base.

    Returns
    -------
    tuple
        Effect 0–1, and its p-value or None where it cannot be tested.

    References
    ----------
    Cramér, H. (1946). Mathematical Methods of Statistics, ch. 21. Rao, J. N. K., Scott, A. J.
    (1984). On chi-squared tests for multiway contingency tables. Annals of Statistics 12,
    46–60 (the effective base is their first-order idea with Kish's design effect).
    """
    from scipy.stats import chi2

    if measures.shape[1] == 1:
        measures = np.column_stack([measures, 1 - measures])
    numbers = np.unique(segment)
    table = np.array([(measures * weight[:, None])[segment == n].sum(axis=0) for n in numbers])
    table = table[table.sum(axis=1) > 0][:, table.sum(axis=0) > 0]
    base = kish_base(weight)
    smaller = min(table.shape) - 1
    if smaller < 1 or base <= 0:
        return 0.0, None
    table = table * (base / table.sum())
    expected = np.outer(table.sum(axis=1), table.sum(axis=0)) / table.sum()
    statistic = float((np.square(table - expected) / expected).sum())
    freedom = (table.shape[0] - 1) * (table.shape[1] - 1)
    return float(np.sqrt(statistic / (base * smaller))), float(chi2.sf(statistic, freedom))
