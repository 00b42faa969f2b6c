"""The few statements that portray a segment."""

from __future__ import annotations

from dataclasses import dataclass

from analysis.errors import NotEnoughData
from analysis.languages import messages
from analysis.languages.formats import number
from analysis.statistics.deciding import in_order, reaches
from analysis.topics.personas.portraits.method_profiles import PersonaProfiles, PersonaStatement
from analysis.values.absent import unless_absent

_ = messages(__name__)
COMMON = 0.5


@dataclass(frozen=True)
class PortraitLine:
    """A statement chosen for a persona's portrait.

    Attributes
    ----------
    statement : PersonaStatement
        The statement.
    why : str
        ``more_than_others``, ``less_than_others`` (both by the corrected test) or ``common``
        (half of the segment or more say so, as others do).
    """

    statement: PersonaStatement
    why: str


@unless_absent
def portrait_lines(
    profiles: PersonaProfiles, segment: int, per_block: int = 5
) -> dict[str, tuple[PortraitLine, ...]]:
    """Return the strongest statements of a segment, block by block.

    First what the segment says more often than others by the corrected test, the largest
    effect first; then what it says less often; then what at least half of it say. Each
    variable speaks once, by its strongest statement. A block with nothing to say is empty.

    Parameters
    ----------
    profiles : PersonaProfiles
        All statements.
    segment : int
        The segment to portray.
    per_block : int
        Most lines in a block.

    Raises
    ------
    NotEnoughData
        If the segment is smaller than the smallest base.
    """
    if profiles.bases.get(segment, 0) < profiles.smallest_base:
        raise NotEnoughData(
            _(
                "Segment {segment} is too small for a portrait: {n} respondents, at least {least}.",
                segment=number(segment),
                n=number(profiles.bases.get(segment, 0)),
                least=number(profiles.smallest_base),
            )
        )
    portrait = {}
    for block in profiles.blocks:
        own = [s for s in profiles.statements if s.segment == segment and s.block == block]
        lines: dict[str, PortraitLine] = {}
        for line in in_order(filter(None, map(_portrait_line, own)), _kind, _weakness):
            lines.setdefault(line.statement.variable, line)
        portrait[block] = tuple(lines.values())[:per_block]
    return portrait


def _portrait_line(statement: PersonaStatement) -> PortraitLine | None:
    if statement.small_base:
        return None
    if statement.distinctive:
        more = statement.effect > 0
        return PortraitLine(statement, "more_than_others" if more else "less_than_others")
    if statement.kind == "share" and reaches(statement.estimate, COMMON):
        return PortraitLine(statement, "common")
    return None


def _kind(line: PortraitLine) -> int:
    return ("more_than_others", "less_than_others", "common").index(line.why)


def _weakness(line: PortraitLine) -> float:
    return -(line.statement.estimate if line.why == "common" else abs(line.statement.effect))
