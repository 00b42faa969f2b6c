"""What customers bought, in one form, whatever source the client values them by."""

from __future__ import annotations

import os
import tempfile
import uuid
import warnings
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import pandas as pd

from analysis.clients.model import Client
from analysis.errors import DataError, Problem
from analysis.languages import messages
from analysis.sources.wave import WaveSources
from analysis.values.absent import Absent

if TYPE_CHECKING:
    import ibis

_ = messages(__name__)
MEMORY = "2GB"  # what DuckDB may hold; more goes to disk


@dataclass(frozen=True)
class Purchases:
    """Purchases by customer.

    Attributes
    ----------
    kind : str
        ``lines``: one row is one line bought; ``totals``: one row is one customer, summed up by
        the client.
    frame : pandas.DataFrame or ibis.Table
        ``lines``: customer, date, amount and, where known, order, quantity, cost,
        days_to_close; a table is a file that DuckDB reads piece by piece;
        ``totals``: customer, revenue and, where known, purchases, price (of the dearest
        purchase), quantity, profit, since, last_purchase_days.
    """

    kind: Literal["lines", "totals"]
    frame: pd.DataFrame | ibis.Table


def purchases_of(client: Client, sources: WaveSources) -> Purchases | Absent:
    """Return the purchases of the source named in the client file's ``value``.

    Parameters
    ----------
    client : Client
        Its ``value`` names the source.
    sources : WaveSources
        The wave's typed sources.
    """
    if client.value is None:
        return Absent(_("The client file does not say how customers are valued."))
    source = sources.source(client.value.source)
    if isinstance(source, Absent):
        return source
    if client.value.source == "transactions":
        return Purchases("lines", source.frame)
    if client.value.source == "deals":
        return _won_deals(source.frame)
    if "revenue" not in source.frame:
        return Absent(_("The customers file names no revenue."))
    return Purchases("totals", source.frame)


def _won_deals(deals: pd.DataFrame) -> Purchases | Absent:
    won = deals[deals["outcome"] == "won"]
    if won.empty:
        return Absent(_("No deal was won in this wave."))
    day = "closed" if "closed" in won else "created"
    if day not in won:
        return _undated(won)
    lines = won.rename(columns={day: "date", "deal": "order"})
    if {"created", "closed"} <= set(won):
        days = (won["closed"] - won["created"]).dt.days
        lines["days_to_close"] = days.where(days >= 0)  # closed before it began: not known
    kept = ["customer", "date", "amount", "order", "quantity", "days_to_close"]
    return Purchases("lines", lines[[name for name in kept if name in lines]])


def _undated(won: pd.DataFrame) -> Purchases:
    """Add deals up by customer: bands and revenue need no date, only recency does."""
    unit_price = won["amount"] / won["quantity"] if "quantity" in won else won["amount"]
    by_customer = won.assign(price=unit_price).groupby("customer", sort=True)
    totals = pd.DataFrame(
        {
            "revenue": by_customer["amount"].sum(),
            "purchases": by_customer.size().astype(float),
            "price": by_customer["price"].max(),
        }
    )
    if "quantity" in won:
        totals["quantity"] = by_customer["quantity"].sum()
    return Purchases("totals", totals.reset_index())


def purchases_of_file(
    path: str | os.PathLike[str],
    columns: Mapping[str, str] | None = None,
    *,
    memory: str = MEMORY,
    threads: int | None = None,
) -> Purchases:
    """Return the lines of a Parquet or CSV file without loading it.

    For files that are too large for memory: DuckDB reads them piece by piece, and what does
    not fit into ``memory`` waits on disk until the process ends.

    Parameters
    ----------
    path : path
        A Parquet or CSV file; one row is one line bought.
    columns : mapping, optional
        Role → column, for columns not named by their role: ``customer``, ``date``, ``amount``
        (or ``quantity`` and ``price``), ``order``, ``cost``.
    memory : str
        The most that DuckDB may hold, such as ``2GB``.
    threads : int, optional
        How many it may use; left out: all.

    Raises
    ------
    DataError
        If there is no such file, it cannot be read, or it lacks a column that is named.
    """
    import duckdb

    file = Path(path)
    if not file.is_file():
        raise DataError(Problem(file.name, _("must be a file, got: none")))
    kind = file.suffix.lower()
    if kind not in (".parquet", ".csv"):
        what = _("must be Parquet or CSV, got: {kind}", kind=kind or _("a name without ending"))
        raise DataError(Problem(file.name, what, _("Save it in one of these formats.")))
    connection = _connection(memory, threads)
    try:
        with known_warnings_ignored():
            reader = connection.read_parquet if kind == ".parquet" else connection.read_csv
            table = reader(file)
    except duckdb.Error as error:
        raise DataError(Problem(file.name, _unreadable(error))) from None
    named = dict(columns or {})
    if absent := [name for name in named.values() if name not in table.columns]:
        what = _("must have the columns named, got none of: {names}", names=", ".join(absent))
        raise DataError(Problem(file.name, what))
    roles = {role: table[name] for role, name in named.items()}
    others = {name: table[name] for name in table.columns if name not in named.values()}
    return Purchases("lines", table.select(**{**others, **roles}))


def _connection(memory: str, threads: int | None) -> ibis.BaseBackend:
    import duckdb

    settings = {"memory_limit": memory, "preserve_insertion_order": False}
    # DuckDB makes the folder when it needs it, and removes it at the end
    settings |= {"temp_directory": Path(tempfile.gettempdir(), f"analysis-{uuid.uuid4().hex}")}
    settings |= {} if threads is None else {"threads": threads}
    try:
        return quiet_duckdb(**settings)
    except duckdb.Error as error:
        raise DataError(Problem("memory, threads", _unreadable(error))) from None


def _unreadable(error: Exception) -> str:
    return _("must be usable, got: {error}", error=str(error).splitlines()[0][:120])


def quiet_duckdb(**settings: object) -> ibis.BaseBackend:
    """Return a new DuckDB in memory that prints nothing: a bar would end up in the report.

    Parameters
    ----------
    **settings : object
        DuckDB's own.
    """
    import duckdb
    import ibis

    connection = ibis.duckdb.connect(**settings)
    # a notebook without widgets has no bar, and DuckDB refuses to switch it off there
    with suppress(duckdb.InvalidInputException):
        connection.raw_sql("SET enable_progress_bar = false")
    return connection


@contextmanager
def known_warnings_ignored() -> Iterator[None]:
    """Ignore what Ibis 12 has DuckDB 2 and pandas 3 complain about; nothing else."""
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message=".*future.infer_string", category=Warning)
        warnings.filterwarnings("ignore", category=DeprecationWarning, module=r"ibis\.")
        yield
