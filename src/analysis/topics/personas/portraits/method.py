"""What to say about each persona, block by block, from statements and the segments' basis."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace

import pandas as pd

from analysis.statistics.deciding import in_order, reaches
from analysis.topics.personas.portraits.method_profiles import (
    SMALLEST_BASE,
    PersonaStatement,
    persona_profiles,
)
from analysis.values.absent import unless_absent

FEWEST_LINES = 3
MOST_LINES = 5
LEAST_IN_PORTRAIT = 3
LARGE_EFFECT = 0.5  # Cohen's medium effect: what made a segment is not tested
COMMON = 0.5
TELLING = 0.25  # what fewer of a segment say is no trait of its portrait
MOST_LESS = 2  # what a segment does not say is a weak trait
ORDER = {"more": 0, "basis_more": 0, "less": 1, "basis_less": 1, "common": 2, "frequent": 3}


@dataclass(frozen=True)
class PersonaLine:
    """One line of a persona.

    Attributes
    ----------
    statement : PersonaStatement
        Its figures.
    why : str
        ``more`` or ``less`` than among the others by the corrected test; ``basis_more`` or
        ``basis_less``: made the segment and departs by Cohen's h or d of 0.5 at least (not
        tested); ``common``: half or more say so; ``frequent``: among the most frequent.
    from_basis : bool
        Whether the segments were made from it, so that it carries no test.
    """

    statement: PersonaStatement
    why: str
    from_basis: bool


@dataclass(frozen=True)
class Persona:
    """One segment's persona.

    Attributes
    ----------
    segment, base : int
        Segment and its respondents.
    blocks : mapping of str to tuple of PersonaLine
        Three to five lines a block where the data hold them; empty for a small segment.
    portrait : tuple of PersonaLine
        The strongest line of each block: what is more frequent (and said by a quarter at
        least); what is less frequent only where hardly anything is more frequent.
    small : bool
        Whether the segment is under the smallest base.
    small_statements : int
        Statements left out because fewer than the smallest base of the segment answered.
    """

    segment: int
    base: int
    blocks: Mapping[str, tuple[PersonaLine, ...]]
    portrait: tuple[PersonaLine, ...]
    small: bool
    small_statements: int


@dataclass(frozen=True)
class Personas:
    """All personas of a study.

    Attributes
    ----------
    personas : tuple of Persona
        By segment.
    lines : tuple of PersonaLine
        Every statement about every segment, by segment, then block.
    blocks : tuple of str
        The blocks asked for, in their order.
    base, smallest_base : int
        Respondents in a segment; smaller bases are left out.
    level : float
        Confidence of the intervals.
    """

    personas: tuple[Persona, ...]
    lines: tuple[PersonaLine, ...]
    blocks: tuple[str, ...]
    base: int
    smallest_base: int
    level: float


@unless_absent
def personas(
    labels: pd.Series,
    statements: Mapping[str, pd.DataFrame],
    basis: Collection[str] = (),
    weights: pd.Series | None = None,
    *,
    smallest_base: int = SMALLEST_BASE,
    level: float = 0.95,
) -> Personas:
    """Return what to say about every segment on the blocks of a target customer's description.

    A line is chosen in this order: what the segment says more often than the others by the
    corrected test or what made it, the largest effect first; at most two lines it says less
    often; then what half of it or more say; blocks with fewer than three lines are filled with
    the most frequent statements. A variable speaks once. Statements the segments were made
    from differ by construction: they stay out of the tests and of their correction.

    Parameters
    ----------
    labels : pandas.Series
        Segment of each respondent.
    statements : mapping of str to pandas.DataFrame
        Block → its questions: 0/1, categories or numbers.
    basis : collection of str
        What the segments were made from, named as in ``statements``.
    weights : pandas.Series, optional
        Survey weights.
    smallest_base : int
        Fewer respondents than this say nothing about a persona.
    level : float
        Confidence, 0–1; 1 minus it is the false discovery rate.

    Raises
    ------
    NotEnoughData
        If there are fewer than two segments.

    References
    ----------
    Cohen, J. (1988). Statistical Power Analysis for the Behavioral Sciences, ch. 2 and 6.
    """
    parts: dict[bool, dict[str, pd.DataFrame]] = {True: {}, False: {}}
    for block, frame in statements.items():
        made = [name for name in frame.columns if name in basis]
        parts[True][block] = frame[made]
        parts[False][block] = frame.drop(columns=made)
    lines: list[PersonaLine] = []
    for from_basis, frames in parts.items():
        found = persona_profiles.__wrapped__(
            labels, frames, weights, smallest_base=smallest_base, level=level
        )
        lines += [_line(statement, from_basis) for statement in found.statements]
    bases = found.bases
    order = {block: place for place, block in enumerate(statements)}
    lines.sort(key=lambda line: (line.statement.segment, order[line.statement.block]))
    return Personas(
        personas=tuple(
            _persona(segment, bases[segment], lines, tuple(statements), smallest_base)
            for segment in found.segments
        ),
        lines=tuple(lines),
        blocks=tuple(statements),
        base=found.base,
        smallest_base=smallest_base,
        level=level,
    )


def _line(statement: PersonaStatement, from_basis: bool) -> PersonaLine:
    why = "frequent"
    if from_basis:
        statement = replace(statement, p_value=None, adjusted_p=None, distinctive=False)
        if reaches(abs(statement.effect), LARGE_EFFECT):
            why = "basis_more" if statement.effect > 0 else "basis_less"
    elif statement.distinctive:
        why = "more" if statement.effect > 0 else "less"
    if why == "frequent" and statement.kind == "share" and reaches(statement.estimate, COMMON):
        why = "common"
    return PersonaLine(statement, why, from_basis)


def _persona(
    segment: int,
    base: int,
    lines: list[PersonaLine],
    blocks: tuple[str, ...],
    smallest_base: int,
) -> Persona:
    mine = [line for line in lines if line.statement.segment == segment]
    usable = [line for line in mine if not line.statement.small_base]
    small = base < smallest_base
    chosen = {
        block: () if small else _chosen([x for x in usable if x.statement.block == block])
        for block in blocks
    }
    return Persona(segment, base, chosen, _portrait(chosen), small, len(mine) - len(usable))


def _portrait(chosen: Mapping[str, tuple[PersonaLine, ...]]) -> tuple[PersonaLine, ...]:
    """Return the strongest line of each block: a portrait that says one thing five times is poor.

    What is less frequent speaks only where hardly anything is more frequent.
    """
    more = [_strongest(filter(_tells, lines)) for lines in chosen.values()]
    found = tuple(line for line in more if line is not None)
    if len(found) > 1:
        return found
    less = [
        _strongest(line for line in lines if line.why in ("less", "basis_less"))
        for lines in chosen.values()
    ]
    return (*found, *(line for line in less if line is not None))[:LEAST_IN_PORTRAIT]


def _strongest(lines: Iterable[PersonaLine]) -> PersonaLine | None:
    return next(iter(in_order(lines, lambda line: -abs(line.statement.effect))), None)


def _tells(line: PersonaLine) -> bool:
    """Whether a line is more frequent than among the others, and said by a quarter at least."""
    if line.why not in ("more", "basis_more"):
        return False
    return line.statement.kind == "mean" or bool(reaches(line.statement.estimate, TELLING))


def _chosen(lines: list[PersonaLine]) -> tuple[PersonaLine, ...]:
    """Return the lines of one block, the strongest first; a variable speaks once."""
    kept: dict[str, PersonaLine] = {}
    for line in in_order(lines, lambda line: ORDER[line.why], _weakness):
        less = sum(ORDER[found.why] == 1 for found in kept.values())
        enough = {1: less >= MOST_LESS, 3: len(kept) >= FEWEST_LINES}
        if not enough.get(ORDER[line.why], False):
            kept.setdefault(line.statement.variable, line)
    return tuple(kept.values())[:MOST_LINES]


def _weakness(line: PersonaLine) -> float:
    statement = line.statement
    by_size = line.why in ("common", "frequent") and statement.kind == "share"
    return -(statement.estimate if by_size else abs(statement.effect))
