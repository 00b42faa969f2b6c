"""Place the people of a file in a client's segments, by the frozen formula of its typing tool."""

from __future__ import annotations

import csv
import io
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from analysis.clients.loading import load_client
from analysis.clients.model import Client
from analysis.clients.project import shown_path
from analysis.errors import ClientError, NotEnoughData, Problem
from analysis.languages import active_language, formats, messages
from analysis.pipeline.publish import write_whole
from analysis.report.opening import open_study
from analysis.sources.labels import Labels
from analysis.sources.new_people import Asked, NewPeople, people_file, read_new_people
from analysis.sources.people import People
from analysis.study import Study
from analysis.topics.segments import number, solution
from analysis.topics.segments.basis.method_basis import basis_of_people
from analysis.topics.segments.solution.method import segment_labels, segment_names
from analysis.topics.segments.typing.method import TypingTool, typing_tool
from analysis.topics.segments.typing.method_formula import assigned
from analysis.values.absent import Absent

_ = messages(__name__)
ENDING = "_segments.csv"
COLUMNS = (
    "segment", "segment_name", "probability", "second_segment", "second_name",
    "second_probability", "unanswered",
)  # fmt: skip
_FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")
_NUMBER = re.compile(r"[+-]?\d[\d.,]*")


@dataclass(frozen=True)
class Classification:
    """What became of a file.

    Attributes
    ----------
    path : Path
        The file written.
    counts : mapping of str to int
        People by name of segment, in the segments' order.
    unplaced : int
        People who answered none of the questions.
    accuracy : float
        Share of people placed rightly when the tool was tried, 0–1.
    notes : tuple of str
        What to know of the file.
    """

    path: Path
    counts: Mapping[str, int]
    unplaced: int
    accuracy: float
    notes: tuple[str, ...]


@dataclass(frozen=True)
class FrozenTool:
    """A client's typing tool as its wave made it.

    Attributes
    ----------
    tool : TypingTool
        The tool.
    names : mapping of int to str
        Names of the segments.
    keys : mapping of str to str
        Question of the formula → question or attribute of the client file.
    wave : str
        The wave it was made in.
    labels : Labels
        What questions and answers are called.
    """

    tool: TypingTool
    names: Mapping[int, str]
    keys: Mapping[str, str]
    wave: str
    labels: Labels


def people_with_segments(client: Client, wave: str = "") -> tuple[Study, People]:
    """Return a client's study of segments and the people they are made of.

    Parameters
    ----------
    client : Client
        The client.
    wave : str
        The wave whose segments are meant; empty for the one segments are made in.

    Raises
    ------
    NotEnoughData
        If the client has no segments.
    """
    wave = wave or client.reference_wave
    study = open_study("segmentation", client=client.id, wave=wave, language=active_language())
    people = study.people_as_read
    if isinstance(people, Absent):
        raise NotEnoughData(Problem(client.id, people.reason))
    return study, people


def frozen_tool(study: Study, people: People) -> FrozenTool:
    """Return a client's typing tool, made by the same calls as in the notebook.

    Parameters
    ----------
    study, people
        From `people_with_segments`.

    Raises
    ------
    NotEnoughData
        If no questions tell the segments apart.
    """
    plan = study.segment_plan
    basis = basis_of_people(people, plan.method)
    decided = number.decided_number(number.result(study, basis))
    segments = solution.result(study, basis, decided)
    tool = typing_tool(
        segment_labels(segments),
        people.askable,
        people.weights,
        most_questions=plan.typing_questions,
        seed=study.client.seed,
    )
    if isinstance(tool, Absent):
        raise NotEnoughData(Problem(study.client.id, tool.reason))
    words = study.segment_words.naming(segment_names(segments))
    return FrozenTool(tool, words.segments, people.keys, study.wave, people.labels)


def classify(
    client_id: str, file: Path, *, wave: str = "", output: Path | None = None, force: bool = False
) -> Classification:
    """Write the segment of every person of a file into a CSV file beside it.

    Parameters
    ----------
    client_id : str
        Name of the client's folder.
    file : Path
        People with the raw columns and codes of the client's own source.
    wave : str
        The wave whose segments are meant; empty for the one segments are made in.
    output : Path, optional
        Where to write; left out, beside the file.
    force : bool
        Whether a result from before may be overwritten.

    Raises
    ------
    ClientError
        If there is a file already, also with ``force`` where it is no result from before, or
        if the client file is wrong.
    DataError
        If the file cannot be used, with everything that is wrong in it.
    NotEnoughData
        If the client has no typing tool.
    """
    path = output or file.with_name(file.stem + ENDING)
    _refuse_overwriting(path, file, force)
    client = load_client(client_id)
    segmented = people_with_segments(client, wave)
    table = people_file(file, client)  # a tool is seconds of work: not for a file nobody can read
    frozen = frozen_tool(*segmented)
    formula = frozen.tool.formula
    asked = [
        Asked(
            question.name,
            frozen.labels.label(question.name),
            frozen.keys[question.name],
            question.kind != "choice",
        )
        for question in formula.questions
    ]
    people = read_new_people(table, client, frozen.wave, asked)
    placed = assigned.__wrapped__(formula, people.answers)
    write_whole(path, _csv(people, placed, frozen.names))
    counts = placed["segment"].value_counts()
    return Classification(
        path,
        {frozen.names[n]: int(counts.get(n, 0)) for n in formula.segments},
        int(placed["segment"].isna().sum()),
        frozen.tool.accuracy,
        (*people.notes, *_unknown(people.answers, frozen)),
    )


def _refuse_overwriting(path: Path, file: Path, force: bool) -> None:
    if os.path.realpath(path) == os.path.realpath(file):
        what = _("the result must go into a file of its own, got: the file that is read")
        raise ClientError(Problem(shown_path(path), what, _("Name another one by --output.")))
    there = os.path.lexists(path)
    if there and not _is_result(path):
        what = _("only a result from before may be overwritten, got: something else")
        raise ClientError(Problem(shown_path(path), what, _("Name another one by --output.")))
    if there and not force:
        what = _("the file must not be there yet, got: one from before")
        cure = _("Overwrite it by --force, or name another one by --output.")
        raise ClientError(Problem(shown_path(path), what, cure))


def _is_result(path: Path) -> bool:
    """Whether a file is one that was written here: a client's raw file must not be lost."""
    if not path.is_file():
        return False
    try:
        with path.open("rb") as file:
            head = file.readline(10_000)
    except OSError:
        return False
    return head.rstrip().endswith(",".join(COLUMNS).encode())


def _unknown(answers: pd.DataFrame, frozen: FrozenTool) -> list[str]:
    """Say where answers are not among those the formula knows; they count as no answer."""
    notes = []
    for question in frozen.tool.formula.questions:
        if question.kind != "choice":
            continue
        given = answers[question.name].dropna().astype(object)
        unknown = int((~given.isin(question.answers)).sum())
        if unknown:
            notes.append(
                _(
                    "“{label}”: {n} answers were not given before and are not counted.",
                    label=frozen.labels.label(question.name),
                    n=formats.number(unknown),
                )
            )
    return notes


def _csv(people: NewPeople, placed: pd.DataFrame, names: Mapping[int, str]) -> bytes:
    """Return the file: UTF-8 with the mark by which Excel knows it, no cell read as a formula."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow([_harmless(people.id_name), *COLUMNS])
    columns = [placed[name] for name in ("segment", "probability")]
    columns += [placed[name] for name in ("second_segment", "second_probability", "unanswered")]
    for identity, first, surely, second, less, unanswered in zip(people.ids, *columns, strict=True):
        cells: list[object] = [_harmless(str(identity))]
        for segment, chance in ((first, surely), (second, less)):
            there = segment is not pd.NA
            cells += [
                int(segment) if there else "",
                _harmless(names[int(segment)]) if there else "",
                f"{np.round(chance, 4):.4f}" if there else "",
            ]
        writer.writerow([*cells, int(unanswered)])
    return text.getvalue().encode("utf-8-sig")


def _harmless(text: str) -> str:
    """Put a quote before what a spreadsheet would compute; numbers stay as they are."""
    return f"'{text}" if text.startswith(_FORMULA_SIGNS) and not _NUMBER.fullmatch(text) else text
