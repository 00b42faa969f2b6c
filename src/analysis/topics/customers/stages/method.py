"""Every person's stage: target customers are those who may buy and those who have bought."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from analysis.languages import messages
from analysis.statistics.deciding import exceeds
from analysis.statistics.intervals import wilson_interval
from analysis.statistics.sampling_error import kish_base, respondent_weights
from analysis.topics.customers.stages.method_evidence import (
    USUAL,
    LapseRule,
    customers_evidence,
    lapse_rule,
    leads_evidence,
    survey_evidence,
)
from analysis.values.absent import Absent

_ = messages(__name__)

# how a list's people add up: each part stands under its whole
PARTS = {
    "all": ("target", "not_target", "not_known"),
    "target": ("actual", "potential"),
    "actual": ("active", "lapsed", "activity_not_known"),
}


@dataclass(frozen=True)
class Stage:
    """One stage of one list.

    Attributes
    ----------
    stage : str
        ``all`` = ``target`` + ``not_target`` + ``not_known``; ``target`` = ``actual`` +
        ``potential``; ``actual`` = ``active`` + ``lapsed`` + ``activity_not_known``.
    people : int
        People in it.
    share, low, high : float
        Share of all people of the list, 0–1 (weighted for respondents), with its interval.
    """

    stage: str
    people: int
    share: float
    low: float
    high: float


@dataclass(frozen=True, eq=False)
class StageList:
    """People known by one kind of id.

    Attributes
    ----------
    kind : str
        ``customers`` (of customer file, transactions and deals), ``leads`` or ``respondents``.
    rows : mapping of str to Stage
        All nine stages by name.
    lapsed : Stage or None
        The lapsed as a share of the actual customers whose last purchase has a date; None
        where there are none.
    more_than_usual : bool
        Whether more have lapsed than wait so long anyway: by the bound found from the data
        that is one in twenty.
    people : pandas.DataFrame
        One row per person, by id: ``stage`` (``actual``, ``potential``, ``not_target``,
        ``not_known``), ``activity`` (``active``, ``lapsed``, ``activity_not_known``; missing
        unless actual), ``days_since_last`` (missing where purchases have no date).
    base : int
        People.
    effective_base : float
        The equally weighted people they are worth.
    lapse : LapseRule
        After how many days without a purchase a customer has lapsed.
    left_out : int
        Deals that name no customer.
    merged : int
        Leads counted here because they carry a customer's id.
    bought : str
        Respondents: the question that tells who has bought.
    """

    kind: str
    rows: Mapping[str, Stage]
    lapsed: Stage | None
    more_than_usual: bool
    people: pd.DataFrame
    base: int
    effective_base: float
    lapse: LapseRule
    left_out: int
    merged: int
    bought: str


@dataclass(frozen=True)
class CustomerStages:
    """Stages of everyone in the client's files.

    Attributes
    ----------
    lists : tuple of StageList
        One per kind of id; the same person may stand in two lists under two ids, so that they
        are never added up.
    level : float
        Confidence of the intervals.
    sources : tuple of str
        Sources that the lists come from: ``customers``, ``survey`` …
    """

    lists: tuple[StageList, ...]
    level: float
    sources: tuple[str, ...] = ()

    def of(self, kind: str) -> StageList | None:
        """Return the list of one kind of id; None where there is none."""
        return next((found for found in self.lists if found.kind == kind), None)


def customer_stages(
    customers: pd.DataFrame | Absent,
    transactions: pd.DataFrame | Absent,
    deals: pd.DataFrame | Absent,
    leads: pd.DataFrame | Absent,
    brand_stages: Mapping[str, pd.DataFrame] | Absent,
    *,
    own_brand: str | None = None,
    weights: pd.Series | Absent | None = None,
    lapsed_after_days: float | Absent | None = None,
    level: float = 0.95,
) -> CustomerStages | Absent:
    """Return every person's stage by what the files say of them; unknown is not no.

    *Actual* customers have paid: a line bought, a won deal, revenue or purchases over 0 in the
    customer file, a lead that was converted, a respondent who has bought (second stage of the
    brand funnel). *Potential* customers have not bought, but need it and can pay: an open
    deal, a lead with yes on need and budget, a respondent who buys from another brand. *Not
    target*: a lead with no on need or budget. Of everyone else (lost deals only, returned
    goods only, listed without a purchase) need and money are *not known*. Who stands in
    several files under one customer's id is counted once, by the strongest evidence.

    Parameters
    ----------
    customers, transactions, deals, leads : pandas.DataFrame or Absent
        The typed sources, one record a row; customers of the first three share their ids.
        Leads carry ids of their own, and in ``customer`` a customer's where it is known.
    brand_stages : mapping of str to pandas.DataFrame, or Absent
        Brand funnel of the survey, widest stage first: label → one 0/1 column a brand.
    own_brand : str, optional
        The client's brand in it.
    weights : pandas.Series, optional
        Weights of the respondents.
    lapsed_after_days : float, optional
        The client's own bound; left out, it is found from the times between purchases, see
        `lapse_rule`.
    level : float
        Confidence of the intervals.

    Returns
    -------
    CustomerStages or Absent
        Absent where no file tells anything about purchases.
    """
    own_bound = None if isinstance(lapsed_after_days, Absent) else lapsed_after_days
    frames = [None if isinstance(x, Absent) else x for x in (customers, transactions, deals, leads)]
    names = ("customers", "transactions", "deals", "leads")
    sources = [name for name, frame in zip(names, frames, strict=True) if frame is not None]
    lists = []
    known = customers_evidence(*frames)
    if known is not None:
        rule = lapse_rule(known.purchase_days, known.reference_date, own_bound)
        lists.append(
            _stage_list("customers", known.people, rule, level, known.left_out, known.merged)
        )
    other_leads = leads_evidence(frames[3])
    if other_leads is not None:
        lists.append(_stage_list("leads", other_leads, LapseRule(None, "undated", 0), level))
    if not isinstance(brand_stages, Absent):
        answers = survey_evidence(brand_stages, own_brand)
        if answers is not None:
            given = None if isinstance(weights, Absent) else weights
            lists.append(_respondents(answers, given, list(brand_stages)[1], level))
            sources.append("survey")
    if not lists:
        return Absent(_("No file tells who has bought, so nobody has a stage."))
    return CustomerStages(tuple(lists), level, tuple(sources))


def _respondents(
    people: pd.DataFrame, weights: pd.Series | None, question: str, level: float
) -> StageList:
    return _stage_list(
        "respondents",
        people,
        LapseRule(None, "undated", 0),
        level,
        weights=respondent_weights(people.index, weights),
        bought=question,
    )


def _stage_list(
    kind: str,
    people: pd.DataFrame,
    lapse: LapseRule,
    level: float,
    left_out: int = 0,
    merged: int = 0,
    weights: npt.NDArray[np.float64] | None = None,
    bought: str = "",
) -> StageList:
    people = people.sort_index()
    people["activity"] = _activity(people, lapse)
    weight = np.ones(len(people)) if weights is None else weights
    stage, activity = people["stage"], people["activity"]
    members = {
        "all": pd.Series(True, index=people.index),
        "target": stage.isin(["actual", "potential"]),
        **{name: stage == name for name in ("actual", "potential", "not_target", "not_known")},
        **{name: (activity == name).fillna(False) for name in PARTS["actual"]},
    }
    base = kish_base(weight)
    rows = {}
    for name, mine in members.items():
        inside = mine.to_numpy(dtype=bool)
        share = float(weight[inside].sum() / weight.sum())
        ends = wilson_interval(share, base, level)
        rows[name] = Stage(name, int(inside.sum()), share, *ends)
    lapsed = _lapsed_of_dated(rows, level)
    usual = 1 - USUAL if lapse.reason == "waits" else 0.0
    more = lapsed is not None and bool(exceeds(lapsed.low, usual))
    return StageList(
        kind, rows, lapsed, more, people, len(people), base, lapse, left_out, merged, bought
    )


def _lapsed_of_dated(rows: Mapping[str, Stage], level: float) -> Stage | None:
    lapsed = rows["lapsed"].people
    dated = lapsed + rows["active"].people
    if not dated:
        return None
    return Stage("lapsed", lapsed, lapsed / dated, *wilson_interval(lapsed / dated, dated, level))


def _activity(people: pd.DataFrame, lapse: LapseRule) -> pd.Series:
    days = people["days_since_last"]
    told = np.where(days > (lapse.days or np.inf), "lapsed", "active")
    known = days.notna() & (lapse.days is not None)
    found = pd.Series(told, index=people.index, dtype="str").where(known, "activity_not_known")
    return found.where(people["stage"] == "actual")
