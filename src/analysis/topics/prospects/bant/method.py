"""Leads by budget, authority, need and timeline, where unknown is not the same as no."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import pandas as pd

from analysis.errors import NotEnoughData
from analysis.languages import messages
from analysis.statistics.intervals import wilson_interval
from analysis.topics.prospects.bant.method_grades import ANSWERS, CRITERIA, HARD, graded_leads
from analysis.topics.prospects.conversion.method import (
    OUTCOME,
    Conversion,
    conversion_of,
    known_outcome,
)
from analysis.values.absent import Absent, unless_absent

_ = messages(__name__)
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
class ReadinessTrend:
    """Whether leads with more criteria answered yes convert more often.

    Attributes
    ----------
    direction : str
        ``rising``, ``falling`` or ``no_clear_trend``, by the test at the table's level.
    p_value : float
        Two-sided.
    base : int
        Leads with a known outcome.
    """

    direction: str
    p_value: float
    base: int


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
    trend : ReadinessTrend or Absent
        Whether conversion rises with the number of yes; absent where outcomes do not tell.
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
    trend: ReadinessTrend | Absent
    base: int
    outcome_known: int | None
    level: float


@unless_absent
def lead_readiness(leads: pd.DataFrame, *, smallest_base: int = 30) -> BantTable | Absent:
    """Return leads by budget, authority, need and timeline, with their conversion if known.

    Parameters
    ----------
    leads : pandas.DataFrame
        One row per lead: the four criteria and, where the client keeps it, ``converted``.
    smallest_base : int
        Conversions on fewer leads are marked.

    Raises
    ------
    NotEnoughData
        If nothing is known of any lead.
    """
    outcome = leads.get(OUTCOME)
    return bant_table(leads, outcome, smallest_base=smallest_base)


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
    leads = graded_leads(frame, hard)
    answers = leads[list(CRITERIA)]
    if answers.empty or (answers == "unknown").all(axis=None):
        raise NotEnoughData(_("Nothing is known of the leads' budget, authority, need or time."))
    bought = None if outcome is None else known_outcome(outcome.reindex(frame.index))

    def conversion(mine: pd.Series, group: str) -> Conversion | None:
        if bought is None:
            return None
        return conversion_of(bought[mine], group, smallest_base=smallest_base, level=level)

    def group(mine: pd.Series, name: str) -> BantGroup:
        count = int(mine.sum())
        low, high = wilson_interval(count / len(mine), len(mine), level)
        return BantGroup(name, count, count / len(mine), low, high, conversion(mine, name))

    yes_counts = tuple(group(leads["yes"] == count, str(count)) for count in range(5))
    return BantTable(
        criteria=tuple(_criterion(answers[c], conversion, level) for c in CRITERIA),
        grades=tuple(group(leads["grade"] == grade, grade) for grade in GRADES),
        yes_counts=yes_counts,
        trend=readiness_trend(yes_counts, level),
        base=len(leads),
        outcome_known=None if bought is None else int(bought.notna().sum()),
        level=level,
    )


@unless_absent
def readiness_trend(yes_counts: Sequence[BantGroup], level: float = 0.95) -> ReadinessTrend:
    """Test whether conversion rises with the number of criteria answered yes.

    Parameters
    ----------
    yes_counts : sequence of BantGroup
        Leads by number of yes, with their conversion.
    level : float
        Confidence, 0–1; 1 minus it is the level of the test.

    Raises
    ------
    NotEnoughData
        If no outcome is known, or all leads have one outcome or one number of yes.

    References
    ----------
    Armitage, P. (1955). Tests for linear trends in proportions and frequencies. Biometrics 11,
    375–386.
    """
    from scipy.special import ndtr

    groups = [(int(g.group), g.conversion) for g in yes_counts if g.conversion is not None]
    known = [(yes, found.base, found.converted) for yes, found in groups if found.base]
    base = sum(leads for _yes, leads, _bought in known)
    bought = sum(converted for _yes, _leads, converted in known)
    if len(known) < 2 or bought in (0, base):
        raise NotEnoughData(_("It is not known which leads became customers."))
    rate = bought / base
    moment = sum(yes * (converted - leads * rate) for yes, leads, converted in known)
    first = sum(yes * leads for yes, leads, _bought in known)
    second = sum(yes**2 * leads for yes, leads, _bought in known)
    z = moment / (rate * (1 - rate) * (second - first**2 / base)) ** 0.5
    p_value = float(2 * ndtr(-abs(z)))
    direction = "no_clear_trend"
    if p_value < 1 - level:
        direction = "rising" if z > 0 else "falling"
    return ReadinessTrend(direction, p_value, base)


def _criterion(
    answers: pd.Series, conversion: Callable[[pd.Series, str], Conversion | None], level: float
) -> BantCriterion:
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
