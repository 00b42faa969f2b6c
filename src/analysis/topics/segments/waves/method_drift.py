"""Whether the profile of a segment moved between two waves, by more than chance and by how much."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from analysis.statistics.deciding import exceeds, reaches
from analysis.statistics.within_chance import error_of_share

Array = npt.NDArray[np.float64]
PERMUTATIONS = 999
FEWEST = 10  # people of a wave in a segment below which its centre says nothing


@dataclass(frozen=True, eq=False)
class CentreMove:
    """How far a segment's centre moved.

    Attributes
    ----------
    distance : float
        Root of the mean squared movement over all variables, in standard deviations.
    changes : numpy.ndarray
        Movement of every variable in its standard deviations, now minus before.
    before, now : numpy.ndarray
        The centres in the variables' own units.
    p_value : float
        Share of random divisions of the same people into two waves that move it as far.
    permutations : int
        How many random divisions there were.
    """

    distance: float
    changes: Array
    before: Array
    now: Array
    p_value: float
    permutations: int

    def p_value_with(self, errors: float) -> float:
        """Return the p-value so many standard errors higher, as other permutations have it."""
        moved = self.p_value + errors * error_of_share(self.p_value, self.permutations)
        return min(max(moved, 1 / (1 + self.permutations)), 1.0)


def centre_move(
    before: Array,
    now: Array,
    before_weights: Array,
    weights: Array,
    spread: Array,
    *,
    seed: int,
    permutations: int = PERMUTATIONS,
) -> CentreMove | None:
    """Return how far the weighted mean of one segment's people moved, with a permutation test.

    Who was asked in which wave is dealt out anew, weights staying with their people; the test
    needs no distribution and works with more variables than people.

    Parameters
    ----------
    before, now : numpy.ndarray
        People of the segment × variables, in the earlier and in the later wave.
    before_weights, weights : numpy.ndarray
        Their weights.
    spread : numpy.ndarray
        Standard deviation of every variable among everyone; 0 leaves the variable out.
    seed : int
        Of the permutations.
    permutations : int
        How many random divisions.

    Returns
    -------
    CentreMove or None
        None with fewer than ten people in either wave.

    References
    ----------
    Good, P. (2005). Permutation, Parametric and Bootstrap Tests of Hypotheses, 3rd ed. Phipson,
    B., Smyth, G. K. (2010). Permutation p-values should never be zero. SAGMB 9, article 39.
    """
    if min((before_weights > 0).sum(), (weights > 0).sum()) < FEWEST:
        return None
    scale = np.where(exceeds(spread, 0, scale=1e-3), spread, np.inf)
    values = np.vstack([before, now]) / scale
    weight = np.r_[before_weights, weights]
    weighted = np.column_stack([values * weight[:, None], weight])
    total, first = weighted.sum(axis=0), len(before)

    def moved(earlier: Array) -> Array:
        later = total - earlier
        change: Array = later[:-1] / later[-1] - earlier[:-1] / earlier[-1]
        return change

    changes = moved(weighted[:first].sum(axis=0))
    observed = float(np.square(changes).sum())
    rng = np.random.default_rng(seed)
    as_far = 0
    for _draw in range(permutations):
        chosen = rng.permutation(len(values))[:first]
        again = float(np.square(moved(weighted[chosen].sum(axis=0))).sum())
        as_far += bool(reaches(again, observed))
    used = max(int(np.isfinite(scale).sum()), 1)
    return CentreMove(
        distance=float(np.sqrt(observed / used)),
        changes=changes,
        before=np.average(before, axis=0, weights=before_weights),
        now=np.average(now, axis=0, weights=weights),
        p_value=(1 + as_far) / (1 + permutations),
        permutations=permutations,
    )
