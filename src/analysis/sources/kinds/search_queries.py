"""Search queries: what people typed, of which reports show what the client file lets them."""

from __future__ import annotations

import pandas as pd

from analysis.sources.labels import OTHER
from analysis.sources.own_code import OwnCode, Roles
from analysis.sources.personal_data import is_open_text, shown_text
from analysis.sources.reading import Reading


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


def _grouped(reading: Reading, roles: Roles) -> None:
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
    roles |= {str(role): values for role, values in frame.loc[reading.frame.index].items()}


OWN = OwnCode(columns={"query": _queries}, prepare=_grouped)
