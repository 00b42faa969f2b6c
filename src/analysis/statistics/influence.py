"""How far every respondent moves an estimate: what errors and comparisons are made of.

An estimate's influence values have one entry a respondent, 0 for those it does not rest on; the
square root of the sum of their squares is its standard error. They belong to people, by their
ids: so the error of any difference of two estimates follows from them, whoever is in both.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt
import pandas as pd

from analysis.statistics.sampling_error import kish_base, respondent_weights

Array = npt.NDArray[np.float64]
Measure = Literal["share", "mean", "balance", "ratio"]


@dataclass(frozen=True, eq=False)
class Influence:
    """Estimates of one measure from one sample, with everyone's influence on each of them.

    Attributes
    ----------
    measure : str
        ``share`` (of 0/1 answers), ``mean``, ``balance`` (of answers −1, 0, 1: one side less
        the other, as a net promoter score) or ``ratio`` (of two sums).
    ids : pandas.Index
        The respondents, each once.
    names : tuple of str
        The estimates.
    estimates : numpy.ndarray
        One a name, in its unit; NaN where nobody has an answer.
    values : numpy.ndarray
        Respondents × estimates: everyone's influence, 0 outside an estimate's base.
    answers : numpy.ndarray
        Respondents × estimates: what was answered, NaN outside its base.
    weights : numpy.ndarray
        One a respondent.
    """

    measure: Measure
    ids: pd.Index
    names: tuple[str, ...]
    estimates: Array
    values: Array
    answers: Array
    weights: Array

    @property
    def inside(self) -> npt.NDArray[np.bool_]:
        """Respondents × estimates: who is in its base."""
        return ~np.isnan(self.answers)

    @property
    def standard_errors(self) -> Array:
        """Of every estimate, in its unit."""
        return np.asarray(np.sqrt(np.square(self.values).sum(axis=0)))

    @property
    def effective_bases(self) -> Array:
        """What the people of every estimate's base are worth (Kish)."""
        return np.array([kish_base(self.weights[mine]) for mine in self.inside.T])

    def of(self, *names: str) -> Influence:
        """Return the same of some of the estimates, in the order asked for.

        Parameters
        ----------
        names : str
            Some of `names`.
        """
        places = [self.names.index(name) for name in names]
        return Influence(
            self.measure, self.ids, names, self.estimates[places], self.values[:, places],
            self.answers[:, places], self.weights,
        )  # fmt: skip


def influence_of_mean(deviations: Array, weights: Array) -> Array:
    """Return everyone's influence on a weighted mean, without a factor for small samples.

    Parameters
    ----------
    deviations : numpy.ndarray
        Each answer minus the weighted mean; one row a respondent.
    weights : numpy.ndarray
        Weights of the same respondents.
    """
    return np.asarray((weights * deviations.T / weights.sum()).T)


def linearised_variance(deviations: Array, weights: Array) -> float:
    """Return the Taylor-linearised variance of a weighted mean, without the factor n/(n − 1).

    Parameters
    ----------
    deviations : numpy.ndarray
        Each answer minus the weighted mean.
    weights : numpy.ndarray
        Weights of the same respondents.

    References
    ----------
    Lumley, T. (2010). Complex Surveys. Wiley, ch. 2 and appendix C (sampling with replacement).
    """
    return float(np.square(influence_of_mean(deviations, weights)).sum())


def share_influence(flags: pd.DataFrame, weights: pd.Series | None = None) -> Influence:
    """Return shares with everyone's influence on them.

    Parameters
    ----------
    flags : pandas.DataFrame
        One row a respondent (the index are their ids), one column an estimate: 1 where it holds,
        0 where not, missing outside its base (see `by_group`).
    weights : pandas.Series, optional
        Weights on the same index; who has none is in no base.

    Raises
    ------
    ValueError
        If an id stands twice, or an answer is neither 0 nor 1.

    References
    ----------
    Lumley, T. (2010). Complex Surveys. Wiley, appendix C. Deville, J.-C. (1999). Variance
    estimation for complex statistics and estimators. Survey Methodology 25, 193–203.
    """
    _refuse_others(flags, (0.0, 1.0))
    return _of_means("share", flags, weights)


def mean_influence(values: pd.DataFrame, weights: pd.Series | None = None) -> Influence:
    """Return means with everyone's influence on them.

    Parameters
    ----------
    values : pandas.DataFrame
        One row a respondent (the index are their ids), one column an estimate: numbers, missing
        outside its base.
    weights : pandas.Series, optional
        Weights on the same index.

    Raises
    ------
    ValueError
        If an id stands twice.
    """
    return _of_means("mean", values, weights)


def balance_influence(sides: pd.DataFrame, weights: pd.Series | None = None) -> Influence:
    """Return shares of one side less those of the other, with everyone's influence on them.

    Parameters
    ----------
    sides : pandas.DataFrame
        One row a respondent (the index are their ids), one column an estimate: 1 for the one
        side (promoters), −1 for the other (detractors), 0 between, missing outside its base.
    weights : pandas.Series, optional
        Weights on the same index.

    Raises
    ------
    ValueError
        If an id stands twice, or an answer is none of the three.
    """
    _refuse_others(sides, (-1.0, 0.0, 1.0))
    return _of_means("balance", sides, weights)


def ratio_influence(
    numerators: pd.DataFrame, denominators: pd.DataFrame, weights: pd.Series | None = None
) -> Influence:
    """Return ratios of two sums, as money a visit, with everyone's influence on them.

    Parameters
    ----------
    numerators, denominators : pandas.DataFrame
        One row a respondent (the index are their ids), one column an estimate, alike in both:
        numbers, missing outside its base.
    weights : pandas.Series, optional
        Weights on the same index.

    Raises
    ------
    ValueError
        If an id stands twice, or the frames have other rows or columns.

    References
    ----------
    Cochran, W. G. (1977). Sampling Techniques, 3rd ed. Wiley, ch. 6.
    """
    if not (
        numerators.index.equals(denominators.index)
        and numerators.columns.equals(denominators.columns)
    ):
        raise ValueError("numerators and denominators must have the same rows and columns")
    weight = _weights_of(numerators, weights)
    above, below = _numbers(numerators), _numbers(denominators)
    inside = ~np.isnan(above) & ~np.isnan(below) & (weight > 0)[:, None]
    counted = np.where(inside, weight[:, None], 0.0)
    above, below = np.where(inside, above, 0.0), np.where(inside, below, 0.0)
    total = (counted * below).sum(axis=0)
    total = np.where(total == 0, np.nan, total)
    ratios = (counted * above).sum(axis=0) / total
    values = np.nan_to_num(counted * (above - ratios * below) / total) * _factors(inside)
    answers = np.where(inside, above, np.nan)
    return Influence("ratio", numerators.index, _names(numerators), ratios, values, answers, weight)


def by_group(values: pd.Series, groups: pd.Series) -> pd.DataFrame:
    """Return answers with one column a group, missing for everyone outside it.

    Parameters
    ----------
    values : pandas.Series
        One row a respondent.
    groups : pandas.Series
        Group of each respondent, same index; a categorical keeps its order. Who has none is in
        no column.
    """
    found = groups.astype("category")
    return pd.DataFrame(
        {str(group): values.where(groups == group) for group in found.cat.categories},
        index=values.index,
    )


def _of_means(measure: Measure, frame: pd.DataFrame, weights: pd.Series | None) -> Influence:
    weight, given = _weights_of(frame, weights), _numbers(frame)
    inside = ~np.isnan(given) & (weight > 0)[:, None]
    counted = np.where(inside, weight[:, None], 0.0)
    total = counted.sum(axis=0)
    total = np.where(total > 0, total, np.nan)
    known = np.where(inside, given, 0.0)
    means = (counted * known).sum(axis=0) / total
    values = np.nan_to_num(counted * (known - means) / total) * _factors(inside)
    answers = np.where(inside, given, np.nan)
    return Influence(measure, frame.index, _names(frame), means, values, answers, weight)


def _factors(inside: npt.NDArray[np.bool_]) -> Array:
    """Return √(n/(n − 1)) of every base: errors as of Student's test where weights are equal."""
    people = inside.sum(axis=0)
    return np.asarray(np.sqrt(people / np.maximum(people - 1, 1)))


def _weights_of(frame: pd.DataFrame, weights: pd.Series | None) -> Array:
    if not frame.index.is_unique:
        again = frame.index[frame.index.duplicated()][0]
        raise ValueError(f"every respondent must have one row, got: {again!r} more than once")
    return respondent_weights(frame.index, weights)


def _numbers(frame: pd.DataFrame) -> Array:
    return frame.to_numpy(dtype=float, na_value=np.nan)


def _names(frame: pd.DataFrame) -> tuple[str, ...]:
    return tuple(str(name) for name in frame.columns)


def _refuse_others(frame: pd.DataFrame, known: tuple[float, ...]) -> None:
    given = _numbers(frame)
    if not np.isin(given[~np.isnan(given)], known).all():
        named = ", ".join(f"{answer:g}" for answer in known)
        raise ValueError(f"answers must be {named} or missing")
