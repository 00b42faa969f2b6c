"""Leads by budget, authority, need and timeline, where unknown is not the same as no."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from analysis.errors import DataError, NotEnoughData, Problem
from analysis.languages import messages
from analysis.languages.formats import number
from analysis.methods.prospects.lead_conversion import Conversion, conversion_of, known_outcome
from analysis.values.absent import unless_absent

_ = messages(__name__)
CRITERIA = ("budget", "authority", "need", "timeline")
ANSWERS = ("yes", "no", "unknown")
HARD = ("budget", "authority", "need")
GRADES = ("qualified", "incomplete", "nurture", "disqualified")


@dataclass(frozen=True)
class BantCriterion:
    """One criterion over all leads.

    Attributes
    ----------
    criterion : str
        ``budget``, ``authority``, ``need`` or ``timeline``.
    yes, no, unknown : int
        Leads with each answer; they add up to the base.
    base, known : int
        All leads; those with yes or no.
    share_yes, low, high : float or None
        Share of yes among the known, 0–1, with its interval; None where nothing is known.
    conversion : tuple of Conversion
        Of leads with yes, no and unknown; empty where no outcome is given.
    """

    criterion: str
    yes: int
    no: int
    unknown: int
    base: int
    known: int
    share_yes: float | None
    low: float | None
    high: float | None
    conversion: tuple[Conversion, ...]


@dataclass(frozen=True)
class BantGroup:
    """Leads of one grade, or with one number of yes.

    Attributes
    ----------
    group : str
        Grade, or number of criteria answered yes (``"0"`` … ``"4"``).
    leads : int
        Leads in it.
    share, low, high : float
        Share of all leads, 0–1, with its interval.
    conversion : Conversion or None
        Of its leads; None where no outcome is given.
    """

    group: str
    leads: int
    share: float
    low: float
    high: float
    conversion: Conversion | None


@dataclass(frozen=True)
class BantTable:
    """All leads by the four criteria.

    Attributes
    ----------
    criteria : tuple of BantCriterion
        Budget, authority, need, timeline.
    grades : tuple of BantGroup
        ``qualified``, ``incomplete``, ``nurture``, ``disqualified``; they add up.
    yes_counts : tuple of BantGroup
        Leads with 0 … 4 criteria answered yes; they add up.
    leads : pandas.DataFrame
        One row per lead: the four answers (``yes``, ``no``, ``unknown``), ``yes`` and
        ``unknown`` (how many), ``grade``.
    base : int
        Leads.
    outcome_known : int or None
        Leads with a known outcome; None where no outcome is given.
    level : float
        Confidence of the intervals.
    """

    criteria: tuple[BantCriterion, ...]
    grades: tuple[BantGroup, ...]
    yes_counts: tuple[BantGroup, ...]
    leads: pd.DataFrame
    base: int
    outcome_known: int | None
    level: float


@unless_absent
def bant_table(
    frame: pd.DataFrame,
    outcome: pd.Series | None = None,
    *,
    hard: Sequence[str] = HARD,
    smallest_base: int = 30,
    level: float = 0.95,
) -> BantTable:
    """Return how leads stand on budget, authority, need and timeline, and their grade.

    ``qualified``: yes on all four. ``disqualified``: no on a hard criterion (budget, authority
    or need). ``nurture``: all known, and no only on the others: the time has not come.
    ``incomplete``: no hard no, and something is still unknown: ask. Nobody is disqualified for
    what was not asked.

    Parameters
    ----------
    frame : pandas.DataFrame
        One row per lead; columns ``budget``, ``authority``, ``need``, ``timeline`` with yes/no
        as booleans or 0/1, or the texts ``yes``, ``no``, ``unknown``; missing is unknown. A
        column left out is unknown for everyone.
    outcome : pandas.Series, optional
        Whether the lead bought; missing where that is still open.
    hard : sequence of str
        Criteria on which a no disqualifies.
    smallest_base : int
        Conversions on fewer leads are marked.
    level : float
        Confidence, 0–1.

    Raises
    ------
    DataError
        If a criterion holds anything but yes, no and unknown.
    NotEnoughData
        If there are no leads, or nothing is known of any of them.
    """
    answers = _answers(frame)
    if answers.empty or (answers == "unknown").all(axis=None):
        raise NotEnoughData(_("Nothing is known of the leads' budget, authority, need or time."))
    bought = None if outcome is None else known_outcome(outcome.reindex(frame.index))
    leads = answers.assign(
        yes=(answers == "yes").sum(axis=1), unknown=(answers == "unknown").sum(axis=1)
    )
    leads["grade"] = _grades(answers, hard)

    def conversion(mine: pd.Series, group: str) -> Conversion | None:
        if bought is None:
            return None
        return conversion_of(bought[mine], group, smallest_base=smallest_base, level=level)

    def group(mine: pd.Series, name: str) -> BantGroup:
        part = conversion_of(mine, name, level=level)
        return BantGroup(
            name, int(mine.sum()), part.share, part.low, part.high, conversion(mine, name)
        )

    return BantTable(
        criteria=tuple(_criterion(answers[c], conversion, level) for c in CRITERIA),
        grades=tuple(group(leads["grade"] == grade, grade) for grade in GRADES),
        yes_counts=tuple(group(leads["yes"] == count, str(count)) for count in range(5)),
        leads=leads,
        base=len(leads),
        outcome_known=None if bought is None else int(bought.notna().sum()),
        level=level,
    )


def _criterion(answers: pd.Series, conversion, level: float) -> BantCriterion:
    counts = {answer: int((answers == answer).sum()) for answer in ANSWERS}
    known = counts["yes"] + counts["no"]
    yes = conversion_of((answers == "yes")[answers != "unknown"], "yes", level=level)
    by_answer = (conversion(answers == answer, answer) for answer in ANSWERS)
    return BantCriterion(
        criterion=str(answers.name),
        **counts,
        base=len(answers),
        known=known,
        share_yes=yes.share,
        low=yes.low,
        high=yes.high,
        conversion=tuple(found for found in by_answer if found is not None),
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
    return {1: "yes", 0: "no"}.get(value, "?")  # True == 1
