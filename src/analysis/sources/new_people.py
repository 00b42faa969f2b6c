"""People who are to be placed in segments: only what a formula asks, from a file of their own."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from analysis.clients.kinds.customers import Customers
from analysis.clients.model import Client
from analysis.clients.names import suggestion
from analysis.clients.project import shown_path
from analysis.clients.source_settings import Attribute, RawFile
from analysis.clients.survey_settings import Question
from analysis.clients.survey_settings import Survey as SurveySettings
from analysis.errors import DataError, Problem
from analysis.languages import messages
from analysis.sources.attributes import NUMERIC, read_attributes
from analysis.sources.bands import banded_values, point_code
from analysis.sources.files.codebooks import read_codebook
from analysis.sources.files.read import read_raw
from analysis.sources.files.table import Codebook, RawTable
from analysis.sources.inspection import Inspection
from analysis.sources.questions import named_columns, read_question
from analysis.sources.reading import Reading
from analysis.sources.text import as_code, tidy

_ = messages(__name__)


@dataclass(frozen=True)
class Asked:
    """One question of a formula.

    Attributes
    ----------
    code : str
        Column of the answers, as in `People.answers`.
    label : str
        What it is called.
    key : str
        Question or attribute of the client file.
    as_number : bool
        Whether the formula takes it as a number; a choice otherwise.
    """

    code: str
    label: str
    key: str
    as_number: bool


@dataclass(frozen=True)
class NewPeople:
    """People to be placed.

    Attributes
    ----------
    ids : pandas.Series of str
        Their ids where the file has the client file's id column, else the lines they stand in.
    id_name : str
        What the ids are: the id column, or ``row``.
    answers : pandas.DataFrame
        One column a question asked, named by its code; 1/0, numbers, or codes.
    notes : tuple of str
        What to know of the file.
    """

    ids: pd.Series
    id_name: str
    answers: pd.DataFrame
    notes: tuple[str, ...]


@dataclass(frozen=True)
class _Place:
    """Where a question's answers stand.

    ``blank_is_no``: whether a blank means not chosen in the client's own file.
    """

    asked: Asked
    column: str
    blank_is_no: bool = True


def people_file(path: Path, client: Client) -> RawTable:
    """Read a file of new people as it is.

    Parameters
    ----------
    path : Path
        CSV, XLSX, SAV or Parquet.
    client : Client
        The client; segments must be described.

    Raises
    ------
    DataError
        Where the file is not there or cannot be read.
    """
    if not path.is_file():
        raise DataError(Problem(shown_path(path), _("the file must be there, got: no such file")))
    kind = _kind(client)
    return read_raw(path, _without_absent_sheets(client.sources.given()[kind], path), kind)


def read_new_people(
    table: RawTable, client: Client, wave: str, questions: list[Asked]
) -> NewPeople:
    """Read the answers of new people as the client's own source is read.

    The file has the raw columns and codes of that source; only the columns asked for are
    needed, and nobody is left out.

    Parameters
    ----------
    table : RawTable
        From `people_file`.
    client : Client
        The client; segments must be described.
    wave : str
        The wave whose file tells what columns and codes mean.
    questions : list of Asked
        What the formula asks.

    Raises
    ------
    DataError
        With everything that is wrong in the file: absent columns, codes without a label,
        cells that are no numbers …
    """
    kind = _kind(client)
    settings = client.sources.given()[kind]
    inspection = Inspection()
    own, codebook = _own_file(client, wave, kind)
    codebook = Codebook(
        codebook.labels, codebook.values, {**codebook.refused, **table.codebook.refused}
    )
    known = Reading(own, client, kind, inspection)
    places = [_place_of(one, settings, known) for one in questions]
    reading = Reading(table, client, kind, inspection)
    there = _there(places, reading)
    answers: dict[str, pd.Series] = {}
    for key in dict.fromkeys(place.asked.key for place in there):
        mine = [place for place in there if place.asked.key == key]
        answers |= _answers(reading, codebook, settings, mine)
    if inspection.problems:
        raise DataError(inspection.problems)
    rows = table.frame.index
    frame = pd.DataFrame(
        {one.code: answers.get(one.code, pd.Series(float("nan"), rows)) for one in questions},
        index=rows,
    )
    ids = _ids(reading)  # which may note something, too
    return NewPeople(*ids, frame, tuple(f"{n.where}: {n.what}" for n in inspection.notes))


def _kind(client: Client) -> str:
    return client.segmentation.source if client.segmentation else "survey"


def _without_absent_sheets(settings: RawFile, path: Path) -> RawFile:
    """Sheets the client file names are read where the workbook has them, else the first one."""
    if settings.sheet is None or path.suffix.lower() not in (".xlsx", ".xlsm"):
        return settings.model_copy(update={"sheet": None})
    try:
        read_raw(path, settings, "")
    except DataError:
        return settings.model_copy(update={"sheet": None})
    return settings


def _own_file(client: Client, wave: str, kind: str) -> tuple[RawTable, Codebook]:
    """Return the client's own file, which names the columns, and the meaning of its codes."""
    table = read_raw(client.raw_file(wave, kind), client.sources.given()[kind], kind)
    codebook = client.codebook_file(wave, kind)
    return table, table.codebook if codebook is None else read_codebook(codebook)[0]


def _place_of(asked: Asked, settings: Any, own: Reading) -> _Place:
    if not hasattr(settings, "questions"):
        return _Place(asked, tidy(settings.attributes[asked.key].column))
    question: Question = settings.questions[asked.key]
    if question.type != "multiple" or question.separator:
        return _Place(asked, tidy(question.own_column))
    columns = named_columns(own, question.own_columns, ("questions", asked.key, "columns")) or []
    wanted = {as_code(value) for value in question.selected}
    cells = (own.cells(column, ("questions", asked.key, "columns")) for column in columns)
    codes = {as_code(code) for cell in cells if cell is not None for code in cell.dropna().unique()}
    column = asked.code.removeprefix(f"{asked.key}/")
    return _Place(asked, column, blank_is_no=codes <= wanted)


def _there(places: list[_Place], reading: Reading) -> list[_Place]:
    """Return the questions whose columns hold answers; absent columns are problems."""
    found = []
    table = reading.table
    for place in places:
        if place.column not in table.frame.columns:
            what = _(
                'the file must have the column "{column}" with the answers to “{label}”, got: none',
                column=place.column,
                label=place.asked.label,
            )
            reading.inspection.refuse(
                table.where(), what, suggestion(place.column, map(str, table.frame.columns))
            )
        elif table.frame[place.column].isna().all():
            what = _("“{label}” is answered by nobody.", label=place.asked.label)
            reading.inspection.note(table.where(place.column), what)
        else:
            found.append(place)
    return found


def _answers(
    reading: Reading, codebook: Codebook, settings: Any, places: list[_Place]
) -> dict[str, pd.Series]:
    """Return the answers to one question, or to some of its items, by their codes."""
    key = places[0].asked.key
    if not hasattr(settings, "questions"):
        return _attribute(reading, settings.attributes[key], places[0].asked)
    question: Question = settings.questions[key]
    if question.type == "multiple" and not question.separator:
        question = question.model_copy(update={"columns": [place.column for place in places]})
    found = read_question(reading, codebook, key, question, used=False)
    if found is None:
        return {}
    values = found.values
    if isinstance(values, pd.DataFrame):
        none = pd.Series(0.0, values.index).where(values.notna().any(axis=1))
        return {
            place.asked.code: values.get(place.asked.code, none)
            if place.blank_is_no
            else values[place.asked.code].where(_answered(reading, place))
            for place in places
        }
    asked = places[0].asked
    if question.type in ("number", "scale") and not asked.as_number:
        if question.bands:
            return {asked.code: banded_values(key, values, list(question.bands))}
        return {asked.code: values.map(lambda point: point_code(key, point), na_action="ignore")}
    return {asked.code: values}


def _answered(reading: Reading, place: _Place) -> pd.Series:
    cells = reading.cells(place.column, ("questions", place.asked.key, "columns"))
    assert cells is not None  # `read_question` has refused it otherwise
    return cells.notna()


def _attribute(reading: Reading, attribute: Attribute, asked: Asked) -> dict[str, pd.Series]:
    frame, _described = read_attributes(reading, {asked.key: attribute})
    numeric = NUMERIC + asked.key
    if asked.as_number and numeric in frame:
        return {asked.code: frame[numeric]}
    return {asked.code: frame[asked.key]} if asked.key in frame else {}


def _id_column(reading: Reading) -> str:
    settings = reading.settings
    if isinstance(settings, SurveySettings):
        return tidy(settings.id)
    return tidy(reading.settings_as(Customers).columns.customer)


def _ids(reading: Reading) -> tuple[pd.Series, str]:
    column = _id_column(reading)
    table = reading.table
    if column in table.frame.columns:
        ids = reading.identifier(column, ("id",), "id")
        if ids is not None:
            repeated = int((ids.dropna().duplicated()).sum())
            if repeated:
                reading.inspection.note(
                    table.where(column),
                    _.plural("{n} id stands there again.", "{n} ids stand there again.", repeated),
                )
            return ids.fillna(""), column
    return pd.Series(table.lines.astype(str), table.frame.index), "row"
