"""What the segments were made from and who they are, as tables."""

from __future__ import annotations

from dataclasses import replace

from analysis.claims.bases import people_base
from analysis.errors import NotEnoughData
from analysis.languages import formats, messages
from analysis.sources.words import Words
from analysis.topics.segments.profiles.method import SegmentProfiles
from analysis.topics.segments.profiles.method_rows import ProfileCell, ProfileVariable
from analysis.values.absent import unless_absent
from analysis.values.table import Cell, Column, Row, Table, cell

_ = messages(__name__)


def profile_table(profiles: SegmentProfiles, words: Words) -> Table:
    """Return what the segments were made from, segment by segment: no tests, they made them."""
    notes = (
        _(
            "● departs from all by at least a quarter of the scale or half of the "
            "value of all. No tests: these criteria made the segments, so they differ anyway."
        ),
    )
    return _profile_table(
        profiles, words, "segment_profiles", _("What makes the segments differ"), notes
    )


@unless_absent
def descriptor_table(profiles: SegmentProfiles, words: Words) -> Table:
    """Return who the segments are: traits that did not make them, with effects and tests.

    Raises
    ------
    NotEnoughData
        If there is no such trait.
    """
    if not profiles.variables:
        raise NotEnoughData(_("The client file names no traits that describe the segments."))
    notes: tuple[str, ...] = (
        _(
            "Effect: Cramér's V (answers) or eta² (means), 0–1. * the segments differ by the test "
            "at {level}, corrected for the number of traits (false discovery rate).",
            level=formats.share(profiles.level, digits=0),
        ),
        _(
            "● departs from all by at least a quarter of the scale or half of the value of all, "
            "and by more than chance."
        ),
    )
    if any(variable.thin for variable in profiles.variables):
        thin = _(
            "† Few people are expected in some of its cells: tested by shuffling instead of "
            "chi-square."
        )
        notes = (*notes, thin)
    return _profile_table(profiles, words, "segment_descriptors", _("Who the segments are"), notes)


def _profile_table(
    profiles: SegmentProfiles, words: Words, name: str, title: str, notes: tuple[str, ...]
) -> Table:
    tested = profiles.role == "descriptor"
    columns = [Column(words.segments[number], "share") for number in profiles.segments]
    columns.append(Column(_("All"), "share"))
    if tested:
        columns.append(Column(_("Effect"), "decimal"))
    rows = []
    for place in profiles.order:
        rows += _variable_rows(profiles.variables[place], tested, words)
    bases = {
        place: max(
            (line.cells[place].base for v in profiles.variables for line in v.lines), default=0
        )
        for place in range(len(profiles.segments))
    }
    base_cells = [cell(bases[place], "number") for place in bases]
    base_cells.append(cell(profiles.base, "number"))
    base_cells += [cell(None)] if tested else []
    return Table(
        name=name,
        title=title,
        subtitle=_("Share or mean by segment"),
        stub=_("Trait"),
        columns=tuple(columns),
        rows=(Row(_("Base"), tuple(base_cells), kind="base"), *rows),
        base=people_base(profiles.base, words.unit),
        notes=notes,
        source=words.source,
    )


def _variable_rows(variable: ProfileVariable, tested: bool, words: Words) -> list[Row]:
    effect: tuple[Cell, ...] = ()
    if tested:
        mark = ("*" if variable.differs else "") + ("†" if variable.thin else "")
        effect = (cell(variable.effect, "decimal", mark=mark, digits=2),)
    rows = []
    several = variable.kind == "categories"
    if several:
        empty = (cell(""),) * (len(variable.lines[0].cells) + 1) if variable.lines else ()
        rows.append(Row(words.label(variable.variable), (*empty, *effect), kind="data"))
    for line in variable.lines:
        cells = [_profile_cell(found, variable.kind, words.smallest_base) for found in line.cells]
        cells.append(_value(line.total, variable.kind, variable.base))
        cells += [cell("")] if several and tested else list(effect)
        code = line.category if several else variable.variable
        rows.append(Row(words.label(code), tuple(cells), level=1 if several else 0))
    return rows


def _profile_cell(found: ProfileCell, kind: str, least: int) -> Cell:
    shown = _value(found.estimate, kind, found.base)
    return replace(shown, mark="●" if found.marker else "", small=found.base < least)


def _value(value: float, kind: str, base: int) -> Cell:
    if kind == "mean":
        return cell(value, "decimal" if abs(value) < 100 else "number")
    return cell(value, "share", base=base)
