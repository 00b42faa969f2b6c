"""Segments: a division of people by one of several methods, and how others are assigned to it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from analysis.errors import DataError, NotEnoughData, Problem, called
from analysis.languages import messages
from analysis.languages.formats import number
from analysis.methods.dividing.clustering import STARTS, SegmentationBasis
from analysis.methods.dividing.segment_fits import Fit, fit_segments
from analysis.methods.dividing.segment_rules import (
    MostLikelyClass,
    NearestCentre,
    NearestMedoid,
    OwnAnswer,
    SegmentRule,
    ValueBands,
)
from analysis.methods.dividing.usable_variables import refuse_constant
from analysis.methods.memory import remembered
from analysis.sources.labels import asked_by
from analysis.statistics.clustering.answer_patterns import within_squares
from analysis.statistics.deciding import row_order
from analysis.values.absent import Absent, unless_absent

_ = messages(__name__)
GIVEN = ("value_bands", "rule")  # who is in which segment is said, not looked for
MOST_ROUNDS = 5  # of numbering; ties between segments settle in one or two
Clusters = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Segments:
    """A division of respondents into segments.

    Attributes
    ----------
    labels : pandas.Series
        Segment 1 … k of each respondent of the basis; see `segment_solution` for the numbering.
    method : str
        How they were made.
    centers : pandas.DataFrame
        Weighted mean of every variable (columns) in every segment (rows 1 … k), in its own
        units.
    sizes : pandas.Series
        Respondents in every segment.
    names : mapping of int to str
        Names that come with the data (bands, answers of a rule); otherwise empty.
    segments, starts, seed : int
        How many segments, random starts, and their seed.
    base, dropped : int
        Respondents in the segments; respondents with missing answers, in none.
    rule : SegmentRule
        How anyone else is assigned.
    within_ss, explained_share : float or None
        Weighted squared distances to the segments' centres, summed, in the units clustered;
        part of all squared distances that lies between the segments, 0–1. None for methods
        that minimise something else.
    log_likelihood, bic : float or None
        Of models with classes.
    """

    labels: pd.Series
    method: str
    centers: pd.DataFrame
    sizes: pd.Series
    names: Mapping[int, str]
    segments: int
    starts: int
    seed: int
    base: int
    dropped: int
    rule: SegmentRule
    within_ss: float | None = None
    explained_share: float | None = None
    log_likelihood: float | None = None
    bic: float | None = None


@unless_absent
@remembered
def segment_solution(
    basis: SegmentationBasis,
    segments: int,
    method: str = "k_means",
    *,
    bands: Mapping[str, float] | None = None,
    starts: int = STARTS,
    seed: int = 0,
) -> Segments:
    """Divide respondents into segments.

    Segments are numbered by a fixed rule: by weighted size, the largest first, and at equal
    size by the higher centre in the first variable that differs, in an order of the variables'
    own; neither the order of rows and columns nor the seed renames them. Bands are numbered
    from the highest, answers in their order.

    Parameters
    ----------
    basis : SegmentationBasis
        The answers.
    segments : int
        How many segments, at least 2; ``rule`` has as many as there are answers.
    method : str
        ``k_means`` (people of one segment answer as alike as possible: best of many starts) ·
        ``ward`` (k-means started from Ward's tree) · ``k_medoids`` (around typical persons, by
        Gower's distance) · ``latent_classes`` (choices) · ``gaussian_mixture`` (numbers) ·
        ``mixed_mixture`` (both) · ``value_bands`` (the first variable, money, in bands) ·
        ``rule`` (the answers to the first variable).
    bands : mapping, optional
        ``value_bands``: band → its lower bound, ascending; proposed by natural breaks if empty.
    starts : int
        Random starts. One start is not enough: what looks like an unstable market is then
        often the optimiser's fault.
    seed : int
        Seed of the starts.

    Raises
    ------
    NotEnoughData
        Where there are fewer different respondents than segments, a segment stays empty, or
        everyone answers a variable alike.

    References
    ----------
    Arthur, D., Vassilvitskii, S. (2007). k-means++. SODA, 1027–1035. Kaufman, L., Rousseeuw,
    P. J. (1990). Finding Groups in Data. Vermunt, J. K., Magidson, J. (2002). Latent class
    cluster analysis.
    """
    if method not in GIVEN:
        refuse_constant(basis.values)
    different = len(basis.values.drop_duplicates())
    if method not in GIVEN and (segments < 2 or different < segments):
        raise NotEnoughData(
            _(
                "{segments} segments need at least as many different respondents, got: {n}.",
                segments=number(segments),
                n=number(different),
            )
        )
    fit = fit_segments(basis, segments, method, bands=bands, starts=starts, seed=seed)
    found = _numbered(basis, fit, keep_order=method in GIVEN)
    within = explained = None
    if method in ("k_means", "ward"):
        weight, matrix = basis.weights.to_numpy(), basis.matrix
        within = within_squares(matrix, found.clusters, weight)
        explained = 1 - within / within_squares(matrix, np.zeros(basis.base, dtype=int), weight)
    labels = pd.Series(found.clusters + 1, index=basis.values.index, name="segment")
    return Segments(
        **_described(basis, labels),
        method=method,
        names=dict(enumerate(fit.names, start=1)),
        segments=int(labels.nunique()),
        starts=starts,
        seed=seed,
        rule=found.rule,
        within_ss=within,
        explained_share=explained,
        log_likelihood=fit.log_likelihood,
        bic=fit.bic,
    )


def not_looked_for() -> Absent:
    """Return why nothing is said of how segments come out again that the client file gives."""
    return Absent(
        _("The client file says who is in which segment: they are not looked for again."),
        gap=False,
    )


@unless_absent
def carried_segments(segments: Segments, basis: SegmentationBasis) -> Segments:
    """Return the people of another wave in the segments of this solution, which stay frozen.

    Numbers, names and colours mean the same in both waves. People are assigned as the method
    does it: to the nearest centre or medoid, the most likely class, the band, the answer.

    Parameters
    ----------
    segments : Segments
        The solution, made in the reference wave.
    basis : SegmentationBasis
        The same variables in the other wave; with the reference wave's own basis the solution
        comes back as it is.

    Raises
    ------
    DataError
        Where the wave lacks a variable the segments are made of.
    NotEnoughData
        Where nobody can be assigned.
    """
    values = _same_variables(basis.values, list(segments.centers.columns))
    clusters = segments.rule.assigned(values, basis.answers)
    if values.index.equals(segments.labels.index) and np.array_equal(
        clusters + 1, segments.labels.to_numpy()
    ):
        return segments
    known = clusters >= 0
    if not known.any():
        raise NotEnoughData(_("Nobody of this wave can be assigned to the segments."))
    labels = pd.Series(clusters[known] + 1, index=basis.values.index[known], name="segment")
    shown = replace(basis, values=values.loc[labels.index], weights=basis.weights[labels.index])
    missing = basis.dropped + int((~known).sum())
    return replace(
        segments,
        **{**_described(shown, labels), "base": len(labels), "dropped": missing},
        within_ss=None,
        explained_share=None,
        log_likelihood=None,
        bic=None,
    )


def _same_variables(values: pd.DataFrame, wanted: list[str]) -> pd.DataFrame:
    """Bring a wave's variables to the solution's; an answer nobody gave any more is 0."""
    questions = {asked_by(str(name)) for name in values.columns} - {""}
    missing = [name for name in wanted if name not in values.columns]
    lacking = [name for name in missing if asked_by(str(name)) not in questions]
    if lacking:
        raise DataError(
            Problem(
                called(name),
                _("must be asked in this wave as in the reference wave, got: none"),
                _("Set segmentation.reference_wave to a wave with the same questions."),
            )
            for name in lacking
        )
    return values.reindex(columns=wanted, fill_value=0.0)


def _described(basis: SegmentationBasis, labels: pd.Series) -> dict[str, Any]:
    weighted = basis.values.mul(basis.weights, axis=0)
    weight = basis.values.notna().mul(basis.weights, axis=0)
    centers = weighted.groupby(labels).sum() / weight.groupby(labels).sum()
    return {
        "labels": labels.astype("int64"),
        "centers": centers.rename_axis("segment"),
        "sizes": labels.value_counts().sort_index().rename("base"),
        "base": basis.base,
        "dropped": basis.dropped,
    }


@dataclass(frozen=True)
class _Numbered:
    clusters: Clusters
    rule: SegmentRule


def _numbered(basis: SegmentationBasis, fit: Fit, *, keep_order: bool) -> _Numbered:
    """Put clusters into the order of the segments' numbers, in the rule as well.

    People equally near to two segments go to the lower number, now and in later waves: so
    the rule assigns them again once the order is known, until the order stays.
    """
    if keep_order:
        return _Numbered(fit.clusters, fit.rule)
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
    return _Numbered(clusters, rule)


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
