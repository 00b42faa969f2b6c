"""Personas side by side, and how each can be reached."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from analysis.claims.bases import people_base
from analysis.errors import NotEnoughData
from analysis.languages import formats, messages
from analysis.methods.personas.personas import TELLING, Persona, PersonaLine, Personas
from analysis.methods.segments.segment_sizes import SegmentSizes
from analysis.sources.words import Words
from analysis.statistics.deciding import in_order, reaches
from analysis.tables.personas import BLOCKS, LESS, quoted_line, statement_text
from analysis.values.absent import Absent, unless_absent
from analysis.values.table import Cell, Column, Row, Table, cell

_ = messages(__name__)
ROWS_PER_BLOCK = 8
ROLLOUT = ("information", "pains", "barriers")


@unless_absent
def persona_comparison(personas: Personas, words: Words) -> Table | Absent:
    """Return the personas' lines side by side, with arrows where the corrected test holds."""
    cells: dict[tuple[str, str, str | None], dict[int, PersonaLine]] = {}
    for line in personas.lines:
        found = line.statement
        key = (found.block, found.variable, found.category)
        cells.setdefault(key, {})[found.segment] = line
    numbers = [persona.segment for persona in personas.personas]
    rows = []
    for block in personas.blocks:
        chosen = _compared(block, personas, cells)
        if chosen:
            rows.append(Row(_(BLOCKS[block]), kind="group"))
        rows += [_comparison_row(cells[key], numbers, words) for key in chosen]
    if not rows:
        return Absent(_("No statement can be compared between personas."))
    bases = (*(cell(p.base, "number") for p in personas.personas), cell(personas.base, "number"))
    return Table(
        name="persona_comparison",
        title=_("The personas side by side"),
        subtitle=_("Share or mean by segment"),
        stub=_("Statement"),
        columns=(
            *(Column(words.segments[number], "share") for number in numbers),
            Column(_("All"), "share"),
        ),
        rows=(Row(_("Base"), bases, kind="base"), *rows),
        base=people_base(personas.base, words.unit),
        notes=(
            _(
                "▲ ▼ more or less than in the other segments: tested at {level}, corrected for all "
                "statements (false discovery rate).",
                level=formats.share(personas.level, digits=0),
            ),
            _("Segment criteria (†) made the segments and carry no test."),
        ),
        source=words.source,
    )


def _compared(
    block: str,
    personas: Personas,
    cells: Mapping[tuple[str, str, str | None], Mapping[int, PersonaLine]],
) -> list[tuple[str, str, str | None]]:
    """Return the statements that stand on any card, the largest differences first."""
    on_cards = {
        (block, line.statement.variable, line.statement.category)
        for persona in personas.personas
        for line in persona.blocks[block]
    }
    keys = [key for key in cells if key in on_cards]

    def smallness(key: tuple[str, str, str | None]) -> float:
        return -max(abs(line.statement.effect) for line in cells[key].values())

    return in_order(keys, smallness)[:ROWS_PER_BLOCK]


def _comparison_row(lines: Mapping[int, PersonaLine], numbers: list[int], words: Words) -> Row:
    first = next(iter(lines.values()))
    label = statement_text(first, words) + (" †" if first.from_basis else "")
    found = first.statement
    everyone = _shown(found.all_customers, found.kind, 10**6)
    own = (_comparison_cell(lines.get(number)) for number in numbers)
    return Row(label, (*own, everyone), level=1)


def _comparison_cell(line: PersonaLine | None) -> Cell:
    if line is None:
        return cell(None)
    found = line.statement
    mark = ""
    if found.distinctive:
        mark = "▲" if found.effect > 0 else "▼"
    shown = _shown(found.estimate, found.kind, found.base)
    return replace(shown, mark=mark, small=found.small_base)


def _shown(value: float, kind: str, base: int) -> Cell:
    if kind == "mean":
        return cell(value, "decimal" if abs(value) < 100 else "number")
    return cell(value, "share", base=base)


@unless_absent
def segment_rollout(personas: Personas, sizes: SegmentSizes, words: Words) -> Table:
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
