"""How many segments a study goes on with: the analyst's number or the recommended one."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from analysis.errors import NotEnoughData
from analysis.languages import messages
from analysis.topics.segments.basis.method_basis import SegmentationBasis
from analysis.topics.segments.basis.method_usable_variables import refuse_constant
from analysis.topics.segments.number.method_choice import SegmentNumberChoice, choice_of_k
from analysis.topics.segments.number.method_recommended import SegmentNumber
from analysis.topics.segments.solution.method import GIVEN, segment_solution
from analysis.topics.segments.solution.method_fits import MODELS
from analysis.values.absent import Absent, unless_absent

_ = messages(__name__)
USUAL_BANDS = 3  # large, medium, small (S3.1)


@dataclass(frozen=True)
class SegmentNumberDecision:
    """The number of segments, and what speaks for and against it.

    Attributes
    ----------
    segments : int
        The number the study goes on with.
    by_analyst : bool
        Whether the client file sets it; otherwise it is the recommended one.
    choice : SegmentNumberChoice or Absent
        The trial of every number, and the recommendation; nothing is tried where the client
        file says who is in which segment.
    """

    segments: int
    by_analyst: bool
    choice: SegmentNumberChoice | Absent

    @property
    def trial(self) -> SegmentNumber | Absent:
        """The trial of the number that was taken."""
        if isinstance(self.choice, Absent):
            return self.choice
        return next(t for t in self.choice.candidates if t.segments == self.segments)


@unless_absent
def segment_number(
    basis: SegmentationBasis,
    between: tuple[int, int] = (2, 6),
    chosen: int | None = None,
    *,
    method: str = "k_means",
    bands: Collection[str] = (),
    smallest_segment: float = 0.05,
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
    method : str
        How segments are made; see `segment_solution`.
    bands : collection of str
        ``value_bands``: the client's bands; without them three are proposed.
    smallest_segment : float
        Least share of respondents in a segment, 0–1.
    seed : int
        Seed of samples and starts.

    Raises
    ------
    NotEnoughData
        Where no number gives segments of the least size, or everyone answers a variable alike.
    """
    if method in GIVEN:
        return SegmentNumberDecision(
            _given_number(basis, method, bands, chosen),
            True,
            Absent(
                _("The client file says who is in which segment: no number of segments is tried."),
                gap=False,
            ),
        )
    refuse_constant(basis.values)
    numbers = sorted({*range(between[0], between[1] + 1), *([chosen] if chosen else [])})
    bic: dict[int, float] | None = None
    if method in MODELS:
        bic = {}
        for k in numbers:
            solution = segment_solution(basis, k, method, seed=seed)
            # absent: too few different people for k classes
            if not isinstance(solution, Absent) and solution.bic is not None:
                bic[k] = solution.bic
        if not bic:
            raise NotEnoughData(_("No number of segments could be fitted."))
        numbers = list(bic)
    choice = choice_of_k.__wrapped__(
        basis, numbers, method=method, bic=bic, seed=seed, smallest_segment=smallest_segment
    )
    tried = {trial.segments for trial in choice.candidates}
    if chosen is not None and chosen in tried:
        return SegmentNumberDecision(chosen, True, choice)
    return SegmentNumberDecision(choice.recommended, False, choice)


def _given_number(
    basis: SegmentationBasis, method: str, bands: Collection[str], chosen: int | None
) -> int:
    """Return how many segments the client file makes: one a band, or one an answer given."""
    if method == "value_bands":
        return len(bands) or chosen or USUAL_BANDS
    return int(basis.answers.iloc[:, 0].nunique())


@unless_absent
def decided_number(decision: SegmentNumberDecision) -> int:
    """Return the number of segments the study goes on with.

    Parameters
    ----------
    decision : SegmentNumberDecision
        What was decided.
    """
    return decision.segments
