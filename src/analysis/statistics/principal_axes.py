"""Principal axes that are the same on every processor: with settled signs, and turned one way."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from analysis.statistics.deciding import first_largest, ranks

LEFT_OVER = 1e-6  # of a direction of length 1, after what earlier axes have of it is taken off
Array = npt.NDArray[np.float64]


def settled_axes(axes: Array, spread: Array) -> Array:
    """Return the same axes, each with the sign that makes its largest coordinate positive.

    A decomposition leaves the sign open, and any turn of axes with equal spread among
    themselves. Those are replaced by the parts that the variables have in their plane, one
    after the other.

    Parameters
    ----------
    axes : array
        One row an axis, of length 1 and at right angles to the others.
    spread : array
        How far the data are spread along each.
    """
    settled = np.array(axes, dtype=float)
    groups = ranks(spread)
    for group in np.unique(groups):
        places = np.flatnonzero(groups == group)
        if len(places) > 1:
            settled[places] = _turned(settled[places])
    largest = first_largest(np.abs(settled), axis=1, scale=1.0)
    signs = np.sign(settled[np.arange(len(settled)), largest])
    result: Array = settled * signs[:, None]
    return result


def _turned(plane: Array) -> Array:
    found: list[Array] = []
    for part in plane.T @ plane:  # of each variable, what lies in the plane
        left = part - sum(((axis @ part) * axis for axis in found), np.zeros(len(part)))
        length = float(np.sqrt(left @ left))
        if length > LEFT_OVER and len(found) < len(plane):
            found.append(left / length)
    return np.array(found) if len(found) == len(plane) else plane
