"""The Gamma-Gamma model of what a purchase brings: likelihood, maximum, expectations."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy.special import digamma, gammaln

from analysis.statistics.maximum_likelihood import Likelihood, highest

Array = npt.NDArray[np.float64]
_STARTS = ((0.0, 1.0, 0.0), (1.5, 1.0, 0.0), (-0.5, 2.0, 1.0))


@dataclass(frozen=True, eq=False)
class SpendingFit:
    """A Gamma-Gamma model at its maximum.

    Attributes
    ----------
    parameters : tuple of float
        p, q, gamma; gamma in money.
    log_likelihood : float
        At the maximum.
    standard_errors : tuple of float
        Of the parameters; NaN where the data cannot tell them apart.
    covariance : numpy.ndarray
        3 × 3, of the parameters' logarithms.
    identified : tuple of bool
        Whether the data determine each parameter; see `Maximum`.
    """

    parameters: tuple[float, float, float]
    log_likelihood: float
    standard_errors: tuple[float, float, float]
    covariance: Array
    identified: tuple[bool, ...]

    @property
    def boundary(self) -> bool:
        """Whether the data leave a parameter open, or the mean is infinite (q of 1 or less)."""
        return not all(self.identified) or self.parameters[1] <= 1


def fit_spending(frame: pd.DataFrame) -> SpendingFit:
    """Return the maximum-likelihood Gamma-Gamma model of the customers with a repeat purchase.

    Parameters
    ----------
    frame : pandas.DataFrame
        One row per customer: ``frequency`` and ``mean_value``.
    """
    again = frame[frame["frequency"] > 0]
    x, m = again["frequency"].to_numpy(dtype=float), again["mean_value"].to_numpy(dtype=float)
    scale = float(m.mean())
    found = highest(_likelihood(x, m / scale), _STARTS, len(x))
    logs = found.logs + np.array([0.0, 0.0, np.log(scale)])
    parameters = np.exp(logs)
    p, q, gamma = parameters.tolist()
    of_p, of_q, of_gamma = (parameters * np.sqrt(np.diag(found.covariance))).tolist()
    return SpendingFit(
        (p, q, gamma),
        found.value - len(x) * float(np.log(scale)),
        (of_p, of_q, of_gamma),
        found.covariance,
        found.identified,
    )


def _likelihood(x: Array, m: Array) -> Likelihood:
    """Return the log-likelihood of mean values ``m`` of ``x`` purchases, and its gradient.

    Special functions depend on x only, and x takes few values: they are computed once a value.
    """
    values, place = np.unique(x, return_inverse=True)
    counts = np.bincount(place).astype(float)
    money, log_m = m * x, np.log(m)
    log_m_sum, x_log_m = log_m.sum(), np.bincount(place, weights=log_m)

    def likelihood(logs: Array) -> tuple[float, Array]:
        p, q, gamma = parameters = np.exp(logs)
        shape = p * values + q
        log_all = np.bincount(place, weights=np.log(gamma + money))
        inverse = np.bincount(place, weights=1 / (gamma + money))
        special = gammaln(shape) - gammaln(p * values) - gammaln(q) + q * np.log(gamma)
        special += p * values * np.log(values)
        total = counts @ special + p * (values @ x_log_m) - log_m_sum - shape @ log_all
        by_x = counts * (digamma(shape) - digamma(p * values) + np.log(values))
        slopes = np.array(
            [
                values @ (by_x + x_log_m - log_all),
                counts @ (digamma(shape) - digamma(q) + np.log(gamma)) - log_all.sum(),
                counts.sum() * q / gamma - shape @ inverse,
            ]
        )
        return float(total), slopes * parameters

    return likelihood


def expected_value(parameters: tuple[float, ...], frame: pd.DataFrame) -> Array:
    """Return the money a purchase of every customer is expected to bring.

    A weighted mean of the customer's own mean and that of all: the more purchases, the more
    counts the customer's own.

    Parameters
    ----------
    parameters : tuple of float
        p, q, gamma.
    frame : pandas.DataFrame
        One row per customer: ``frequency`` and ``mean_value`` (NaN without a repeat purchase).
    """
    p, q, gamma = parameters
    x = frame["frequency"].to_numpy(dtype=float)
    m = frame["mean_value"].fillna(0.0).to_numpy(dtype=float)
    values: Array = p * (gamma + m * x) / (p * x + q - 1)
    return values
