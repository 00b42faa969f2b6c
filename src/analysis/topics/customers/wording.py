"""What answers on customers' money say alike."""

from __future__ import annotations

from analysis.languages import messages
from analysis.sources.words import Words
from analysis.values.chart_forms import Bars

_ = messages(__name__)
PROPOSED_BANDS = {
    "small": _.later("Small"),
    "medium": _.later("Medium"),
    "large": _.later("Large"),
    "very_large": _.later("Very large"),
}


def band_name(band: str, proposed: bool, words: Words) -> str:
    """Return the name of a band: the client's, or small, medium, large where proposed."""
    return _(PROPOSED_BANDS[band]) if proposed and band in PROPOSED_BANDS else words.label(band)


def money_note(method: str) -> tuple[str, ...]:
    """Return the note on how intervals of money were made where it is not the usual way.

    Parameters
    ----------
    method : str
        ``bootstrap`` (no note) or ``linearised``.
    """
    if method == "bootstrap":
        return ()
    return (
        _(
            "With this many customers intervals of money come from the variance of a share "
            "(linearised), not from repeated draws; the two agree."
        ),
    )


def bars_listed(labels: list[str], *panels: Bars) -> str:
    """Return what bars side by side say as one line, for who cannot see them."""
    return "; ".join(
        f"{label}: " + " – ".join((panel.texts or [""])[place] for panel in panels)
        for place, label in enumerate(labels)
    )
