"""Where segments lie on a map of their people."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

ELLIPSE = 0.5
Array = npt.NDArray[np.float64]


@dataclass(frozen=True)
class SegmentPlace:
    """Where a segment lies: its centre and the ellipse of half of its people.

    Attributes
    ----------
    segment, base : int
        Its number; its people.
    x, y : float
        Centre.
    length, width : float
        Whole axes of the ellipse that holds half of normally spread people.
    angle : float
        Of its longer axis, in degrees.
    """

    segment: int
    base: int
    x: float
    y: float
    length: float
    width: float
    angle: float


def segment_places(
    places: Array, segment: npt.NDArray[np.int64], weight: Array, segments: Sequence[int]
) -> tuple[SegmentPlace, ...]:
    """Return the centre of every segment on a map and the ellipse of half of its people.

    Parameters
    ----------
    places : array
        People × 2 coordinates.
    segment : array of int
        Segment of each person.
    weight : array
        Weight of each person.
    segments : sequence of int
        All segment numbers; those with nobody on the map are left out.
    """
    from scipy.stats import chi2

    reach = float(np.sqrt(chi2.ppf(ELLIPSE, 2)))
    found = []
    for number in segments:
        mine = segment == number
        if not mine.any():
            continue
        centre = np.average(places[mine], axis=0, weights=weight[mine])
        spread = np.cov(places[mine].T, aweights=weight[mine], ddof=0)
        sizes, directions = np.linalg.eigh(spread)
        length, width = 2 * reach * np.sqrt(np.clip(sizes[::-1], 0, None))
        x, y = directions[:, 1]
        angle = float(np.degrees(np.arctan2(y, x))) % 180.0
        found.append(
            SegmentPlace(
                number, int(mine.sum()), float(centre[0]), float(centre[1]),
                float(length), float(width), angle,
            )
        )  # fmt: skip
    return tuple(found)
