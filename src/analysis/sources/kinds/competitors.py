"""Competitors: what one in the sales column is worth, and names that are told apart as written."""

from __future__ import annotations

import pandas as pd

from analysis.clients.kinds.competitors import Competitors
from analysis.sources import gate
from analysis.sources.own_code import OwnCode, Roles
from analysis.sources.reading import Reading


def _in_units(reading: Reading, roles: Roles) -> None:
    if "sales" in roles and pd.api.types.is_numeric_dtype(roles["sales"]):
        roles["sales"] = roles["sales"] * reading.settings_as(Competitors).sales_unit


def _check(reading: Reading, roles: Roles) -> None:
    """Names as the file has them: those that are shown as other have numbers."""
    written = reading.text(
        reading.settings_as(Competitors).columns.name, ("columns", "name"), "name"
    )
    assert written is not None  # it was read before
    gate.check_unique(reading, reading.columns["name"], written)


OWN = OwnCode(prepare=_in_units, check=_check)
