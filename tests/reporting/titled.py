"""A finding for a figure whose title does not matter, or is given."""

from __future__ import annotations

from analysis.values.finding import Finding


def titled(headline: str = "A title") -> Finding:
    """Return a finding of this headline."""
    return Finding("titled", headline, f"{headline}.")
