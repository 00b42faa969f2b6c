"""How personas compare: how many statements set one apart, and all of them side by side."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from analysis.claims.bases import people_base
from analysis.languages import formats, messages
from analysis.sources.words import Words
from analysis.statistics.deciding import in_order
from analysis.topics.personas.portraits.lines import BLOCKS, quoted_line, statement_text
from analysis.topics.personas.portraits.method import PersonaLine, Personas
from analysis.values.absent import Absent, unless_absent
from analysis.values.answer import Answer
from analysis.values.finding import Finding
from analysis.values.table import Cell, Column, Row, Table, cell

_ = messages(__name__)
ROWS_PER_BLOCK = 8


@unless_absent
def comparison_answer(personas: Personas, words: Words) -> Answer:
    """Say how many statements set a persona apart, and show the statements side by side."""
    return Answer((_told(personas, words),), (_table(personas, words),))


def _told(personas: Personas, words: Words) -> Finding:
    """Say how many statements set a persona apart by the corrected tests."""
    tested = [line for line in personas.lines if line.statement.p_value is not None]
    held = [line for line in tested if line.statement.distinctive]
    best = next(iter(in_order(held, lambda line: -abs(line.statement.effect))), None)
    text = _(
        "{held} of {tested} tested statements set a segment apart from the others (corrected tests "
        "at {level}, base {base}).",
        held=formats.number(len(held)),
        tested=formats.number(len(tested)),
        level=formats.share(personas.level, digits=0),
        base=formats.number(personas.base),
    )
    if best is None:
        return Finding(
            name="persona_comparison",
            headline=_("No tested statement sets a persona apart"),
            text=text,
            implication=_("The personas differ by their segment criteria only."),
            question="S1.2",
            strength=0.6,
        )
    name = words.segments[best.statement.segment]
    if best.statement.kind == "mean":
        clearest = _(
            "The clearest: {segment} – {trait}.", segment=name, trait=quoted_line(best, words)
        )
    elif best.statement.effect > 0:
        clearest = _(
            "The clearest: more in {segment} – {trait}.",
            segment=name,
            trait=quoted_line(best, words),
        )
    else:
        clearest = _(
            "The clearest: less in {segment} – {trait}.",
            segment=name,
            trait=quoted_line(best, words),
        )
    return Finding(
        name="persona_comparison",
        headline=_(
            "{held} of {tested} statements set a persona apart",
            held=formats.number(len(held)),
            tested=formats.number(len(tested)),
        ),
        text=text,
        implication=clearest,
        question="S1.2",
        strength=0.55,
    )


def _table(personas: Personas, words: Words) -> Table | Absent:
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
