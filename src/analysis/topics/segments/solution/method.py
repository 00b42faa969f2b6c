"""Segments: a division of people by one of several methods."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import wraps
from typing import Any, ParamSpec, TypeVar

import numpy as np
import pandas as pd

from analysis.errors import NotEnoughData
from analysis.languages import messages
from analysis.languages.formats import number
from analysis.statistics.clustering.answer_patterns import within_squares
from analysis.statistics.clustering.assignment_rules import SegmentRule
from analysis.statistics.clustering.k_means import STARTS
from analysis.topics.method_memory import remembered
from analysis.topics.segments.basis.method_basis import SegmentationBasis
from analysis.topics.segments.basis.method_usable_variables import refuse_constant
from analysis.topics.segments.solution.method_fits import fit_segments
from analysis.topics.segments.solution.method_numbering import numbered
from analysis.values.absent import Absent, unless_absent

_ = messages(__name__)
P = ParamSpec("P")
T = TypeVar("T")
GIVEN = ("value_bands", "rule")  # who is in which segment is said, not looked for


@dataclass(frozen=True, eq=False)
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
    found = numbered(basis, fit, keep_order=method in GIVEN)
    within = explained = None
    if method in ("k_means", "ward"):
        weight, matrix = basis.weights.to_numpy(), basis.matrix
        within = within_squares(matrix, found.clusters, weight)
        explained = 1 - within / within_squares(matrix, np.zeros(basis.base, dtype=int), weight)
    labels = pd.Series(found.clusters + 1, index=basis.values.index, name="segment")
    return Segments(
        **described(basis, labels),
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


def unless_given(function: Callable[P, T]) -> Callable[P, T | Absent]:
    """Let a method that looks for segments again say why it does not where they are given.

    It stands before `remembered`: what is said is in one language, and memory knows none.

    Parameters
    ----------
    function : callable
        The method; its argument ``method``, by name, says how segments were made.
    """

    @wraps(function)
    def looking(*args: P.args, **kwargs: P.kwargs) -> T | Absent:
        if kwargs.get("method") not in GIVEN:
            return function(*args, **kwargs)
        return Absent(
            _("The client file says who is in which segment: they are not looked for again."),
            gap=False,
        )

    return looking


def described(basis: SegmentationBasis, labels: pd.Series) -> dict[str, Any]:
    """Return what a division's people tell of it: labels, centers, sizes, base and dropped.

    Parameters
    ----------
    basis : SegmentationBasis
        The people's answers.
    labels : pandas.Series
        The segment of each.
    """
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


@unless_absent
def segment_labels(segments: Segments) -> pd.Series:
    """Return the segment of each respondent, 1 … k.

    Parameters
    ----------
    segments : Segments
        The division.
    """
    return segments.labels


@unless_absent
def segment_names(segments: Segments) -> Mapping[int, str]:
    """Return the names that come with the data: bands, answers of a rule; else none.

    Parameters
    ----------
    segments : Segments
        The division.
    """
    return segments.names
