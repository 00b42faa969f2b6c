"""Transactions: money of a line where only quantity and price are given, and returns."""

from __future__ import annotations

import pandas as pd

from analysis.languages import messages
from analysis.sources import gate
from analysis.sources.own_code import OwnCode, Roles
from analysis.sources.reading import Reading

_ = messages(__name__)


def _priced_and_known(reading: Reading, roles: Roles) -> None:
    if "amount" not in roles:
        roles["amount"] = roles["quantity"] * roles["price"]
    nobody: pd.Series = roles["customer"].isna()
    reading.drop_rows(
        nobody, _("Rows without a customer were left out."), reading.columns["customer"]
    )


def _check(reading: Reading, roles: Roles) -> None:
    gate.note_lonely_end(reading, reading.columns["date"], roles["date"])
    column = reading.columns.get("amount") or reading.columns["price"]
    gate.check_all_given(reading, column, roles["amount"])
    reading.inspection.repaired(
        reading.table.where(reading.columns.get("quantity") or column),
        _("Returns (negative amounts) were kept and reduce revenue."),
        int((roles["amount"] < 0).sum()),
    )


OWN = OwnCode(prepare=_priced_and_known, check=_check)
