"""One row per customer, whether the client delivers lines bought or customers summed up."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from analysis.errors import NotEnoughData
from analysis.languages import messages
from analysis.sources.purchases import Purchases
from analysis.topics.customers.values.method_features import customer_features
from analysis.values.absent import unless_absent

_ = messages(__name__)
_TOTALS = {"purchases": "orders", "last_purchase_days": "days_since_last"}


@dataclass(frozen=True, eq=False)
class CustomerValues:
    """What every customer brought.

    Attributes
    ----------
    frame : pandas.DataFrame
        One row per customer: ``revenue`` and, as far as known, ``orders``, ``quantity``,
        ``price`` (the dearest unit bought), ``profit``, ``days_since_last``,
        ``relation_days``, ``days_between_orders``, ``days_to_close``.
    base : int
        Customers.
    lines_left_out : int
        Lines that name no customer, date or amount.
    revenue_left_out : float
        Their money.
    returned_only : int
        Customers left out because they only returned goods.
    """

    frame: pd.DataFrame
    base: int
    lines_left_out: int
    revenue_left_out: float
    returned_only: int


@unless_absent
def customer_values(purchases: Purchases) -> CustomerValues:
    """Return one row per customer from what they bought.

    Parameters
    ----------
    purchases : Purchases
        Lines bought, or one row per customer as the client sums them up. Then the relation is
        counted from the first contact to the latest first contact in the file: only its order
        matters.

    Raises
    ------
    NotEnoughData
        If nobody bought anything.
    """
    if purchases.kind == "lines":
        features = customer_features.__wrapped__(purchases.frame)
        frame = features.frame
        return CustomerValues(
            frame.dropna(axis="columns", how="all"),
            len(frame),
            features.lines_without_customer,
            features.revenue_without_customer,
            features.customers_without_purchase,
        )
    frame = purchases.frame[purchases.frame["revenue"].notna()]
    left_out = len(purchases.frame) - len(frame)
    frame = frame.rename(columns=_TOTALS).set_index("customer").sort_index()
    if "since" in frame:
        frame = frame.assign(relation_days=(frame["since"].max() - frame["since"]).dt.days)
    known = ["revenue", "orders", "price", "quantity"]
    known += ["profit", "days_since_last", "relation_days"]
    frame = frame[[name for name in known if name in frame]].astype(float)
    if frame.empty:
        raise NotEnoughData(_("No customer's revenue is known."))
    return CustomerValues(frame, len(frame), left_out, 0.0, 0)
