"""Whether segments have gaps between them: how full the borders of neighbours are."""

from __future__ import annotations

from functools import cache
from itertools import combinations

import numpy as np
import numpy.typing as npt

from analysis.statistics.deciding import exceeds, first_largest

REACH, STEP, WIDTH = 1.5, 0.05, 0.1  # of the line, its bins and the kernel: centres 1 apart
BINS = round(2 * REACH / STEP)
AT_EDGE = 1e-7  # of a bin
FEWEST = 3
Array = npt.NDArray[np.float64]
Labels = npt.NDArray[np.int64]


def separation(values: Array, labels: Labels) -> float:
    """Return how empty the fullest border between any two segments is.

    The members of two segments are projected on the line between their centres. The border of
    the two is as full as the lowest point of their density between its peak on the one side
    and on the other, relative to the lower peak: 1 where they run into one another, 0 where
    nobody stands between them. Segments that lie next to each other have full borders unless
    there is a gap; those that are no neighbours have an empty one anyway, so that the fullest
    of all borders counts.

    Parameters
    ----------
    values : array
        One row a person, one column a variable.
    labels : array of int
        Segment of each person.

    Returns
    -------
    float
        1 less the fullest border, 0–1: 0 no gap somewhere, 1 nobody between any two segments.
        0 where a segment has fewer than three people.
    """
    present, people = np.unique(labels, return_counts=True)
    if len(present) < 2 or people.min() < FEWEST:
        return 0.0
    members = [values[labels == label] for label in present]
    fullest = max(border(first, second) for first, second in combinations(members, 2))
    return 1 - fullest


def border(first: Array, second: Array) -> float:
    """Return how full the border between two segments is, 0–1.

    Parameters
    ----------
    first, second : array
        Their members: one row a person, one column a variable.
    """
    one, other = first.mean(axis=0), second.mean(axis=0)
    line = other - one
    length = float(line @ line)
    if not exceeds(length, 0, scale=float(one @ one + other @ other)):
        return 1.0
    places = (np.concatenate([first, second]) - (one + other) / 2) @ (line / length)
    # answers on a grid stand on the edges of bins, where rounding would choose their side
    bins = np.clip((places + REACH) / STEP + AT_EDGE, 0, BINS - 1).astype(int)
    middles, kernel = _smoothing()
    density = kernel @ np.bincount(bins, minlength=BINS)
    left = int(first_largest(np.where(middles < 0, density, -1)))
    right = int(first_largest(np.where(middles > 0, density, -1)))
    lower_peak = min(density[left], density[right])
    return float(density[left : right + 1].min() / lower_peak) if lower_peak > 0 else 1.0


@cache
def _smoothing() -> tuple[Array, Array]:
    """Return the middles of the bins on the line, and how each spreads over the others."""
    middles = np.asarray(-REACH + STEP * (np.arange(BINS) + 0.5), dtype=np.float64)
    kernel: Array = np.exp(-np.square((middles[:, None] - middles) / WIDTH) / 2)
    return middles, kernel
