"""How many segments come out again when the survey is repeated: paired bootstrap."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from analysis.statistics.clustering.k_means import STARTS
from analysis.statistics.clustering.partition_agreement import agreement_of_partitions
from analysis.statistics.clustering.reference_clouds import CloudComparison
from analysis.statistics.deciding import reaches
from analysis.statistics.within_chance import careful, error_of_mean
from analysis.topics.method_memory import remembered
from analysis.topics.segments.basis.method_basis import SegmentationBasis
from analysis.topics.segments.basis.method_usable_variables import refuse_constant
from analysis.topics.segments.number.method_complete_answers import (
    CompleteAnswers,
    complete_answers,
)
from analysis.topics.segments.number.method_recommended import (
    GOOD_AGREEMENT,
    SegmentNumber,
    recommended_number,
)
from analysis.topics.segments.solution.method import segment_solution
from analysis.topics.segments.solution.method_repeated_surveys import (
    K_MEANS,
    RepeatedSurveys,
    divisions,
    repeated_surveys,
)
from analysis.values.absent import Absent, unless_absent

COSTLY_PAIRS, COSTLY_STARTS = 15, 3  # of methods other than k-means
Array = npt.NDArray[np.float64]
Labels = npt.NDArray[np.int64]


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
    perhaps : str
        What other repeated samples and clouds might call the segments; the same as
        ``structure`` where chance leaves nothing open.
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
    also : tuple of int
        Larger numbers that other repeated samples might recommend instead.
    """

    candidates: tuple[SegmentNumber, ...]
    recommended: int
    reasons: tuple[str, ...]
    structure: str
    perhaps: str
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
    also: tuple[int, ...] = ()


@dataclass(frozen=True, eq=False)
class _Trial:
    """A number of segments tried: everyone's segment, from 0, and each pair's agreement."""

    labels: Labels
    agreements: Array


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
    should at least be simple. Where a number is so near to one of these bounds that other
    samples might put it on the other side, the smaller number is taken, and the others are
    named in ``also``. Where there is a ``bic``, the number with the lowest one is recommended
    instead.

    The recommended segments are called

    - ``natural``: they come out again (mean agreement at least 0.8) and there are gaps between
      them that clouds without segments do not show;
    - ``reproducible``: they come out again and are clearly tighter than what k-means makes of
      clouds without segments, but have no gaps;
    - ``constructive``: a useful way to divide people, not groups that exist by themselves. A
      uniform cloud can be cut the same way again and again; agreement alone would take the
      knife for the structure.

    Every number that chance moves – agreement, and the limits that the clouds set – is moved by
    two standard errors of its trials against the claim: what then is claimed is called so, and
    what could be claimed with all of them moved in its favour stands in ``perhaps``.

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
    trials = _trials(basis, surveys, candidates, method=method, starts=starts, seed=seed)
    weights = basis.weights.to_numpy(dtype=float)
    tried = tuple(
        _tried(k, trial, weights, complete, smallest_segment, (bic or {}).get(k))
        for k, trial in trials.items()
    )
    agreements = {k: trial.agreements for k, trial in trials.items()}
    best, reasons, also = recommended_number(tried, agreements, smallest_segment)
    clouds = complete.against_clouds(trials[best.segments].labels, starts=starts, seed=seed)
    structure, perhaps = careful(
        lambda lean: _structure(best, error_of_mean(agreements[best.segments]), clouds, lean)
    )
    return SegmentNumberChoice(
        candidates=tried,
        recommended=best.segments,
        reasons=reasons + _evidence(best, clouds),
        also=also,
        structure=structure,
        perhaps=perhaps,
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


def _trials(
    basis: SegmentationBasis,
    surveys: RepeatedSurveys,
    candidates: Sequence[int],
    *,
    method: str,
    starts: int,
    seed: int,
) -> dict[int, _Trial]:
    trials = {}
    for k in sorted(set(candidates)):
        solution = segment_solution(basis, k, method, starts=max(starts, STARTS), seed=seed)
        if isinstance(solution, Absent):  # fewer different respondents than segments
            continue
        found = divisions(basis, surveys, k, method=method, starts=starts, seed=seed)
        trials[k] = _Trial(solution.labels.to_numpy() - 1, _agreements(found))
    return trials


def _agreements(found: Labels) -> Array:
    """Return the agreement of each pair of surveys about those whom both assign."""

    def agreement(first: Labels, second: Labels) -> float:
        known = (first >= 0) & (second >= 0)
        return agreement_of_partitions(first[known], second[known])

    return np.array([agreement(*pair) for pair in zip(found[::2], found[1::2], strict=True)])


def _tried(
    k: int,
    trial: _Trial,
    weights: Array,
    complete: CompleteAnswers,
    smallest_segment: float,
    bic: float | None,
) -> SegmentNumber:
    labels, agreement = trial.labels, trial.agreements
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
        eligible=bool(reaches(smallest, smallest_segment)),
        bic=bic,
    )


def _evidence(best: SegmentNumber, clouds: CloudComparison) -> tuple[str, ...]:
    found = clouds.tighter or clouds.gaps
    beyond = "structure_beyond_chance" if found else "no_structure_beyond_chance"
    gaps = ("gaps_between_segments",) if clouds.gaps else ()
    low = () if reaches(best.agreement, GOOD_AGREEMENT) else ("low_agreement",)
    return (beyond, *gaps, *low)


def _structure(best: SegmentNumber, error: float, clouds: CloudComparison, lean: float) -> str:
    if not reaches(best.agreement + lean * error, GOOD_AGREEMENT):
        return "constructive"
    favoured = lean > 0
    if clouds.perhaps_gaps if favoured else clouds.gaps:
        return "natural"
    tighter = clouds.perhaps_tighter if favoured else clouds.tighter
    return "reproducible" if tighter else "constructive"
