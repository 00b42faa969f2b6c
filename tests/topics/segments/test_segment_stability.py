"""Stability of single segments: direct computation, planted segments, hand-made solutions."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from scipy.stats import entropy

from analysis.statistics.clustering.k_means import k_means
from analysis.statistics.clustering.partition_agreement import best_jaccards
from analysis.topics.segments.basis.method_basis import segmentation_basis
from analysis.topics.segments.solution.method_repeated_surveys import divisions, repeated_surveys
from analysis.topics.segments.stability.method import segment_stability
from analysis.topics.segments.stability.method_across import (
    segment_stability_across,
    segments_across,
)
from analysis.values.absent import Absent


def basis_of(values):
    return segmentation_basis(pd.DataFrame(np.asarray(values, float)).add_prefix("v"))


def segments_of(basis, k: int) -> pd.Series:
    return pd.Series(k_means(basis.matrix, None, k).labels + 1, index=basis.values.index)


@pytest.fixture(scope="module")
def planted():
    """Two segments far apart, and a uniform field that three segments share by chance."""
    rng = np.random.default_rng(0)
    apart = [rng.normal(size=(50, 2)) + 40, rng.normal([40, -40], size=(60, 2))]
    return basis_of(np.concatenate([*apart, rng.uniform(0, 12, size=(150, 2))]))


def jaccard(first: set[int], second: set[int]) -> float:
    return len(first & second) / len(first | second) if first | second else 0.0


def members(labels, of=None) -> list[set[int]]:
    people = range(len(labels)) if of is None else of
    return [{int(p) for p in people if labels[p] == s} for s in sorted(set(labels))]


def test_planted_segments_come_out_again_and_shares_of_a_field_do_not(planted):
    labels = segments_of(planted, 5)
    found = segment_stability(planted, labels, samples=40, starts=5)
    first, second = int(labels.iloc[0]), int(labels.iloc[60])
    for segment in (first, second):
        assert found.of(segment).jaccard > 0.99
        assert found.of(segment).verdict == "stable"
        assert found.of(segment).slsw == pytest.approx(1)
    field = [row for row in found.rows if row.segment not in (first, second)]
    assert max(row.jaccard for row in field) < 0.9
    assert {row.verdict for row in field} - {"stable"}
    assert set(found.unstable) <= {row.segment for row in field}
    assert [row.segment for row in found.rows] == [1, 2, 3, 4, 5]


def test_segments_of_nothing_are_not_stable():
    basis = basis_of(np.random.default_rng(1).uniform(size=(200, 8)))
    found = segment_stability(basis, segments_of(basis, 6), samples=30, starts=5)
    assert len(found.unstable) >= 5
    assert all(row.jaccard_low <= row.jaccard <= row.jaccard_high for row in found.rows)


def test_equals_sets_compared_one_by_one():
    rng = np.random.default_rng(2)
    values = rng.integers(0, 3, size=(60, 3)).astype(float)
    basis = basis_of(values)
    labels = segments_of(basis, 3)
    found = segment_stability(basis, labels, samples=6, starts=3, seed=4)
    clusters = labels.to_numpy() - 1
    surveys = repeated_surveys(basis, 6, seed=4, labels=clusters)
    again = divisions(basis, surveys, 3, method="k_means", starts=3, seed=4)
    own = clusters[surveys.rows]
    for place in range(3):
        drawn, within = [], []
        for sample in range(6):
            people = np.flatnonzero(surveys.times[sample])
            theirs = members(again[sample], people)
            mine = {int(p) for p in people if own[p] == place}
            drawn.append(max(jaccard(mine, other) for other in theirs))
            everyone = members(own)[place]
            within.append(max(jaccard(everyone, other) for other in members(again[sample])))
        assert found.rows[place].jaccard == pytest.approx(np.mean(drawn))
        row = found.rows[place]
        assert row.slsw == pytest.approx(np.median(within))
        spread = [row.slsw_low, row.slsw_high]
        assert spread == pytest.approx(np.quantile(within, [0.05, 0.95]))


def test_jaccard_by_hand():
    first = np.array([0, 0, 0, 1, 1, -1])
    second = np.array([0, 0, 1, 1, 1, 1])
    np.testing.assert_allclose(best_jaccards(first, second, np.ones(6), 2), [2 / 3, 2 / 3])
    weighted = best_jaccards(first, second, np.array([1.0, 0, 0, 1, 1, 0]), 2)
    np.testing.assert_allclose(weighted, [1, 1])
    assert best_jaccards(first, second, np.ones(6), 3)[2] == 0
    np.testing.assert_allclose(best_jaccards(second, first, np.ones(6), 2), [2 / 3, 2 / 4])


def test_order_of_rows_and_people_without_segment(planted):
    labels = segments_of(planted, 3).astype("Int64")
    labels.iloc[::7] = pd.NA
    found = segment_stability(planted, labels, samples=5, starts=3)
    assert found.base == labels.notna().sum()
    order = np.random.default_rng(3).permutation(planted.base)
    shuffled = segmentation_basis(planted.values.iloc[order], standardise=planted.standardised)
    assert segment_stability(shuffled, labels, samples=5, starts=3).rows == found.rows
    one = segment_stability(planted, labels.where(labels.isna(), 1), samples=5)
    assert isinstance(one, Absent)


def solutions() -> dict[int, pd.Series]:
    """Ten people: segment 1 of two splits, segment 2 stays, then one is put together anew."""
    return {
        2: pd.Series([1, 1, 1, 1, 1, 1, 2, 2, 2, 2]),
        3: pd.Series([1, 1, 1, 3, 3, 3, 2, 2, 2, 2]),
        4: pd.Series([2, 2, 4, 3, 3, 4, 1, 1, 1, 4]),
    }


def test_across_by_hand():
    found = segments_across(solutions())
    slsa = {(node.segments, node.segment): node.slsa for node in found.nodes}
    assert slsa[2, 1] is slsa[2, 2] is None
    assert [slsa[3, s] for s in (1, 2, 3)] == pytest.approx([1, 1, 1])
    assert [slsa[4, s] for s in (1, 2, 3)] == pytest.approx([1, 1, 1])
    assert slsa[4, 4] == pytest.approx(1 - entropy([1, 1, 1]) / np.log(3), abs=1e-12)
    assert (found.base, found.solutions) == (10, (2, 3, 4))


def test_across_keeps_lines_and_orders_segments_along_the_flows():
    found = segments_across(solutions())
    assert [node.segment for node in found.of(3)] == [1, 3, 2]
    lines = {(node.segments, node.segment): node.line for node in found.nodes}
    assert lines[3, 2] == lines[2, 2] == 2  # who stays keeps the line
    assert {lines[3, 1], lines[3, 3]} == {1, 3}  # one half inherits it, the other is new
    assert (lines[4, 1], lines[4, 4]) == (2, 4)
    assert [node.place for node in found.of(4)] == [1, 2, 3, 4]


def test_across_flows_are_everyone():
    flows = segments_across(solutions()).flows
    for before in (2, 3):
        assert sum(flow.base for flow in flows if flow.segments == before) == 10
    crossed = [flow for flow in flows if (flow.segments, flow.to_segment) == (3, 4)]
    assert [(flow.segment, flow.base) for flow in crossed] == [(1, 1), (2, 1), (3, 1)]


def test_across_uses_the_solution_that_is_shown(planted):
    final = segments_of(planted, 3).map({1: 3, 2: 1, 3: 2})
    found = segment_stability_across(planted, [2, 4], starts=5, final=final)
    assert (found.solutions, found.taken) == ((2, 3, 4), 3)
    sizes = {node.segment: node.base for node in found.of(3)}
    assert sizes == final.value_counts().to_dict()
    assert isinstance(segment_stability_across(planted, [2], starts=5), Absent)
