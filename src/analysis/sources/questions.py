"""The answers to each question, read from a survey's columns with their labels."""

from __future__ import annotations

import fnmatch
import re
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from analysis.clients.names import suggestion
from analysis.clients.source_settings import RawValue
from analysis.clients.survey_settings import Question
from analysis.clients.text import written
from analysis.languages import messages
from analysis.sources import gate
from analysis.sources.bands import band_texts, point_code
from analysis.sources.files.table import Codebook
from analysis.sources.labels import Text, answer_codes
from analysis.sources.personal_data import shown_labels
from analysis.sources.reading import Reading, as_text, dotted
from analysis.sources.survey import AnsweredQuestion
from analysis.sources.text import as_code, natural_order, tidy

_ = messages(__name__)


@dataclass(frozen=True)
class Answers:
    """A question and its answers."""

    question: AnsweredQuestion
    values: pd.Series | pd.DataFrame  # of codes; `Reading.labels` has what they are called

    @property
    def column(self) -> pd.Series:
        """The answers to a question that has one column."""
        assert isinstance(self.values, pd.Series)
        return self.values


def read_question(
    reading: Reading, codebook: Codebook, key: str, question: Question, used: bool
) -> Answers | None:
    """Return the answers to one question; None where they had to be refused.

    Parameters
    ----------
    reading : Reading
        The survey file.
    codebook : Codebook
        Labels, codes and refused answers of its columns.
    key : str
        The question's name in the client file.
    question : Question
        What the client file says of it.
    used : bool
        Whether it tells people apart (banner, segments): its answers must then differ.
    """
    reader = {
        "single": _single,
        "multiple": _split if question.separator else _multiple,
        "scale": _scale,
        "number": _number,
        "text": _text,
    }[question.type]
    found = reader(reading, codebook, key, question)
    if found is None:
        return None
    reading.labels[key] = question.label
    values, asked, refused, items = found
    answered = values.notna().any(axis=1) if isinstance(values, pd.DataFrame) else values.notna()
    if isinstance(values, pd.Series):
        column = tidy(question.own_column)
        gate.check_complete(reading, column, values)
        if question.type != "text":
            gate.check_varies(reading, column, values, used)
    described = AnsweredQuestion(
        key,
        question.label,
        question.type,
        question.family,
        items,
        asked=int(asked.sum()),
        answered=int(answered.sum()),
        refused=int((asked & ~answered).sum() if refused is None else (refused & ~answered).sum()),
        scale=question.scale,
        bands=tuple(question.bands) if question.bands else None,
        ordered=question.ordered,
    )
    return Answers(described, values)


Read = tuple[pd.Series | pd.DataFrame, pd.Series, pd.Series | None, tuple[str, ...]]
ReadColumn = tuple[pd.Series, pd.Series, pd.Series | None, tuple[str, ...]]


def _cells(
    reading: Reading, codebook: Codebook, column: str, path: tuple[Any, ...]
) -> tuple[pd.Series, pd.Series] | None:
    """Return a column's usable cells, and where the question was asked at all."""
    cells = reading.cells(column, path)
    if cells is None:
        return None
    name = tidy(column)
    asked = reading.frame[name].notna()
    for refused in codebook.refused.get(name, []):
        cells = cells.mask(_refused(cells, refused))
    return cells, asked


def _refused(cells: pd.Series, refused: Any) -> pd.Series:
    if isinstance(refused, tuple) and not isinstance(refused[0], str):
        numbers: pd.Series = pd.to_numeric(cells, errors="coerce")
        inside: pd.Series = (numbers >= refused[0]) & (numbers <= refused[1])
        return inside.fillna(False).astype(bool)
    codes = set(refused) if isinstance(refused, tuple) else {refused}
    return as_text(cells, as_code).isin([as_code(code) for code in codes])


def _single(reading: Reading, codebook: Codebook, key: str, question: Question) -> Read | None:
    found = _cells(reading, codebook, question.own_column, ("questions", key, "column"))
    if found is None:
        return None
    cells, asked = found
    name = tidy(question.own_column)
    codes = as_text(cells, as_code)
    known = _labels(codebook.values.get(name, {}), question.values)
    if codebook.values.get(name) and not _all_known(reading, name, codes, known):
        return None
    seen = sorted(set(codes.dropna()), key=natural_order)
    texts = {**known, **{code: code for code in seen if code not in known}}
    shown = shown_labels(reading, name, texts, codes, categories=True)
    offered = {code: text for code, text in shown.items() if _offered(code, codebook, name)}
    answers, labels = answer_codes(key, texts, offered)
    reading.labels |= labels
    categories = list(labels)
    values = pd.Series(
        pd.Categorical(
            codes.where(codes.isin(list(answers))).map(answers, na_action="ignore").astype(object),
            categories=categories,
            ordered=True,
        ),
        index=codes.index,
    )
    return values, asked, None, tuple(categories)


def _labels(file: dict[str, str], values: dict[RawValue, Text]) -> dict[str, Text]:
    """Merge the file's labels with the client file's; the latter's order wins where it is whole."""
    own = {as_code(code): label for code, label in values.items()}
    if own and set(own) >= set(file):
        return own
    return {**file, **own}


def _offered(code: str, codebook: Codebook, name: str) -> bool:
    """Whether a code is an answer, not one that stands for a refusal."""
    probe = pd.Series([float(code) if re.fullmatch(r"-?\d+(\.\d+)?", code) else code], dtype=object)
    return not any(_refused(probe, refused).any() for refused in codebook.refused.get(name, []))


def _all_known(reading: Reading, name: str, codes: pd.Series, known: dict[str, Text]) -> bool:
    return not reading.refuse_rows(
        name,
        codes.notna() & ~codes.isin(list(known)),
        _("each code must have a label"),
        _("Add the code to the codebook or to the question's values, or list it under missing."),
    )


def named_columns(
    reading: Reading, columns: str | list[str], path: tuple[Any, ...]
) -> list[str] | None:
    """Return the columns a list of names and patterns stands for; patterns in natural order."""
    listed = [columns] if isinstance(columns, str) else columns
    there = [str(name) for name in reading.frame.columns]
    found: list[str] = []
    for index, pattern in enumerate(listed):
        name = tidy(pattern)
        matched = [name] if name in there else []
        if not matched and "*" in name:
            matched = sorted(
                (c for c in there if fnmatch.fnmatchcase(c, name.replace("[", "[[]"))),
                key=natural_order,
            )
        if not matched:
            place = (*reading.path, *path, *([index] if isinstance(columns, list) else []))
            reading.inspection.refuse(
                reading.file.where(place),
                _(
                    "{key} must name columns of {file}, got: {column}",
                    key=dotted(place),
                    file=reading.table.where(),
                    column=pattern,
                ),
                suggestion(name, there),
            )
            return None
        found += [column for column in matched if column not in found]
    return found


def _multiple(reading: Reading, codebook: Codebook, key: str, question: Question) -> Read | None:
    path = ("questions", key, "columns")
    columns = named_columns(reading, question.own_columns, path)
    if columns is None:
        return None
    own = {tidy(column): label for column, label in question.items.items()}
    given = {c: own.get(c) or codebook.labels.get(c) or c for c in columns}
    shown = {c: shown_labels(reading, c, {c: text})[c] for c, text in given.items()}
    columns = [column for column in columns if shown[column] is not None]
    items, texts = answer_codes(key, given, shown)
    labels = [written(text) for column in columns if (text := shown[column]) is not None]
    if doubled := sorted({x for x in labels if labels.count(x) > 1 and x != _("Other")}):
        reading.inspection.refuse(
            reading.file.where((*reading.path, *path)),
            _(
                "{key} must have items with different labels, got: {label} twice",
                key=dotted((*reading.path, *path)),
                label=doubled[0],
            ),
            _("Name the items under items in client.yml."),
        )
        return None
    values, asked = chosen(reading, codebook, columns, question.selected, path)
    if not (values == 1).any(axis=None):
        _check_selected(reading, codebook, key, question, columns)
    values.columns = [items[column] for column in columns]
    for other in values.columns[values.columns.duplicated()].unique():
        together = values.loc[:, values.columns == other].max(axis=1)
        values = values.loc[:, ~values.columns.duplicated()].assign(**{other: together})
    reading.labels |= texts
    return values, asked.any(axis=1), None, tuple(values.columns)


def _check_selected(
    reading: Reading, codebook: Codebook, key: str, question: Question, columns: list[str]
) -> None:
    """Refuse items of which nobody chose any, where the cells hold several codes to choose from."""
    cells = [_cells(reading, codebook, column, ("questions", key, "columns")) for column in columns]
    texts = (as_text(found[0], as_code) for found in cells if found)
    codes = sorted({code for text in texts for code in text.dropna().unique()}, key=natural_order)
    if len(codes) < 2:
        return
    path = (*reading.path, "questions", key, "selected")
    reading.inspection.refuse(
        reading.file.where(path),
        _(
            "{key} must hold a code of {file}, got: {selected}",
            key=dotted(path),
            file=reading.table.where(),
            selected=", ".join(map(str, question.selected)),
        ),
        _("Name the codes that mean chosen; the file has: {codes}.", codes=", ".join(codes[:9])),
    )


def chosen(
    reading: Reading,
    codebook: Codebook,
    columns: list[str],
    selected: list[RawValue],
    path: tuple[Any, ...],
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return 1, 0 and NaN (no answer) for a set of yes/no columns, and where it was asked.

    Where a set holds nothing but the chosen code and blanks, a blank means not chosen.
    """
    wanted = {as_code(value) for value in selected}
    codes: dict[str, pd.Series] = {}
    asked: dict[str, pd.Series] = {}
    for column in columns:
        found = _cells(reading, codebook, column, path)
        if found is None:  # told already
            nothing = pd.Series(None, reading.frame.index, dtype=object)
            found = nothing, nothing.notna()
        codes[column] = as_text(found[0], as_code)
        asked[column] = found[1]
    seen = {code for values in codes.values() for code in values.dropna().unique()}
    blank_is_no = bool(seen) and seen <= wanted
    answers = pd.DataFrame(
        {
            column: values.isin(list(wanted)).astype(float)
            if blank_is_no
            else values.isin(list(wanted)).astype(float).where(values.notna())
            for column, values in codes.items()
        }
    )
    where_asked = pd.DataFrame(asked)
    return answers, where_asked | True if blank_is_no else where_asked


def _split(reading: Reading, codebook: Codebook, key: str, question: Question) -> Read | None:
    """One column with several answers: one item for each that occurs."""
    found = _cells(reading, codebook, question.own_column, ("questions", key, "column"))
    if found is None:
        return None
    cells, asked = found
    separator = question.separator
    texts = as_text(cells, lambda cell: tidy(str(cell)))
    parts = [
        [tidy(part) for part in text.split(separator) if tidy(part)]
        if isinstance(text, str)
        else []
        for text in texts.astype(object)
    ]
    seen = sorted({part for row in parts for part in row}, key=natural_order)
    given = {tidy(item): label for item, label in question.items.items()}
    order = [*(item for item in given if item in seen), *(i for i in seen if i not in given)]
    named = {item: given.get(item, item) for item in order}
    shown = shown_labels(
        reading,
        tidy(question.own_column),
        named,
        pd.Series(
            [part for row in parts for part in row],
            index=[place for place, row in zip(texts.index, parts, strict=True) for _part in row],
            dtype=object,
        ),
        categories=True,
    )
    codes, labels = answer_codes(key, named, shown)
    reading.labels |= labels
    sets = [{codes[part] for part in row if part in codes} for row in parts]
    values = pd.DataFrame(
        {code: [float(code in row) for row in sets] for code in labels},
        index=texts.index,
    ).where(texts.notna(), np.nan)
    return values, asked, None, tuple(values.columns)


def _numbers(
    reading: Reading, codebook: Codebook, key: str, question: Question
) -> ReadColumn | None:
    path = ("questions", key, "column")
    found = _cells(reading, codebook, question.own_column, path)
    if found is None:
        return None
    cells, asked = found
    numbers = reading.number(question.own_column, path, key)
    return None if numbers is None else (numbers.where(cells.notna()), asked, None, ())


def _scale(reading: Reading, codebook: Codebook, key: str, question: Question) -> Read | None:
    found = _numbers(reading, codebook, key, question)
    if found is None:
        return None
    low, high = question.ends
    reading.refuse_rows(
        tidy(question.own_column),
        (found[0] < low) | (found[0] > high),
        _("answers must lie between {low} and {high}", low=f"{low:g}", high=f"{high:g}"),
        _("Correct the scale in client.yml, or list codes for no answer under missing."),
    )
    reading.labels |= {point_code(key, point): f"{point:g}" for point in found[0].dropna().unique()}
    return found


def _number(reading: Reading, codebook: Codebook, key: str, question: Question) -> Read | None:
    found = _numbers(reading, codebook, key, question)
    if found is not None and question.bands:
        reading.labels |= band_texts(key, found[0], list(question.bands))
    return found


def _text(reading: Reading, codebook: Codebook, key: str, question: Question) -> Read | None:
    found = _cells(reading, codebook, question.own_column, ("questions", key, "column"))
    if found is None:
        return None
    return as_text(found[0], lambda cell: tidy(str(cell))), found[1], None, ()
