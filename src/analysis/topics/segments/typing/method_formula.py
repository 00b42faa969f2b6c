"""A typing tool at work: a few answers go in, a segment comes out; the same in round points."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from analysis.statistics.deciding import first_largest
from analysis.values.absent import unless_absent
from analysis.values.typing_formula import TypingFormula, TypingQuestion

Array = npt.NDArray[np.float64]
POINTS_PER_UNIT = 10  # ten points: the odds grow by the factor e


def answer_terms(question: TypingQuestion, answers: pd.Series) -> Array:
    """Return the values of a question's terms: rows × terms, NaN where there is no answer.

    An answer that the question does not know is none.

    Parameters
    ----------
    question : TypingQuestion
        The question.
    answers : pandas.Series
        One answer a person: a label, 1/0 or a number.
    """
    if question.kind == "choice":
        texts = answers.astype(object).map(str, na_action="ignore")
        places = pd.Index(question.answers).get_indexer(pd.Index(texts))
        terms: Array = (places[:, None] == np.arange(len(question.answers))).astype(float)
        terms[places < 0] = np.nan
        return terms
    numbers = pd.to_numeric(answers, errors="coerce").to_numpy(dtype=float, na_value=np.nan)
    if question.kind == "yes_no":
        answered = np.isin(numbers, (0.0, 1.0))
        terms = np.where(answered, numbers, np.nan)[:, None]
        return terms
    numbers = np.where(np.isfinite(numbers), numbers, np.nan)
    terms = np.clip(numbers, question.low, question.high)[:, None]
    return terms


@unless_absent
def assigned(formula: TypingFormula, answers: pd.DataFrame) -> pd.DataFrame:
    """Return the segment of each person.

    Parameters
    ----------
    formula : TypingFormula
        The formula.
    answers : pandas.DataFrame
        One row a person with the formula's questions as columns, typed as they were when it
        was made: 1/0, numbers, labels. A question not answered counts as its average answer.

    Returns
    -------
    pandas.DataFrame
        On the same index: ``segment`` and ``second_segment`` (numbers, missing for who
        answered nothing), ``probability`` and ``second_probability`` (0–1), ``unanswered``
        (how many of the questions).

    Raises
    ------
    ValueError
        If a question has no column.
    """
    absent = [q.name for q in formula.questions if q.name not in answers]
    if absent:
        raise ValueError(f"answers must have the columns {', '.join(absent)}")
    scores = np.tile(np.asarray(formula.intercepts), (len(answers), 1))
    unanswered = np.zeros(len(answers), dtype=int)
    place = 0
    coefficients = np.asarray(formula.coefficients)
    for question in formula.questions:
        terms = answer_terms(question, answers[question.name])
        unanswered += np.isnan(terms[:, 0])
        filled = np.where(np.isnan(terms), question.neutral, terms)
        scores += filled @ coefficients[place : place + terms.shape[1]]
        place += terms.shape[1]
    return _placed(formula, scores, unanswered, answers.index)


def _placed(
    formula: TypingFormula, scores: Array, unanswered: npt.NDArray[np.int64], index: pd.Index
) -> pd.DataFrame:
    odds = np.exp(scores - scores.max(axis=1, keepdims=True))
    probabilities = odds / odds.sum(axis=1, keepdims=True)
    size = np.abs(scores).max(axis=1)
    first = first_largest(scores, axis=1, scale=size)
    others = np.where(np.arange(scores.shape[1]) == first[:, None], -np.inf, scores)
    second = first_largest(others, axis=1, scale=size)
    nothing = unanswered == len(formula.questions)
    segments = np.asarray(formula.segments)
    found: dict[str, object] = {}
    for prefix, at in (("", first), ("second_", second)):
        segment = pd.array(np.where(nothing, 0, segments[at]), dtype="Int64")
        segment[nothing] = pd.NA
        found[f"{prefix}segment"] = segment
        chance = probabilities[np.arange(len(at)), at]
        found[f"{prefix}probability"] = np.where(nothing, np.nan, chance)
    found["unanswered"] = unanswered
    return pd.DataFrame(found, index=index)


@dataclass(frozen=True)
class PointsLine:
    """Points for one answer.

    Attributes
    ----------
    question, answer : str
        Answer is empty for yes/no (counted for yes) and numbers.
    unit : float or None
        Numbers: points are for each of these units, a power of ten; else None.
    points : tuple of float
        One a segment, the lowest 0; whole but for numbers.
    """

    question: str
    answer: str
    unit: float | None
    points: tuple[float, ...]

    @property
    def magnitude(self) -> int:
        """The unit as a power of ten."""
        return round(math.log10(self.unit or 1))


@dataclass(frozen=True)
class TypingPoints:
    """The formula in round points that can be added by hand.

    Attributes
    ----------
    segments : tuple of int
        Numbers of the segments.
    start : tuple of float
        Points every segment starts with, the lowest 0.
    lines : tuple of PointsLine
        Points for each answer.
    """

    segments: tuple[int, ...]
    start: tuple[float, ...]
    lines: tuple[PointsLine, ...]


def typing_points(formula: TypingFormula) -> TypingPoints:
    """Return the formula in points: ten for a factor e of the odds, rounded, none negative.

    Parameters
    ----------
    formula : TypingFormula
        The formula.
    """
    lines = []
    for (question, answer), row in zip(formula.terms, formula.coefficients, strict=True):
        number = question.kind == "number"
        unit = _handy_unit(question.high - question.low) if number else None
        points = np.asarray(row) * POINTS_PER_UNIT * (unit or 1)
        lines.append(PointsLine(question.name, answer, unit, _from_zero(points, int(number))))
    start = _from_zero(np.asarray(formula.intercepts) * POINTS_PER_UNIT, 0)
    return TypingPoints(formula.segments, start, tuple(lines))


def _handy_unit(span: float) -> float:
    """A power of ten of which a handful cover the range."""
    return float(10.0 ** math.floor(math.log10(span / 5))) if span > 0 else 1.0


def _from_zero(points: Array, digits: int) -> tuple[float, ...]:
    """Adding the same to every segment changes nothing: so the lowest is 0."""
    return tuple(float(value) for value in np.round(points - points.min(), digits))


def added_points(points: TypingPoints, formula: TypingFormula, answers: pd.DataFrame) -> pd.Series:
    """Return the segment with the most points for each person who answered everything.

    Missing for the others; of segments with equal points the first one counts.

    Parameters
    ----------
    points : TypingPoints
        The formula in points.
    formula : TypingFormula
        Its questions.
    answers : pandas.DataFrame
        As in `assigned`.
    """
    terms = np.hstack([answer_terms(q, answers[q.name]) for q in formula.questions])
    whole = np.asarray(~np.isnan(terms).any(axis=1), dtype=bool)
    per_term = np.array([line.points for line in points.lines])
    units = np.array([line.unit or 1.0 for line in points.lines])
    totals = np.asarray(points.start) + (terms[whole] / units) @ per_term
    found = pd.Series(pd.NA, index=answers.index, dtype="Int64", name="segment")
    found.loc[whole] = np.asarray(points.segments)[first_largest(totals, axis=1)]
    return found
