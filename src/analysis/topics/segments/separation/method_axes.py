"""The two directions segments are drawn in, and how they stay the same from wave to wave."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from analysis.errors import DoesNotApply
from analysis.languages import messages
from analysis.statistics.deciding import exceeds, order, reaches
from analysis.statistics.principal_axes import settled_axes

_ = messages(__name__)
Array = npt.NDArray[np.float64]
NO_SPREAD = 1e-9  # of the largest eigenvalue
MOST_NAMED = 2  # variables at an end of an axis
LEAST_LOADING = 0.3
NEARLY_EQUAL = 1e-9


@dataclass(frozen=True)
class SeparationAxes:
    """Two directions in the space of the basis; those of a reference wave can be kept.

    Attributes
    ----------
    method : str
        ``discriminant`` or ``principal`` coordinates.
    variables : tuple of str
        Columns of the basis.
    middle, spread : tuple of float
        What is taken off every variable and what it is divided by.
    loadings : tuple of tuple of float
        Of every variable (rows) on both axes. For principal coordinates the linear
        approximation, which only turns a later map the same way round.
    shares : tuple of float
        Share (0–1) of the differences between the segments, or of all distances, on each axis.
    """

    method: str
    variables: tuple[str, ...]
    middle: tuple[float, ...]
    spread: tuple[float, ...]
    loadings: tuple[tuple[float, float], ...]
    shares: tuple[float, float]

    def places(self, values: Array) -> Array:
        """Return the people's coordinates on both axes.

        Parameters
        ----------
        values : array
            People × variables, in the variables' own units.
        """
        found: Array = (values - np.array(self.middle)) / np.array(self.spread)
        placed: Array = found @ np.array(self.loadings)
        return placed

    def others(self, values: Array, weights: Array) -> bool:
        """Whether the axes were made from other people than these.

        Parameters
        ----------
        values : array
            People × variables, in the variables' own units.
        weights : array
            Their weights.
        """
        return not np.allclose(np.average(values, axis=0, weights=weights), self.middle)


def discriminant_loadings(
    scaled: Array, labels: npt.NDArray[np.int64], weights: Array
) -> tuple[Array, tuple[float, float]]:
    """Return the two directions in which segments lie farthest apart, and their shares.

    Linear discriminants: the ratio of the variance between segments to that within is largest.
    Two segments have only one; the second axis is then the direction in which people of one
    segment differ most among those that do not separate the segments.

    Parameters
    ----------
    scaled : array
        People × variables, weighted mean 0.
    labels : array of int
        Segment of each person.
    weights : array
        Weight of each person.

    Returns
    -------
    tuple
        Variables × 2 loadings (within segments the coordinates have variance 1 and are
        uncorrelated), and the share of the ratio on each axis.

    Raises
    ------
    NotEnoughData
        If within every segment all people are alike.

    References
    ----------
    Fisher, R. A. (1936). Annals of Eugenics 7, 179–188. Rao, C. R. (1948). The utilization of
    multiple measurements in problems of biological classification. JRSS B 10, 159–203.
    """
    total = weights.sum()
    within = np.zeros((scaled.shape[1],) * 2)
    between = np.zeros_like(within)
    for segment in np.unique(labels):
        mine = labels == segment
        people, weight = scaled[mine], weights[mine]
        centre = np.average(people, axis=0, weights=weight)
        away = people - centre
        within += (weight[:, None] * away).T @ away / total
        between += weight.sum() / total * np.outer(centre, centre)
    sizes, directions = np.linalg.eigh(within)
    kept = sizes > NO_SPREAD * max(float(sizes.max()), 1e-300)
    if sizes.max() <= NO_SPREAD * np.trace(between):  # rounding errors are no spread
        raise DoesNotApply(_("A map needs segments whose people do not all answer alike."))
    directions, sizes = directions[:, kept], sizes[kept]
    # the symmetric root does not depend on which of equally good directions were found
    whiten = (directions / np.sqrt(sizes)) @ directions.T
    ratios, found = np.linalg.eigh(whiten @ between @ whiten)
    ratios = ratios[::-1]
    found = settled_axes(found[:, ::-1].T, np.where(ratios > 0, ratios, 0.0)).T
    first = found[:, 0]
    if len(np.unique(labels)) > 2 and len(ratios) > 1 and ratios[1] > NO_SPREAD * ratios[0]:
        second = found[:, 1]
    else:
        second = _across(first, (directions * sizes) @ directions.T)
    apart = whiten @ between @ whiten
    total_ratio = float(np.clip(ratios, 0, None).sum())
    shares = [
        max(0.0, float(axis @ apart @ axis)) / total_ratio if total_ratio > 0 else 0.0
        for axis in (first, second)
    ]
    return whiten @ np.column_stack([first, second]), (shares[0], shares[1])


def _across(first: Array, within: Array) -> Array:
    """Return the direction across ``first`` along which people differ most."""
    across = np.eye(len(first)) - np.outer(first, first)
    sizes, directions = np.linalg.eigh(across @ within @ across)
    second = across @ settled_axes(directions.T, sizes)[-1]
    length = float(np.linalg.norm(second))
    return second / length if length > 0 else np.zeros_like(first)


def principal_places(squares: Array, weights: Array) -> tuple[Array, tuple[float, float]]:
    """Return two coordinates of people whose distances are given, and their shares.

    Parameters
    ----------
    squares : array
        Squared distances, people × people.
    weights : array
        Weight of each person.

    References
    ----------
    Gower, J. C. (1966). Some distance properties of latent root and vector methods used in
    multivariate analysis. Biometrika 53, 325–338.
    """
    share = weights / weights.sum()
    rows = squares @ share
    centred = -0.5 * (squares - rows[:, None] - rows[None, :] + float(share @ rows))
    root = np.sqrt(share)
    sizes, vectors = np.linalg.eigh(root[:, None] * centred * root[None, :])
    sizes, vectors = sizes[::-1], vectors[:, ::-1]
    positive = float(np.clip(sizes, 0, None).sum())
    largest = np.clip(sizes[:2], 0, None)
    places = vectors[:, :2] * np.sqrt(largest) / root[:, None]
    shares = largest / positive if positive else np.zeros(2)
    return places, (float(shares[0]), float(shares[1]))


def correlations_with_axes(values: Array, places: Array, weights: Array) -> Array:
    """Return the weighted correlation of every variable (rows) with both axes.

    Parameters
    ----------
    values : array
        People × variables.
    places : array
        Their coordinates.
    weights : array
        Their weights.
    """

    def scaled(columns: Array) -> Array:
        away = columns - np.average(columns, axis=0, weights=weights)
        spread = np.sqrt(np.average(np.square(away), axis=0, weights=weights))
        size = np.abs(columns).max(axis=0, initial=0.0)
        return away / np.where(exceeds(spread, 0, scale=size), spread, 1.0)

    found: Array = (scaled(values) * weights[:, None]).T @ scaled(places) / weights.sum()
    return found


def axis_signs(correlations: Array) -> Array:
    """Return ±1 an axis, so that the variable that goes along with it most points forward.

    Of variables that go along with it equally the first decides.

    Parameters
    ----------
    correlations : array
        Variables × axes.
    """
    signs = []
    for column in correlations.T:
        size = np.abs(column)
        leading = int(np.flatnonzero(size >= size.max() - NEARLY_EQUAL)[0])
        signs.append(-1.0 if column[leading] < 0 else 1.0)
    return np.array(signs)


def axis_ends(
    correlations: Array, names: tuple[str, ...]
) -> tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]:
    """Return for each axis the variables that rise towards its low and towards its high end.

    Parameters
    ----------
    correlations : array
        Variables × axes.
    names : tuple of str
        Of the variables; up to two an end, correlated by at least 0.3.
    """
    ends = []
    for column in correlations.T:
        rising = order(column, scale=1.0)
        low = [names[p] for p in rising if reaches(-column[p], LEAST_LOADING)][:MOST_NAMED]
        high = [names[p] for p in rising[::-1] if reaches(column[p], LEAST_LOADING)][:MOST_NAMED]
        ends.append((tuple(low), tuple(high)))
    return tuple(ends)
