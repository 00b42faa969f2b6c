"""What answers on customers' money say and show alike."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Protocol

from analysis.languages import formats, messages
from analysis.sources.words import Words
from analysis.values.chart_forms import BarChart, Bars
from analysis.values.chart_roles import highlighted

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


class _Group(Protocol):
    """How many customers are in a group and what they bring, as shares with intervals."""

    @property
    def customers(self) -> int: ...
    @property
    def share(self) -> float: ...
    @property
    def low(self) -> float: ...
    @property
    def high(self) -> float: ...
    @property
    def revenue_share(self) -> float: ...
    @property
    def revenue_low(self) -> float: ...
    @property
    def revenue_high(self) -> float: ...


def customers_beside_money(
    groups: Sequence[_Group],
    labels: Sequence[str],
    shown: Iterable[bool],
    words: Words,
    *,
    base: int,
    money_base: int | None = None,
) -> BarChart:
    """Return customers beside revenue, group by group.

    Parameters
    ----------
    groups : sequence of RevenueBand or RfmGroup
        One row each.
    labels : sequence of str
        Their names.
    shown : iterable of bool
        Which of them the sentence is about: in colour.
    words : Words
        What people and money are called.
    base : int
        Customers of all groups.
    money_base : int, optional
        Decides the decimals of shares of money; left out, they keep one.
    """
    people = Bars(
        [group.share for group in groups],
        _("Share of {unit}", unit=words.unit),
        [group.low for group in groups],
        [group.high for group in groups],
        [formats.share(group.share, base) for group in groups],
    )
    money = Bars(
        [group.revenue_share for group in groups],
        _("Share of {unit}", unit=words.money),
        [group.revenue_low for group in groups],
        [group.revenue_high for group in groups],
        [formats.share(group.revenue_share, money_base) for group in groups],
    )
    small = [group.customers < words.smallest_base for group in groups]
    return BarChart(labels, [people, money], highlighted(shown), small=small)


def bars_listed(labels: Sequence[str], *panels: Bars) -> str:
    """Return what bars side by side say as one line, for who cannot see them."""
    return "; ".join(
        f"{label}: " + " – ".join((panel.texts or [""])[place] for panel in panels)
        for place, label in enumerate(labels)
    )
