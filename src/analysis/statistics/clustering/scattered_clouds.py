"""Clouds of points scattered without segments: uniform ones, and answers shuffled by themselves."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from analysis.statistics.latent_normal import Cloud
from analysis.statistics.principal_axes import settled_axes

HULL_DIMENSIONS = 3  # a hull in more is too slow, and hardly anyone is inside it
FLAT = 1e-6  # of the widest axis: rounding, no spread
MOST_STEPS = 11  # of a scale
Array = npt.NDArray[np.float64]
Groups = list[list[int]]


def scattered_clouds(data: Array, groups: Groups) -> list[Cloud]:
    """Return what draws points without segments, as many and as spread as the data.

    Measured answers: uniform over the box of the principal axes and over the convex hull, with
    more than 3 dimensions over a simplex. With yes/no answers: these shuffled, each by itself
    (those of one choice together), and the measured ones in a box.

    Parameters
    ----------
    data : array
        One row a person, one column a variable, centred.
    groups : list of lists of int
        The yes/no columns; those of one choice together.
    """
    measured = measured_columns(data, groups)
    if not groups:
        dimensions = len(_axes(data)[0])
        if dimensions == 1:
            return [_uniform_box(data)]
        hull = dimensions <= HULL_DIMENSIONS and len(np.unique(data, axis=0)) > 10
        return [_uniform_box(data), _uniform_hull(data) if hull else _uniform_simplex(data)]
    box = _uniform_box(data[:, measured]) if measured else None

    def cloud(rng: np.random.Generator) -> Array:
        points = shuffled(data, groups, rng)
        if box:
            points[:, measured] = box(rng)
        return points

    return [cloud]


def measured_columns(data: Array, groups: Groups) -> list[int]:
    """Return the columns that are not answered by yes or no.

    Parameters
    ----------
    data : array
        One row a person.
    groups : list of lists of int
        The yes/no columns.
    """
    return sorted(set(range(data.shape[1])) - {column for group in groups for column in group})


def are_scales(data: Array) -> bool:
    """Return whether there are two or more variables and each has at most 11 different answers.

    Parameters
    ----------
    data : array
        One row a person, one column a variable.
    """
    return data.shape[1] > 1 and all(
        len(np.unique(np.round(column, 9))) <= MOST_STEPS for column in data.T
    )


def unconnected(data: Array) -> Cloud:
    """Return what draws the answers to every question shuffled by themselves.

    Parameters
    ----------
    data : array
        One row a person, one column a question.
    """
    return lambda rng: shuffled(data, [[column] for column in range(data.shape[1])], rng)


def shuffled(data: Array, groups: Groups, rng: np.random.Generator) -> Array:
    """Return the data with every group of columns shuffled among the persons by itself.

    Parameters
    ----------
    data : array
        One row a person.
    groups : list of lists of int
        Columns that stay together.
    rng : numpy Generator
        To draw from.
    """
    points = data.copy()
    for group in groups:
        points[:, group] = data[rng.permutation(len(data))][:, group]
    return points


def _axes(data: Array) -> tuple[Array, Array]:
    """Return the principal axes in which the data are spread at all, and how far.

    Shares that add up to one lie in a plane: it is there that a cloud must have its corners.
    """
    axes = np.linalg.svd(data, full_matrices=False)[2]
    spread = (data @ axes.T).std(axis=0)
    held = spread > FLAT * spread.max()
    return settled_axes(axes[held], spread[held]), spread[held]


def _uniform_box(data: Array) -> Cloud:
    """Return points uniform over the box of the data's principal axes, as spread as the data.

    Each axis keeps its variance (not its range), so that outliers do not inflate the cloud.
    """
    axes, spread = _axes(data)
    return lambda rng: (rng.uniform(-1, 1, size=(len(data), len(spread))) * spread) @ axes


def _uniform_simplex(data: Array) -> Cloud:
    """Return points uniform over a simplex as spread as the data: as many corners as can be."""
    from scipy.linalg import helmert

    axes, spread = _axes(data)
    corners = len(spread) + 1
    # shares drawn evenly have this variance in every direction within their simplex
    scale = spread * np.sqrt(corners * (corners + 1))

    def cloud(rng: np.random.Generator) -> Array:
        shares = rng.dirichlet(np.ones(corners), size=len(data))
        result: Array = (shares @ helmert(corners).T * scale) @ axes
        return result

    return cloud


def _uniform_hull(data: Array) -> Cloud:
    """Return points uniform over the convex hull of the data: a triangle has corners to cut."""
    from scipy.spatial import Delaunay

    axes, spread = _axes(data)
    placed = data @ axes.T / spread
    hull = Delaunay(placed)
    lowest, highest = placed.min(axis=0), placed.max(axis=0)

    def cloud(rng: np.random.Generator) -> Array:
        points = np.empty((0, len(axes)))
        while len(points) < len(data):
            more = rng.uniform(lowest, highest, size=(4 * len(data), len(axes)))
            points = np.concatenate([points, more[hull.find_simplex(more) >= 0]])
        return (points[: len(data)] * spread) @ axes

    return cloud
