"""What answers on customers' money say alike."""

from __future__ import annotations

from analysis.drawing.charts import Bars
from analysis.languages import messages

_ = messages(__name__)


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
