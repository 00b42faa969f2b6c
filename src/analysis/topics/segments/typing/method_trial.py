"""A typing tool tried on people left out: folds, and the number of questions."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from analysis.statistics.deciding import first_largest, reaches
from analysis.statistics.within_chance import careful
from analysis.topics.segments.typing.method_selection import Candidates, Model, forward_path

Array = npt.NDArray[np.float64]
Codes = npt.NDArray[np.int64]
TOLERANCE = 0.01  # one in a hundred people is not worth another question


@dataclass(frozen=True, eq=False)
class Trial:
    """What became of everybody when left out, and the path of the whole sample.

    ``by_number``: numbers of questions × people, the class each was placed in; ``placed`` and
    ``chance`` the same for the number chosen without them; ``between`` the numbers that other
    people might have led to.
    """

    by_number: Codes
    placed: Codes
    chance: Array
    taken: tuple[tuple[int, ...], ...]
    number: int
    between: tuple[int, int]
    order: tuple[int, ...]
    final: Model


def tried(
    candidates: Candidates, codes: Codes, weight: Array, most: int, folds: int,
    rng: np.random.Generator,
) -> Trial:  # fmt: skip
    """Leave out every fold in turn, choose questions and their number without it, and place it.

    Parameters
    ----------
    candidates : Candidates
        What can be asked.
    codes, weight : numpy.ndarray
        Segment (0 …) and weight of each person.
    most, folds : int
        Questions at most; parts of the sample.
    rng : numpy.random.Generator
        Deals people into folds.
    """
    fold = dealt_folds(codes, folds, rng)
    most = min(most, len(candidates.questions))
    by_number = np.empty((most, len(codes)), dtype=np.int64)
    placed, chance = np.empty(len(codes), dtype=np.int64), np.empty(len(codes))
    taken = []
    for out in range(folds):
        rows, test = np.flatnonzero(fold != out), np.flatnonzero(fold == out)
        inner = _left_out(candidates, codes, weight, rows, most, folds, rng)
        number = fewest_questions(inner == codes[rows], weight[rows])
        path = forward_path(candidates, codes, weight, rows, most)
        taken.append(path.order[:number])
        for place, model in enumerate(path.models):
            by_number[place, test] = _placed(model.scores(candidates.terms[test]))
        scores = path.models[number - 1].scores(candidates.terms[test])
        placed[test], chance[test] = _placed(scores), _highest_chance(scores)
    right = by_number == codes
    number = fewest_questions(right, weight)
    most_asked, fewest_asked = careful(lambda lean: fewest_questions(right, weight, lean))
    path = forward_path(candidates, codes, weight, np.arange(len(codes)), most)
    final = path.models[number - 1]
    between = (fewest_asked, most_asked)
    return Trial(by_number, placed, chance, tuple(taken), number, between, path.order, final)


def _left_out(
    candidates: Candidates, codes: Codes, weight: Array, rows: Codes, most: int, folds: int,
    rng: np.random.Generator,
) -> Codes:  # fmt: skip
    """Return the class each of ``rows`` is placed in when left out, by number of questions."""
    fold = dealt_folds(codes[rows], folds, rng)
    found = np.empty((most, len(rows)), dtype=np.int64)
    for out in range(folds):
        path = forward_path(candidates, codes, weight, rows[fold != out], most)
        test = candidates.terms[rows[fold == out]]
        for place, model in enumerate(path.models):
            found[place, fold == out] = _placed(model.scores(test))
    return found


def _placed(scores: Array) -> Codes:
    return first_largest(scores, axis=1, scale=np.abs(scores).max(axis=1))


def _highest_chance(scores: Array) -> Array:
    odds = np.exp(scores - scores.max(axis=1, keepdims=True))
    chances: Array = 1 / odds.sum(axis=1)
    return chances


def dealt_folds(codes: Codes, folds: int, rng: np.random.Generator) -> Codes:
    """Return the fold 0 … of each person: every segment is dealt out evenly, at random.

    Parameters
    ----------
    codes : numpy.ndarray
        Segment of each person.
    folds : int
        How many folds.
    rng : numpy.random.Generator
        Shuffles the persons of a segment.
    """
    found = np.empty(len(codes), dtype=np.int64)
    start = 0
    for code in np.unique(codes):
        places = rng.permutation(np.flatnonzero(codes == code))
        found[places] = (start + np.arange(len(places))) % folds
        start += len(places)
    return found


def fewest_questions(right: Array, weight: Array, lean: float = 0.0) -> int:
    """Return the smallest number of questions about as accurate as the best number.

    Parameters
    ----------
    right : numpy.ndarray
        Numbers of questions (from one) × people: 1 where a person left out was placed rightly.
    weight : numpy.ndarray
        Weights of the people.
    lean : float
        Standard errors by which fewer questions are favoured: of the difference to the best,
        among the same people.

    Returns
    -------
    int
        The fewest whose accuracy lies within one standard error of the best, or within one
        percentage point where people are so many that the error is smaller.
    """
    accuracy = right @ weight / weight.sum()
    best = float(accuracy.max())
    effective = weight.sum() ** 2 / np.square(weight).sum()
    # weighted sums of people all placed rightly can exceed 1 by their rounding
    error = np.sqrt(max(best * (1 - best), 0.0) / effective)
    behind = right[int(first_largest(accuracy))].astype(float) - right
    behind -= (best - accuracy)[:, None]
    errors = np.sqrt(np.square(behind * weight).sum(axis=1)) / weight.sum()
    favoured = accuracy + lean * errors
    return int(np.argmax(reaches(favoured, best - max(error, TOLERANCE)))) + 1
