"""Visits of the client's website, and what people searched for."""

from __future__ import annotations

import pandas as pd

from analysis.languages import _
from analysis.sources import gate
from analysis.sources.dates import parsed_yes_no
from analysis.sources.reading import Reading
from analysis.sources.text import tidy


def read_web_analytics(reading: Reading) -> pd.DataFrame | None:
    """Return visits by channel; without a sessions column each row is one session."""
    columns = reading.settings.columns
    roles: dict[str, pd.Series | None] = {
        "channel": reading.text(columns.channel, ("columns", "channel"), "channel"),
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


def read_search_queries(reading: Reading) -> pd.DataFrame | None:
    """Return one row a search query, and whether it names the client's brand."""
    columns = reading.settings.columns
    roles: dict[str, pd.Series | None] = {
        "query": reading.text(columns.query, ("columns", "query"), "query")
    }
    for role in ("clicks", "impressions", "position"):
        if column := getattr(columns, role):
            roles[role] = reading.number(column, ("columns", role), role)
    if reading.inspection.problems:
        return None
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
