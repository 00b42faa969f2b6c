"""Sources with one record a row: transactions, customers, deals, leads, market and web data."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import pandas as pd

from analysis.clients.model import Client
from analysis.clients.source_settings import Criterion, RawFile
from analysis.clients.text import Settings
from analysis.languages import messages
from analysis.sources import gate
from analysis.sources.attributes import DescribedAttribute, read_attributes
from analysis.sources.inspection import DataNote, Provenance, Repair
from analysis.sources.labels import Labels
from analysis.sources.market import read_competitors, read_prices, read_reviews
from analysis.sources.personal_data import shown_text
from analysis.sources.reading import Reading
from analysis.sources.sales import read_bant, read_converted, read_outcomes
from analysis.sources.schemas import check_frame
from analysis.sources.text import tidy
from analysis.sources.vocabulary import word_codes, word_texts
from analysis.sources.web import read_search_queries, read_web_analytics

_ = messages(__name__)


@dataclass(frozen=True, eq=False)
class Source:
    """One source as a typed frame in role names, with what is known about it.

    Attributes
    ----------
    kind : str
        ``"transactions"``, ``"customers"``, ``"deals"`` …
    frame : DataFrame
        One record a row, index from 0. Columns are the roles the client file names, then
        attributes by key. Ids are text; amounts, counts and shares are floats; dates are
        datetimes; attributes are ordered categoricals of codes.
    provenance : Provenance
        The file it comes from.
    attributes : mapping
        Key → its label, family and type.
    settings : RawFile
        Its part of the client file.
    labels : Labels
        What attributes, their values and the words of the file are called.
    repairs : tuple of Repair
        What was mended or left out.
    notes : tuple of DataNote
        What the reader should know.
    """

    kind: str
    frame: pd.DataFrame
    provenance: Provenance
    settings: RawFile
    attributes: Mapping[str, DescribedAttribute] = field(default_factory=dict)
    repairs: tuple[Repair, ...] = ()
    notes: tuple[DataNote, ...] = ()
    labels: Labels = field(default_factory=Labels)

    def has(self, *roles: str) -> bool:
        """Return whether the source has all of these columns."""
        return all(role in self.frame.columns for role in roles)


def read_source(reading: Reading) -> Source | None:
    """Turn a raw file into a typed source; None where it had to be refused.

    Parameters
    ----------
    reading : Reading
        The raw file; problems, repairs and notes are recorded in its inspection.
    """
    kind, client = reading.kind, reading.client
    gate.note_composed(reading)
    if kind not in _KEEP_COPIES and _identified(reading, kind):
        gate.drop_copies(reading)
    if kind != "competitors":
        gate.check_size(reading)
    frame, described = _BUILDERS[kind](reading, _used(client, kind))
    if frame is None or reading.inspection.problems:
        return None
    frame = word_codes(frame.loc[reading.frame.index], client)
    check_frame(reading, kind, frame)
    if reading.inspection.problems:
        return None
    return Source(
        kind,
        frame.reset_index(drop=True),
        reading.table.provenance,
        reading.settings,
        described,
        tuple(reading.inspection.repairs),
        tuple(reading.inspection.notes),
        Labels({**word_texts(client), **reading.labels}),
    )


_KEEP_COPIES = ("web_analytics",)  # each row is a visit: two visits may look the same
Built = tuple[pd.DataFrame | None, dict[str, DescribedAttribute]]


def _identified(reading: Reading, kind: str) -> bool:
    """Lines of transactions can only be copies of each other where orders have numbers."""
    return kind != "transactions" or reading.settings.columns.order is not None


def _used(client: Client, kind: str) -> set[str]:
    if client.segmentation is None or client.segmentation.source != kind:
        return set()
    names = [name for names in client.segmentation.basis.values() for name in names]
    return set(names) | set(client.segmentation.descriptors)


def named_columns(columns: Settings) -> list[tuple[str, str]]:
    """Return the roles a client file names, each with its column."""
    found = ((role, getattr(columns, role)) for role in type(columns).model_fields)
    return [(role, column) for role, column in found if isinstance(column, str)]


_NUMBERS = frozenset({"quantity", "purchases", "last_purchase_days"})
_MONEY = frozenset({"amount", "price", "cost", "revenue", "profit"})
_DATES = frozenset({"date", "since", "created", "closed"})
_IDS = frozenset({"customer", "deal", "lead", "order"})


def read_roles(
    reading: Reading, columns: Settings, skip: Iterable[str] = ()
) -> dict[str, pd.Series]:
    """Return the named columns, each read as its role's type; problems are recorded."""
    read: dict[str, pd.Series | None] = {}
    for role, column in named_columns(columns):
        if role in skip:
            continue
        path = ("columns", role)
        if role in _NUMBERS | _MONEY:
            read[role] = reading.number(column, path, role, money=role in _MONEY)
        elif role in _DATES:
            read[role] = reading.date(column, path, role)
        elif role in _IDS:
            read[role] = reading.identifier(column, path, role)
        else:
            read[role] = shown_text(reading, column, path, role, categories=True)
    found = {role: values for role, values in read.items() if values is not None}
    for role, values in found.items():
        gate.check_complete(reading, reading.columns[role], values)
    return found


def _transactions(reading: Reading, used: set[str]) -> Built:
    roles = read_roles(reading, reading.settings.columns)
    if reading.inspection.problems:
        return None, {}
    if "amount" not in roles:
        roles["amount"] = roles["quantity"] * roles["price"]
    nobody = roles["customer"].isna()
    reading.drop_rows(
        nobody, _("Rows without a customer were left out."), reading.columns["customer"]
    )
    kept = {role: values[~nobody] for role, values in roles.items()}
    column = reading.columns.get("amount") or reading.columns["price"]
    gate.check_all_given(reading, reading.columns["date"], kept["date"])
    gate.note_lonely_end(reading, reading.columns["date"], kept["date"])
    gate.check_all_given(reading, column, kept["amount"])
    returns = kept["amount"] < 0
    reading.inspection.repaired(
        reading.table.where(reading.columns.get("quantity") or column),
        _("Returns (negative amounts) were kept and reduce revenue."),
        int(returns.sum()),
    )
    return pd.DataFrame(kept), {}


def _customers(reading: Reading, used: set[str]) -> Built:
    columns = reading.settings.columns
    roles = read_roles(reading, columns, skip=("name",))
    for role in ("revenue", "purchases"):
        names = getattr(columns, role)
        if isinstance(names, list):
            roles[role] = _summed(reading, role, names)
    attributes, described = read_attributes(reading, reading.settings.attributes, used)
    _check_names(reading)
    if reading.inspection.problems:
        return None, {}
    gate.check_all_given(reading, reading.columns["customer"], roles["customer"])
    gate.check_unique(reading, reading.columns["customer"], roles["customer"])
    return pd.concat([pd.DataFrame(roles), attributes], axis=1), described


def _summed(reading: Reading, role: str, names: list[str]) -> pd.Series:
    parts = [
        reading.number(name, ("columns", role, i), role, money=role == "revenue")
        for i, name in enumerate(names)
    ]
    found = [part for part in parts if part is not None]
    if not found:
        return pd.Series(float("nan"), index=reading.frame.index)
    return pd.concat(found, axis=1).sum(axis=1, min_count=1)


def _check_names(reading: Reading) -> None:
    """Names of persons are checked for doubles and never read into the typed frame."""
    name = reading.settings.columns.name
    if name is None:
        return
    names = reading.text(name, ("columns", "name"), "name")
    for key, attribute in reading.settings.attributes.items():
        if tidy(attribute.column) == tidy(name):
            place = (*reading.path, "attributes", key, "column")
            reading.inspection.refuse(
                reading.file.where(place),
                _("an attribute must not show the customers' names, got: {column}", column=name),
                _("Remove it: no personal data in a client report."),
            )
    if names is not None and (doubled := names.dropna().duplicated().sum()):
        reading.inspection.note(
            reading.table.where(tidy(name)),
            _("{n} names stand in more than one row.", n=int(doubled)),
        )


def _deals(reading: Reading, used: set[str]) -> Built:
    roles = read_roles(reading, reading.settings.columns, skip=("outcome",))
    outcome = read_outcomes(reading)
    if reading.inspection.problems or outcome is None:
        return None, {}
    gate.check_all_given(reading, reading.columns["deal"], roles["deal"])
    gate.check_unique(reading, reading.columns["deal"], roles["deal"])
    reading.refuse_rows(
        reading.columns["amount"],
        roles["amount"].isna() & (outcome == "won"),
        _("a deal that is won must have an amount"),
        _("Complete the amounts."),
    )
    if nobody := int(roles["customer"].isna().sum()):
        reading.inspection.note(
            reading.table.where(reading.columns["customer"]),
            _("{n} deals have no customer: they count in the pipeline only.", n=nobody),
        )
    return pd.DataFrame({**roles, "outcome": outcome}), {}


def _leads(reading: Reading, used: set[str]) -> Built:
    columns = reading.settings.columns
    roles = read_roles(reading, columns, skip=("converted",))
    if columns.converted:
        roles["converted"] = read_converted(reading)
    attributes, described = read_attributes(reading, reading.settings.attributes, used)
    criteria: dict[str, Criterion | None] = dict(reading.settings.bant)
    bant = {name: read_bant(reading, name, rule) for name, rule in criteria.items()}
    if reading.inspection.problems:
        return None, {}
    gate.check_all_given(reading, reading.columns["lead"], roles["lead"])
    gate.check_unique(reading, reading.columns["lead"], roles["lead"])
    return pd.concat([pd.DataFrame({**roles, **bant}), attributes], axis=1), described


def _plain(builder):
    return lambda reading, used: (builder(reading), {})


_BUILDERS = {
    "transactions": _transactions,
    "customers": _customers,
    "deals": _deals,
    "leads": _leads,
    "competitors": _plain(read_competitors),
    "prices": _plain(read_prices),
    "reviews": _plain(read_reviews),
    "web_analytics": _plain(read_web_analytics),
    "search_queries": _plain(read_search_queries),
}
