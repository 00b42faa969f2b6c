"""Visits of the client's website, and what people searched for."""

from __future__ import annotations

import pandas as pd

from analysis.languages import messages
from analysis.sources import gate
from analysis.sources.dates import parsed_yes_no
from analysis.sources.labels import OTHER
from analysis.sources.personal_data import is_open_text, shown_text
from analysis.sources.reading import Reading
from analysis.sources.text import tidy

_ = messages(__name__)


def read_web_analytics(reading: Reading) -> pd.DataFrame | None:
    """Return visits by channel; without a sessions column each row is one session."""
    columns = reading.settings.columns
    roles: dict[str, pd.Series | None] = {
        "channel": shown_text(
            reading, columns.channel, ("columns", "channel"), "channel", categories=True
        ),
        "sessions": pd.Series(1.0, index=reading.frame.index),
    }
    for role in ("sessions", "revenue"):
        if column := getattr(columns, role):
            path = ("columns", role)
            roles[role] = reading.number(column, path, role, money=role == "revenue")
    if columns.conversions:
        roles["conversions"] = _conversions(reading, columns.conversions)
    if columns.date:
        roles["date"] = reading.date(columns.date, ("columns", "date"), "date")
    if reading.inspection.problems:
        return None
    gate.check_complete(reading, reading.columns["channel"], roles["channel"])
    if "conversions" in roles:
        reading.refuse_rows(
            reading.columns["conversions"],
            roles["conversions"] > roles["sessions"],
            _("conversions must not exceed sessions: a share over 1"),
            _("Look whether the two columns are named the right way round."),
        )
    return pd.DataFrame(roles)


def _conversions(reading: Reading, column: str) -> pd.Series | None:
    """Read conversions as numbers, or as yes and no."""
    cells = reading.cells(column, ("columns", "conversions"), "conversions")
    if cells is None:
        return None
    answers, wrong = parsed_yes_no(cells)
    if not wrong.any():
        return answers
    return reading.number(tidy(column), ("columns", "conversions"), "conversions")


def _queries(reading: Reading, column: str) -> pd.Series | None:
    """Return what people searched for; what the client file hides is left out, row by row.

    Queries are open texts: where the client file does not say that they may be shown, reports
    count them and show none.
    """
    path = ("columns", "query")
    if not is_open_text(reading.privacy, column):
        return reading.text(column, path, "query")
    before = reading.text(column, path, "query")
    queries = shown_text(reading, column, path, "query")
    if before is not None and queries is not None:
        reading.frame = reading.frame[~(before.notna() & queries.isna())]
    return queries


def _grouped(reading: Reading, roles: dict[str, pd.Series]) -> dict[str, pd.Series]:
    """Put the queries that are shown as other into one row."""
    frame = pd.DataFrame(roles).loc[reading.frame.index]
    others = frame.index[frame["query"] == f"query/{OTHER}"]
    if len(others) > 1:
        rows = frame.loc[others]
        for role in ("clicks", "impressions"):
            frame.loc[others[0], role] = rows[role].sum()
        if "position" in frame and rows["impressions"].sum():
            ranked = rows["position"] * rows["impressions"]
            frame.loc[others[0], "position"] = ranked.sum() / rows["impressions"].sum()
        reading.frame = reading.frame.drop(index=others[1:])
    return dict(frame.loc[reading.frame.index].items())


def read_search_queries(reading: Reading) -> pd.DataFrame | None:
    """Return one row a search query, and whether it names the client's brand."""
    columns = reading.settings.columns
    roles: dict[str, pd.Series | None] = {"query": _queries(reading, columns.query)}
    for role in ("clicks", "impressions", "position"):
        if column := getattr(columns, role):
            roles[role] = reading.number(column, ("columns", role), role)
    if reading.inspection.problems:
        return None
    roles = _grouped(reading, roles)
    gate.check_all_given(reading, reading.columns["query"], roles["query"])
    gate.check_unique(reading, reading.columns["query"], roles["query"])
    reading.refuse_rows(
        reading.columns["clicks"],
        roles["clicks"] > roles["impressions"],
        _("clicks must not exceed impressions: a share over 1"),
        _("Look whether the two columns are named the right way round."),
    )
    terms = [tidy(term).lower() for term in reading.settings.brand_terms]
    branded = roles["query"].map(
        lambda query: any(term in query.lower() for term in terms), na_action="ignore"
    )
    return pd.DataFrame({**roles, "branded": branded.astype(bool)})
