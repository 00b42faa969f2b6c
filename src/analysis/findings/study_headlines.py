"""The headline numbers of every study, taken from its results."""

from __future__ import annotations

from analysis.claims.headline import headline
from analysis.topics.customers.concentration.method import ParetoShare
from analysis.topics.customers.revenue_bands.method import CustomerBands
from analysis.topics.personas.portraits.method import Personas
from analysis.topics.prospects.bant.method import BantTable
from analysis.topics.prospects.conversion.method import LeadConversion
from analysis.topics.prospects.sales.method import Sales
from analysis.topics.segments.number.method import SegmentNumberDecision
from analysis.topics.segments.sizes.method import SegmentSizes
from analysis.topics.segments.typing.method import TypingTool
from analysis.values.absent import Absent, part_of


def segmentation_headline(
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


def personas_headline(
    *,
    number: SegmentNumberDecision | Absent,
    portraits: Personas | Absent,
    sizes: SegmentSizes | Absent,
    readiness: BantTable | Absent,
    channels: LeadConversion | Absent,
    sales: Sales,
) -> str:
    """Return the headline numbers of personas and prospects, a line each.

    Parameters
    ----------
    number, portraits, sizes, readiness, channels, sales : result or Absent
        What was computed.
    """
    return headline(
        personas=part_of(number, lambda found: found.segments),
        respondents=part_of(portraits, lambda found: found.base),
        first_persona=part_of(sizes, lambda found: found.rows[0].share),
        leads=part_of(readiness, lambda found: found.base),
        qualified=part_of(readiness, lambda found: found.grades[0].share),
        conversion=part_of(channels, lambda found: found.total.share),
        deals=part_of(sales.teams, lambda found: found.total.deals),
        win_rate=part_of(sales.teams, lambda found: found.total.win_rate),
    )
