"""How many segments come out again when the survey is repeated: paired bootstrap."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from analysis.errors import NotEnoughData
from analysis.languages import _
from analysis.languages.formats import share
from analysis.methods.clustering import (
    STARTS,
    AnswerPatterns,
    Matrix,
    SegmentationBasis,
    answer_patterns,
    best_partition,
    within_squares,
)
from analysis.methods.memory import remembered
from analysis.methods.partition_agreement import agreement_of_partitions
from analysis.methods.reference_clouds import assigned_to, compared_with_clouds, quick_centers
from analysis.sources.absent import unless_absent

GOOD_AGREEMENT = 0.8  # "good recovery" in Steinley (2004), table 1
SILHOUETTE_SAMPLE = 2000


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
        Share of respondents in the smallest segment, 0–1.
    eligible : bool
        Whether its smallest segment is large enough.
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


@dataclass(frozen=True)
class SegmentNumberChoice:
    """The recommended number of segments, and what speaks for it.

    Attributes
    ----------
    candidates : tuple of SegmentNumber
        Every number tried, ascending.
    recommended : int
        The number recommended.
    reasons : tuple of str
        Codes: ``most_reproducible``, ``finest_of_equally_reproducible`` or
        ``fewest_of_equally_reproducible``;
        ``smaller_segments_left_out`` where other numbers gave a segment too small;
        ``structure_beyond_chance`` or ``no_structure_beyond_chance``; ``low_agreement``.
    structure : str
        ``reproducible`` or ``constructive``; see `choice_of_k`.
    tightness : float
        Within-SS of the recommended solution relative to clouds without segments; the lower
        under 1, the more there is to find.
    smallest_segment : float
        The least share a segment had to have, 0–1.
    pairs, starts, seed, base : int
        Pairs of bootstrap samples, starts in each, seed, respondents.
    """

    candidates: tuple[SegmentNumber, ...]
    recommended: int
    reasons: tuple[str, ...]
    structure: str
    tightness: float
    smallest_segment: float
    pairs: int
    starts: int
    seed: int
    base: int


@unless_absent
@remembered
def choice_of_k(
    basis: SegmentationBasis,
    candidates: Sequence[int] = range(2, 9),
    *,
    pairs: int = 50,
    starts: int = 10,
    seed: int = 0,
    smallest_segment: float = 0.05,
) -> SegmentNumberChoice:
    """Recommend a number of segments by how well it is reproduced in repeated samples.

    For every pair two bootstrap samples are drawn and clustered, all respondents are assigned
    by each, and the two assignments are compared. Among the numbers whose smallest segment is
    large enough, those are equally reproducible whose mean agreement reaches the best one's but
    for its standard error (or 0.02, if that is more). The largest of them is recommended if
    the best agreement is good (0.8), otherwise the smallest: what hardly comes out again
    should at least be simple.

    The structure is called ``reproducible`` only if the recommended number's mean agreement
    is at least 0.8 **and** its segments are clearly tighter (by a fifth and by three standard
    deviations) than k-means makes them out of clouds without any segments: uniform over the
    box of the principal axes (with 2 or 3 variables over the convex hull, too) for measured
    variables, each variable shuffled by itself for 0/1 variables. A uniform cloud can be cut
    the same way again and again; agreement alone would take the knife for the structure.
    Otherwise it is ``constructive``: the segments are a useful way to divide people, not
    groups that were found. ``reproducible`` does not claim gaps between the segments: one
    strong trend, such as saying yes to everything, can be enough.

    Parameters
    ----------
    basis : SegmentationBasis
        The answers.
    candidates : sequence of int
        Numbers of segments to try, each at least 2.
    pairs : int
        Pairs of bootstrap samples for each number.
    starts : int
        Random starts in each sample; the final solutions use at least 50.
    seed : int
        Seed of samples and starts.
    smallest_segment : float
        Least share of respondents in a segment, 0–1.

    Raises
    ------
    NotEnoughData
        Where no number gives segments of the least size.

    References
    ----------
    Dolnicar, S., Leisch, F. (2010). Evaluation of structure and reproducibility of cluster
    solutions using the bootstrap. Marketing Letters 21, 83–101.
    Tibshirani, R., Walther, G., Hastie, T. (2001). Estimating the number of clusters in a data
    set via the gap statistic. JRSS B 63, 411–423.
    Steinley, D. (2004). Properties of the Hubert–Arabie adjusted Rand index. Psychological
    Methods 9, 386–396.
    """
    from threadpoolctl import threadpool_limits

    patterns = answer_patterns(basis.matrix)
    numbers = sorted(k for k in set(candidates) if 2 <= k <= len(patterns.values))
    with threadpool_limits(limits=1):
        samples = _bootstrap_counts(patterns, pairs, seed)
        distances, sampled = _sampled_distances(basis.matrix, patterns, seed)
        tried = []
        for k in numbers:
            labels = best_partition(patterns, k, starts=max(starts, STARTS), seed=seed)
            agreement = _agreements(patterns, samples, k, starts, seed)
            silhouette = _silhouette(distances, labels[sampled])
            tried.append(_trial(patterns, k, labels, agreement, silhouette, smallest_segment))
        best, reasons = _recommended(tried, pairs, smallest_segment)
        tightness, tighter = compared_with_clouds(
            patterns, best.segments, best.within_ss, starts=starts, seed=seed
        )
    low = best.agreement < GOOD_AGREEMENT
    reasons += ("structure_beyond_chance" if tighter else "no_structure_beyond_chance",)
    return SegmentNumberChoice(
        candidates=tuple(tried),
        recommended=best.segments,
        reasons=reasons + (("low_agreement",) if low else ()),
        structure="reproducible" if tighter and not low else "constructive",
        tightness=tightness,
        smallest_segment=smallest_segment,
        pairs=pairs,
        starts=starts,
        seed=seed,
        base=basis.base,
    )


def _bootstrap_counts(patterns: AnswerPatterns, pairs: int, seed: int) -> Matrix:
    """Return how often every pattern is drawn in each of ``2 × pairs`` bootstrap samples."""
    people = int(patterns.counts.sum())
    rng = np.random.default_rng(seed)
    return rng.multinomial(people, patterns.counts / people, size=2 * pairs).astype(float)


def _agreements(
    patterns: AnswerPatterns, samples: Matrix, k: int, starts: int, seed: int
) -> npt.NDArray[np.float64]:
    assigned = [
        assigned_to(patterns.values, quick_centers(patterns.values, counts, k, starts, seed + i))
        for i, counts in enumerate(samples)
    ]
    return np.array(
        [
            agreement_of_partitions(first, second, patterns.counts)
            for first, second in zip(assigned[::2], assigned[1::2], strict=True)
        ]
    )


def _sampled_distances(
    matrix: Matrix, patterns: AnswerPatterns, seed: int
) -> tuple[Matrix, npt.NDArray[np.int64]]:
    """Return distances between respondents (a sample of the many), and their patterns."""
    from scipy.spatial.distance import pdist, squareform

    of_row = np.sort(patterns.pattern_of_row)  # an order that is not the file's
    if len(of_row) > SILHOUETTE_SAMPLE:
        chosen = np.random.default_rng(seed).choice(len(of_row), SILHOUETTE_SAMPLE, replace=False)
        of_row = of_row[np.sort(chosen)]
    return squareform(pdist(patterns.values[of_row])), of_row


def _silhouette(distances: Matrix, labels: npt.NDArray[np.int64]) -> float:
    from sklearn.metrics import silhouette_score

    present = len(np.unique(labels))
    if not 2 <= present < len(labels):
        return float("nan")
    return float(silhouette_score(distances, labels, metric="precomputed"))


def _trial(
    patterns: AnswerPatterns,
    k: int,
    labels: npt.NDArray[np.int64],
    agreement: npt.NDArray[np.float64],
    silhouette: float,
    smallest_segment: float,
) -> SegmentNumber:
    people = np.bincount(labels, weights=patterns.counts, minlength=k)
    smallest = float(people.min() / people.sum())
    low, high = np.quantile(agreement, [0.05, 0.95])
    return SegmentNumber(
        segments=k,
        agreement=float(agreement.mean()),
        agreement_sd=float(agreement.std(ddof=1)) if len(agreement) > 1 else float("nan"),
        agreement_low=float(low),
        agreement_high=float(high),
        silhouette=silhouette,
        within_ss=_within(patterns, labels),
        smallest_share=smallest,
        eligible=smallest >= smallest_segment,
    )


def _within(patterns: AnswerPatterns, labels: npt.NDArray[np.int64]) -> float:
    of_row = np.repeat(np.arange(len(labels)), patterns.counts.astype(int))
    return within_squares(patterns.values[of_row], labels[of_row])


def _recommended(
    tried: Sequence[SegmentNumber], pairs: int, smallest_segment: float
) -> tuple[SegmentNumber, tuple[str, ...]]:
    eligible = [trial for trial in tried if trial.eligible]
    if not eligible:
        raise NotEnoughData(
            _(
                "No number of segments gives segments of at least {share} of the respondents.",
                share=share(smallest_segment, digits=0),
            )
        )
    top = max(eligible, key=lambda trial: (trial.agreement, trial.segments))
    slack = np.nanmax([0.02, top.agreement_sd / np.sqrt(pairs)])
    equal = [trial for trial in eligible if trial.agreement >= top.agreement - slack]
    chosen, reason = equal[0], "fewest_of_equally_reproducible"
    if top.agreement >= GOOD_AGREEMENT:
        chosen, reason = equal[-1], "finest_of_equally_reproducible"
    if len(equal) == 1:
        reason = "most_reproducible"
    left_out = ("smaller_segments_left_out",) if len(eligible) < len(tried) else ()
    return chosen, (reason, *left_out)
