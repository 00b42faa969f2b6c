"""How far segments agree with another classification of the same people."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt
import pandas as pd

from analysis.errors import NotEnoughData
from analysis.languages import formats, messages
from analysis.statistics.clustering.partition_agreement import (
    agreement_error,
    agreement_of_partitions,
)
from analysis.statistics.deciding import best_pairs, exceeds, reaches
from analysis.statistics.intervals import fisher_interval
from analysis.statistics.sampling_error import respondent_weights
from analysis.statistics.shares import Share, share_estimate
from analysis.values.absent import unless_absent

_ = messages(__name__)
Verdict = Literal["excellent", "good", "moderate", "poor", "chance"]
Table = npt.NDArray[np.float64]
Places = npt.NDArray[np.int64]

# Steinley (2004), table 1: recovery above .90 excellent, above .80 good, above .65 moderate
EXCELLENT, GOOD, MODERATE = 0.9, 0.8, 0.65
FEWEST = 30  # people in both classifications
MOST_CLASSES = 20  # more are no classification that a table could show


@dataclass(frozen=True)
class SegmentCounterpart:
    """One segment and the class of the other classification that belongs to it.

    Attributes
    ----------
    segment : int
        1 … k.
    base : int
        People of the segment whose class is known, unweighted.
    shares : tuple of float
        Weighted share of them in each class, 0–1, in the order of the classes; they add up to 1.
    counterpart : str or None
        The class matched with it; None where there are fewer classes than segments.
    held : Share or None
        Share of the segment's people who are in that class, with its interval.
    jaccard : float or None
        People in both, as a share of the people in either of the two, 0–1, weighted.
    """

    segment: int
    base: int
    shares: tuple[float, ...]
    counterpart: str | None
    held: Share | None
    jaccard: float | None


@dataclass(frozen=True)
class ClassificationAgreement:
    """How far segments agree with another classification.

    Attributes
    ----------
    name : str
        What the other classification is called.
    segments : tuple of SegmentCounterpart
        By segment number.
    classes : tuple of str
        Classes that anybody with a segment is in, in the order of the client file.
    class_shares : tuple of float
        Weighted share of people in each class, 0–1.
    agreement, low, high : float
        Adjusted Rand index, 1 where both divide everybody alike, 0 where they agree by chance
        only; its interval for other people of the same kind, both divisions given.
    same : Share
        People who are in the class that belongs to their segment.
    verdict : {"excellent", "good", "moderate", "poor", "chance"}
        Steinley's grades of the index; ``chance`` where its interval reaches 0.
    base, effective_base : int, float
        People with a segment and a class; the same in effective people (Kish).
    unknown : int
        People with a segment whose class is not known.
    level : float
        Confidence of the intervals.
    """

    name: str
    segments: tuple[SegmentCounterpart, ...]
    classes: tuple[str, ...]
    class_shares: tuple[float, ...]
    agreement: float
    low: float
    high: float
    same: Share
    verdict: Verdict
    base: int
    effective_base: float
    unknown: int
    level: float


@unless_absent
def agreement_with_classification(
    labels: pd.Series,
    classification: pd.Series,
    weights: pd.Series | None = None,
    *,
    level: float = 0.95,
) -> ClassificationAgreement:
    """Return how far segments agree with another classification of the same people.

    Segments and classes are matched one to one so that the sum of their Jaccard coefficients is
    the largest possible (Hungarian algorithm).

    Parameters
    ----------
    labels : pandas.Series of int
        Segment of each person; missing: in none.
    classification : pandas.Series of category
        Class of each person, on the same index; missing: not known. Its name is what it is called.
    weights : pandas.Series, optional
        Survey weights on the same index.
    level : float
        Confidence of the intervals, 0–1.

    Raises
    ------
    NotEnoughData
        If fewer than 30 people have both, or there are one or over 20 classes among them.

    References
    ----------
    Hubert, L., Arabie, P. (1985). Comparing partitions. Journal of Classification 2, 193–218.
    Steinley, D. (2004). Properties of the Hubert-Arabie adjusted Rand index. Psychological
    Methods 9, 386–396. Kuhn, H. W. (1955). The Hungarian method. Naval Research Logistics
    Quarterly 2, 83–97.
    """
    placed, given, weight = _in_both(labels, classification, weights)
    numbers, classes = sorted(placed.unique().tolist()), list(given.cat.categories)
    own = np.searchsorted(numbers, placed.to_numpy()).astype(np.int64)
    other = given.cat.codes.to_numpy().astype(np.int64)
    table = np.zeros((len(numbers), len(classes)))
    np.add.at(table, (own, other), weight)
    either = table.sum(axis=1, keepdims=True) + table.sum(axis=0, keepdims=True) - table
    pairs = best_pairs(table / either)
    partner = np.full(len(numbers), -1)
    partner[pairs[0]] = pairs[1]
    segments = []
    for place, number in enumerate(numbers):
        mine, match = own == place, int(partner[place])
        there = np.where(mine, (other == match).astype(float), np.nan)
        segments.append(
            SegmentCounterpart(
                number,
                int(mine.sum()),
                tuple((table[place] / table[place].sum()).tolist()),
                None if match < 0 else str(classes[match]),
                None if match < 0 else share_estimate(there, weight, level),
                None if match < 0 else float(table[place, match] / either[place, match]),
            )
        )
    same = share_estimate((partner[own] == other).astype(float), weight, level)
    agreement, low, high = _agreement(own, other, weight, level)
    return ClassificationAgreement(
        name=str(classification.name),
        segments=tuple(segments),
        classes=tuple(str(one) for one in classes),
        class_shares=tuple((table.sum(axis=0) / table.sum()).tolist()),
        agreement=agreement,
        low=low,
        high=high,
        same=same,
        verdict=_verdict(agreement, low),
        base=len(placed),
        effective_base=same.effective_base,
        unknown=int(labels.notna().sum()) - len(placed),
        level=level,
    )


def _in_both(
    labels: pd.Series, classification: pd.Series, weights: pd.Series | None
) -> tuple[pd.Series, pd.Series, Table]:
    """Return segment, class and weight (mean 1) of everybody who has both."""
    known = labels.where(classification.reindex(labels.index).notna()).dropna().astype("int64")
    if len(known) < FEWEST:
        raise NotEnoughData(
            _(
                "The other classification is known of {n} people with a segment; {least} are "
                "needed to compare it.",
                n=formats.number(len(known)),
                least=FEWEST,
            )
        )
    weight = respondent_weights(
        known.index, None if weights is None else weights.reindex(known.index)
    )
    counted = weight > 0
    known, weight = known[counted], weight[counted]
    given = classification.reindex(known.index).astype("category").cat.remove_unused_categories()
    if not 2 <= len(given.cat.categories) <= MOST_CLASSES:
        raise NotEnoughData(
            _(
                "The other classification has {n} classes; from 2 to {most} can be compared.",
                n=formats.number(len(given.cat.categories)),
                most=MOST_CLASSES,
            )
        )
    return known, given, weight / weight.mean()


def _agreement(
    own: Places, other: Places, weight: Table, level: float
) -> tuple[float, float, float]:
    """Return the adjusted Rand index and its interval, which stays under 1 by Fisher's z."""
    index = agreement_of_partitions(own, other, weight)
    error = agreement_error(own, other, weight)
    if error == 0.0 or index >= 1:
        return index, index, index
    return index, *fisher_interval(index, error / (1 - index**2), level)


def _verdict(agreement: float, low: float) -> Verdict:
    if not exceeds(low, 0, scale=1.0):
        return "chance"
    if reaches(agreement, EXCELLENT):
        return "excellent"
    if reaches(agreement, GOOD):
        return "good"
    return "moderate" if reaches(agreement, MODERATE) else "poor"
