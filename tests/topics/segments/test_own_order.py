"""The order of a file's columns decides nothing, whatever the method; nor do ties."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from analysis.statistics.clustering.k_means import k_means, nearest
from analysis.statistics.clustering.lloyd import many_runs, sorted_centers
from analysis.statistics.clustering.own_order import column_order
from analysis.statistics.principal_axes import settled_axes
from analysis.topics.segments.basis.method_basis import segmentation_basis
from analysis.topics.segments.solution.method import segment_solution

PEOPLE = 120


def answers(kind: str) -> pd.DataFrame:
    rng = np.random.default_rng(3)
    trend = rng.normal(size=(PEOPLE, 2)) @ rng.normal(scale=1.2, size=(2, 6))
    yes_no = pd.DataFrame((rng.random(trend.shape) < 1 / (1 + np.exp(-trend))).astype(float))
    scale = pd.DataFrame(np.clip(np.round(3 + trend + rng.normal(size=trend.shape)), 1, 5))
    if kind == "yes_no":
        return yes_no.add_prefix("y")
    if kind == "scale":
        return scale.add_prefix("s")
    return pd.concat([yes_no.add_prefix("y").iloc[:, :3], scale.add_prefix("s")], axis=1)


@pytest.mark.parametrize(
    ("kind", "method"),
    [
        ("yes_no", "k_means"),
        ("yes_no", "k_medoids"),
        ("yes_no", "latent_classes"),
        ("scale", "ward"),
        ("scale", "gaussian_mixture"),
        ("mixed", "k_means"),
        ("mixed", "mixed_mixture"),
    ],
)
def test_columns_in_another_order_give_the_same_partition(kind: str, method: str) -> None:
    rng = np.random.default_rng(5)
    frame = answers(kind)
    weights = pd.Series(np.exp(rng.normal(size=PEOPLE) * 0.4))
    found = [
        segment_solution(segmentation_basis(turned, weights=weights, method=method), 3, method)
        for turned in (frame, frame[rng.permutation(frame.columns)])
    ]
    assert found[0].labels.equals(found[1].labels)
    pd.testing.assert_frame_equal(
        found[0].centers, found[1].centers[found[0].centers.columns], rtol=1e-12
    )


def test_column_order_depends_on_the_answers_alone() -> None:
    frame, rng = answers("mixed"), np.random.default_rng(1)
    expected = list(frame.columns[column_order(frame, np.ones(PEOPLE))])
    for _ in range(5):
        turned = frame.iloc[rng.permutation(PEOPLE)][rng.permutation(frame.columns)]
        assert list(turned.columns[column_order(turned, np.ones(PEOPLE))]) == expected


@pytest.mark.parametrize("digit", [-1e-12, 0.0, 1e-12])
def test_who_stands_in_the_middle_belongs_to_the_first(digit: float) -> None:
    centres = np.array([[0.0, 0.0], [1.0, 1.0]])
    middle = np.array([[0.5 + digit, 0.5]])
    assert nearest(middle, centres).tolist() == [0]
    assert nearest(middle, centres[::-1]).tolist() == [0]
    assert nearest(np.array([[0.5 + 1e-6, 0.5]]), centres).tolist() == [1]


@pytest.mark.parametrize("digit", [-1e-12, 0.0, 1e-12])
def test_ties_in_lloyds_steps_and_between_starts_are_settled(digit: float) -> None:
    """The four corners of a square fall into two pairs either way: both are as good."""
    square = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0 + digit]])
    runs = many_runs(square, np.ones((1, 4)), 2, starts=20, seeds=[(1,)])
    plain = many_runs(np.round(square), np.ones((1, 4)), 2, starts=20, seeds=[(1,)])
    assert np.allclose(runs.best_centers, plain.best_centers, atol=1e-9)
    assert (
        k_means(square, None, 2).labels.tolist()
        == k_means(np.round(square), None, 2).labels.tolist()
    )


def test_centres_are_sorted_by_the_first_coordinate_that_differs() -> None:
    centres = np.array([[0.1 + 0.2, 5.0], [0.3, 1.0], [0.0, 9.0]])
    assert sorted_centers(centres)[:, 1].tolist() == [9.0, 1.0, 5.0]
    assert sorted_centers(np.stack([centres, centres[::-1]]))[1, :, 1].tolist() == [9.0, 1.0, 5.0]


def test_axes_of_equal_spread_are_turned_one_way() -> None:
    spread = np.array([2.0, 1.0, 1.0])
    angle = 0.7
    turn = np.array(
        [[1, 0, 0], [0, np.cos(angle), np.sin(angle)], [0, -np.sin(angle), np.cos(angle)]]
    )
    settled = settled_axes(np.eye(3), spread)
    assert np.allclose(settled_axes(-turn, spread), settled)
    assert np.allclose(settled, np.eye(3))
