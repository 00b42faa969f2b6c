"""One normal cloud behind the answers: the same shares and correlations, and no segments."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import numpy.typing as npt

NODES = 24
HALVINGS = 40
HIGHEST = 0.999
Array = npt.NDArray[np.float64]
Cloud = Callable[[np.random.Generator], Array]


def latent_correlations(data: Array, yes_no: npt.NDArray[np.bool_]) -> Array:
    """Return the correlations of the normal variables behind measured and yes/no variables.

    Tetrachoric between two yes/no variables, biserial between a yes/no variable and a measured
    one, Pearson's between two measured ones; made a proper correlation matrix by leaving out
    negative eigenvalues.

    Parameters
    ----------
    data : array
        One row a person, one column a variable, centred; a yes/no variable has two values.
    yes_no : array of bool
        Which variables are answered by yes or no.

    References
    ----------
    Pearson, K. (1900). On the correlation of characters not quantitatively measurable. Phil.
    Trans. R. Soc. A 195, 1–47.
    Divgi, D. R. (1979). Calculation of the tetrachoric correlation coefficient. Psychometrika
    44, 169–172.
    """
    from scipy.stats import norm

    plain = np.corrcoef(data, rowvar=False).reshape(data.shape[1], -1)
    share = (data > 0).mean(axis=0)
    border = norm.ppf(1 - share)
    found = plain.copy()
    lost = np.where(yes_no, np.sqrt(share * (1 - share)) / norm.pdf(border), 1.0)
    mixed = yes_no[:, None] != yes_no
    found[mixed] = (plain * lost[:, None] * lost)[mixed]
    first, second = np.triu_indices(len(plain), 1)
    both = yes_no[first] & yes_no[second]
    first, second = first[both], second[both]
    yes = (data > 0).astype(float)
    together = (yes.T @ yes / len(yes))[first, second]
    found[first, second] = _tetrachoric(border[first], border[second], together)
    found[second, first] = found[first, second]
    return _proper(np.clip(found, -HIGHEST, HIGHEST))


def _tetrachoric(one: Array, other: Array, together: Array) -> Array:
    """Return the correlation at which both of two normal variables lie above their borders."""
    from scipy.stats import norm

    independent = norm.sf(one) * norm.sf(other)
    nodes, weights = np.polynomial.legendre.leggauss(NODES)
    low, high = np.full(len(one), -HIGHEST), np.full(len(one), HIGHEST)
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        # Plackett: the chance of both grows with the correlation by the density at the borders
        angle = np.arcsin(middle)[:, None] * (nodes + 1) / 2
        sine, cosine = np.sin(angle), np.cos(angle)
        a, b = one[:, None], other[:, None]
        density = np.exp(-(a * a + b * b - 2 * a * b * sine) / (2 * cosine**2)) / (2 * np.pi)
        chance = independent + (density @ weights) * np.arcsin(middle) / 2
        low, high = (
            np.where(chance < together, middle, low),
            np.where(chance < together, high, middle),
        )
    result: Array = (low + high) / 2
    return result


def _proper(correlations: Array) -> Array:
    matrix = (correlations + correlations.T) / 2
    np.fill_diagonal(matrix, 1.0)
    values, vectors = np.linalg.eigh(matrix)
    matrix = (vectors * np.maximum(values, 1e-6)) @ vectors.T
    scale = np.sqrt(np.diag(matrix))
    result: Array = matrix / scale[:, None] / scale
    return result


def normal_cloud(data: Array, yes_no: npt.NDArray[np.bool_]) -> Cloud:
    """Return what draws points of one normal cloud, cut to yes and no where the data are.

    As many points as there are rows; shares of yes, variances and correlations are the data's.

    Parameters
    ----------
    data, yes_no : array
        As in `latent_correlations`.
    """
    root = np.linalg.cholesky(latent_correlations(data, yes_no))
    spread, low, high = data.std(axis=0), data.min(axis=0), data.max(axis=0)
    no_share = (data == low).mean(axis=0)

    def cloud(rng: np.random.Generator) -> Array:
        drawn = rng.standard_normal(data.shape) @ root.T
        points: Array = drawn * spread
        for column in np.flatnonzero(yes_no):
            border = np.quantile(drawn[:, column], no_share[column])
            yes = drawn[:, column] > border
            points[:, column] = np.where(yes, high[column], low[column])
        return points

    return cloud
