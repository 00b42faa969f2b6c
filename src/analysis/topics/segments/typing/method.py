"""The fewest questions that place a new person in a segment, and how often they are right."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from analysis.errors import NotEnoughData
from analysis.languages import formats, messages
from analysis.statistics.deciding import exceeds, in_order, reaches
from analysis.statistics.sampling_error import kish_base
from analysis.topics.method_memory import remembered
from analysis.topics.segments.sizes.method import placed_respondents
from analysis.topics.segments.typing.method_accuracy import (
    SegmentHits,
    cohens_kappa,
    confusion,
    left_out_share,
    segment_hits,
)
from analysis.topics.segments.typing.method_formula import (
    TypingPoints,
    added_points,
    assigned,
    typing_points,
)
from analysis.topics.segments.typing.method_selection import Candidates, candidates_of, formula_of
from analysis.topics.segments.typing.method_trial import Trial, tried
from analysis.values.absent import unless_absent
from analysis.values.typing_formula import TypingFormula

_ = messages(__name__)
Array = npt.NDArray[np.float64]
Codes = npt.NDArray[np.int64]
MOST_QUESTIONS = 8
FOLDS = 5
MOST_PEOPLE = 5_000  # learning from more changes no answer but takes minutes
SURE = 0.8
GOOD_KAPPA = 0.8  # Landis and Koch (1977): almost perfect
FAIR_KAPPA = 0.6  # substantial; below it nobody should be placed one by one


@dataclass(frozen=True)
class QuestionStep:
    """One more question.

    Attributes
    ----------
    questions : int
        How many are asked.
    question : str
        The one that the whole sample adds at this step.
    accuracy, low, high : float
        Share of people left out who are placed rightly with that many, with interval.
    used : int
        In how many of the folds the question is among those of the tool.
    """

    questions: int
    question: str
    accuracy: float
    low: float
    high: float
    used: int


@dataclass(frozen=True)
class TypingTool:
    """A short questionnaire, its formula, and how often it is right.

    Every accuracy is of people left out: questions, their number and the formula were chosen
    anew without them. Intervals allow for it (`typing_accuracy.left_out_factor`).

    Attributes
    ----------
    formula : TypingFormula
        Made from everybody, with the questions in the order of their choice.
    points : TypingPoints
        The formula in round points that can be added by hand.
    points_agreement : float
        Share of people with all answers whom both place alike; NaN without such people.
    accuracy, low, high : float
        Share of people placed in their own segment (0–1, weighted), with Wilson's interval.
    kappa, kappa_low, kappa_high : float
        Cohen's kappa: 1 always right, 0 as often as by chance.
    baseline : float
        Share of the largest segment: placing everybody there is as often right.
    sure : float
        Share of people whose segment has a probability of at least 0.8.
    sure_accuracy : float
        Share of those who are placed rightly; NaN where there are none.
    segments : tuple of SegmentHits
        By segment number.
    confusion : tuple of tuple of int
        People (unweighted) by own segment (rows) and segment they were placed in (columns), both
        in the order of ``segments``.
    steps : tuple of QuestionStep
        Accuracy by the number of questions.
    between : tuple of int
        Fewest and most questions that other people might have led to.
    candidates : int
        Questions that could have been asked.
    folds, base : int
        Parts of the sample that were left out in turn; people learned from.
    effective_base : float
        These in effective people (Kish).
    people : int
        People with a segment and an answer; more than ``base`` where a sample was taken.
    level, seed : float, int
        Confidence of the intervals; seed of folds and sample.
    """

    formula: TypingFormula
    points: TypingPoints
    points_agreement: float
    accuracy: float
    low: float
    high: float
    kappa: float
    kappa_low: float
    kappa_high: float
    baseline: float
    sure: float
    sure_accuracy: float
    segments: tuple[SegmentHits, ...]
    confusion: tuple[tuple[int, ...], ...]
    steps: tuple[QuestionStep, ...]
    between: tuple[int, int]
    candidates: int
    folds: int
    base: int
    effective_base: float
    people: int
    level: float
    seed: int

    @property
    def grades(self) -> tuple[str, str]:
        """What it is good for at either end of kappa's interval: good, fair or weak."""
        return _grade(self.kappa_low), _grade(self.kappa_high)

    @property
    def weak_segments(self) -> tuple[SegmentHits, ...]:
        """Segments of which less than six in ten members are recognised, the worst first."""
        weak = [one for one in self.segments if exceeds(FAIR_KAPPA, one.recall)]
        return tuple(in_order(weak, lambda one: one.recall, lambda one: one.segment))


def _grade(kappa: float) -> str:
    if reaches(kappa, GOOD_KAPPA):
        return "good"
    return "fair" if reaches(kappa, FAIR_KAPPA) else "weak"


@unless_absent
@remembered
def typing_tool(
    labels: pd.Series,
    answers: pd.DataFrame,
    weights: pd.Series | None = None,
    *,
    most_questions: int = MOST_QUESTIONS,
    folds: int = FOLDS,
    seed: int = 0,
    level: float = 0.95,
) -> TypingTool:
    """Return the fewest questions that place a new person in a segment.

    Questions are chosen by forward selection for a multinomial logistic formula. How many: the
    fewest whose cross-validated accuracy is within one standard error of the best. Selection
    and choice of number happen again inside every fold, so the accuracies hold for new people
    of the same population.

    Parameters
    ----------
    labels : pandas.Series
        Segment of each person, 1 … k; missing for none.
    answers : pandas.DataFrame
        What could be asked, on the same index: 1/0, numbers or categoricals, one question a
        column; missing answers count as the average answer.
    weights : pandas.Series, optional
        Survey weights.
    most_questions : int
        Questions a person may be asked, one or more.
    folds : int
        Parts of the sample, three or more.
    seed : int
        Seed of the folds.
    level : float
        Confidence of the intervals.

    Raises
    ------
    NotEnoughData
        With one segment only, with fewer people than folds in a segment, or without a question
        whose answers differ.
    ValueError
        If ``most_questions`` or ``folds`` is too small, or columns have the same name.

    References
    ----------
    Hastie, Tibshirani and Friedman (2009), The Elements of Statistical Learning, ch. 7.10.
    Varma and Simon (2006), BMC Bioinformatics 7:91 (selection belongs inside the folds).
    Nadeau and Bengio (2003), Machine Learning 52, 239–281 (variance of people left out in turn).
    Fleiss, Cohen and Everitt (1969), Psychological Bulletin 72, 323–327 (error of kappa).
    """
    if most_questions < 1 or folds < 3:
        raise ValueError("most_questions must be 1 or more and folds 3 or more")
    if not answers.columns.is_unique:
        raise ValueError("answers must have columns of different names")
    answered = answers.index[answers.notna().any(axis=1)]
    labels = labels[labels.index.isin(answered)]
    placed, weight, segments = placed_respondents(labels, weights)
    codes = np.searchsorted(segments, placed.to_numpy())
    _refuse_few(codes, segments, folds)
    rng = np.random.default_rng(seed)
    rows = _sampled(codes, rng)
    codes, weight = codes[rows], weight[rows] / weight[rows].mean()
    answers = answers.loc[placed.index[rows]]
    candidates = candidates_of(answers, weight)
    if not candidates.questions:
        raise NotEnoughData(_("No question tells people apart: everybody gave the same answers."))
    trial = tried(candidates, codes, weight, most_questions, folds, rng)
    return _described(trial, candidates, answers, codes, weight, segments, len(placed), level, seed)


def _refuse_few(codes: Codes, segments: list[int], folds: int) -> None:
    if len(segments) < 2:
        raise NotEnoughData(_("With one segment there is nobody to tell apart."))
    smallest = int(np.bincount(codes).min())
    if smallest < folds:
        raise NotEnoughData(
            _(
                "A typing tool needs at least {least} people in every segment, got: {n}.",
                least=formats.number(folds),
                n=formats.number(smallest),
            )
        )


def _sampled(codes: Codes, rng: np.random.Generator) -> Codes:
    """Return everybody, or of very many the same part of every segment, in their order."""
    if len(codes) <= MOST_PEOPLE:
        return np.arange(len(codes))
    part = MOST_PEOPLE / len(codes)
    chosen = []
    for code in np.unique(codes):
        places = np.flatnonzero(codes == code)
        few = min(len(places), max(int(np.ceil(len(places) * part)), 2 * FOLDS))
        chosen.append(rng.choice(places, few, replace=False))
    return np.sort(np.concatenate(chosen))


def _described(
    trial: Trial, candidates: Candidates, answers: pd.DataFrame, codes: Codes, weight: Array,
    segments: list[int], people: int, level: float, seed: int,
) -> TypingTool:  # fmt: skip
    right = (trial.placed == codes).astype(float)
    folds = len(trial.taken)
    accuracy = left_out_share(right, weight, level, folds)
    kappa, low, high = cohens_kappa(codes, trial.placed, weight, level, folds)
    sure = reaches(trial.chance, SURE)
    formula = formula_of(
        trial.final, [candidates.questions[p] for p in trial.order[: trial.number]], segments
    )
    points = typing_points(formula)
    by_hand = added_points(points, formula, answers)
    whole = by_hand.notna().to_numpy()
    placed = assigned.__wrapped__(formula, answers)["segment"]
    alike = (placed == by_hand).to_numpy(dtype=float, na_value=0)
    return TypingTool(
        formula=formula,
        points=points,
        points_agreement=_mean(np.asarray(alike[whole], dtype=float), weight[whole]),
        accuracy=accuracy.share,
        low=accuracy.low,
        high=accuracy.high,
        kappa=kappa,
        kappa_low=low,
        kappa_high=high,
        baseline=float((np.bincount(codes, weights=weight) / weight.sum()).max()),
        sure=_mean(sure.astype(float), weight),
        sure_accuracy=_mean(right[sure], weight[sure]),
        segments=segment_hits(codes, trial.placed, weight, segments, level, folds),
        confusion=confusion(codes, trial.placed, len(segments)),
        steps=_steps(trial, candidates, codes, weight, level),
        between=trial.between,
        candidates=len(candidates.questions),
        folds=folds,
        base=len(codes),
        effective_base=kish_base(weight),
        people=people,
        level=level,
        seed=seed,
    )


def _mean(values: Array, weight: Array) -> float:
    return float((values * weight).sum() / weight.sum()) if weight.sum() > 0 else float("nan")


def _steps(
    trial: Trial, candidates: Candidates, codes: Codes, weight: Array, level: float
) -> tuple[QuestionStep, ...]:
    found = []
    for place, question in enumerate(trial.order):
        hits = (trial.by_number[place] == codes).astype(float)
        right = left_out_share(hits, weight, level, len(trial.taken))
        used = sum(question in taken for taken in trial.taken)
        name = candidates.questions[question].name
        found.append(QuestionStep(place + 1, name, right.share, right.low, right.high, used))
    return tuple(found)
