"""What customers bought, whatever source it comes from."""

from __future__ import annotations

from types import SimpleNamespace

import pandas as pd

from analysis.methods.customer_values import band_values, customer_values
from analysis.sources.absent import Absent
from analysis.sources.purchases import purchases_of

CLIENT = SimpleNamespace(value=SimpleNamespace(source="deals"))


def sources(**columns) -> SimpleNamespace:
    return SimpleNamespace(deals=SimpleNamespace(frame=pd.DataFrame(columns)))


def test_deals_without_dates_still_have_prices_and_revenue() -> None:
    found = purchases_of(
        CLIENT,
        sources(
            customer=["a", "a", "b", "c"],
            amount=[10.0, 30.0, 5.0, 99.0],
            quantity=[1.0, 2.0, 1.0, 1.0],
            outcome=["won", "won", "won", "lost"],
        ),
    )
    assert found.kind == "totals"
    values = customer_values(found)
    assert values.frame["revenue"].to_dict() == {"a": 40, "b": 5}
    assert band_values(values, "price").to_dict() == {"a": 15, "b": 5}


def test_only_won_deals_are_purchases() -> None:
    dated = sources(
        customer=["a", "b"],
        deal=["1", "2"],
        amount=[10.0, 5.0],
        outcome=["won", "lost"],
        closed=pd.to_datetime(["2026-01-05", "2026-01-06"]),
    )
    assert purchases_of(CLIENT, dated).frame["order"].tolist() == ["1"]
    lost = sources(customer=["b"], amount=[5.0], outcome=["lost"])
    assert isinstance(purchases_of(CLIENT, lost), Absent)


def test_a_client_without_value_has_no_purchases() -> None:
    assert isinstance(purchases_of(SimpleNamespace(value=None), sources()), Absent)
