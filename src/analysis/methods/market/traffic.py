"""Visits by channel and search queries, from exports of web analytics and search consoles."""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from analysis.errors import NotEnoughData
from analysis.languages import messages
from analysis.statistics.intervals import garwood_interval, wilson_interval
from analysis.values.absent import unless_absent

_ = messages(__name__)


@dataclass(frozen=True)
class ChannelSummary:
    """Where visitors come from and what they do.

    Attributes
    ----------
    channels : pandas.DataFrame
        One row a channel, most sessions first: ``sessions``, ``session_share``; where
        conversions are known ``conversions``, ``conversion_share``, ``conversion_rate`` (per
        session) with ``low`` and ``high``; where revenue is known ``revenue``,
        ``revenue_share`` and ``revenue_per_session`` (money).
    sessions : int
        In all.
    conversions : int or None
        In all; None where the export does not say.
    conversion_rate, low, high : float
        In all, with its interval; NaN where conversions are not known.
    left_out : int
        Rows without a channel or with impossible counts.
    level : float
        Confidence level of the intervals.
    """

    channels: pd.DataFrame
    sessions: int
    conversions: int | None
    conversion_rate: float
    low: float
    high: float
    left_out: int
    level: float


@dataclass(frozen=True)
class SearchQuerySummary:
    """What people search for when they meet the client.

    Attributes
    ----------
    queries : pandas.DataFrame
        The queries with most clicks (then impressions), one a row: ``query``, ``brand`` (names
        the brand), ``clicks``, ``impressions``, ``click_rate`` with ``low`` and ``high``, and
        ``position`` where known.
    split : pandas.DataFrame
        Index ``"brand"`` and ``"other"``, as far as there are any: ``queries``, ``clicks``,
        ``click_share``, ``impressions``, ``impression_share``, ``click_rate``, ``low``,
        ``high`` and ``position`` (mean by impressions).
    clicks, impressions : int
        In all.
    click_rate, low, high : float
        In all, with its interval.
    left_out : int
        Rows without a query or with impossible counts.
    """

    queries: pd.DataFrame
    split: pd.DataFrame
    clicks: int
    impressions: int
    click_rate: float
    low: float
    high: float
    left_out: int


@unless_absent
def channel_summary(frame: pd.DataFrame, *, level: float = 0.95) -> ChannelSummary:
    """Return sessions and conversion by channel.

    Parameters
    ----------
    frame : pandas.DataFrame
        ``channel``, ``sessions`` and optionally ``conversions`` and ``revenue``; rows of the
        same channel are added up.
    level : float
        Confidence level of the intervals: Wilson's, or Garwood's where conversions outnumber
        sessions, as they may where one visit can convert twice.

    Raises
    ------
    NotEnoughData
        If there are no sessions.
    """
    usable = frame["channel"].notna() & (frame["sessions"] >= 0)
    if "conversions" in frame:
        usable &= frame["conversions"] >= 0
    fields = [name for name in ("sessions", "conversions", "revenue") if name in frame]
    table = frame[usable].groupby("channel", observed=True, sort=True)[fields].sum()
    sessions = int(table["sessions"].sum())
    if not sessions:
        raise NotEnoughData(_("There are no sessions in the web analytics export."))
    table = table.sort_values("sessions", ascending=False, kind="stable")
    if "conversions" in table:
        _add_rates(table, "conversion_rate", "conversions", "sessions", level)
    for name, share in (
        ("sessions", "session_share"),
        ("conversions", "conversion_share"),
        ("revenue", "revenue_share"),
    ):
        if name in table:
            table[share] = _parts(table[name])
    if "revenue" in table:
        table["revenue_per_session"] = table["revenue"] / table["sessions"].where(
            table["sessions"] > 0
        )
    conversions = int(table["conversions"].sum()) if "conversions" in table else None
    return ChannelSummary(
        table,
        sessions,
        conversions,
        *_rate(float("nan") if conversions is None else conversions, sessions, level),
        int((~usable).sum()),
        level,
    )


@unless_absent
def search_query_summary(
    frame: pd.DataFrame, brand_terms: Sequence[str], *, top: int = 50, level: float = 0.95
) -> SearchQuerySummary:
    """Return clicks by search query, and how much of it comes from the brand's own name.

    A query names the brand if it holds one of its names as whole words, whatever the case and
    the Vietnamese accents; a name of several words is also found written as one.

    Parameters
    ----------
    frame : pandas.DataFrame
        ``query``, ``clicks``, ``impressions`` and optionally ``position`` (mean rank, 1 is
        first); one row a query.
    brand_terms : sequence of str
        The brand's names as people type them.
    top : int
        Number of queries to list.
    level : float
        Confidence level of the (Wilson) intervals.

    Raises
    ------
    NotEnoughData
        If there are no impressions.
    """
    usable = (
        frame["query"].notna() & (frame["clicks"] >= 0) & (frame["impressions"] >= frame["clicks"])
    )
    table = frame.loc[usable, [c for c in _QUERY_FIELDS if c in frame]].copy()
    impressions, clicks = int(table["impressions"].sum()), int(table["clicks"].sum())
    if not impressions:
        raise NotEnoughData(_("There are no impressions in the search console export."))
    table["brand"] = _names_brand(table["query"], brand_terms)
    split = _brand_split(table, level)
    table = table.sort_values(
        ["clicks", "impressions", "query"], ascending=[False, False, True]
    ).head(top)
    _add_rates(table, "click_rate", "clicks", "impressions", level)
    return SearchQuerySummary(
        table.reset_index(drop=True),
        split,
        clicks,
        impressions,
        *_rate(clicks, impressions, level),
        int((~usable).sum()),
    )


_QUERY_FIELDS = ("query", "clicks", "impressions", "position")


def _brand_split(table: pd.DataFrame, level: float) -> pd.DataFrame:
    rows = {}
    for label, part in (("brand", table[table["brand"]]), ("other", table[~table["brand"]])):
        if part.empty:
            continue
        rows[label] = {
            "queries": len(part),
            "clicks": int(part["clicks"].sum()),
            "impressions": int(part["impressions"].sum()),
        }
        if "position" in part:
            ranked = part[part["position"].notna() & (part["impressions"] > 0)]
            rows[label]["position"] = (
                float(np.average(ranked["position"], weights=ranked["impressions"]))
                if len(ranked)
                else float("nan")
            )
    split = pd.DataFrame.from_dict(rows, orient="index")
    split["click_share"] = _parts(split["clicks"])
    split["impression_share"] = _parts(split["impressions"])
    _add_rates(split, "click_rate", "clicks", "impressions", level)
    return split


def _add_rates(table: pd.DataFrame, name: str, events: str, trials: str, level: float) -> None:
    rates = [
        _rate(event, trial, level)
        for event, trial in zip(table[events], table[trials], strict=True)
    ]
    for place, column in enumerate((name, "low", "high")):
        table[column] = [rate[place] for rate in rates]


def _rate(events: float, trials: float, level: float) -> tuple[float, float, float]:
    if trials <= 0 or math.isnan(events):
        return (float("nan"),) * 3
    rate = float(events) / float(trials)
    if rate > 1:
        return rate, *garwood_interval(float(events), float(trials), level)
    return rate, *wilson_interval(rate, float(trials), level)


def _parts(values: pd.Series) -> pd.Series:
    total = float(values.sum())
    return values / total if total > 0 else values * float("nan")


def _names_brand(queries: pd.Series, terms: Sequence[str]) -> pd.Series:
    plain = [_plain(term) for term in terms]
    written = {form for term in plain if term for form in (term, term.replace(" ", ""))}
    if not written:
        return pd.Series(False, index=queries.index)
    pattern = re.compile(
        r"(?<!\w)(?:" + "|".join(re.escape(form) for form in sorted(written)) + r")(?!\w)"
    )
    found = [bool(pattern.search(_plain(query))) for query in queries]
    return pd.Series(found, index=queries.index)


def _plain(text: object) -> str:
    """Return a text in lower case without accents, parted by single blanks."""
    letters = unicodedata.normalize("NFKD", str(text).casefold()).replace("đ", "d")
    return " ".join("".join(c for c in letters if not unicodedata.combining(c)).split())
