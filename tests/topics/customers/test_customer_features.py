"""From order lines to customers."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pandas as pd
import pytest

from analysis.errors import DataError
from analysis.topics.customers.values.method_features import customer_features
from analysis.values.absent import Absent


@pytest.fixture
def lines() -> pd.DataFrame:
    return pd.DataFrame(
        {
            "customer": ["an", "an", "an", "bình", "bình", None, "chi"],
            "date": pd.to_datetime([f"2026-01-{day:02}" for day in (1, 1, 11, 5, 9, 7, 2)]),
            "amount": [10.0, 5, 20, 30, -10, 5, -3],
            "quantity": [1, 1, 2, 3, -1, 1, -1],
            "cost": [4.0, 2, 8, 10, 3, 2, 1],
        }
    )


def test_hand_made_customers(lines):
    found = customer_features(lines)
    an, binh = found.frame.loc["an"], found.frame.loc["bình"]
    assert (an.orders, an.lines, an.revenue, an.profit) == (2, 3, 35, 21)
    assert an.days_between_orders == 10
    assert (binh.orders, binh.revenue, binh.quantity, binh.returns, binh.returned) == (
        (1, 20, 2, 1, 10)
    )
    assert binh.profit == 30 - 10 - (10 - 3)
    assert binh.last_purchase == pd.Timestamp("2026-01-05")  # a return is no purchase
    assert found.reference_date == dt.date(2026, 1, 11)
    assert list(found.frame["days_since_last"]) == [0, 6]
    assert np.isnan(binh.days_between_orders)


def test_everything_left_out_is_counted(lines):
    found = customer_features(lines)
    assert (found.lines, found.lines_without_customer) == (6, 1)
    assert found.revenue_without_customer == 5
    assert found.customers_without_purchase == 1


# Ibis 12 calls what DuckDB 2 deprecates; gone with the next Ibis
@pytest.mark.filterwarnings("ignore:fetch_arrow_table:DeprecationWarning")
def test_frame_and_files_give_the_same(lines, tmp_path):
    lines.to_parquet(tmp_path / "lines.parquet")
    lines.to_csv(tmp_path / "lines.csv", index=False)
    plain = customer_features(lines)
    import ibis  # seconds, that only this test needs

    connection = ibis.duckdb.connect()
    for table in (
        connection.read_parquet(tmp_path / "lines.parquet"),
        connection.read_csv(tmp_path / "lines.csv"),
    ):
        other = customer_features(table)
        pd.testing.assert_frame_equal(plain.frame, other.frame)


def test_order_of_lines_does_not_matter(lines):
    lines["amount"] *= 0.1
    one, other = customer_features(lines), customer_features(lines.iloc[::-1])
    pd.testing.assert_frame_equal(one.frame, other.frame)


def test_role_columns_order_numbers_and_price(lines):
    named = lines.rename(columns={"customer": "Khách", "date": "Ngày"}).drop(columns="amount")
    named["price"], named["invoice"] = 10.0, ["a", "b", "c", "d", "e", "f", "g"]
    roles = {"customer": "Khách", "date": "Ngày", "order": "invoice"}
    found = customer_features(named, roles, reference_date=dt.date(2026, 2, 1))
    assert found.frame.loc["an", "revenue"] == 40
    assert found.frame.loc["an", "orders"] == 3
    assert found.frame.loc["an", "days_since_last"] == 21


def test_missing_columns_are_named(lines):
    with pytest.raises(DataError, match="date"):
        customer_features(lines.drop(columns="date"))


def test_only_returns_give_no_customers(lines):
    assert isinstance(customer_features(lines.assign(amount=-1.0)), Absent)
    assert isinstance(customer_features(lines.head(0)), Absent)


def test_ta_feng_customers_equal_pandas(shared_data):
    lines = pd.read_parquet(shared_data / "ta_feng" / "ta_feng.parquet")
    lines["date"] = pd.to_datetime(lines["TRANSACTION_DT"], format="%m/%d/%Y")
    roles = {"customer": "CUSTOMER_ID", "amount": "SALES_PRICE", "cost": "ASSET"}
    found = customer_features(lines, roles)
    grouped = lines.groupby("CUSTOMER_ID")
    assert len(found.frame) + found.customers_without_purchase == grouped.ngroups
    money = grouped["SALES_PRICE"].sum().reindex(found.frame.index)
    assert found.frame["revenue"].to_numpy() == pytest.approx(money.to_numpy())
    cost = grouped["ASSET"].sum().reindex(found.frame.index)
    assert found.frame["profit"].to_numpy() == pytest.approx((money - cost).to_numpy())
    assert (found.frame["orders"] <= grouped["date"].nunique().reindex(found.frame.index)).all()


def test_dearest_unit_days_to_close_and_lines_without_a_number(lines):
    lines["days_to_close"] = [4.0, 8, 6, np.nan, 1, 1, 1]
    lines["order"] = ["a", "a", None, "b", "c", "d", "e"]
    found = customer_features(lines).frame
    assert found["price"].to_dict() == {"an": 10.0, "bình": 10.0}
    assert found["orders"].to_dict() == {"an": 2, "bình": 1}  # a number, and a day without
    assert found.loc["an", "days_to_close"] == 6
    assert np.isnan(found.loc["bình", "days_to_close"])
    assert customer_features(lines.drop(columns="quantity")).frame.loc["bình", "price"] == 30


def test_endless_and_missing_amounts_are_left_out_not_summed(lines):
    lines.loc[[0, 1], "amount"] = [np.inf, np.nan]
    found = customer_features(lines)
    assert found.frame.loc["an", "revenue"] == 20
    assert (found.lines, found.lines_without_customer) == (4, 3)


def test_texts_where_numbers_and_days_must_be(lines):
    wrong = lines.assign(amount="ten", date="tomorrow")
    with pytest.raises(DataError) as error:
        customer_features(wrong)
    assert "date: must hold days, got: string" in str(error.value)
    assert "amount: must hold numbers" in str(error.value)
