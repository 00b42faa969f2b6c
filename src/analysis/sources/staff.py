"""The client's own staff in reports: by codes or initials, by their names only on request."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

import pandas as pd

from analysis.clients.model import Client
from analysis.clients.staff import staff_columns, staff_waves
from analysis.errors import AnalysisError
from analysis.languages import messages
from analysis.sources.files.read import read_raw
from analysis.sources.inspection import Inspection
from analysis.sources.labels import Labels, Text, in_both
from analysis.sources.reading import Reading
from analysis.sources.records import Source
from analysis.sources.text import tidy
from analysis.sources.vocabulary import word_code

_ = messages(__name__)
Texts = dict[str, Text]


def staff_codes(client: Client, wave: str) -> tuple[dict[str, str], Texts]:
    """Return the code of each of the client's staff by their name in the files; and its texts.

    Codes are numbers in the order in which people first stand in the files, earlier waves first.
    So a person keeps a code from wave to wave, and the code says nothing to those who do not have
    the files: neither the alphabet nor a hash of the name leads back to it.

    Parameters
    ----------
    client : Client
        The client.
    wave : str
        The wave that is reported.
    """
    found = dict.fromkeys(
        name
        for earlier in staff_waves(client, wave)
        for kind in client.sources.given()
        for name in _names(client, earlier, kind)
    )
    if client.staff == "shown":
        return {name: name for name in found}, {}
    numbers = [f"{n:02d}" for n, _name in enumerate(found, 1)]
    texts = {f"staff/{n}": _numbered(n) for n in numbers}
    codes = dict(zip(found, texts, strict=True))
    return (codes if client.staff == "codes" else _initials(codes)), texts


def _numbered(number: str) -> Text:
    return in_both(lambda: _("Staff {number}", number=number))


def _names(client: Client, wave: str, kind: str) -> Iterator[str]:
    """Yield the staff in one file, row by row; a file that cannot be read is told elsewhere."""
    settings = client.sources.given()[kind]
    columns = list(staff_columns(settings).values())
    if not columns:
        return
    try:
        table = read_raw(client.raw_file(wave, kind), settings, kind)
    except AnalysisError:
        return
    for column in columns:
        name = tidy(column)
        if name in table.frame.columns:
            reading = Reading(table, client, kind, Inspection())
            texts = reading.text(name, ("columns",), "staff")
            if texts is not None:
                yield from (str(word_code(text, client)) for text in texts.dropna().unique())


def _initials(codes: dict[str, str]) -> dict[str, str]:
    """Return initials; people with equal ones, and those without a name, get a number as well."""
    short = {name: _short(name) or code for name, code in codes.items()}
    shown: dict[str, str] = {}
    for name, initials in short.items():
        alike = [other for other, letters in short.items() if letters == initials]
        number = f" {alike.index(name) + 1}" if len(alike) > 1 else ""
        shown[name] = initials + number
    return shown


def _short(name: str) -> str:
    words = re.findall(r"[^\W\d_]+", name)
    return "" if "@" in name or not words else "".join(f"{word[0].upper()}." for word in words)


def with_staff_named(source: Source, wave: str, reading: Reading) -> Source:
    """Return a source whose staff are named as the client file wants.

    Parameters
    ----------
    source : Source
        As read.
    wave : str
        The wave it is of.
    reading : Reading
        Its file: what was done is noted in its inspection.
    """
    client = reading.client
    columns = {key: c for key, c in staff_columns(source.settings).items() if source.has(key)}
    if client.staff == "shown" or not columns:
        return source
    names, texts = staff_codes(reading.client, wave)
    what = {
        "codes": _("Names of staff are shown as codes (staff: codes)."),
        "initials": _("Names of staff are shown as initials (staff: initials)."),
    }[client.staff]
    for column in columns.values():
        reading.inspection.note(reading.table.where(tidy(column)), what)
    frame = source.frame.assign(**{key: _named(source.frame[key], names) for key in columns})
    labels = Labels({**source.labels.texts, **texts})
    return replace(source, frame=frame, notes=tuple(reading.inspection.notes), labels=labels)


def _named(values: pd.Series, names: dict[str, str]) -> pd.Series:
    if isinstance(values.dtype, pd.CategoricalDtype):
        # in the order of the codes: that of the names would tell who is who
        known = [str(value) for value in values.cat.categories]
        order = sorted({names[one] for one in known if one in names})
        texts = values.astype(object).map(lambda one: names.get(str(one)), na_action="ignore")
        return pd.Series(pd.Categorical(texts, categories=order, ordered=True), index=values.index)
    return values.map(names, na_action="ignore").astype("str")
