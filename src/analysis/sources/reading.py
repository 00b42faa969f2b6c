"""One raw file on its way to a typed frame: each role's column found, read and checked."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, TypeVar

import numpy as np
import pandas as pd

from analysis.clients.document import ClientFile
from analysis.clients.keys import written_key
from analysis.clients.model import Client
from analysis.clients.names import suggestion
from analysis.clients.privacy_settings import Privacy
from analysis.clients.source_settings import RawFile
from analysis.clients.staff import staff_columns
from analysis.languages import messages
from analysis.languages.formats import date
from analysis.sources.dates import parsed_dates, parsed_yes_no
from analysis.sources.files.table import RawTable
from analysis.sources.inspection import Inspection
from analysis.sources.labels import Text
from analysis.sources.numbers import parsed_numbers
from analysis.sources.text import EMPTY, as_code, as_identifier, tidy

_ = messages(__name__)
Declared = TypeVar("Declared", bound=RawFile)
FIRST_YEAR, LAST_YEAR = 1900, 2100
LARGEST_NUMBER = 1e15  # beyond it, sums of floats lose whole units


@dataclass
class Reading:
    """A raw file, what the client file says about it, and what was found so far.

    Attributes
    ----------
    table : RawTable
        The file.
    client : Client
        Whose file it is.
    kind : str
        The source: ``deals``.
    inspection : Inspection
        Where everything found is recorded.
    last_day : date or None
        End of the wave's fieldwork: later dates have not happened yet.
    settings : RawFile
        The source's part of the client file.
    frame : DataFrame
        The rows still in use; the index is the row's number in ``table``.
    columns : dict
        Role → raw column, as far as read.
    labels : dict
        What the codes of the typed frames are called, as far as read.
    """

    table: RawTable
    client: Client
    kind: str
    inspection: Inspection
    last_day: dt.date | None = None
    labels: dict[str, Text] = field(default_factory=dict)
    settings: RawFile = field(init=False)
    frame: pd.DataFrame = field(init=False)
    columns: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.settings = self.client.sources.given()[self.kind]
        self.frame = self.table.frame
        self._missing = {as_code(value) for value in self.settings.missing}

    # -- what the client file says -------------------------------------------------------

    @property
    def path(self) -> tuple[str, str]:
        """Where the settings stand in the client file: ``("sources", "deals")``."""
        return "sources", self.kind

    def settings_as(self, kind: type[Declared]) -> Declared:
        """Return the source's part of the client file as the type its kind declares."""
        assert isinstance(self.settings, kind)
        return self.settings

    @property
    def file(self) -> ClientFile:
        """The client file, for the lines problems point at."""
        return self.client.file

    @property
    def currency(self) -> str:
        """The client's currency: amounts in VND have no decimals."""
        return self.client.currency

    @property
    def privacy(self) -> Privacy:
        """What the client file says of personal data."""
        return self.client.privacy

    @cached_property
    def unshown(self) -> frozenset[str]:
        """Columns that no report shows as they are: names of staff, perhaps e-mail addresses."""
        if self.client.staff == "shown":
            return frozenset()
        return frozenset(map(tidy, staff_columns(self.settings).values()))

    # -- what is in the file -------------------------------------------------------------

    def cells(self, column: str, path: Iterable[Any], role: str | None = None) -> pd.Series | None:
        """Return a column's cells, missing where they say so; None where it does not exist.

        Parameters
        ----------
        column : str
            The column's name as the client file has it.
        path : iterable
            Where in the client file it is named, below this source.
        role : str, optional
            Under which name it will stand in the typed frame.
        """
        name = tidy(column)
        if name not in self.frame.columns:
            place = (*self.path, *path)
            what = _(
                "{key} must name a column of {file}, got: {column}",
                key=dotted(place),
                file=self.table.where(),
                column=column,
            )
            self.inspection.refuse(
                self.file.where(place), what, suggestion(name, map(str, self.frame.columns))
            )
            return None
        if name in self.table.unusable:
            what = _("each cell must hold one value, got: {kind}", kind=self.table.unusable[name])
            cure = _("Deliver one value a cell, or remove the column from client.yml.")
            self.inspection.refuse(self.table.where(name), what, cure)
            return None
        if role:
            self.columns[role] = name
        return self._without_missing(self.frame[name])

    def _without_missing(self, values: pd.Series) -> pd.Series:
        if pd.api.types.is_datetime64_any_dtype(values):
            return values
        empty = {
            cell
            for cell in values.dropna().unique().tolist()
            if as_code(cell) in self._missing or (isinstance(cell, str) and cell.lower() in EMPTY)
        }
        values = values.mask(values.isin(list(empty))) if empty else values
        if isinstance(values.dtype, pd.StringDtype):
            blank = values.str.strip() == ""
            return values.mask(blank.fillna(False).astype(bool))
        return values

    # -- typed columns -------------------------------------------------------------------

    def identifier(self, column: str, path: Iterable[Any], role: str) -> pd.Series | None:
        """Return a column of ids as text; leading zeros stay."""
        cells = self.cells(column, path, role)
        return None if cells is None else as_text(cells, as_identifier)

    def text(self, column: str, path: Iterable[Any], role: str) -> pd.Series | None:
        """Return a column of texts, each in one form."""
        cells = self.cells(column, path, role)
        return None if cells is None else as_text(cells, lambda cell: tidy(_as_written(cell)))

    def number(
        self, column: str, path: Iterable[Any], role: str, money: bool = False
    ) -> pd.Series | None:
        """Return a column of numbers; percentages are shares."""
        cells = self.cells(column, path, role)
        if cells is None:
            return None
        grouped = money and self.currency == "VND"
        read = parsed_numbers(cells, self.settings.decimal, grouped)
        where = self.table.where(tidy(column))
        if read.unclear:
            self.inspection.refuse(
                where,
                _(
                    "it must be clear which mark is the decimal one, got: {value}",
                    value=read.unclear,
                ),
                _("Set {key}: '.' or ',' in client.yml.", key=dotted((*self.path, "decimal"))),
            )
            return None
        self.refuse_rows(
            tidy(column),
            read.wrong,
            _("each cell must be a number"),
            _("Correct the cells, or list what stands for no answer under missing."),
        )
        self.refuse_rows(
            tidy(column),
            read.values.abs() >= LARGEST_NUMBER,
            _("each cell must be a number of at most 15 digits"),
            _("Correct the cells, or list what stands for no answer under missing."),
        )
        return read.values

    def date(
        self, column: str, path: Iterable[Any], role: str, past: bool = True
    ) -> pd.Series | None:
        """Return a column of dates; dates nobody can mean are refused."""
        cells = self.cells(column, path, role)
        if cells is None:
            return None
        read = parsed_dates(cells, self.settings.day_first)
        other = "false" if self.settings.day_first else "true"
        cure = _(
            "Set {key}: {value} in client.yml.", key=dotted((*self.path, "day_first")), value=other
        )
        if not read.other_order:
            cure = _("Write dates as 2026-03-05 or 05/03/2026.")
        self.refuse_rows(tidy(column), read.wrong, _("each cell must be a date"), cure)
        self._refuse_impossible(tidy(column), read.values, past)
        return read.values

    def _refuse_impossible(self, column: str, dates: pd.Series, past: bool) -> None:
        years = dates.dt.year
        self.refuse_rows(
            column,
            ((years < FIRST_YEAR) | (years > LAST_YEAR)).fillna(False),
            _("dates must lie between 1900 and 2100"),
            _("Correct the dates."),
        )
        if past and self.last_day is not None:
            end = pd.Timestamp(self.last_day) + pd.Timedelta(days=1)
            self.refuse_rows(
                column,
                ((dates >= end) & (years <= LAST_YEAR)).fillna(False),
                _("dates must not lie after the wave's last day, {day}", day=date(self.last_day)),
                _("Correct the dates, or the wave's fieldwork in client.yml."),
            )

    def yes_no(self, column: str, path: Iterable[Any], role: str) -> pd.Series | None:
        """Return a column of yes/no answers as 1 and 0."""
        cells = self.cells(column, path, role)
        if cells is None:
            return None
        answers, wrong = parsed_yes_no(cells)
        self.refuse_rows(
            tidy(column), wrong, _("each cell must mean yes or no"), _("Use 1/0, TRUE/FALSE or x.")
        )
        return answers

    def codes(self, column: str, path: Iterable[Any], role: str | None = None) -> pd.Series | None:
        """Return a column's cells in the form in which codes are compared."""
        cells = self.cells(column, path, role)
        return None if cells is None else as_text(cells, as_code)

    # -- what is wrong -------------------------------------------------------------------

    def refuse_rows(self, column: str, wrong: pd.Series, rule: str, cure: str) -> bool:
        """Refuse the file for some of its rows; return whether there were any.

        The message names the number of rows, the first one and its value.
        """
        places = np.flatnonzero(wrong.to_numpy(dtype=bool))
        if not len(places):
            return False
        row = wrong.index[places[0]]
        value = self.table.frame[column].iloc[row]
        self.inspection.refuse(
            self.table.where(column),
            _(
                "{rule}, got: {value}, {rows}",
                rule=rule,
                value=_shown(value),
                rows=self.counted(len(places), row),
            ),
            cure,
        )
        return True

    def counted(self, rows: int, first: int) -> str:
        """Return how many rows, and where the first of them stands."""
        return _.plural(
            "{n} row, at {place}", "{n} rows, first at {place}", rows, place=self.table.place(first)
        )

    def drop_rows(self, rows: pd.Series, what: str, column: str | None = None) -> None:
        """Leave out rows, and say so."""
        self.inspection.repaired(self.table.where(column), what, int(rows.sum()))
        self.frame = self.frame[~rows]


def dotted(path: Iterable[Any]) -> str:
    """Return a place in the client file as people write it: sources.deals.columns.amount."""
    text = ""
    for part in path:
        text += f"[{part + 1}]" if isinstance(part, int) else f".{written_key(str(part))}"
    return text.lstrip(".")


def as_text(cells: pd.Series, form: Any) -> pd.Series:
    """Return cells as texts in one form, missing where they are missing."""
    forms = {cell: form(cell) for cell in cells.dropna().unique().tolist()}
    texts = [forms.get(cell) if cell is not None else None for cell in _plain(cells)]
    return pd.Series(texts, index=cells.index, dtype="str")


def _plain(cells: pd.Series) -> list[Any]:
    return cells.astype(object).where(cells.notna(), None).tolist()


def _as_written(cell: object) -> str:
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    return as_identifier(cell)


def _shown(value: object) -> str:
    if value is None or value != value:
        return _("nothing")
    text = as_identifier(value).replace("\n", " ")
    return text if len(text) <= 60 else text[:59] + "…"
