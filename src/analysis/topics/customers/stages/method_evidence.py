"""What the client's files tell of a person's purchases, needs and means."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from analysis.statistics.deciding import TOLERANCE

Texts = npt.NDArray[np.str_]

REPEAT_CUSTOMERS = 30  # fewer say little of how long people wait between two purchases
USUAL = 0.95  # a wait is long if this share of all waits is shorter
# the strongest evidence first; it decides
STAGES = ("actual", "potential", "not_target", "not_known")


@dataclass(frozen=True)
class LapseRule:
    """After how many days without a purchase a customer has lapsed.

    Attributes
    ----------
    days : float or None
        The bound; None where none can be told.
    reason : str
        ``client``: the client's own; ``waits``: 95 % of the times between two purchases are not
        longer; ``few``: fewer than 30 customers bought on two days; ``short``: the bound would
        be over half of the time the files cover; ``undated``: no purchase has a date.
    repeat_customers : int
        Customers who bought on two days or more.
    """

    days: float | None
    reason: str
    repeat_customers: int


@dataclass(frozen=True, eq=False)
class CustomersEvidence:
    """What is known of everyone with a customer's id.

    Attributes
    ----------
    people : pandas.DataFrame
        One row per id: ``stage`` and ``days_since_last``.
    purchase_days : pandas.DataFrame
        One row per customer and day on which they bought: ``customer``, ``day``.
    reference_date : pandas.Timestamp or None
        The last day in the files, to which days are counted.
    left_out : int
        Deals that name no customer.
    merged : int
        Leads that carry a customer's id.
    """

    people: pd.DataFrame
    purchase_days: pd.DataFrame
    reference_date: pd.Timestamp | None
    left_out: int
    merged: int


def customers_evidence(
    customers: pd.DataFrame | None,
    transactions: pd.DataFrame | None,
    deals: pd.DataFrame | None,
    leads: pd.DataFrame | None,
) -> CustomersEvidence | None:
    """Return what is known of everyone with a customer's id; None where nobody has one.

    Parameters
    ----------
    customers, transactions, deals, leads : pandas.DataFrame or None
        The typed sources, see `customer_stages`.
    """
    told, bought, days = [], [], []
    if customers is not None:
        told.append(_told(customers["customer"], _listed(customers)))
    if transactions is not None:
        paid = transactions["amount"] > 0
        if "quantity" in transactions:
            paid &= ~(transactions["quantity"] < 0)
        told.append(_told(transactions["customer"], np.where(paid, "actual", "not_known")))
        bought.append(_dated(transactions[paid], "date"))
        days.append(transactions["date"])
    if deals is not None:
        outcomes = deals["outcome"].astype(object).map({"won": "actual", "open": "potential"})
        told.append(_told(deals["customer"], outcomes.fillna("not_known")))
        known_days = [name for name in ("closed", "created") if name in deals]
        days += [deals[name] for name in known_days]
        bought += [_dated(deals[deals["outcome"] == "won"], name) for name in known_days[:1]]
    merged = 0
    if leads is not None and "customer" in leads:
        told.append(_told(leads["customer"], lead_stages(leads)))
        merged = int(leads["customer"].notna().sum())
    if not told:
        return None
    stages = _strongest(pd.concat(told, ignore_index=True))
    last = pd.concat(days).max() if days else None
    reference = None if last is None or pd.isna(last) else last.normalize()
    dated = pd.concat(bought, ignore_index=True).drop_duplicates() if bought else _NO_DAYS
    people = pd.DataFrame({"stage": stages})
    people["days_since_last"] = _days_since(people.index, dated, reference, customers)
    nobody = 0 if deals is None else int(deals["customer"].isna().sum())
    return CustomersEvidence(people, dated, reference, nobody, merged)


_NO_DAYS = pd.DataFrame(
    {"customer": pd.Series(dtype="str"), "day": pd.Series(dtype="datetime64[s]")}
)


def leads_evidence(leads: pd.DataFrame | None) -> pd.DataFrame | None:
    """Return the stages of leads that carry no customer's id; None where there are none.

    Parameters
    ----------
    leads : pandas.DataFrame or None
        The typed source.
    """
    if leads is None:
        return None
    own = leads[leads["customer"].isna()] if "customer" in leads else leads
    if own.empty:
        return None
    stages = pd.Series(lead_stages(own), index=pd.Index(own["lead"], name="lead"), dtype="str")
    return pd.DataFrame({"stage": stages, "days_since_last": np.nan})


def lead_stages(leads: pd.DataFrame) -> Texts:
    """Return each lead's stage: converted, else by its need and budget.

    Parameters
    ----------
    leads : pandas.DataFrame
        ``need`` and ``budget`` (yes, no, unknown) and, where known, ``converted`` (0/1).
    """
    converted = leads["converted"] == 1 if "converted" in leads else pd.Series(False, leads.index)
    answers = [leads[name].astype(object) for name in ("need", "budget") if name in leads]
    yes = len(answers) == 2 and (answers[0] == "yes") & (answers[1] == "yes")
    no = np.any([answer == "no" for answer in answers], axis=0) if answers else False
    found = np.where(no, "not_target", np.where(yes, "potential", "not_known"))
    return np.where(converted, "actual", found)


def survey_evidence(
    brand_stages: Mapping[str, pd.DataFrame], own_brand: str | None
) -> pd.DataFrame | None:
    """Return the stages of respondents; None where the second stage does not ask the own brand.

    Parameters
    ----------
    brand_stages : mapping of str to pandas.DataFrame
        The funnel, widest stage first; its second stage is the first that takes a purchase.
    own_brand : str or None
        The client's brand.
    """
    frames = list(brand_stages.values())
    if len(frames) < 2 or own_brand not in frames[1]:
        return None
    bought = frames[1] == 1
    elsewhere = bought.drop(columns=own_brand).any(axis=1)
    found = np.where(bought[own_brand], "actual", np.where(elsewhere, "potential", "not_known"))
    stages = pd.Series(found, index=bought.index, dtype="str")
    return pd.DataFrame({"stage": stages, "days_since_last": np.nan})


def lapse_rule(
    purchase_days: pd.DataFrame, reference: dt.date | None, own_bound: float | None
) -> LapseRule:
    """Return after how many days without a purchase a customer has lapsed.

    The client's own bound; else the wait between two purchases that 95 % of all waits do not
    exceed, where every customer who bought on two days counts the same, however often. It is
    not told from fewer than 30 of them, nor where it is over half of the time covered.

    Parameters
    ----------
    purchase_days : pandas.DataFrame
        One row per customer and day: ``customer``, ``day``.
    reference : date or None
        The last day in the files.
    own_bound : float or None
        The client's own.
    """
    ordered = purchase_days.sort_values(["customer", "day"], kind="stable")
    waits = ordered.groupby("customer", sort=False)["day"].diff().dt.days
    known = waits.notna()
    people = ordered["customer"][known]
    repeat = int(people.nunique())
    if own_bound is not None:
        return LapseRule(float(own_bound), "client", repeat)
    if purchase_days.empty or reference is None:
        return LapseRule(None, "undated", 0)
    if repeat < REPEAT_CUSTOMERS:
        return LapseRule(None, "few", repeat)
    each = waits[known].to_numpy(dtype=float)
    weight = 1 / people.map(people.value_counts()).to_numpy(dtype=float)
    order = np.argsort(each, kind="stable")
    place = np.searchsorted(np.cumsum(weight[order]), USUAL * weight.sum() * (1 - TOLERANCE))
    bound = float(each[order][min(place, len(each) - 1)])
    covered = (pd.Timestamp(reference) - purchase_days["day"].min()).days
    return (
        LapseRule(None, "short", repeat)
        if 2 * bound > covered
        else LapseRule(bound, "waits", repeat)
    )


def _listed(customers: pd.DataFrame) -> Texts:
    """A name on the client's list has bought if revenue or purchases say so."""
    known = [customers[name] > 0 for name in ("revenue", "purchases") if name in customers]
    paid = np.any(known, axis=0) if known else np.zeros(len(customers), dtype=bool)
    return np.where(paid, "actual", "not_known")


def _told(ids: pd.Series, stages: object) -> pd.DataFrame:
    return pd.DataFrame({"id": ids.to_numpy(), "stage": np.asarray(stages, dtype=object)})


def _strongest(told: pd.DataFrame) -> pd.Series:
    told = told[told["id"].notna()]
    rank = told["stage"].map({stage: place for place, stage in enumerate(STAGES)})
    first = rank.groupby(told["id"].astype("str"), sort=True).min()
    first.index.name = "customer"
    return first.map(dict(enumerate(STAGES))).astype("str")


def _dated(rows: pd.DataFrame, column: str) -> pd.DataFrame:
    days = rows[column].dt.normalize().astype("datetime64[s]")
    found = pd.DataFrame({"customer": rows["customer"].astype("str"), "day": days})
    return found.dropna()


def _days_since(
    ids: pd.Index,
    dated: pd.DataFrame,
    reference: pd.Timestamp | None,
    customers: pd.DataFrame | None,
) -> pd.Series:
    """Days since the last dated purchase; where none is dated, as the client's list says."""
    found = pd.Series(np.nan, index=ids)
    if reference is not None and len(dated):
        last = dated.groupby("customer")["day"].max()
        found = (reference - last).dt.days.astype(float).reindex(ids)
    if customers is not None and "last_purchase_days" in customers:
        listed = customers.set_index(customers["customer"].astype("str"))["last_purchase_days"]
        found = found.fillna(listed.reindex(ids))
    return found
