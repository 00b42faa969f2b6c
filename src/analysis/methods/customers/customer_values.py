"""One row per customer, whether the client delivers lines bought or customers summed up."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from analysis.errors import NotEnoughData
from analysis.languages import messages
from analysis.languages.formats import number
from analysis.methods.customers.best_customers import BestCustomers, best_customers
from analysis.methods.customers.customer_features import CustomerFeatures, customer_features
from analysis.methods.customers.revenue_bands import RevenueBands, RevenueSource
from analysis.sources.purchases import Purchases
from analysis.values.absent import Absent, unless_absent

_ = messages(__name__)
FEWEST_TO_CHOOSE_FROM = 10  # a fifth of fewer is a single name
_TOTALS = {"purchases": "orders", "last_purchase_days": "days_since_last"}


@dataclass(frozen=True)
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
        features = customer_features(purchases.frame)
        if not isinstance(features, CustomerFeatures):
            raise NotEnoughData(features.reason)
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


@unless_absent
def band_values(values: CustomerValues, band_by: str) -> pd.Series:
    """Return what customers are put into bands by, one number per customer.

    Parameters
    ----------
    values : CustomerValues
        The customers.
    band_by : {"price", "quantity", "revenue"}
        The dearest unit they bought, how many units in all, or the money they brought.

    Raises
    ------
    NotEnoughData
        If the data do not hold it.
    """
    if band_by not in values.frame:
        raise NotEnoughData(
            _("The purchases do not hold what the client file puts customers into bands by.")
        )
    return values.frame[band_by]


@unless_absent
def customer_revenue(values: CustomerValues) -> pd.Series:
    """Return the money every customer brought.

    Parameters
    ----------
    values : CustomerValues
        The customers.
    """
    return values.frame["revenue"]


@unless_absent
def best_of_band(
    values: CustomerValues, bands: RevenueBands, important: RevenueSource, goal: str
) -> BestCustomers:
    """Return the best customers of the most important band, or of all where no band is.

    Parameters
    ----------
    values : CustomerValues
        The customers.
    bands : RevenueBands
        Their bands.
    important : RevenueSource
        The band that brings most.
    goal : {"growth", "profit", "loyalty"}
        What the client wants.

    Raises
    ------
    NotEnoughData
        If fewer than ten customers can be compared, or the data do not hold the measure.
    """
    best = best_customers(values.frame, bands.labels, important.band, goal=goal)
    if isinstance(best, Absent):
        raise NotEnoughData(best.reason)
    if best.base < FEWEST_TO_CHOOSE_FROM:
        raise NotEnoughData(
            _(
                "The best customers are chosen among at least {least}, got: {n}.",
                least=number(FEWEST_TO_CHOOSE_FROM),
                n=number(best.base),
            )
        )
    return best
