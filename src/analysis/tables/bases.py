"""The base lines and notes that tables and figures share."""

from __future__ import annotations

from analysis.languages import _, formats, plural


def respondents_base(base: int, effective_base: float | None = None) -> str:
    """Return the base line of survey answers."""
    if effective_base is None or abs(effective_base - base) < 0.5:
        return plural("Base: {n} respondent", "Base: {n} respondents", base, n=formats.number(base))
    return _(
        "Base: {n} respondents (effective base {effective})",
        n=formats.number(base),
        effective=formats.number(effective_base),
    )


def people_base(base: int, unit: str) -> str:
    """Return the base line of anything else that is counted: customers, leads, offers …"""
    return _("Base: {n} {unit}", n=formats.number(base), unit=unit)


def interval_note(level: float) -> str:
    """Return the note that says what the intervals are."""
    return _("Intervals: {level} confidence.", level=formats.share(level, digits=0))


def small_base_note(smallest_base: int) -> str:
    """Return the note on marked rows and columns."""
    return _(
        "Hatched or italic: base under {n}, read with care; bases under 10 are not shown.",
        n=formats.number(smallest_base),
    )
