"""What personas and prospects say of themselves: how they were made, and the headline numbers."""

from __future__ import annotations

from collections.abc import Sequence

from analysis.claims.headline import headline
from analysis.claims.method_statement import (
    is_there,
    method_statement,
    weighting_sentences,
)
from analysis.languages import messages
from analysis.statistics.weighting import Weighting
from analysis.topics.personas.portraits.method import Personas
from analysis.topics.prospects.bant.method import BantTable
from analysis.topics.prospects.conversion.method import LeadConversion
from analysis.topics.prospects.sales.method import Sales
from analysis.topics.segments.number.method import SegmentNumberDecision
from analysis.topics.segments.sizes.method import SegmentSizes
from analysis.values.absent import Absent, part_of
from analysis.values.method_statement import MethodStatement

_ = messages(__name__)


def method(
    weightings: Sequence[Weighting],
    *,
    portraits: Personas | Absent,
    readiness: BantTable | Absent,
    channels: LeadConversion | Absent,
) -> MethodStatement | Absent:
    """Say how personas were drawn and leads were graded.

    Parameters
    ----------
    weightings : sequence of Weighting
        How respondents were weighted; empty where none were counted.
    portraits, readiness, channels : result or Absent
        What was computed.
    """
    return method_statement(
        [
            (_("Survey"), weighting_sentences(weightings)),
            (_("Personas"), _personas() if is_there(portraits) else ()),
            (_("Leads"), _leads(readiness, channels)),
        ]
    )


def _personas() -> list[str]:
    return [
        _("Personas are the segments of the segmentation report."),
        _(
            "A line stands on a card if the segment says it more or less often than the others by "
            "a test corrected for all statements, if it made the segment, or if it is among the "
            "most frequent; the index sets all people in a segment to 100."
        ),
        _("What made the segments is marked as a segment criterion and not tested."),
    ]


def _leads(readiness: BantTable | Absent, channels: LeadConversion | Absent) -> list[str]:
    said, tests = [], []
    if is_there(readiness):
        said.append(
            _("Leads are graded without guessing: unknown counts neither as yes nor as no.")
        )
    if not isinstance(channels, Absent) and any(row.against_others for row in channels.rows):
        tests.append(_("Channels are compared by Fisher's exact test, corrected for their number."))
    if not isinstance(readiness, Absent) and is_there(readiness.trend):
        tests.append(_("More criteria met and more purchases: a trend test says if they go along."))
    if tests:
        tests.append(_("It shows what goes together, not what causes it."))
    return said + tests


def headline_numbers(
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
