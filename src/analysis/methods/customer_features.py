"""From order lines to customers: one row per customer, written once as Ibis expressions."""

from __future__ import annotations

import datetime as dt
import warnings
from collections.abc import Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pandas as pd

from analysis.errors import DataError, NotEnoughData, Problem
from analysis.languages import _
from analysis.sources.absent import unless_absent

if TYPE_CHECKING:
    from collections.abc import Iterator

    import ibis

ROLES = ("customer", "date", "amount", "quantity", "price", "cost", "order", "product")
_EXACT = "decimal(38, 4)"  # sums do not depend on the order of lines or on threads


@dataclass(frozen=True)
class CustomerFeatures:
    """What is known of every customer from what they bought.

    Attributes
    ----------
    frame : pandas.DataFrame
        One row per customer who bought, by customer. ``first_purchase``, ``last_purchase``
        (dates), ``orders``, ``lines``, ``revenue`` (net of returns), ``returns`` (lines
        returned), ``returned`` (money given back), ``days_since_last``, ``relation_days``
        (first to last purchase), ``days_between_orders`` (missing after a single one);
        ``quantity`` (net) and ``profit`` where quantities and costs are known.
    reference_date : datetime.date
        The day ``days_since_last`` counts to.
    lines : int
        Lines used.
    lines_without_customer : int
        Lines left out because they name no customer, date or amount.
    revenue_without_customer : float
        Their net money.
    customers_without_purchase : int
        Customers left out because they only returned.
    """

    frame: pd.DataFrame
    reference_date: dt.date
    lines: int
    lines_without_customer: int
    revenue_without_customer: float
    customers_without_purchase: int


@unless_absent
def customer_features(
    transactions: pd.DataFrame | ibis.Table,
    columns: Mapping[str, str] | None = None,
    *,
    reference_date: dt.date | None = None,
) -> CustomerFeatures:
    """Return one row per customer from order lines.

    A line with a negative quantity or amount is a return: its money and quantity are taken
    off, it is counted, and it makes no order. An order is an order number; where there are
    none, all a customer bought on one day.

    Parameters
    ----------
    transactions : pandas.DataFrame or ibis.Table
        One row per order line: a frame, or a table where the data already live (also a
        Parquet or CSV file that DuckDB reads without loading it).
    columns : mapping, optional
        Role → column, for columns not named by their role: ``customer``, ``date`` and
        ``amount`` (money of the line; or ``quantity`` and ``price``), and optionally
        ``quantity``, ``cost`` (of the whole line), ``order``.
    reference_date : datetime.date, optional
        The day to count from; by default the last date in the data.

    Raises
    ------
    DataError
        If a column that is needed is missing.
    NotEnoughData
        If no customer bought anything.

    References
    ----------
    Fader, P. S., Hardie, B. G. S., Lee, K. L. (2005). RFM and CLV: using iso-value curves for
    customer base analysis. Journal of Marketing Research 42, 415–430.
    """
    with _one_known_warning_ignored():
        table, connection = _as_table(transactions)
        lines = _signed_lines(table, dict(columns or {}))
        named = lines.filter(
            lines.customer.notnull() & lines.date.notnull() & lines.amount.notnull()
        )
        facts = _facts(lines, named, connection)
        last_day = reference_date or facts["last_day"]
        found = _read(_per_customer(named, last_day), connection) if facts["lines"] else None
    if found is None or not (found["orders"] > 0).any():
        raise NotEnoughData(_("No customer in the transactions bought anything."))
    bought = found[found["orders"] > 0].set_index("customer").sort_index()
    kinds = {"days_since_last": "int64", "relation_days": "int64"}
    kinds |= {"first_purchase": "datetime64[s]", "last_purchase": "datetime64[s]"}
    bought = bought.astype(kinds)
    return CustomerFeatures(
        frame=bought,
        reference_date=last_day,
        lines=facts["lines"],
        lines_without_customer=facts["all_lines"] - facts["lines"],
        revenue_without_customer=facts["all_revenue"] - facts["revenue"],
        customers_without_purchase=len(found) - len(bought),
    )


def _as_table(source: pd.DataFrame | ibis.Table) -> tuple[ibis.Table, Any]:
    """Return the lines as a table, and the connection that computes on it."""
    import ibis

    if isinstance(source, ibis.Table):
        return source, None
    import pyarrow as pa

    arrow = pa.Table.from_pandas(source, preserve_index=False)
    return ibis.memtable(arrow.replace_schema_metadata()), ibis.duckdb.connect()


def _read(expression: ibis.Expr, connection: Any) -> pd.DataFrame:
    arrow = connection.to_pyarrow(expression) if connection else expression.to_pyarrow()
    return arrow.to_pandas()


def _signed_lines(table: ibis.Table, columns: dict[str, str]) -> ibis.Table:
    """Return the lines in role names, money and quantity negative where they are returns."""
    import ibis

    names = {role: columns.get(role, role) for role in ROLES}
    has = {role: name in table.columns for role, name in names.items()}
    from_price = not has["amount"] and has["quantity"] and has["price"]
    needed = ["customer", "date", *([] if from_price else ["amount"])]
    missing = [role for role in needed if not has[role]]
    if missing:
        raise DataError(
            Problem(names[role], _("must be a column of the data, got: none")) for role in missing
        )

    def role(name: str) -> ibis.Value:
        return table[names[name]].cast("float64")

    money = role("quantity") * role("price") if from_price else role("amount")
    money = ibis.ifelse(money.isnan(), None, money)
    returned = money < 0
    if has["quantity"]:
        returned = returned | (role("quantity") < 0).fill_null(False)
    sign = ibis.ifelse(returned, -1, 1)
    day = table[names["date"]].cast("date")
    chosen = {"customer": table[names["customer"]], "date": day, "returned": returned}
    chosen["amount"] = (sign * money.abs()).cast(_EXACT)
    for optional in ("quantity", "cost"):
        if has[optional]:
            chosen[optional] = (sign * role(optional).abs()).cast(_EXACT)
    chosen["order"] = table[names["order"]].cast("string") if has["order"] else day.cast("string")
    return table.select(**chosen)


def _facts(lines: ibis.Table, named: ibis.Table, connection: Any) -> dict[str, Any]:
    every = _read(
        lines.aggregate(n=lines.count(), revenue=lines.amount.sum().cast("float64")), connection
    ).iloc[0]
    used = _read(
        named.aggregate(
            n=named.count(), revenue=named.amount.sum().cast("float64"), last=named.date.max()
        ),
        connection,
    ).iloc[0]
    return {
        "all_lines": int(every["n"]),
        "all_revenue": float(every["revenue"] or 0),
        "lines": int(used["n"]),
        "revenue": float(used["revenue"] or 0),
        "last_day": used["last"],
    }


def _per_customer(lines: ibis.Table, reference_date: dt.date) -> ibis.Table:
    """Return one row per customer; the columns of `CustomerFeatures.frame`."""
    import ibis

    bought = ~lines.returned & (lines.amount > 0)
    features = {
        "first_purchase": lines.date.min(where=bought),
        "last_purchase": lines.date.max(where=bought),
        "orders": lines.order.nunique(where=bought),
        "lines": lines.count(where=bought),
        "revenue": lines.amount.sum().cast("float64"),
        "returns": lines.count(where=lines.returned),
        "returned": (-lines.amount.sum(where=lines.returned)).cast("float64").fill_null(0.0),
    }
    if "quantity" in lines.columns:
        features["quantity"] = lines["quantity"].sum().cast("float64")
    if "cost" in lines.columns:
        features["profit"] = (lines.amount.sum() - lines["cost"].sum()).cast("float64")
    found = lines.group_by("customer").aggregate(**features)
    relation = found.last_purchase.delta(found.first_purchase, unit="day").cast("int64")
    found = found.mutate(
        days_since_last=ibis.literal(reference_date)
        .cast("date")
        .delta(found.last_purchase, unit="day")
        .cast("int64"),
        relation_days=relation,
    )
    later_orders = (found.orders - 1).nullif(0)
    return found.mutate(days_between_orders=found.relation_days / later_orders)


@contextmanager
def _one_known_warning_ignored() -> Iterator[None]:
    """Ignore what Ibis 12 has DuckDB 2 and pandas 3 complain about; nothing else."""
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message=".*future.infer_string", category=Warning)
        warnings.filterwarnings("ignore", category=DeprecationWarning, module=r"ibis\.")
        yield
