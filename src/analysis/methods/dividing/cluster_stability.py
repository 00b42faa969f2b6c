"""How many segments come out again when the survey is repeated: paired bootstrap."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from analysis.errors import NotEnoughData
from analysis.languages import _
from analysis.languages.formats import share
from analysis.methods.dividing.clustering import SegmentationBasis
from analysis.methods.dividing.complete_answers import CompleteAnswers, complete_answers
from analysis.methods.dividing.k_means import STARTS
from analysis.methods.dividing.partition_agreement import agreement_of_partitions
from analysis.methods.dividing.reference_clouds import CloudComparison
from analysis.methods.dividing.repeated_surveys import K_MEANS, divisions, repeated_surveys
from analysis.methods.dividing.segment_solution import segment_solution
from analysis.methods.dividing.usable_variables import refuse_constant
from analysis.methods.memory import remembered
from analysis.sources.absent import Absent, unless_absent

GOOD_AGREEMENT = 0.8  # "good recovery" in Steinley (2004), table 1
COSTLY_PAIRS, COSTLY_STARTS = 15, 3  # of methods other than k-means
Array = npt.NDArray[np.float64]
Labels = npt.NDArray[np.int64]


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
        Codes: ``most_reproducible``, ``finest_of_equally_reproducible``,
        ``fewest_of_equally_reproducible`` or ``lowest_bic``;
        ``smaller_segments_left_out`` where other numbers gave a segment too small;
        ``structure_beyond_chance`` or ``no_structure_beyond_chance``;
        ``gaps_between_segments``; ``low_agreement``.
    structure : str
        ``natural``, ``reproducible`` or ``constructive``; see `choice_of_k`.
    tightness : float
        Within-SS of the recommended solution relative to clouds without segments; the lower
        under 1, the more there is to find.
    smallest_segment : float
        The least share a segment had to have, 0–1.
    pairs, starts, seed, base : int
        Pairs of bootstrap samples, starts in each, seed, respondents. Methods other than
        k-means are tried with at most 15 pairs and 3 starts.
    separation : float
        How empty the fullest border between two segments is, 0–1.
    cloud_separation : float
        The same in one normal cloud with the same shares and correlations.
    sampled : int or None
        Respondents the bootstrap was done with, where there were too many.
    method : str
        How the segments were made.
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
    separation: float = float("nan")
    cloud_separation: float = float("nan")
    sampled: int | None = None
    method: str = "k_means"


@unless_absent
@remembered
def choice_of_k(
    basis: SegmentationBasis,
    candidates: Sequence[int] = range(2, 9),
    *,
    method: str = "k_means",
    bic: Mapping[int, float] | None = None,
    pairs: int = 100,
    starts: int = 10,
    seed: int = 0,
    smallest_segment: float = 0.05,
) -> SegmentNumberChoice:
    """Recommend a number of segments by how well it is reproduced in repeated samples.

    For every pair two bootstrap samples are drawn and divided, all respondents are assigned
    by each, and the two assignments are compared. Among the numbers whose smallest segment is
    large enough, those are equally reproducible whose mean agreement reaches the best one's but
    for its standard error (or 0.02, if that is more). The largest of them is recommended if
    the best agreement is good (0.8), otherwise the smallest: what hardly comes out again
    should at least be simple. Where there is a ``bic``, the number with the lowest one is
    recommended instead.

    The recommended segments are called

    - ``natural``: they come out again (mean agreement at least 0.8) and there are gaps between
      them that clouds without segments do not show;
    - ``reproducible``: they come out again and are clearly tighter than what k-means makes of
      clouds without segments, but have no gaps;
    - ``constructive``: a useful way to divide people, not groups that exist by themselves. A
      uniform cloud can be cut the same way again and again; agreement alone would take the
      knife for the structure.

    Parameters
    ----------
    basis : SegmentationBasis
        The answers. Of more than 3,000 respondents the samples are drawn from 3,000 of them.
    candidates : sequence of int
        Numbers of segments to try.
    method : str
        A method of `segment_solution` that looks for segments.
    bic : mapping of int to float, optional
        Number of segments → BIC, for methods that have one.
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
        Where no number gives segments of the least size, or everyone answers a variable alike.

    References
    ----------
    Dolnicar, S., Leisch, F. (2010). Evaluation of structure and reproducibility of cluster
    solutions using the bootstrap. Marketing Letters 21, 83–101.
    Dolnicar, S., Grün, B., Leisch, F. (2018). Market Segmentation Analysis. Springer, ch. 7.
    Steinley, D. (2004). Properties of the Hubert–Arabie adjusted Rand index. Psychological
    Methods 9, 386–396.
    """
    refuse_constant(basis.values)
    if method not in K_MEANS:
        pairs, starts = min(pairs, COSTLY_PAIRS), min(starts, COSTLY_STARTS)
    surveys = repeated_surveys(basis, 2 * pairs, seed=seed)
    complete = complete_answers(basis, seed)
    weights = basis.weights.to_numpy(dtype=float)
    tried, labels_of = [], {}
    for k in sorted(set(candidates)):
        solution = segment_solution(basis, k, method, starts=max(starts, STARTS), seed=seed)
        if isinstance(solution, Absent):  # fewer different respondents than segments
            continue
        found = divisions(basis, surveys, k, method=method, starts=starts, seed=seed)
        labels_of[k] = solution.labels.to_numpy() - 1
        tried.append(
            _trial(
                k, labels_of[k], weights, _agreements(found), complete, smallest_segment, bic or {}
            )
        )
    best, reasons = _recommended(tried, pairs, smallest_segment)
    clouds = complete.against_clouds(labels_of[best.segments], starts=starts, seed=seed)
    return SegmentNumberChoice(
        candidates=tuple(tried),
        recommended=best.segments,
        reasons=reasons + _evidence(best, clouds),
        structure=_structure(best, clouds),
        tightness=clouds.tightness,
        smallest_segment=smallest_segment,
        pairs=pairs,
        starts=starts,
        seed=seed,
        base=basis.base,
        separation=clouds.separation,
        cloud_separation=clouds.cloud_separation,
        sampled=surveys.sampled,
        method=method,
    )


def _agreements(found: Labels) -> Array:
    """Return the agreement of each pair of surveys about those whom both assign."""

    def agreement(first: Labels, second: Labels) -> float:
        known = (first >= 0) & (second >= 0)
        return agreement_of_partitions(first[known], second[known])

    return np.array([agreement(*pair) for pair in zip(found[::2], found[1::2], strict=True)])


def _trial(
    k: int,
    labels: Labels,
    weights: Array,
    agreement: Array,
    complete: CompleteAnswers,
    smallest_segment: float,
    bic: Mapping[int, float],
) -> SegmentNumber:
    people = np.bincount(labels, weights=weights, minlength=k)
    smallest = float(people.min() / people.sum())
    low, high = np.quantile(agreement, [0.05, 0.95])
    return SegmentNumber(
        segments=k,
        agreement=float(agreement.mean()),
        agreement_sd=float(agreement.std(ddof=1)) if len(agreement) > 1 else float("nan"),
        agreement_low=float(low),
        agreement_high=float(high),
        silhouette=complete.silhouette(labels),
        within_ss=complete.within_ss(labels),
        smallest_share=smallest,
        eligible=smallest >= smallest_segment,
        bic=bic.get(k),
    )


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
    left_out = ("smaller_segments_left_out",) if len(eligible) < len(tried) else ()
    known = [trial for trial in eligible if trial.bic is not None]
    if known:
        return min(known, key=lambda trial: (trial.bic, trial.segments)), ("lowest_bic", *left_out)
    top = max(eligible, key=lambda trial: (trial.agreement, trial.segments))
    slack = np.nanmax([0.02, top.agreement_sd / np.sqrt(pairs)])
    equal = [trial for trial in eligible if trial.agreement >= top.agreement - slack]
    chosen, reason = equal[0], "fewest_of_equally_reproducible"
    if top.agreement >= GOOD_AGREEMENT:
        chosen, reason = equal[-1], "finest_of_equally_reproducible"
    if len(equal) == 1:
        reason = "most_reproducible"
    return chosen, (reason, *left_out)


def _evidence(best: SegmentNumber, clouds: CloudComparison) -> tuple[str, ...]:
    found = clouds.tighter or clouds.gaps
    beyond = "structure_beyond_chance" if found else "no_structure_beyond_chance"
    gaps = ("gaps_between_segments",) if clouds.gaps else ()
    low = ("low_agreement",) if best.agreement < GOOD_AGREEMENT else ()
    return (beyond, *gaps, *low)


def _structure(best: SegmentNumber, clouds: CloudComparison) -> str:
    if best.agreement < GOOD_AGREEMENT:
        return "constructive"
    if clouds.gaps:
        return "natural"
    return "reproducible" if clouds.tighter else "constructive"
