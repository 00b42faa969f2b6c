"""The bracket that stands behind every number of a finding: its base and interval."""

from __future__ import annotations

from analysis.languages import formats, messages
from analysis.sources.words import Words

_ = messages(__name__)


def evidence(
    low: float | None,
    high: float | None,
    base: float,
    level: float = 0.95,
    words: Words | None = None,
) -> str:
    """Return base and interval of a share: ``(n = 214, 95% CI 47–57%)``.

    With ``words`` of people of another wave than the report's, that wave is named.
    """
    return _(
        "(n = {base}, {level} CI {interval})",
        base=words.counted(formats.number(base)) if words else formats.number(base),
        level=formats.share(level, digits=0),
        interval=formats.share_interval(low, high, base),
    )


def score_evidence(low: float, high: float, base: float, level: float = 0.95) -> str:
    """Return base and interval of a score in points: ``(n = 214, 95% CI +12 to +20)``."""
    return _(
        "(n = {base}, {level} CI {low} to {high})",
        base=formats.number(base),
        level=formats.share(level, digits=0),
        low=formats.points(low * 100, 0),
        high=formats.points(high * 100, 0),
    )
