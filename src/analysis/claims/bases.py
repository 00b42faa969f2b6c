"""The base lines and notes that tables and figures share."""

from __future__ import annotations

from collections.abc import Iterable

from analysis.languages import formats, messages
from analysis.values.table import Row

_ = messages(__name__)


def respondents_base(base: int, effective_base: float | None = None) -> str:
    """Return the base line of survey answers."""
    if effective_base is None or abs(effective_base - base) < 0.5:
        return _.plural(
            "Base: {n} respondent", "Base: {n} respondents", base, n=formats.number(base)
        )
    return _(
        "Base: {n} respondents (effective base {effective})",
        n=formats.number(base),
        effective=formats.number(effective_base),
    )


def people_base(base: int, unit: str) -> str:
    """Return the base line of anything else that is counted: customers, leads, offers …"""
    return _("Base: {n} {unit}", n=formats.number(base), unit=unit)


def segment_base(base: int, effective_base: float, unit: str) -> str:
    """Return the base line of everyone in a segment."""
    if abs(effective_base - base) < 0.5:
        return people_base(base, unit)
    return _(
        "Base: {n} {unit} (effective base {effective})",
        n=formats.number(base),
        unit=unit,
        effective=formats.number(effective_base),
    )


def interval_note(level: float) -> str:
    """Return the note that says what the intervals are."""
    return _("Intervals: {level} confidence.", level=formats.share(level, digits=0))


def small_base_note(rows: Iterable[Row], smallest_base: int) -> tuple[str, ...]:
    """Return the note on small bases where any cell of the table is marked, else nothing.

    Parameters
    ----------
    rows : iterable of Row
        The table's rows.
    smallest_base : int
        Smaller bases are marked.
    """
    if not any(cell.small for row in rows for cell in row.cells):
        return ()
    note = _(
        "In italics: base under {n}, read with care; bases under 10 are not shown.",
        n=formats.number(smallest_base),
    )
    return (note,)
