"""Deals: outcomes as the client file lists them, and what a won deal must have."""

from __future__ import annotations

import pandas as pd

from analysis.clients.kinds.deals import Deals
from analysis.languages import messages
from analysis.sources import gate
from analysis.sources.own_code import OwnCode, Roles, ordered
from analysis.sources.reading import Reading, dotted
from analysis.sources.text import as_code, tidy

_ = messages(__name__)
OUTCOMES = ("won", "lost", "open")


def _outcomes(reading: Reading, column: str) -> pd.Series | None:
    """Return each deal's outcome: ``won``, ``lost`` or ``open``; None where refused."""
    codes = reading.codes(column, ("columns", "outcome"), "outcome")
    if codes is None:
        return None
    listed = {
        as_code(value): outcome
        for outcome in OUTCOMES
        for value in getattr(reading.settings_as(Deals).outcomes, outcome)
    }
    gate.check_seen(
        reading, codes, reading.settings_as(Deals).outcomes.won, ("outcomes", "won"), column
    )
    unknown = codes.isna() | ~codes.isin(list(listed))
    reading.refuse_rows(
        tidy(column),
        unknown,
        _("each outcome must be listed as won, lost or open"),
        _("Add the value to {key} in client.yml.", key=dotted((*reading.path, "outcomes"))),
    )
    return ordered(codes.map(listed), OUTCOMES)


def _check(reading: Reading, roles: Roles) -> None:
    reading.refuse_rows(
        reading.columns["amount"],
        roles["amount"].isna() & (roles["outcome"] == "won"),
        _("a deal that is won must have an amount"),
        _("Complete the amounts."),
    )
    if nobody := int(roles["customer"].isna().sum()):
        reading.inspection.note(
            reading.table.where(reading.columns["customer"]),
            _("{n} deals have no customer: they count in the pipeline only.", n=nobody),
        )


OWN = OwnCode(columns={"outcome": _outcomes}, check=_check)
