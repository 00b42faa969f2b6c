"""What customers bought, in one form, whatever source the client values them by."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import pandas as pd

from analysis.clients.model import Client
from analysis.languages import _
from analysis.sources.absent import Absent


@dataclass(frozen=True)
class Purchases:
    """Purchases by customer.

    Attributes
    ----------
    kind : str
        ``lines``: one row is one line bought; ``totals``: one row is one customer, summed up by
        the client.
    frame : pandas.DataFrame
        ``lines``: customer, date, amount and, where known, order, quantity, cost, product;
        ``totals``: customer, revenue and, where known, purchases, price (of the dearest
        purchase), quantity, profit, since, last_purchase_days.
    """

    kind: Literal["lines", "totals"]
    frame: pd.DataFrame


def purchases_of(client: Client, sources: object) -> Purchases | Absent:
    """Return the purchases of the source named in the client file's ``value``.

    Parameters
    ----------
    client : Client
        Its ``value`` names the source.
    sources : WaveSources
        The wave's typed sources.
    """
    if client.value is None:
        return Absent(_("The client file does not say how customers are valued."))
    source = getattr(sources, client.value.source)
    if isinstance(source, Absent):
        return source
    if client.value.source == "transactions":
        return Purchases("lines", source.frame)
    if client.value.source == "deals":
        return _won_deals(source.frame)
    if "revenue" not in source.frame:
        return Absent(_("The customers file names no revenue."))
    return Purchases("totals", source.frame)


def _won_deals(deals: pd.DataFrame) -> Purchases | Absent:
    won = deals[deals["outcome"] == "won"]
    if won.empty:
        return Absent(_("No deal was won in this wave."))
    day = "closed" if "closed" in won else "created"
    if day not in won:
        return _undated(won)
    lines = won.rename(columns={day: "date", "deal": "order"})
    kept = ["customer", "date", "amount", "order", "quantity", "product"]
    return Purchases("lines", lines[[name for name in kept if name in lines]])


def _undated(won: pd.DataFrame) -> Purchases:
    """Add deals up by customer: bands and revenue need no date, only recency does."""
    unit_price = won["amount"] / won["quantity"] if "quantity" in won else won["amount"]
    by_customer = won.assign(price=unit_price).groupby("customer", sort=True)
    totals = pd.DataFrame(
        {
            "revenue": by_customer["amount"].sum(),
            "purchases": by_customer.size().astype(float),
            "price": by_customer["price"].max(),
        }
    )
    if "quantity" in won:
        totals["quantity"] = by_customer["quantity"].sum()
    return Purchases("totals", totals.reset_index())
