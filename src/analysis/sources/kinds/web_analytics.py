"""Web analytics: rows that are one session each, and conversions that are yes or no."""

from __future__ import annotations

import pandas as pd

from analysis.clients.kinds.web_analytics import WebAnalytics
from analysis.sources.dates import parsed_yes_no
from analysis.sources.own_code import OwnCode, Roles
from analysis.sources.reading import Reading
from analysis.sources.text import tidy


def _sessions(reading: Reading) -> Roles:
    if reading.settings_as(WebAnalytics).columns.sessions:
        return {}
    return {"sessions": pd.Series(1.0, index=reading.frame.index)}


def _conversions(reading: Reading, column: str) -> pd.Series | None:
    """Read conversions as numbers, or as yes and no."""
    cells = reading.cells(column, ("columns", "conversions"), "conversions")
    if cells is None:
        return None
    answers, wrong = parsed_yes_no(cells)
    if not wrong.any():
        return answers
    return reading.number(tidy(column), ("columns", "conversions"), "conversions")


OWN = OwnCode(columns={"conversions": _conversions}, more=_sessions)
