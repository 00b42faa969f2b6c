"""What customers bought, whatever source it comes from."""

from __future__ import annotations

from types import SimpleNamespace

import pandas as pd
import pytest

from analysis.errors import DataError
from analysis.sources.purchases import Purchases, purchases_of, purchases_of_file
from analysis.topics.customers.best_customers.method import best_customers
from analysis.topics.customers.values.method import customer_values
from analysis.values.absent import Absent

CLIENT = SimpleNamespace(value=SimpleNamespace(source="deals"))


def sources(**columns) -> SimpleNamespace:
    deals = SimpleNamespace(frame=pd.DataFrame(columns))
    return SimpleNamespace(source={"deals": deals}.get)


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
    assert values.frame["price"].to_dict() == {"a": 15, "b": 5}


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


def test_fastest_to_buy_are_those_whose_deals_close_fastest() -> None:
    """Growth counts the days from a deal's beginning to its end, not between two deals."""
    found = purchases_of(
        CLIENT,
        sources(
            customer=["slow", "slow", "fast", "fast", "odd"],
            deal=list("12345"),
            amount=[10.0] * 5,
            outcome=["won"] * 5,
            created=pd.to_datetime(
                ["2026-01-01", "2026-01-05", "2026-01-01", "2026-06-01", "2026-02-01"]
            ),
            closed=pd.to_datetime(
                ["2026-03-01", "2026-03-02", "2026-01-03", "2026-06-07", "2026-01-01"]
            ),
        ),
    )
    values = customer_values(found)
    days = values.frame["days_to_close"]
    assert days.dropna().to_dict() == {"fast": 4, "slow": 57.5}  # closed before it began: unknown
    best = best_customers(values.frame, goal="growth")
    assert (best.measure, list(best.customers.index)) == ("days_to_close", ["fast"])


def test_a_file_gives_what_its_frame_gives(tmp_path) -> None:
    lines = pd.DataFrame(
        {
            "Mã KH": ["an", "an", "bình", None],
            "date": pd.to_datetime(["2026-01-01", "2026-02-01", "2026-01-15", "2026-01-15"]),
            "amount": [10.0, 20.0, 30.0, 1.0],
        }
    )
    lines.to_parquet(tmp_path / "lines.parquet")
    lines.to_csv(tmp_path / "lines.csv", index=False)
    plain = customer_values(Purchases("lines", lines.rename(columns={"Mã KH": "customer"})))
    for name in ("lines.parquet", "lines.csv"):
        found = purchases_of_file(tmp_path / name, {"customer": "Mã KH"}, memory="500MB", threads=1)
        values = customer_values(found)
        pd.testing.assert_frame_equal(values.frame, plain.frame)
        assert values.lines_left_out == 1


def test_a_file_that_cannot_be_used_says_why(tmp_path) -> None:
    (tmp_path / "lines.txt").write_text("a")
    (tmp_path / "lines.parquet").write_text("a")
    pd.DataFrame({"a": [1]}).to_csv(tmp_path / "lines.csv", index=False)
    for name, options, message in [
        ("none.csv", {}, "none.csv: must be a file"),
        ("lines.txt", {}, "must be Parquet or CSV, got: .txt"),
        ("lines.parquet", {}, "lines.parquet: must be usable"),
        ("lines.csv", {"columns": {"customer": "id"}}, "got none of: id"),
        ("lines.csv", {"memory": "much"}, "memory, threads: must be usable"),
    ]:
        with pytest.raises(DataError, match=message):
            purchases_of_file(tmp_path / name, **options)
