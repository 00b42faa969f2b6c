"""Search queries, from exports of search consoles."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from analysis.errors import NotEnoughData
from analysis.languages import messages
from analysis.statistics.rates import rate_with_interval
from analysis.values.absent import unless_absent

_ = messages(__name__)
FIELDS = ("query", "clicks", "impressions", "position")
SHOWN = 20  # queries


@dataclass(frozen=True)
class Clicks:
    """Clicks on what a search showed.

    Attributes
    ----------
    clicks, impressions : int
        Counted.
    click_rate, low, high : float
        Clicks per impression, with its interval; NaN without impressions.
    position : float or None
        Mean rank by impressions, 1 is first; NaN if no row has one, None where the export does
        not tell it.
    """

    clicks: int
    impressions: int
    click_rate: float
    low: float
    high: float
    position: float | None = None


@dataclass(frozen=True)
class Query:
    """One query.

    Attributes
    ----------
    query : str
        As people typed it.
    names_brand : bool
        Whether it names the client's brand.
    clicks : Clicks
        What came of it.
    """

    query: str
    names_brand: bool
    clicks: Clicks


@dataclass(frozen=True)
class QueryGroup:
    """All queries that name the brand, or all others.

    Attributes
    ----------
    kind : str
        ``"brand"`` or ``"other"``.
    queries : int
        Their number.
    click_share : float
        Their part of all clicks, 0–1; NaN without clicks.
    clicks : Clicks
        What came of them.
    """

    kind: str
    queries: int
    click_share: float
    clicks: Clicks


@dataclass(frozen=True)
class SearchQuerySummary:
    """What people search for when they meet the client.

    Attributes
    ----------
    queries : tuple of Query
        Those with most clicks (then impressions); none where they may not be listed.
    listed : bool
        Whether single queries may be listed: they are what people wrote.
    groups : tuple of QueryGroup
        Those that name the brand, then the others, as far as there are any.
    count : int
        Queries in all.
    total : Clicks
        Of all queries.
    left_out : int
        Rows without a query or with impossible counts.
    """

    queries: tuple[Query, ...]
    listed: bool
    groups: tuple[QueryGroup, ...]
    count: int
    total: Clicks
    left_out: int

    @property
    def clicks(self) -> int:
        """Clicks in all."""
        return self.total.clicks

    def of(self, kind: str) -> QueryGroup | None:
        """Return the group of a ``kind``; None where no query belongs to it."""
        return next((one for one in self.groups if one.kind == kind), None)


@unless_absent
def search_query_summary(
    frame: pd.DataFrame,
    brand_terms: Sequence[str],
    *,
    listed: bool = True,
    top: int = SHOWN,
    level: float = 0.95,
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
    listed : bool
        Whether single queries may be listed.
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
    table = frame.loc[usable, [name for name in FIELDS if name in frame]].copy()
    total = _clicks(table.drop(columns="position", errors="ignore"), level)
    if not total.impressions:
        raise NotEnoughData(_("There are no impressions in the search console export."))
    branded = _names_brand(table["query"], brand_terms)
    first = table.sort_values(
        ["clicks", "impressions", "query"], ascending=[False, False, True]
    ).head(top if listed else 0)
    return SearchQuerySummary(
        queries=tuple(
            Query(str(query), bool(branded[place]), _clicks(first.loc[[place]], level))
            for place, query in zip(first.index.tolist(), first["query"], strict=True)
        ),
        listed=listed,
        groups=tuple(
            QueryGroup(kind, len(part), _part(found.clicks, total.clicks), found)
            for kind, part in (("brand", table[branded]), ("other", table[~branded]))
            if len(part)
            for found in [_clicks(part, level)]
        ),
        count=len(table),
        total=total,
        left_out=int((~usable).sum()),
    )


def _clicks(queries: pd.DataFrame, level: float) -> Clicks:
    clicks, impressions = int(queries["clicks"].sum()), int(queries["impressions"].sum())
    rate = rate_with_interval(clicks, impressions, level)
    return Clicks(clicks, impressions, *rate, _position(queries))


def _position(queries: pd.DataFrame) -> float | None:
    if "position" not in queries:
        return None
    if len(queries) == 1:
        return float(queries["position"].iloc[0])
    ranked = queries[queries["position"].notna() & (queries["impressions"] > 0)]
    if ranked.empty:
        return float("nan")
    return float(np.average(ranked["position"], weights=ranked["impressions"]))


def _part(part: int, total: int) -> float:
    return part / total if total > 0 else float("nan")


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
