"""The best customers of a band by the client's goal: the fastest, most profitable, longest."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from analysis.errors import DataError, NotEnoughData, Problem
from analysis.languages import messages
from analysis.languages.formats import number
from analysis.statistics.deciding import ranks
from analysis.statistics.money_shares import people_in_share, refuse_no_share
from analysis.topics.customers.revenue_bands.method import CustomerBands
from analysis.topics.customers.values.method import CustomerValues
from analysis.values.absent import unless_absent

_ = messages(__name__)
FEWEST_TO_CHOOSE_FROM = 10  # a fifth of fewer is a single name
# goal → columns that measure it, the first one known is used; and whether more is better
GOALS = {
    "growth": (("days_to_close", "days_between_orders"), False),
    "profit": (("profit",), True),
    "loyalty": (("relation_days",), True),
}


@dataclass(frozen=True, eq=False)
class BestCustomers:
    """The best customers of a band by the client's goal.

    Attributes
    ----------
    customers : pandas.DataFrame
        The chosen, best first: ``measure`` (days for growth and loyalty, money for profit) and
        ``revenue``.
    goal, measure : str
        The goal, and the column it was measured by.
    band : str or None
        The band they are chosen from; None: all customers.
    base : int
        Customers of the band whose measure is known.
    unknown : int
        Customers of the band without it, such as those who bought once.
    chosen : int
        How many were chosen.
    threshold : float
        Measure of the last one chosen.
    revenue_share : float
        Their share of the band's revenue, 0–1; NaN where it has none.
    proposed : bool
        Whether the band is one of those proposed, not the client's.
    """

    customers: pd.DataFrame
    goal: str
    measure: str
    band: str | None
    base: int
    unknown: int
    chosen: int
    threshold: float
    revenue_share: float
    proposed: bool = False


@unless_absent
def best_of_band(values: CustomerValues, banded: CustomerBands, goal: str) -> BestCustomers:
    """Return the best customers of the most important band, or of all where no band is.

    Parameters
    ----------
    values : CustomerValues
        What every customer brought.
    banded : CustomerBands
        The customers by band.
    goal : {"growth", "profit", "loyalty"}
        What the client wants.

    Raises
    ------
    NotEnoughData
        If fewer than ten customers can be compared, or the data do not hold the measure.
    """
    bands, band = banded.bands, banded.important.band
    best = best_customers.__wrapped__(values.frame, bands.labels, band, goal=goal)
    if best.base < FEWEST_TO_CHOOSE_FROM:
        raise NotEnoughData(
            _(
                "The best customers are chosen among at least {least}, got: {n}.",
                least=number(FEWEST_TO_CHOOSE_FROM),
                n=number(best.base),
            )
        )
    return replace(best, proposed=bands.proposed)


@unless_absent
def best_customers(
    frame: pd.DataFrame,
    bands: pd.Series | None = None,
    band: str | None = None,
    *,
    goal: str = "loyalty",
    top_share: float = 0.2,
) -> BestCustomers:
    """Return the best customers of a band: the fastest, most profitable or longest with us.

    Growth means the fastest to buy: few days to close a deal, or between orders. Profit means
    the highest profit. Loyalty means the longest relation, from first to last purchase. Equals
    are ordered by revenue, then by name.

    Parameters
    ----------
    frame : pandas.DataFrame
        One row per customer with ``revenue`` and the goal's measure: ``days_to_close`` or
        ``days_between_orders``; ``profit``; ``relation_days``.
    bands : pandas.Series, optional
        Band of each customer.
    band : str, optional
        The band to choose from, as a rule the most important source of revenue.
    goal : {"growth", "profit", "loyalty"}
        What the client wants.
    top_share : float
        How many to choose, as a share of the band's customers; rounded up.

    Raises
    ------
    DataError
        If the goal is none of the three, or the share is not over 0 and up to 1.
    NotEnoughData
        If the data do not hold what the goal is measured by, or for no customer of the band, or
        if it is the same for all of them.
    """
    if goal not in GOALS:
        given = _("must be one of {names}, got: {name}", names=", ".join(GOALS), name=goal)
        raise DataError(Problem("goal", given))
    refuse_no_share("top_share", top_share)
    columns, more_is_better = GOALS[goal]
    measure = next((name for name in columns if name in frame.columns), None)
    if measure is None:
        raise NotEnoughData(_measure_needed(goal))
    if bands is not None and band is not None:
        frame = frame[(bands.reindex(frame.index) == band).to_numpy(dtype=bool, na_value=False)]
    known = frame[frame[measure].notna()]
    if known.empty:
        raise NotEnoughData(_("No customer to choose the best from."))
    if len(known) > 1 and not ranks(known[measure]).any():
        raise NotEnoughData(
            _("All customers are alike in what the goal is measured by, so none is better.")
        )
    ordered = pd.DataFrame({"measure": known[measure].astype(float), "revenue": known["revenue"]})
    ordered = ordered.sort_index()
    worth = ordered["measure"] * (-1 if more_is_better else 1)
    ordered = ordered.iloc[np.lexsort((ranks(-ordered["revenue"]), ranks(worth)))]
    chosen = ordered.head(people_in_share(top_share, len(ordered)))
    total = float(frame["revenue"].sum())
    return BestCustomers(
        customers=chosen,
        goal=goal,
        measure=measure,
        band=band,
        base=len(known),
        unknown=len(frame) - len(known),
        chosen=len(chosen),
        threshold=float(chosen["measure"].iloc[-1]),
        revenue_share=float(chosen["revenue"].sum()) / total if total > 0 else float("nan"),
    )


def _measure_needed(goal: str) -> str:
    if goal == "profit":
        return _("The data hold no costs, so it is not known who brings the most profit.")
    if goal == "growth":
        return _("The data hold no dates that would tell who buys fastest.")
    return _("The data hold no dates that would tell who has been a customer longest.")
