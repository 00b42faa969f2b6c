"""Segments as mixtures: of normal numbers, or of numbers and categories together."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from analysis.errors import DataError, Problem, called
from analysis.languages import messages
from analysis.statistics.clustering.answer_features import answer_coding
from analysis.statistics.clustering.answer_kinds import answer_kinds, scaled_weights
from analysis.statistics.clustering.class_fit import STARTS, ClassFit, class_divider, fitted_people
from analysis.statistics.clustering.gaussian_features import COVARIANCES, Covariance, number_coding
from analysis.statistics.clustering.latent_classes import answer_probabilities
from analysis.statistics.deciding import first_smallest

_ = messages(__name__)
Array = npt.NDArray[np.float64]
Labels = npt.NDArray[np.int64]
_PEOPLE_PER_PARAMETER = 2
_MOST_NUMBERS = 40_000_000  # features held at once: 320 MB
_STARTS_FOR_SHAPE = 5


@dataclass(frozen=True, eq=False)
class MixtureFit(ClassFit):
    """Classes of people whose numbers are normal within a class.

    Attributes
    ----------
    covariance : str
        ``spherical``, ``diagonal`` or ``full``; answers of mixed kind are always ``diagonal``:
        independent within a class.
    bic_of : dict of str to float
        BIC of every covariance that was tried.
    means : pandas.DataFrame
        Mean of every number (columns) in every class, in its own units.
    covariances : ndarray
        Classes × numbers × numbers.
    probabilities : pandas.DataFrame
        Of categorical questions, one row each: ``class``, ``question``, ``answer``,
        ``probability``.
    """

    covariance: Covariance
    bic_of: dict[str, float]
    means: pd.DataFrame
    covariances: Array
    probabilities: pd.DataFrame


def gaussian_mixture(
    values: pd.DataFrame | Array,
    k: int,
    *,
    weights: Array | None = None,
    covariance: Covariance | None = None,
    starts: int = STARTS,
    seed: int = 0,
) -> MixtureFit:
    """Find k classes of people whose numbers are normal within a class.

    Fitted by maximum likelihood on the different rows with their weights. So that no class
    collapses onto people with equal numbers, it must hold more different rows than it has
    directions (numbers + 1) and a quarter as many for its size as everyone has, and keeps in
    every direction 0.001 of everyone's variance and at least that of rounding; where all starts
    collapse the least variance is raised.

    Parameters
    ----------
    values : pandas.DataFrame or ndarray
        One row per person, complete numbers. Only spheres depend on the units: give them
        standardised where the numbers' own scales differ.
    k : int
        Classes.
    weights : ndarray, optional
        Survey weight of each row; scaled to mean 1. Rows of weight 0 are assigned only.
    covariance : str, optional
        ``spherical``, ``diagonal`` or ``full``; by default the one with the lowest BIC.
        ``full`` is tried where there are two people for each of its parameters.
    starts, seed : int
        Random starts and their seed.

    Raises
    ------
    DataError
        Where a column is no number or infinite.
    NotEnoughData
        Where a number is missing, a column is constant, or fewer than k people differ.

    References
    ----------
    Fraley, C., Raftery, A. E. (2002). Model-based clustering. JASA 97, 611–631.
    McLachlan, G., Peel, D. (2000). Finite Mixture Models. Wiley, ch. 3.10 (spurious maximisers).
    """
    values = pd.DataFrame(values)
    scaled = scaled_weights(weights, len(values))
    _refuse_categories(values[scaled > 0])
    tried: dict[Covariance, ClassFit] = {}
    for shape in _shapes(values, k, int((scaled > 0).sum()), covariance):
        coding = number_coding(values, scaled, shape)
        tried[shape] = fitted_people(coding, values, scaled, k, starts=starts, seed=seed)
    shapes = tuple(tried)
    best = shapes[int(first_smallest([tried[shape].bic for shape in shapes]))]
    return _mixture(tried[best], best, {shape: fit.bic for shape, fit in tried.items()})


def mixed_mixture(
    answers: pd.DataFrame,
    k: int,
    *,
    weights: Array | None = None,
    starts: int = STARTS,
    seed: int = 0,
) -> MixtureFit:
    """Find k classes of people by categories and numbers, independent within a class.

    A missing answer says nothing. 0/1 and categoricals have a share in every class, other
    numbers a mean and a variance; the rules against collapse are those of `gaussian_mixture`.

    Parameters
    ----------
    answers : pandas.DataFrame
        One row per person; numbers, 0/1, booleans or categoricals.
    k : int
        Classes.
    weights : ndarray, optional
        Survey weight of each row; scaled to mean 1. Rows of weight 0 are assigned only.
    starts, seed : int
        Random starts and their seed.

    Raises
    ------
    DataError
        Where a column cannot be used.
    NotEnoughData
        Where a column is constant or fewer than k people answered differently.

    References
    ----------
    Vermunt, J. K., Magidson, J. (2002). Latent class cluster analysis. In Hagenaars, McCutcheon
    (eds), Applied Latent Class Analysis. Cambridge University Press.
    """
    scaled = scaled_weights(weights, len(answers))
    coding = answer_coding(answers, scaled, numbers=None)
    fit = fitted_people(coding, answers, scaled, k, starts=starts, seed=seed)
    return _mixture(fit, "diagonal", {"diagonal": fit.bic})


def gaussian_divider(
    values: pd.DataFrame | Array, covariance: Covariance | None = None
) -> Callable[..., Labels]:
    """Return a function that divides bootstrap samples of the same people again and again.

    Parameters
    ----------
    values : pandas.DataFrame or ndarray
        One row per person, complete numbers. Only spheres depend on the units: give them
        standardised where the numbers' own scales differ.
    covariance : str, optional
        Shape of the classes; by default the one with the lowest BIC for k classes of all
        people, looked for once a k.

    Returns
    -------
    callable
        ``(weights_of_rows, k, *, starts, seed)`` → class 0 … k-1 of every row.
    """
    values = pd.DataFrame(values)
    _refuse_categories(values)
    of_shape: dict[Covariance, Callable[..., Labels]] = {}
    shape_of: dict[int, Covariance] = {}

    def divide(weights_of_rows: Array, k: int, *, starts: int, seed: int) -> Labels:
        if k not in shape_of:
            found = covariance or gaussian_mixture(values, k, starts=_STARTS_FOR_SHAPE).covariance
            shape_of[k] = found
        shape = shape_of[k]
        if shape not in of_shape:
            coding = number_coding(values, np.ones(len(values)), shape)
            of_shape[shape] = class_divider(coding, values)
        return of_shape[shape](weights_of_rows, k, starts=starts, seed=seed)

    return divide


def mixed_divider(answers: pd.DataFrame) -> Callable[..., Labels]:
    """Return a function that divides bootstrap samples of the same people again and again.

    Parameters
    ----------
    answers : pandas.DataFrame
        One row per person, as in `mixed_mixture`.

    Returns
    -------
    callable
        ``(weights_of_rows, k, *, starts, seed)`` → class 0 … k-1 of every row.
    """
    return class_divider(answer_coding(answers, np.ones(len(answers)), numbers=None), answers)


def _mixture(fit: ClassFit, covariance: Covariance, bic_of: dict[str, float]) -> MixtureFit:
    coding = fit.coding
    means, covariances = coding.family(fit.smallest_variance).own_moments(fit.fitted.sums)
    levels = getattr(coding, "levels", {})
    probabilities = answer_probabilities(coding, fit.fitted) if levels else pd.DataFrame()
    return MixtureFit(
        **vars(fit),
        covariance=covariance,
        bic_of=bic_of,
        means=pd.DataFrame(means, columns=list(coding.numbers)).rename_axis("class"),
        covariances=covariances,
        probabilities=probabilities,
    )


def _shapes(
    values: pd.DataFrame, k: int, people: int, covariance: Covariance | None
) -> tuple[Covariance, ...]:
    """Return the shapes worth trying: full only where people and memory allow it."""
    if covariance is not None:
        return (covariance,)
    p = values.shape[1]
    products = p * (p + 1) // 2
    roomy = len(values) * (1 + p + products) <= _MOST_NUMBERS
    many = people >= _PEOPLE_PER_PARAMETER * k * (1 + p + products)
    return COVARIANCES if roomy and many and p > 1 else COVARIANCES[:2]


def _refuse_categories(values: pd.DataFrame) -> None:
    kinds = answer_kinds(values)
    others = (*kinds.ordered, *kinds.nominal)
    if others:
        raise DataError(
            [
                Problem(
                    called(name),
                    _("must be a number for a Gaussian mixture, got: categories"),
                    _("Use the method mixed_mixture."),
                )
                for name in others
            ]
        )
