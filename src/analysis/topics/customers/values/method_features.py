"""From order lines to customers: one row per customer, written once as Ibis expressions."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pandas as pd

from analysis.errors import DataError, NotEnoughData, Problem
from analysis.languages import messages
from analysis.sources.purchases import known_warnings_ignored, quiet_duckdb
from analysis.values.absent import unless_absent

if TYPE_CHECKING:
    import ibis

_ = messages(__name__)
ROLES = ("customer", "date", "amount", "quantity", "price", "cost", "order", "days_to_close")
_NUMBERS = ("amount", "quantity", "price", "cost", "days_to_close")
_EXACT = "decimal(38, 4)"  # sums do not depend on the order of lines or on threads
_DAYS = ("first_purchase", "last_purchase", "last_line")


@dataclass(frozen=True, eq=False)
class CustomerFeatures:
    """What is known of every customer from what they bought.

    Attributes
    ----------
    frame : pandas.DataFrame
        One row per customer who bought, by customer. ``first_purchase``, ``last_purchase``
        (dates), ``orders``, ``lines``, ``revenue`` (net of returns), ``returns`` (lines
        returned), ``returned`` (money given back), ``days_since_last``, ``relation_days``
        (first to last purchase), ``days_between_orders`` (missing after a single one);
        ``price`` (the dearest unit bought; the dearest line where units are not known);
        ``quantity`` (net), ``profit`` and ``days_to_close`` (mean of what was bought) where
        quantities, costs and days to close are known.
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
        ``quantity``, ``cost`` (of the whole line), ``order``, ``days_to_close`` (of a deal).
    reference_date : datetime.date, optional
        The day to count from; by default the last date in the data.

    Raises
    ------
    DataError
        If a column that is needed is missing, or holds no numbers or days where it must.
    NotEnoughData
        If no customer bought anything.

    References
    ----------
    Fader, P. S., Hardie, B. G. S., Lee, K. L. (2005). RFM and CLV: using iso-value curves for
    customer base analysis. Journal of Marketing Research 42, 415–430.
    """
    with known_warnings_ignored():
        table, connection = _as_table(transactions)
        found = _read(_per_customer(_signed_lines(table, dict(columns or {}))), connection)
    nobody = found["customer"].isna()
    lines, unnamed = int(found.loc[~nobody, "lines"].sum()), found[nobody]
    bought = found[~nobody & (found["orders"] > 0)].set_index("customer").sort_index()
    if bought.empty:
        raise NotEnoughData(_("No customer in the transactions bought anything."))
    last_day = reference_date or found.loc[~nobody, "last_line"].max().date()
    days = {name: bought[name].astype("datetime64[s]") for name in _DAYS[:2]}
    relation = (days["last_purchase"] - days["first_purchase"]).dt.days
    known = bought.drop(columns=[*_DAYS]).assign(
        **days,
        days_since_last=(pd.Timestamp(last_day) - days["last_purchase"]).dt.days,
        relation_days=relation,
        days_between_orders=relation / (bought["orders"] - 1).where(bought["orders"] > 1),
    )
    return CustomerFeatures(
        frame=known,
        reference_date=last_day,
        lines=lines,
        lines_without_customer=int(unnamed["lines"].sum()),
        revenue_without_customer=float(unnamed["revenue"].sum()),
        customers_without_purchase=len(found) - len(unnamed) - len(known),
    )


def _as_table(source: pd.DataFrame | ibis.Table) -> tuple[ibis.Table, Any]:
    """Return the lines as a table, and the connection that computes on it."""
    import ibis

    if isinstance(source, ibis.Table):
        return source, None
    import pyarrow as pa

    arrow = pa.Table.from_pandas(source, preserve_index=False)
    return ibis.memtable(arrow.replace_schema_metadata()), quiet_duckdb()


def _read(expression: ibis.Expr, connection: Any) -> pd.DataFrame:
    arrow = connection.to_pyarrow(expression) if connection else expression.to_pyarrow()
    frame: pd.DataFrame = arrow.to_pandas()
    return frame


def _signed_lines(table: ibis.Table, columns: dict[str, str]) -> ibis.Table:
    """Return the lines in role names, money and quantity negative where they are returns."""
    import ibis

    names = {role: columns.get(role, role) for role in ROLES}
    has = {role: name in table.columns for role, name in names.items()}
    from_price = not has["amount"] and has["quantity"] and has["price"]
    needed = ["customer", "date", *([] if from_price else ["amount"])]
    _refuse_unusable(table, names, needed)

    def role(name: str) -> ibis.Value:
        value = table[names[name]].cast("float64")
        return ibis.ifelse(value.isnan() | value.isinf(), None, value)  # no amounts of money

    money = role("quantity") * role("price") if from_price else role("amount")
    returned = money < 0
    if has["quantity"]:
        returned = returned | (role("quantity") < 0).fill_null(False)
    sign = ibis.ifelse(returned, -1, 1)
    day = table[names["date"]].cast("date")
    usable = table[names["customer"]].notnull() & day.notnull() & money.notnull()
    chosen = {"customer": ibis.ifelse(usable, table[names["customer"]], None), "date": day}
    chosen |= {"returned": returned, "amount": (sign * money.abs()).cast(_EXACT)}
    chosen["price"] = money.abs()
    if has["quantity"]:
        chosen["price"] = money.abs() / role("quantity").abs().nullif(0)
    for optional in ("quantity", "cost"):
        if has[optional]:
            chosen[optional] = (sign * role(optional).abs()).cast(_EXACT)
    if has["days_to_close"]:
        chosen["days_to_close"] = role("days_to_close")
    chosen["order"] = day
    if has["order"]:  # lines without a number are orders by their day
        number = table[names["order"]]
        # hashes of 64 bits instead of texts: a quarter of the time and memory, and two of a
        # customer's orders are taken for one less than once in 10¹⁵ pairs
        chosen["order"] = ibis.ifelse(number.isnull(), day.hash(), number.hash())
    return table.select(**chosen)


def _refuse_unusable(table: ibis.Table, names: dict[str, str], needed: list[str]) -> None:
    """Refuse columns that are not there, and those that hold another kind of values."""
    there, schema = set(table.columns), table.schema()
    missing = [role for role in needed if names[role] not in there]
    wrong = [Problem(names[role], _("must be a column of the data, got: none")) for role in missing]
    for role in ("date", *_NUMBERS):
        if names[role] not in there:
            continue
        kind = schema[names[role]]
        fits = kind.is_date() or kind.is_timestamp() if role == "date" else kind.is_numeric()
        if fits or kind.is_null():
            continue
        what = _("must hold numbers, got: {kind}", kind=kind)
        if role == "date":
            what = _("must hold days, got: {kind}", kind=kind)
        wrong.append(Problem(names[role], what))
    if wrong:
        raise DataError(wrong)


def _per_customer(lines: ibis.Table) -> ibis.Table:
    """Return one row per customer, and one without a name for the lines nobody can be told of."""
    bought = ~lines.returned & (lines.amount > 0)
    features = {
        # as times: pandas would make an object of every date
        "first_purchase": lines.date.min(where=bought).cast("timestamp"),
        "last_purchase": lines.date.max(where=bought).cast("timestamp"),
        "last_line": lines.date.max().cast("timestamp"),
        "orders": lines.order.nunique(where=bought),
        "lines": lines.count(),
        "revenue": lines.amount.sum().cast("float64").fill_null(0.0),
        "returns": lines.count(where=lines.returned),
        "returned": (-lines.amount.sum(where=lines.returned)).cast("float64").fill_null(0.0),
        "price": lines.price.max(where=bought),
    }
    if "quantity" in lines.columns:
        features["quantity"] = lines["quantity"].sum().cast("float64")
    if "cost" in lines.columns:
        features["profit"] = (lines.amount.sum() - lines["cost"].sum()).cast("float64")
    if "days_to_close" in lines.columns:
        features["days_to_close"] = lines["days_to_close"].mean(where=bought)
    return lines.group_by("customer").aggregate(**features)
