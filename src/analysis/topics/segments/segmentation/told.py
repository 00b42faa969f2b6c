"""What the segmentation says of itself: how it was made, and its headline numbers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from analysis.claims.headline import headline
from analysis.claims.method_statement import (
    interval_sentence,
    is_there,
    is_weighted,
    method_statement,
    weighting_sentences,
)
from analysis.languages import formats, messages
from analysis.sources.words import Words
from analysis.statistics.money_shares import how_sure
from analysis.statistics.weighting import Weighting
from analysis.topics.customers.concentration.method import ParetoShare
from analysis.topics.customers.revenue_bands.method import CustomerBands
from analysis.topics.segments.classification.method import ClassificationAgreement
from analysis.topics.segments.number.method import SegmentNumberDecision
from analysis.topics.segments.profiles.method import SegmentProfiles
from analysis.topics.segments.sizes.method import SegmentSizes
from analysis.topics.segments.solution.method import GIVEN, Segments
from analysis.topics.segments.stability.method import SegmentStabilities
from analysis.topics.segments.typing.method import TypingTool
from analysis.values.absent import Absent, part_of
from analysis.values.method_statement import MethodStatement

_ = messages(__name__)
MADE = {
    "k_means": _.later(
        "Segments are made from the criteria of section 1 by k-means, the best of {starts} random "
        "starts."
    ),
    "ward": _.later(
        "Segments are made from the criteria of section 1 by k-means started from Ward's tree."
    ),
    "k_medoids": _.later(
        "Segments are made from the criteria of section 1 around typical persons (k-medoids)."
    ),
    "latent_classes": _.later(
        "Segments are made from the criteria of section 1 as latent classes."
    ),
    "gaussian_mixture": _.later(
        "Segments are made from the criteria of section 1 as a Gaussian mixture."
    ),
    "mixed_mixture": _.later(
        "Segments are made from the criteria of section 1 as a mixture of numbers and choices."
    ),
    "value_bands": _.later(
        "Segments are bands of money, numbered from the highest; nothing was looked for."
    ),
    "rule": _.later(
        "Segments are the answers to one question, in their order; nothing was looked for."
    ),
}


def method(
    weightings: Sequence[Weighting],
    words: Words,
    *,
    waves: tuple[str, str],
    solution: Segments | Absent,
    number: SegmentNumberDecision | Absent,
    stability: SegmentStabilities | Absent,
    agreed: ClassificationAgreement | Absent,
    sizes: SegmentSizes | Absent,
    described: SegmentProfiles | Absent,
    bands: CustomerBands | Absent,
    customers: Mapping[str, object],
) -> MethodStatement | Absent:
    """Say how the segmentation was made.

    Parameters
    ----------
    weightings : sequence of Weighting
        How respondents were weighted; empty where none were counted.
    words : Words
        What is counted.
    waves : tuple of str
        Names of the wave in which segments are made, and of this one.
    solution, number, stability, agreed, sizes, described, bands : result or Absent
        What was computed.
    customers : mapping of str to result or Absent
        What was computed of the customers, by ``bands``, ``best``, ``rfm`` and ``forecast``.
    """
    tried = not isinstance(number, Absent) and not isinstance(number.choice, Absent)
    asked = weightings if words.answered else ()
    made = () if isinstance(solution, Absent) else _made(solution, waves, asked)
    tested = not isinstance(described, Absent) and any(
        variable.differs is not None for variable in described.variables
    )
    return method_statement(
        [
            (_("Survey"), weighting_sentences(weightings)),
            (_("The segments"), made),
            (_("Their number"), _number() if tried else ()),
            (_("Each segment's stability"), [_jaccard()] if is_there(stability) else ()),
            (_("Other classification"), [_agreement()] if is_there(agreed) else ()),
            (_("Shares and money"), _intervals(asked, sizes, bands)),
            (_("Traits"), [_traits()] if tested else ()),
            (_("Customers"), _customers(customers)),
        ]
    )


def _made(solution: Segments, waves: tuple[str, str], weightings: Sequence[Weighting]) -> list[str]:
    said = [_(MADE[solution.method], starts=formats.number(solution.starts))]
    if solution.method not in GIVEN:
        said.append(
            _("They are numbered by weighted size, the largest first.")
            if is_weighted(weightings)
            else _("They are numbered by size, the largest first.")
        )
    if waves[0] != waves[1]:
        said.append(
            _(
                "They were made in {then}; people of {now} are assigned to them, so that number, "
                "name and colour keep their meaning.",
                then=waves[0],
                now=waves[1],
            )
        )
    return said


def _number() -> list[str]:
    return [
        _(
            "It is tried by pairs of repeated samples, whose divisions are compared by the "
            "adjusted Rand index (Dolnicar and Leisch 2010)."
        ),
        _(
            "Segments are natural if they come out again and gaps lie between them, reproducible "
            "if they only come out again, and constructive otherwise (Dolnicar, Grün and Leisch "
            "2018); data without segments are the yardstick."
        ),
    ]


def _jaccard() -> str:
    return _("It is the mean Jaccard similarity in repeated samples (Hennig 2007).")


def _agreement() -> str:
    return _("Segments are compared with it by the adjusted Rand index.")


def _traits() -> str:
    return _(
        "They are called different only where the test corrected for their number holds; they go "
        "with the segments and are not their cause."
    )


def _intervals(
    weightings: Sequence[Weighting], sizes: SegmentSizes | Absent, bands: CustomerBands | Absent
) -> list[str]:
    said, people = [], []
    if not isinstance(sizes, Absent):
        said.append(interval_sentence(weightings))
        people += [sizes.value_base] if sizes.value_base else []
    if not isinstance(bands, Absent):
        people.append(bands.bands.base)
    ways = dict.fromkeys(how_sure(n) for n in people)
    if "bootstrap" in ways:
        said.append(_("Intervals of money come from a seeded bootstrap over the people."))
    if "linearised" in ways:
        said.append(_("Intervals of money of many customers come from the linearised variance."))
    return said


def _customers(found: Mapping[str, object]) -> list[str]:
    names = {
        "bands": _("bands"),
        "best": _("best customers"),
        "rfm": _("purchase groups"),
        "forecast": _("forecasts"),
    }
    told = [name for key, name in names.items() if is_there(found.get(key))]
    if not told:
        return []
    whole = formats.and_list(told)
    return [
        _(
            "{parts} describe the customers in the files; whoever is not in them is not counted.",
            parts=whole[:1].upper() + whole[1:],
        )
    ]


def headline_numbers(
    *,
    number: SegmentNumberDecision | Absent,
    sizes: SegmentSizes | Absent,
    typing: TypingTool | Absent,
    bands: CustomerBands | Absent,
    concentration: ParetoShare | Absent,
) -> str:
    """Return the headline numbers of the segmentation, a line each.

    Parameters
    ----------
    number, sizes, typing, bands, concentration : result or Absent
        What was computed.
    """
    tried = part_of(number, lambda found: found.choice)
    taken = part_of(number, lambda found: found.trial)
    first = part_of(sizes, lambda found: found.rows[0])
    return headline(
        segments=part_of(number, lambda found: found.segments),
        agreement=part_of(taken, lambda found: found.agreement),
        structure=part_of(tried, lambda found: found.structure),
        first_segment=part_of(first, lambda found: found.share),
        first_segment_value=part_of(first, lambda found: found.value_share),
        typing_accuracy=part_of(typing, lambda found: found.accuracy),
        main_source_share=part_of(bands, lambda found: found.important.share),
        best_fifth=part_of(concentration, lambda found: found.share),
    )
