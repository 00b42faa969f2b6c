"""How each segment can be reached: its size, channel, pain and barrier."""

from __future__ import annotations

from analysis.claims.bases import people_base
from analysis.errors import NotEnoughData
from analysis.languages import messages
from analysis.sources.words import Words
from analysis.statistics.deciding import reaches
from analysis.topics.personas.portraits.lines import BLOCKS, LESS, quoted_line
from analysis.topics.personas.portraits.method import TELLING, Persona, Personas
from analysis.topics.segments.sizes.method import SegmentSizes
from analysis.values.absent import unless_absent
from analysis.values.answer import Answer
from analysis.values.table import Column, Row, Table, cell

_ = messages(__name__)
ROLLOUT = ("information", "pains", "barriers")


@unless_absent
def rollout_answer(personas: Personas, sizes: SegmentSizes, words: Words) -> Answer:
    """Show how each segment can be reached."""
    return Answer(shown=(_table(personas, sizes, words),))


def _table(personas: Personas, sizes: SegmentSizes, words: Words) -> Table:
    """Return how each segment can be reached: its size, channel, pain and barrier.

    Raises
    ------
    NotEnoughData
        If nothing was asked about any of them.
    """
    if not any(persona.blocks.get(block) for persona in personas.personas for block in ROLLOUT):
        raise NotEnoughData(
            _(
                "Nothing was asked about channels, pains or barriers, so it is not known how the "
                "segments can be reached."
            )
        )
    by_segment = {row.segment: row for row in sizes.rows}
    rows = []
    for persona in personas.personas:
        size = by_segment[persona.segment]
        rows.append(
            Row(
                words.segments[persona.segment],
                (
                    cell(size.share, "share", base=sizes.base),
                    cell(size.value_share, "share", base=sizes.value_base),
                    *(cell(_most_telling(persona, block, words)) for block in ROLLOUT),
                ),
            )
        )
    people, money = (word[:1].upper() + word[1:] for word in (words.unit, words.money))
    return Table(
        name="segment_rollout",
        title=_("How each segment can be reached"),
        subtitle=_("What sets the segment apart on each question; else what is most frequent"),
        stub=_("Customer segment"),
        columns=(
            Column(people, "share", spanner=_("Share")),
            Column(money, "share", spanner=_("Share")),
            *(Column(_(BLOCKS[block])) for block in ROLLOUT),
        ),
        rows=tuple(rows),
        base=people_base(personas.base, words.unit),
        notes=(
            _("▲ more than in the other segments, by the corrected test; the share of the segment "
              "stands in brackets, then that of all."),
        ),
        source=words.source,
    )  # fmt: skip


def _most_telling(persona: Persona, block: str, words: Words) -> str | None:
    lines = [
        line
        for line in persona.blocks.get(block, ())
        if line.why not in (*LESS, "frequent")
        or (line.statement.kind == "share" and reaches(line.statement.estimate, TELLING))
    ]
    if not lines:
        return None
    mark = " ▲" if lines[0].statement.distinctive else ""
    return quoted_line(lines[0], words) + mark
