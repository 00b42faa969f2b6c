"""The frozen formula of a typing tool, which goes with a report."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, Literal


@dataclass(frozen=True)
class TypingQuestion:
    """One question of a typing tool.

    Attributes
    ----------
    name : str
        Column of the answers.
    kind : str
        ``"yes_no"`` (1 or 0), ``"choice"`` (one of ``answers``) or ``"number"``.
    answers : tuple of str
        Labels of a choice, one term of the formula each; else empty.
    neutral : tuple of float
        What each term counts where the question is not answered: its mean.
    low, high : float
        Smallest and largest number seen; numbers beyond count as these.
    whole : bool
        Whether all numbers seen are whole.
    """

    name: str
    kind: Literal["yes_no", "choice", "number"]
    answers: tuple[str, ...]
    neutral: tuple[float, ...]
    low: float = 0.0
    high: float = 1.0
    whole: bool = True


@dataclass(frozen=True)
class TypingFormula:
    """How answers make a segment: the one with the highest score.

    A segment's score is its intercept plus, for every term, coefficient × value; a term is 1
    or 0 for yes/no and for each answer of a choice, or the number itself. The probability of a
    segment is exp(score) over the sum of all.

    Attributes
    ----------
    segments : tuple of int
        Numbers of the segments.
    questions : tuple of TypingQuestion
        In the order in which they were chosen, the most telling first.
    intercepts : tuple of float
        One a segment.
    coefficients : tuple of tuple of float
        One row a term, in the order of questions and their answers; one column a segment.
    """

    segments: tuple[int, ...]
    questions: tuple[TypingQuestion, ...]
    intercepts: tuple[float, ...]
    coefficients: tuple[tuple[float, ...], ...]

    @property
    def terms(self) -> tuple[tuple[TypingQuestion, str], ...]:
        """Question and answer (empty but for choices) of each row of ``coefficients``."""
        return tuple(
            (question, answer)
            for question in self.questions
            for answer in (question.answers or ("",))
        )

    def bundle(self) -> dict[str, Any]:
        """Return the formula as JSON."""
        return asdict(self)


def typing_formula_of(bundle: Mapping[str, Any]) -> TypingFormula:
    """Return the formula a bundle was written from.

    Parameters
    ----------
    bundle : mapping
        As `TypingFormula.bundle` returns it, or as JSON gives it back.
    """
    questions = tuple(
        TypingQuestion(
            **{**one, "answers": tuple(one["answers"]), "neutral": tuple(one["neutral"])}
        )
        for one in bundle["questions"]
    )
    return TypingFormula(
        tuple(bundle["segments"]),
        questions,
        tuple(bundle["intercepts"]),
        tuple(tuple(row) for row in bundle["coefficients"]),
    )
