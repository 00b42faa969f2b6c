"""How many segments a study goes on with: the analyst's number or the recommended one."""

from __future__ import annotations

from dataclasses import dataclass

from analysis.methods.cluster_stability import SegmentNumber, SegmentNumberChoice, choice_of_k
from analysis.methods.clustering import SegmentationBasis
from analysis.sources.absent import unless_absent


@dataclass(frozen=True)
class SegmentNumberDecision:
    """The number of segments, and what speaks for and against it.

    Attributes
    ----------
    segments : int
        The number the study goes on with.
    by_analyst : bool
        Whether the client file sets it; otherwise it is the recommended one.
    choice : SegmentNumberChoice
        The trial of every number, and the recommendation.
    """

    segments: int
    by_analyst: bool
    choice: SegmentNumberChoice

    @property
    def trial(self) -> SegmentNumber:
        """The trial of the number that was taken."""
        return next(t for t in self.choice.candidates if t.segments == self.segments)


@unless_absent
def segment_number(
    basis: SegmentationBasis,
    between: tuple[int, int] = (2, 6),
    chosen: int | None = None,
    *,
    seed: int = 0,
) -> SegmentNumberDecision:
    """Try several numbers of segments and settle on one.

    Parameters
    ----------
    basis : SegmentationBasis
        The answers segments are made from.
    between : tuple of int
        Lowest and highest number to try.
    chosen : int, optional
        The analyst's number, which is tried too; left out, the recommended one is taken.
    seed : int
        Seed of samples and starts.

    Raises
    ------
    NotEnoughData
        Where no number gives segments of the least size.
    """
    numbers = {*range(between[0], between[1] + 1), *([chosen] if chosen else [])}
    choice = choice_of_k(basis, sorted(numbers), seed=seed)
    tried = {trial.segments for trial in choice.candidates}
    by_analyst = chosen in tried
    return SegmentNumberDecision(chosen if by_analyst else choice.recommended, by_analyst, choice)
