"""Which number of segments comes out again best, and which others chance might put first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import product

import numpy as np
import numpy.typing as npt

from analysis.errors import NotEnoughData
from analysis.languages import messages
from analysis.languages.formats import share
from analysis.statistics.deciding import first_largest, first_smallest, reaches
from analysis.statistics.within_chance import error_of_mean

_ = messages(__name__)
GOOD_AGREEMENT = 0.8  # "good recovery" in Steinley (2004), table 1
EQUAL_AGREEMENT = 0.02
Array = npt.NDArray[np.float64]


@dataclass(frozen=True)
class SegmentNumber:
    """One number of segments on trial.

    Attributes
    ----------
    segments : int
        The number tried.
    agreement, agreement_sd : float
        Mean and standard deviation over the pairs of the adjusted Rand index: 1 where two
        repeated surveys divide everyone alike, 0 where they agree by chance only.
    agreement_low, agreement_high : float
        Its 5 % and 95 % quantile.
    silhouette : float
        Mean silhouette width, -1 … 1.
    within_ss : float
        Lowest within-segment sum of squares found.
    smallest_share : float
        Weighted share of respondents in the smallest segment, 0–1.
    eligible : bool
        Whether its smallest segment is large enough.
    bic : float or None
        Bayesian information criterion, of methods that have one.
    """

    segments: int
    agreement: float
    agreement_sd: float
    agreement_low: float
    agreement_high: float
    silhouette: float
    within_ss: float
    smallest_share: float
    eligible: bool
    bic: float | None = None


def recommended_number(
    tried: Sequence[SegmentNumber], agreements: Mapping[int, Array], smallest_segment: float
) -> tuple[SegmentNumber, tuple[str, ...], tuple[int, ...]]:
    """Return the number to recommend, codes of the reasons, and others that chance might prefer.

    The rule has two bounds: how far under the best agreement counts as equal, and from where on
    an agreement is good. Both are tried a standard error of the repeated samples lower and
    higher; of all numbers that come out the smallest is recommended.

    Parameters
    ----------
    tried : sequence of SegmentNumber
        The numbers on trial, ascending.
    agreements : mapping of int to array
        Number of segments → agreement of each pair of samples.
    smallest_segment : float
        Least share of respondents in a segment, 0–1.

    Raises
    ------
    NotEnoughData
        Where no number gives segments of the least size.
    """
    eligible = [trial for trial in tried if trial.eligible]
    if not eligible:
        raise NotEnoughData(
            _(
                "No number of segments gives segments of at least {share} of the respondents.",
                share=share(smallest_segment, digits=0),
            )
        )
    left_out = ("smaller_segments_left_out",) if len(eligible) < len(tried) else ()
    known = [(trial, trial.bic) for trial in eligible if trial.bic is not None]
    if known:
        best, _bic = known[int(first_smallest([bic for _trial, bic in known]))]
        return best, ("lowest_bic", *left_out), ()
    finest_first = eligible[::-1]
    top = finest_first[first_largest([trial.agreement for trial in finest_first], scale=1.0)]
    slack = max(EQUAL_AGREEMENT, error_of_mean(agreements[top.segments]))
    found: dict[int, str] = {}
    for near, level in product((0, -1, 1), repeat=2):
        equal = [
            trial
            for trial in eligible
            if reaches(
                slack + near * error_of_mean(agreements[top.segments] - agreements[trial.segments]),
                top.agreement - trial.agreement,
            )
        ]
        height = top.agreement + level * error_of_mean(agreements[top.segments])
        number, reason = _of_equal(equal, good=bool(reaches(height, GOOD_AGREEMENT)))
        found.setdefault(number, reason)
    smallest, *others = sorted(found)
    best = next(trial for trial in eligible if trial.segments == smallest)
    return best, (found[smallest], *left_out), tuple(others)


def _of_equal(equal: Sequence[SegmentNumber], *, good: bool) -> tuple[int, str]:
    reason = "finest_of_equally_reproducible" if good else "fewest_of_equally_reproducible"
    taken = equal[-1] if good else equal[0]
    return taken.segments, reason if len(equal) > 1 else "most_reproducible"
