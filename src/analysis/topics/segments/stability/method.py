"""Which segments come out again when the survey is repeated, each by itself."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from analysis.errors import NotEnoughData
from analysis.languages import messages
from analysis.statistics.clustering.partition_agreement import best_jaccards
from analysis.statistics.deciding import reaches
from analysis.statistics.within_chance import careful, error_of_mean
from analysis.topics.method_memory import remembered
from analysis.topics.segments.basis.method_basis import SegmentationBasis
from analysis.topics.segments.solution.method import unless_given
from analysis.topics.segments.solution.method_repeated_surveys import (
    K_MEANS,
    divisions,
    repeated_surveys,
)
from analysis.values.absent import unless_absent

_ = messages(__name__)
STABLE, DOUBTFUL = 0.75, 0.6
COSTLY_SAMPLES, COSTLY_STARTS = 30, 3  # of methods other than k-means
Array = npt.NDArray[np.float64]
Labels = npt.NDArray[np.int64]


@dataclass(frozen=True)
class SegmentStability:
    """How well one segment is found again in bootstrap samples.

    Attributes
    ----------
    segment : int
        Its number.
    jaccard, jaccard_low, jaccard_high : float
        Among those drawn: people in both the segment and the sample's segment most like it,
        as a part of the people in either, 0–1; mean, 5 % and 95 % quantile over the samples.
    slsw, slsw_low, slsw_high : float
        Segment level stability within solutions: the same among all respondents, assigned by
        each sample's solution; median, 5 % and 95 % quantile.
    verdict : str
        ``stable`` (``jaccard`` from 0.75 on), ``doubtful`` (from 0.6 on) or ``unstable``, with
        two standard errors of its mean taken off.
    perhaps : str
        The same with two standard errors added: what other samples might say.
    """

    segment: int
    jaccard: float
    jaccard_low: float
    jaccard_high: float
    slsw: float
    slsw_low: float
    slsw_high: float
    verdict: str
    perhaps: str

    @property
    def open(self) -> bool:
        """Whether chance leaves the verdict open."""
        return self.verdict != self.perhaps


@dataclass(frozen=True)
class SegmentStabilities:
    """How well each segment is found again in bootstrap samples.

    Attributes
    ----------
    rows : tuple of SegmentStability
        One for each segment, in the order of their numbers.
    samples, starts, seed, base : int
        Bootstrap samples, starts in each, seed, respondents in the segments.
    sampled : int or None
        Respondents it was done with, where there were too many.
    method : str
        How the segments were made.
    """

    rows: tuple[SegmentStability, ...]
    samples: int
    starts: int
    seed: int
    base: int
    sampled: int | None
    method: str

    def of(self, segment: int) -> SegmentStability:
        """Return the stability of the segment with this number."""
        return next(found for found in self.rows if found.segment == segment)

    @property
    def unstable(self) -> tuple[int, ...]:
        """Numbers of the segments that are not found again, to be marked wherever shown."""
        return tuple(found.segment for found in self.rows if found.verdict == "unstable")


@unless_absent
@unless_given
@remembered
def segment_stability(
    basis: SegmentationBasis,
    labels: pd.Series,
    *,
    method: str = "k_means",
    samples: int = 100,
    starts: int = 10,
    seed: int = 0,
) -> SegmentStabilities:
    """Find out how well every single segment comes out again in bootstrap samples.

    A solution can be unstable as a whole and still hold one segment that always comes back.
    Each sample is divided into as many segments anew; each segment is compared with the one
    of the sample that is most like it. Among those drawn (each counted once) this is the
    bootstrap of Hennig, among all respondents, assigned by the sample's solution, that of
    Dolnicar and Leisch.

    Where a mean lies within two standard errors of a bound, other samples might say otherwise:
    the more careful verdict holds, and ``perhaps`` names the other.

    Stable means found again, not real: a segment of the wrong number of segments, or of data
    without any structure, can be stable as well (Hennig 2007, section 5).

    Parameters
    ----------
    basis : SegmentationBasis
        The answers. Of more than 3,000 respondents the samples are drawn from 3,000 of them.
    labels : pandas.Series
        Segment of each respondent; those without one are left out of the comparison.
    method : str
        How the segments were made; see `segment_solution`. Methods other than k-means are
        tried with at most 30 samples and 3 starts.
    samples, starts, seed : int
        Bootstrap samples, random starts in each, and their seed.

    Raises
    ------
    NotEnoughData
        Where there are fewer than two segments.

    References
    ----------
    Hennig, C. (2007). Cluster-wise assessment of cluster stability. Computational Statistics &
    Data Analysis 52, 258–271. Hennig, C. (2008). Dissolution point and isolation robustness.
    Journal of Multivariate Analysis 99, 1154–1176.
    Dolnicar, S., Leisch, F. (2017). Using segment level stability to select target segments in
    data-driven market segmentation studies. Marketing Letters 28, 423–436.
    """
    own = labels.reindex(basis.values.index)
    numbers = np.sort(own.dropna().unique()).astype(int)
    if len(numbers) < 2:
        raise NotEnoughData(_("Stability needs at least two segments."))
    if method not in K_MEANS:
        samples, starts = min(samples, COSTLY_SAMPLES), min(starts, COSTLY_STARTS)
    clusters = np.searchsorted(numbers, own.fillna(numbers[0]).to_numpy())
    clusters = np.where(own.isna(), -1, clusters)
    surveys = repeated_surveys(basis, samples, seed=seed, labels=clusters)
    found = divisions(basis, surveys, len(numbers), method=method, starts=starts, seed=seed)
    clusters, everyone = clusters[surveys.rows], np.ones(len(surveys.rows))
    k = len(numbers)
    within = np.stack([best_jaccards(clusters, again, everyone, k) for again in found])
    drawn = [(times > 0).astype(float) for times in surveys.times]
    jaccard = np.stack(
        [best_jaccards(clusters, *pair, k) for pair in zip(found, drawn, strict=True)]
    )
    return SegmentStabilities(
        rows=tuple(
            _stability(int(number), jaccard[:, place], within[:, place])
            for place, number in enumerate(numbers)
        ),
        samples=samples,
        starts=starts,
        seed=seed,
        base=int(own.notna().sum()),
        sampled=surveys.sampled,
        method=method,
    )


def _stability(number: int, jaccard: Array, within: Array) -> SegmentStability:
    mean = float(jaccard.mean())
    low, high = np.quantile(jaccard, [0.05, 0.95])
    slsw_low, slsw, slsw_high = np.quantile(within, [0.05, 0.5, 0.95])
    error = error_of_mean(jaccard)
    verdict, perhaps = careful(lambda lean: _verdict(mean + lean * error))
    return SegmentStability(
        segment=number,
        jaccard=mean,
        jaccard_low=float(low),
        jaccard_high=float(high),
        slsw=float(slsw),
        slsw_low=float(slsw_low),
        slsw_high=float(slsw_high),
        verdict=verdict,
        perhaps=perhaps,
    )


def _verdict(mean: float) -> str:
    if reaches(mean, STABLE):
        return "stable"
    return "doubtful" if reaches(mean, DOUBTFUL) else "unstable"


@unless_absent
def unstable_segments(stability: SegmentStabilities) -> tuple[int, ...]:
    """Return the segments that hardly come out again in repeated samples.

    Parameters
    ----------
    stability : SegmentStabilities
        How often each comes out again.
    """
    return stability.unstable
