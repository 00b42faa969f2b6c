"""One fit of each method, and dividing weighted rows by it: what solutions and bootstraps share."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

import numpy as np
import numpy.typing as npt
import pandas as pd

from analysis.errors import NotEnoughData
from analysis.languages import messages
from analysis.statistics.clustering.answer_patterns import answer_patterns
from analysis.statistics.clustering.assignment_rules import (
    Clusters,
    MostLikelyClass,
    NearestCentre,
    NearestMedoid,
    OwnAnswer,
    SegmentRule,
    ValueBands,
    on_scale,
)
from analysis.statistics.clustering.own_order import people_order
from analysis.topics.segments.basis.method_basis import Matrix, SegmentationBasis

_ = messages(__name__)
MODELS = ("latent_classes", "gaussian_mixture", "mixed_mixture")
MODEL_STARTS = 20  # of models with classes; each is followed further than a run of k-means
MOST_VALUES = 1001
Weights = npt.NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Fit:
    """What a method found.

    Attributes
    ----------
    clusters : ndarray of int
        Cluster, from 0, of each row of the basis.
    rule : SegmentRule
        How others are assigned to the same clusters.
    wanted : int
        Clusters asked for.
    names : tuple of str
        Of bands and answers, in their order.
    log_likelihood, bic : float or None
        Of models with classes.
    """

    clusters: Clusters
    rule: SegmentRule
    wanted: int
    names: tuple[str, ...] = ()
    log_likelihood: float | None = None
    bic: float | None = None


class Divider(Protocol):
    """Fits on the rows with a weight and assigns all rows."""

    def __call__(self, weights: Weights, k: int, *, starts: int, seed: int) -> Clusters:
        """Return a cluster, from 0, for every row."""


def fit_segments(
    basis: SegmentationBasis,
    segments: int,
    method: str,
    *,
    bands: Mapping[str, float] | None = None,
    starts: int,
    seed: int,
) -> Fit:
    """Fit one method once.

    Parameters
    ----------
    basis : SegmentationBasis
        The answers.
    segments : int
        Clusters to make.
    method : str
        See `segment_solution`.
    bands : mapping, optional
        Band → lower bound, for ``value_bands``.
    starts, seed : int
        Random starts and their seed.
    """
    if method in ("k_means", "ward"):
        return _centres(basis, segments, method, starts, seed)
    if method == "k_medoids":
        return _medoids(basis, segments, seed)
    if method in MODELS:
        return _classes(basis, segments, method, seed)
    if method == "value_bands":
        return _bands(basis, segments, bands or {})
    if method == "rule":
        return _answers(basis)
    raise ValueError(f"unknown method: {method}")


def divider(basis: SegmentationBasis, method: str) -> Divider:
    """Return how a method divides the rows of a basis when they weigh differently.

    Parameters
    ----------
    basis : SegmentationBasis
        The answers.
    method : str
        A method that looks for segments; not ``value_bands`` or ``rule``.
    """
    from analysis.statistics.clustering.latent_classes import latent_class_divider
    from analysis.statistics.clustering.mixtures import gaussian_divider, mixed_divider

    if method in ("k_means", "ward"):
        return _by_centres(basis)
    if method == "k_medoids":
        return _by_medoids(basis)
    if method == "latent_classes":
        return latent_class_divider(basis.answers_in_order)
    if method == "mixed_mixture":
        return mixed_divider(basis.answers_in_order)
    if method == "gaussian_mixture":
        return gaussian_divider(on_scale(basis.values, *basis.scale).iloc[:, basis.order])
    raise ValueError(f"no segments are looked for by {method}")


def _centres(basis: SegmentationBasis, k: int, method: str, starts: int, seed: int) -> Fit:
    from analysis.statistics.clustering.k_means import k_means, ward_centers

    order = basis.order
    patterns = answer_patterns(basis.matrix[:, order], basis.weights.to_numpy())
    first = None
    if method == "ward":
        first = ward_centers(patterns.values, patterns.weights, k, seed=seed)
    found = k_means(
        patterns.values, patterns.weights, k, starts=starts, seed=seed, first_centers=first
    )
    middle, spread = basis.scale
    rule = NearestCentre(middle, spread, found.centers[:, np.argsort(order)])
    return Fit(rule.assigned(basis.values, basis.answers), rule, k)


def _medoids(basis: SegmentationBasis, k: int, seed: int) -> Fit:
    from analysis.statistics.clustering.k_medoids import k_medoids_of
    from analysis.statistics.clustering.mixed_distance import answer_ranges

    # of equally good medoids the first is taken: an order of the answers' own makes it the same
    weights = basis.weights.to_numpy(dtype=float)
    order = people_order(basis.values.to_numpy(dtype=float), basis.order, weights)
    answers, weights = basis.answers_in_order.iloc[order], weights[order]
    ranges = answer_ranges(answers)
    found = k_medoids_of(answers, k, weights=weights, ranges=ranges, seed=seed)
    rule = NearestMedoid(answers.iloc[found.medoids][basis.answers.columns], ranges)
    return Fit(rule.assigned(basis.values, basis.answers), rule, k)


def _classes(basis: SegmentationBasis, k: int, method: str, seed: int) -> Fit:
    from analysis.statistics.clustering.class_fit import ClassFit
    from analysis.statistics.clustering.latent_classes import latent_classes
    from analysis.statistics.clustering.mixtures import gaussian_mixture, mixed_mixture

    weights = basis.weights.to_numpy()
    answers = basis.answers_in_order
    scale: tuple[Matrix, Matrix] | None = None
    found: ClassFit
    if method == "latent_classes":
        found = latent_classes(answers, k, weights=weights, starts=MODEL_STARTS, seed=seed)
    elif method == "mixed_mixture":
        found = mixed_mixture(answers, k, weights=weights, starts=MODEL_STARTS, seed=seed)
    else:
        scale = basis.scale
        values = on_scale(basis.values, *scale).iloc[:, basis.order]
        found = gaussian_mixture(values, k, weights=weights, starts=MODEL_STARTS, seed=seed)
    rule = MostLikelyClass(found, np.arange(k), *(scale or (None, None)))
    return Fit(
        rule.assigned(basis.values, basis.answers),
        rule,
        k,
        log_likelihood=found.log_likelihood,
        bic=found.bic,
    )


def _bands(basis: SegmentationBasis, k: int, bands: Mapping[str, float]) -> Fit:
    from analysis.statistics.clustering.natural_breaks import natural_breaks

    money = basis.values.iloc[:, 0].to_numpy(dtype=float)
    names: tuple[str, ...] = ()
    if bands:
        names, lower = tuple(bands)[::-1], tuple(map(float, bands.values()))[::-1]
    else:
        # breaks cost the square of the number of values: of many, their quantiles stand for them
        shown = np.quantile(money, np.linspace(0, 1, MOST_VALUES), method="nearest")
        few = money if len(money) <= MOST_VALUES else shown
        lower = tuple(sorted(natural_breaks(few, k), reverse=True))
    rule = ValueBands(lower)
    clusters = rule.assigned(basis.values, basis.answers)
    if len(np.unique(clusters)) < 2:
        raise NotEnoughData(_("All people are in the same band of money: there is one only."))
    return Fit(clusters, rule, len(lower), names or ("",) * len(lower))


def _answers(basis: SegmentationBasis) -> Fit:
    given = basis.answers.iloc[:, 0]
    if not isinstance(given.dtype, pd.CategoricalDtype):
        given = given.astype("category")
    present = [answer for answer in given.cat.categories if (given == answer).any()]
    if len(present) < 2:
        raise NotEnoughData(_("All people gave the same answer: there is one segment only."))
    rule = OwnAnswer(tuple(map(str, present)))
    clusters = rule.assigned(basis.values, basis.answers)
    return Fit(clusters, rule, len(present), rule.categories)


def _by_centres(basis: SegmentationBasis) -> Divider:
    from analysis.statistics.clustering.k_means import k_means, nearest

    patterns = answer_patterns(basis.matrix[:, basis.order])

    def divide(weights: Weights, k: int, *, starts: int, seed: int) -> Clusters:
        counts = np.bincount(
            patterns.pattern_of_row, weights=weights, minlength=len(patterns.values)
        )
        summed = np.asarray(counts, dtype=float)
        drawn = summed > 0
        found = k_means(patterns.values[drawn], summed[drawn], k, starts=starts, seed=seed)
        return nearest(patterns.values, found.centers)[patterns.pattern_of_row]

    return divide


def _by_medoids(basis: SegmentationBasis) -> Divider:
    from analysis.statistics.clustering.k_medoids import k_medoids_divider

    order = people_order(
        basis.values.to_numpy(dtype=float), basis.order, basis.weights.to_numpy(dtype=float)
    )
    divide_sorted = k_medoids_divider(basis.answers_in_order.iloc[order])

    def divide(weights: Weights, k: int, *, starts: int, seed: int) -> Clusters:
        found = np.empty(len(order), dtype=np.int64)
        found[order] = divide_sorted(weights[order], k, starts=starts, seed=seed)
        return found

    return divide
