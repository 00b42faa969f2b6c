"""Which questions a typing tool asks: forward selection, and its trial on people left out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd
from sklearn.linear_model import LogisticRegression

from analysis.errors import DataError, Problem
from analysis.languages import messages
from analysis.statistics.deciding import first_largest
from analysis.topics.segments.typing.method_formula import answer_terms
from analysis.values.typing_formula import TypingFormula, TypingQuestion

_ = messages(__name__)
Array = npt.NDArray[np.float64]
Codes = npt.NDArray[np.int64]
DIGITS = 6  # of the formula: the same on every machine, and more than any answer supports
PENALTY = 1.0  # scikit-learn's C: keeps formulas finite where segments are told apart fully


@dataclass(frozen=True, eq=False)
class Candidates:
    """Questions that could be asked, and everyone's answers to them.

    Attributes
    ----------
    questions : tuple of TypingQuestion
        The candidates.
    terms : numpy.ndarray
        People × terms of all questions, NaN where not answered.
    blocks : tuple of numpy.ndarray
        Columns of ``terms`` of each question.
    """

    questions: tuple[TypingQuestion, ...]
    terms: Array
    blocks: tuple[Codes, ...]


@dataclass(frozen=True, eq=False)
class Model:
    """A multinomial logistic model on terms in standard units.

    Attributes
    ----------
    columns : numpy.ndarray
        Columns of the terms it uses.
    mean, scale : numpy.ndarray
        Of these terms, as it was made.
    intercepts, coefficients : numpy.ndarray
        One a class; classes × columns.
    """

    columns: Codes
    mean: Array
    scale: Array
    intercepts: Array
    coefficients: Array

    def scores(self, terms: Array) -> Array:
        """Return people × classes from ``terms``; what is not answered counts as the average."""
        standard = np.nan_to_num((terms[:, self.columns] - self.mean) / self.scale)
        return self.intercepts + standard @ self.coefficients.T


@dataclass(frozen=True)
class Path:
    """Questions in the order in which forward selection took them, and the model of each length."""

    order: tuple[int, ...]
    models: tuple[Model, ...]


def candidates_of(answers: pd.DataFrame, weight: Array) -> Candidates:
    """Return the columns that can tell people apart as questions with their terms.

    Parameters
    ----------
    answers : pandas.DataFrame
        One row a person, one column a question.
    weight : numpy.ndarray
        Weights of the persons.

    Raises
    ------
    DataError
        If a column is neither numbers, yes/no nor a choice.
    """
    questions, blocks, parts, place = [], [], [], 0
    for name in answers:
        question = _question(str(name), answers[name], weight)
        if question is None:
            continue
        terms = answer_terms(question, answers[name])
        questions.append(question)
        parts.append(terms)
        blocks.append(np.arange(place, place + terms.shape[1]))
        place += terms.shape[1]
    whole = np.hstack(parts) if parts else np.empty((len(answers), 0))
    return Candidates(tuple(questions), whole, tuple(blocks))


def _question(name: str, column: pd.Series, weight: Array) -> TypingQuestion | None:
    """Return a column as a question; None where everybody gave the same answer."""
    known = column.dropna()
    if known.nunique() < 2:
        return None
    if isinstance(column.dtype, pd.CategoricalDtype):
        given = set(known.astype(object))
        labels = tuple(str(label) for label in column.cat.categories if label in given)
        bare = TypingQuestion(name, "choice", labels, (0.0,) * len(labels))
    elif pd.api.types.is_bool_dtype(column) or pd.api.types.is_numeric_dtype(column):
        values = known.to_numpy(dtype=float)
        if np.isin(values, (0.0, 1.0)).all():
            bare = TypingQuestion(name, "yes_no", (), (0.0,))
        else:
            whole = bool((values == np.round(values)).all())
            low, high = float(values.min()), float(values.max())
            bare = TypingQuestion(name, "number", (), (0.0,), low, high, whole)
    else:
        what = _("must be a number, a yes/no or a choice, got: open text")
        raise DataError(Problem(name, what))
    means, _scale = _mean_and_scale(answer_terms(bare, column), weight)
    neutral = tuple(float(value) for value in means)
    return TypingQuestion(name, bare.kind, bare.answers, neutral, bare.low, bare.high, bare.whole)


def _mean_and_scale(terms: Array, weight: Array) -> tuple[Array, Array]:
    known = ~np.isnan(terms)
    held = np.where(known, weight[:, None], 0.0)
    total = np.maximum(held.sum(axis=0), 1e-300)
    filled = np.where(known, terms, 0.0)
    mean = (held * filled).sum(axis=0) / total
    spread = np.sqrt((held * np.square(filled - mean)).sum(axis=0) / total)
    return mean, np.where(spread > 1e-12, spread, 1.0)


def forward_path(
    candidates: Candidates, codes: Codes, weight: Array, rows: Codes, most: int
) -> Path:
    """Take one question after the other, each time the one that tells the segments apart best.

    Which one is decided by the score test of its terms against the model so far, less two for
    each free parameter (as in Akaike's criterion), so that questions with many answers have no
    advantage; then the model is fitted again.

    Parameters
    ----------
    candidates : Candidates
        What can be asked.
    codes : numpy.ndarray
        Segment of each person, 0 … k−1; each occurs among ``rows``.
    weight : numpy.ndarray
        Weights of the persons.
    rows : numpy.ndarray
        Persons to learn from.
    most : int
        Questions to take.

    References
    ----------
    Rao (1948), Proc. Cambridge Phil. Soc. 44, 50–57; Lawless and Singhal (1978), Biometrics 34.
    """
    terms, y, w = candidates.terms[rows], codes[rows], weight[rows]
    mean, scale = _mean_and_scale(terms, w)
    standard = np.nan_to_num((terms - mean) / scale)
    order: list[int] = []
    models: list[Model] = []
    taken = np.empty(0, dtype=np.int64)
    model = _null_model(y, w)
    for _step in range(min(most, len(candidates.questions))):
        left = [place for place in range(len(candidates.questions)) if place not in order]
        gains = _score_gains(standard, y, w, model, taken, [candidates.blocks[p] for p in left])
        # solved through matrices that cost some digits: gains are known to fewer than others
        size = 1e3 * float(np.abs(gains).max())
        order.append(left[int(first_largest(gains, scale=size))])
        taken = np.concatenate([taken, candidates.blocks[order[-1]]])
        model = _fitted(standard[:, taken], y, w, model)
        models.append(Model(taken, mean[taken], scale[taken], *model))
    return Path(tuple(order), tuple(models))


Parameters = tuple[Array, Array]


def _null_model(y: Codes, w: Array) -> Parameters:
    shares = np.bincount(y, weights=w) / w.sum()
    logs = np.log(np.maximum(shares, 1e-12))
    return logs - logs.mean(), np.empty((len(shares), 0))


def _fitted(x: Array, y: Codes, w: Array, before: Parameters) -> Parameters:
    """Fit on more columns than before, starting from there."""
    model = LogisticRegression(C=PENALTY, solver="newton-cholesky", tol=1e-9, warm_start=True)
    added = np.zeros((len(before[0]), x.shape[1] - before[1].shape[1]))
    intercepts, coefficients = before[0], np.hstack([before[1], added])
    if len(intercepts) == 2:  # scikit-learn has one line for two classes
        intercepts, coefficients = intercepts[1:] - intercepts[:1], coefficients[1:] * 2
    model.intercept_, model.coef_ = intercepts, coefficients
    model.fit(x, y, sample_weight=w)
    if len(model.classes_) > 2:
        return model.intercept_, model.coef_
    half = np.vstack([-model.coef_, model.coef_]) / 2
    return np.concatenate([-model.intercept_, model.intercept_]) / 2, half


def _score_gains(
    standard: Array, y: Codes, w: Array, model: Parameters, taken: Codes, blocks: Sequence[Codes]
) -> list[float]:
    """Return the score statistic of each block of columns, less twice its parameters."""
    odds = model[0] + standard[:, taken] @ model[1].T
    odds = np.exp(odds - odds.max(axis=1, keepdims=True))
    chance = (odds / odds.sum(axis=1, keepdims=True))[:, :-1]  # the last class follows
    classes = chance.shape[1]
    residual = w[:, None] * ((y[:, None] == np.arange(classes)) - chance)
    there = np.hstack([np.ones((len(y), 1)), standard[:, taken]])
    new = np.concatenate(blocks)
    size = there.shape[1]
    own = np.zeros((classes, classes, size, size))
    cross = np.zeros((classes, classes, len(new), size))
    variance = np.empty((classes, classes, len(y)))
    for k in range(classes):
        for j in range(k + 1):
            v = w * chance[:, k] * ((k == j) - chance[:, j])
            weighted = v[:, None] * there
            variance[k, j] = variance[j, k] = v
            own[k, j] = own[j, k] = there.T @ weighted
            cross[k, j] = cross[j, k] = standard[:, new].T @ weighted
    information = own.transpose(0, 2, 1, 3).reshape(classes * size, classes * size)
    information[np.diag_indices_from(information)] += 1e-8 * len(y)
    gains, place = [], 0
    for block in blocks:
        x, many = standard[:, block], len(block)
        part = cross[:, :, place : place + many].transpose(0, 2, 1, 3)
        part = part.reshape(classes * many, classes * size)
        inner = ((variance[:, :, None, :] * x.T) @ x).transpose(0, 2, 1, 3)
        inner = inner.reshape(classes * many, classes * many)
        left = inner - part @ np.linalg.solve(information, part.T)
        score = (x.T @ residual).T.reshape(-1)
        free = classes * max(many - 1, 1)  # the answers of a choice add up to one
        gains.append(float(score @ np.linalg.pinv(left, rcond=1e-6, hermitian=True) @ score))
        gains[-1] -= 2 * free
        place += many
    return gains


def formula_of(
    model: Model, questions: Sequence[TypingQuestion], segments: Sequence[int]
) -> TypingFormula:
    """Return a model in the answers' own units.

    Parameters
    ----------
    model : Model
        The model of these questions.
    questions : sequence of TypingQuestion
        In the order in which they were taken.
    segments : sequence of int
        Numbers of its classes.
    """
    per_unit = (model.coefficients / model.scale).T
    intercepts = model.intercepts - model.mean @ per_unit
    neutral = iter(model.mean)
    asked = tuple(
        TypingQuestion(
            one.name,
            one.kind,
            one.answers,
            tuple(round(float(next(neutral)), DIGITS) for _value in one.neutral),
            one.low,
            one.high,
            one.whole,
        )
        for one in questions
    )
    return TypingFormula(
        tuple(segments),
        asked,
        _rounded(intercepts - intercepts.mean()),
        tuple(_rounded(row - row.mean()) for row in per_unit),
    )


def _rounded(values: Array) -> tuple[float, ...]:
    """Six digits after the point, or of themselves where a unit of the answer is tiny."""
    return tuple(
        float(f"{value:.{DIGITS}g}") if abs(value) < 1e-2 else round(float(value), DIGITS)
        for value in values
    )
