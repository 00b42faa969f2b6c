"""One lead after the other: its four answers, and the grade they make."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from analysis.errors import DataError, Problem
from analysis.languages import messages
from analysis.languages.formats import number

_ = messages(__name__)
CRITERIA = ("budget", "authority", "need", "timeline")
ANSWERS = ("yes", "no", "unknown")
HARD = ("budget", "authority", "need")


def graded_leads(frame: pd.DataFrame, hard: Sequence[str] = HARD) -> pd.DataFrame:
    """Return the leads' four answers, how many are yes and unknown, and their grade.

    Parameters
    ----------
    frame : pandas.DataFrame
        As `bant_table` takes it.
    hard : sequence of str
        Criteria on which a no disqualifies.

    Returns
    -------
    pandas.DataFrame
        One row per lead: the four answers (``yes``, ``no``, ``unknown``), ``yes`` and
        ``unknown`` (how many), ``grade``.
    """
    answers = _answers(frame)
    return answers.assign(
        yes=(answers == "yes").sum(axis=1),
        unknown=(answers == "unknown").sum(axis=1),
        grade=_grades(answers, hard),
    )


def _grades(answers: pd.DataFrame, hard: Sequence[str]) -> np.ndarray:
    return np.select(
        [
            (answers == "yes").all(axis=1),
            (answers[list(hard)] == "no").any(axis=1),
            (answers != "unknown").all(axis=1),
        ],
        ["qualified", "disqualified", "nurture"],
        default="incomplete",
    )


def _answers(frame: pd.DataFrame) -> pd.DataFrame:
    """Return the four criteria as ``yes``, ``no`` and ``unknown``."""
    problems, columns = [], {}
    for criterion in CRITERIA:
        if criterion not in frame.columns:
            columns[criterion] = pd.Series("unknown", index=frame.index)
            continue
        read = frame[criterion].map(_answer, na_action="ignore")
        columns[criterion] = read.astype("object").where(read.notna(), "unknown").astype("str")
        wrong = columns[criterion] == "?"
        if wrong.any():
            first = int(np.flatnonzero(wrong)[0])
            problems.append(
                Problem(
                    criterion,
                    _(
                        "must be yes, no or unknown, got: {value}, {n} rows, first at row {row}",
                        value=str(frame[criterion].iloc[first]),
                        n=number(int(wrong.sum())),
                        row=number(first + 1),
                    ),
                )
            )
    if problems:
        raise DataError(problems)
    return pd.DataFrame(columns, index=frame.index)


def _answer(value: object) -> str:
    if isinstance(value, str):
        word = value.strip().lower()
        return word if word in ANSWERS else "?"
    answers: dict[object, str] = {1: "yes", 0: "no"}  # True == 1
    return answers.get(value, "?")
