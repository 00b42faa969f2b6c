"""How segments are numbered: the largest first, the same whatever the order of rows and seed."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from analysis.errors import NotEnoughData
from analysis.languages import messages
from analysis.languages.formats import number
from analysis.statistics.clustering.assignment_rules import (
    Clusters,
    MostLikelyClass,
    NearestCentre,
    NearestMedoid,
    OwnAnswer,
    SegmentRule,
    ValueBands,
)
from analysis.statistics.deciding import row_order
from analysis.topics.segments.basis.method_basis import SegmentationBasis
from analysis.topics.segments.solution.method_fits import Fit

_ = messages(__name__)
MOST_ROUNDS = 5  # of numbering; ties between segments settle in one or two


@dataclass(frozen=True, eq=False)
class Numbered:
    """Clusters in the order of their numbers.

    Attributes
    ----------
    clusters : ndarray of int
        Cluster, from 0, of each row of the basis.
    rule : SegmentRule
        How others are assigned to them.
    """

    clusters: Clusters
    rule: SegmentRule


def numbered(basis: SegmentationBasis, fit: Fit, *, keep_order: bool) -> Numbered:
    """Put clusters into the order of the segments' numbers, in the rule as well.

    People equally near to two segments go to the lower number, now and in later waves: so
    the rule assigns them again once the order is known, until the order stays.

    Parameters
    ----------
    basis : SegmentationBasis
        The answers.
    fit : Fit
        What a method found.
    keep_order : bool
        Whether the method's own order holds, as of bands and answers.

    Raises
    ------
    NotEnoughData
        Where a cluster stays empty.
    """
    if keep_order:
        return Numbered(fit.clusters, fit.rule)
    weight, matrix = basis.weights.to_numpy(), np.nan_to_num(basis.matrix)[:, basis.order]
    clusters, rule = fit.clusters, fit.rule

    def traits(cluster: int) -> list[float]:
        mine = clusters == cluster
        middle = np.average(matrix[mine], axis=0, weights=weight[mine] + 1e-12)
        return [float(weight[mine].sum()), *middle]

    for _round in range(MOST_ROUNDS):
        present = np.unique(clusters).tolist()
        if len(present) < fit.wanted:
            raise NotEnoughData(
                _(
                    "{segments} segments were asked for, but people fall into {n} only.",
                    segments=number(fit.wanted),
                    n=number(len(present)),
                )
            )
        first = row_order(-np.array([traits(cluster) for cluster in present]))
        order = [present[place] for place in first]
        if order == present:
            break
        rule = _reordered(rule, order)
        clusters = rule.assigned(basis.values, basis.answers)
    return Numbered(clusters, rule)


def _reordered(rule: SegmentRule, order: list[int]) -> SegmentRule:
    if isinstance(rule, NearestCentre):
        return replace(rule, centers=rule.centers[order])
    if isinstance(rule, NearestMedoid):
        return replace(rule, medoids=rule.medoids.iloc[order])
    if isinstance(rule, MostLikelyClass):
        return replace(rule, order=rule.order[order])
    if isinstance(rule, ValueBands | OwnAnswer):
        return rule
    raise TypeError(type(rule))
