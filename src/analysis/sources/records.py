"""Sources with one record a row, read as their kinds declare: each column by its role."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from analysis.clients.kind import Kind, Role, roles_of
from analysis.clients.kinds import KINDS
from analysis.clients.model import Client
from analysis.clients.source_settings import RawFile
from analysis.languages import messages
from analysis.sources import gate
from analysis.sources.attributes import DescribedAttribute, read_attributes
from analysis.sources.files.table import Provenance
from analysis.sources.inspection import DataNote, Repair
from analysis.sources.kinds import own_code
from analysis.sources.labels import Labels
from analysis.sources.numbers import parsed_numbers
from analysis.sources.own_code import OwnCode, Roles
from analysis.sources.personal_data import shown_names, shown_text
from analysis.sources.reading import Reading
from analysis.sources.schemas import check_frame
from analysis.sources.vocabulary import word_codes, word_texts

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
    kind, client = KINDS[reading.kind], reading.client
    gate.note_composed(reading)
    if _copies_tell(kind, reading):
        gate.drop_copies(reading)
    if not kind.few_rows:
        gate.check_size(reading)
    built = _built(reading, kind)
    if built is None:
        return None
    frame, described = built
    roles = roles_of(reading.settings)
    spoken = [name for name, role in roles.items() if role.spoken and name in frame]
    frame = word_codes(frame.loc[reading.frame.index], client, spoken)
    check_frame(reading, roles, frame)
    if reading.inspection.problems:
        return None
    return Source(
        reading.kind,
        frame.reset_index(drop=True),
        reading.table.provenance,
        reading.settings,
        described,
        tuple(reading.inspection.repairs),
        tuple(reading.inspection.notes),
        Labels({**word_texts(client), **reading.labels}),
    )


def _copies_tell(kind: Kind, reading: Reading) -> bool:
    """Whether rows that are alike are copies: lines of an order only where it has a number."""
    if kind.copies in ("dropped", "kept"):
        return kind.copies == "dropped"
    return getattr(_columns(reading), kind.copies) is not None


def _columns(reading: Reading) -> Any:
    return getattr(reading.settings, "columns")  # noqa: B009


Built = tuple[pd.DataFrame, dict[str, DescribedAttribute]]


def _built(reading: Reading, kind: Kind) -> Built | None:
    """Return the columns by role with attributes, and what these are; None where refused."""
    declared, own = roles_of(reading.settings), own_code(reading.kind)
    roles = _read_roles(reading, declared, own)
    attributes, described = read_attributes(
        reading, getattr(reading.settings, "attributes", {}), _used(reading.client, reading.kind)
    )
    roles |= own.more(reading)
    if reading.inspection.problems:
        return None
    for name, role in declared.items():
        if role.type == "figure" and name in roles:
            roles[name] = _numbers_if_all(reading, roles[name], role)
    own.prepare(reading, roles)
    roles = {name: values.loc[reading.frame.index] for name, values in roles.items()}
    _check_rules(reading, kind, roles)
    own.check(reading, roles)
    return pd.concat([pd.DataFrame(roles), attributes.loc[reading.frame.index]], axis=1), described


def _read_roles(reading: Reading, declared: Mapping[str, Role], own: OwnCode) -> Roles:
    """Return the columns the client file names, each read as its role; problems are recorded."""
    found: Roles = {}
    for name, role in declared.items():
        column = getattr(_columns(reading), name)
        if column is None:
            continue
        if isinstance(column, list):
            found[name] = _summed(reading, name, column, role.money)
            continue
        read = _read_role(reading, name, role, column, own)
        if read is not None:
            found[name] = read
            if not role.sparse:
                gate.check_complete(reading, reading.columns[name], read)
    return found


def _read_role(
    reading: Reading, name: str, role: Role, column: str, own: OwnCode
) -> pd.Series | None:
    path = ("columns", name)
    match role.type:
        case "own":
            return own.columns[name](reading, column)
        case "unread":
            return None
        case "number":
            return reading.number(column, path, name, money=role.money)
        case "date":
            return reading.date(column, path, name)
        case "id":
            return reading.identifier(column, path, name)
        case "text":
            return reading.text(column, path, name)
        case "name":
            return shown_names(reading, column, path, name)
    return shown_text(reading, column, path, name, categories=role.categories)


def _summed(reading: Reading, role: str, names: list[str], money: bool) -> pd.Series:
    parts = [
        reading.number(name, ("columns", role, i), role, money=money)
        for i, name in enumerate(names)
    ]
    found = [part for part in parts if part is not None]
    if not found:
        return pd.Series(float("nan"), index=reading.frame.index)
    return pd.concat(found, axis=1).sum(axis=1, min_count=1)


def _numbers_if_all(reading: Reading, texts: pd.Series, role: Role) -> pd.Series:
    """Published figures are often words ("about 2 million"); then they stay words."""
    grouped = not role.money or reading.currency == "VND"
    read = parsed_numbers(texts, reading.settings.decimal, grouped=grouped)
    return texts if read.wrong.any() or read.unclear else read.values


def _check_rules(reading: Reading, kind: Kind, roles: Roles) -> None:
    """Check what the declaration says of single columns, then of two columns of a row."""
    for name, role in roles_of(reading.settings).items():
        if name in roles and role.given:
            gate.check_all_given(reading, reading.columns[name], roles[name])
        if name in roles and role.unique:
            gate.check_unique(reading, reading.columns[name], roles[name])
    for rule in kind.rules:
        if rule.role in roles and rule.other in roles:
            reading.refuse_rows(
                reading.columns[rule.role],
                roles[rule.role] > roles[rule.other],
                _(rule.what),
                _(rule.cure),
            )


def _used(client: Client, kind: str) -> set[str]:
    if client.segmentation is None or client.segmentation.source != kind:
        return set()
    names = [name for names in client.segmentation.basis.values() for name in names]
    return set(names) | set(client.segmentation.descriptors)
