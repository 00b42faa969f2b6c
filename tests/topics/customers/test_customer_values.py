"""One row per customer, whether lines bought or customers summed up are delivered."""

from __future__ import annotations

import pandas as pd

from analysis.sources.purchases import Purchases
from analysis.topics.customers.rfm.method import rfm_values
from analysis.topics.customers.values.method import customer_values
from analysis.values.absent import Absent


def test_totals_of_the_client_become_customer_values() -> None:
    frame = pd.DataFrame(
        {
            "customer": ["b", "a"],
            "revenue": [5.0, 7.0],
            "purchases": [1.0, 2.0],
            "since": pd.to_datetime(["2026-01-01", "2026-01-31"]),
        }
    )
    values = customer_values(Purchases("totals", frame))
    assert values.frame.loc["b"].to_dict() == {"revenue": 5.0, "orders": 1.0, "relation_days": 30.0}
    assert isinstance(rfm_values(values), Absent)  # no days since the last purchase


def test_the_dearest_unit_is_the_price() -> None:
    frame = pd.DataFrame(
        {
            "customer": ["a", "a", "b"],
            "date": pd.to_datetime(["2026-01-01"] * 3),
            "amount": [30.0, 20.0, -5.0],
            "quantity": [3.0, 1.0, -1.0],
        }
    )
    values = customer_values(Purchases("lines", frame))
    assert values.frame["price"].to_dict() == {"a": 20.0} and values.returned_only == 1
