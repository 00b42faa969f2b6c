"""The choice of a number of segments: planted numbers found, clouds not taken for segments."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from sklearn.metrics import adjusted_rand_score

from analysis.methods.cluster_stability import choice_of_k
from analysis.methods.clustering import segmentation_basis
from analysis.methods.partition_agreement import agreement_of_partitions
from analysis.sources.absent import Absent

QUICK = {"candidates": range(2, 6), "pairs": 8, "starts": 5}


def blobs(centers: int, seed: int = 1, people: int = 240) -> pd.DataFrame:
    rng = np.random.default_rng(seed)
    middle = rng.permutation(np.eye(centers, max(centers, 3)) * 6)
    return pd.DataFrame(
        middle[rng.choice(centers, people)]
        + rng.normal(size=(people, 1)) * 0.3
        + rng.normal(size=(people, max(centers, 3)))
    ).add_prefix("v")


def test_agreement_equals_scikit_learn():
    rng = np.random.default_rng(0)
    a, b = rng.integers(3, size=200), rng.integers(4, size=200)
    assert agreement_of_partitions(a, b) == pytest.approx(adjusted_rand_score(a, b))
    counts = rng.integers(1, 5, size=200)
    expanded = adjusted_rand_score(np.repeat(a, counts), np.repeat(b, counts))
    assert agreement_of_partitions(a, b, counts) == pytest.approx(expanded)


@pytest.mark.parametrize("centers", [3, 4])
def test_planted_number_is_recommended_and_called_natural(centers):
    choice = choice_of_k(segmentation_basis(blobs(centers)), **QUICK)
    assert choice.recommended == centers
    assert choice.structure == "natural"
    assert choice.tightness < 0.9


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("columns", [1, 2, 5])
def test_uniform_cloud_is_never_more_than_constructive(columns, seed):
    cloud = np.random.default_rng(seed).uniform(size=(200, columns))
    choice = choice_of_k(segmentation_basis(pd.DataFrame(cloud).add_prefix("v")), **QUICK)
    assert choice.structure == "constructive"
    assert "no_structure_beyond_chance" in choice.reasons


@pytest.mark.parametrize("seed", range(3))
def test_uniform_triangle_simplex_and_disc_are_constructive(seed):
    rng = np.random.default_rng(seed)
    angle, radius = rng.uniform(0, 2 * np.pi, 300), np.sqrt(rng.uniform(size=300))
    disc = np.column_stack([radius * np.cos(angle), radius * np.sin(angle)])
    triangle, simplex = rng.dirichlet([1] * 3, 300)[:, :2], rng.dirichlet([1] * 5, 300)[:, :4]
    for cloud in (triangle, simplex, disc):
        basis = segmentation_basis(pd.DataFrame(cloud).add_prefix("v"))
        assert choice_of_k(basis, **QUICK).structure == "constructive"


@pytest.mark.parametrize("seed", range(3))
def test_normal_and_independent_yes_no_clouds_are_constructive(seed):
    rng = np.random.default_rng(seed)
    normal = rng.normal(size=(200, 3)) @ np.array([[3, 0, 0], [1, 1, 0], [0, 0, 1]])
    yes_no = (rng.uniform(size=(200, 6)) < 0.4).astype(int)
    for cloud in (normal, yes_no):
        basis = segmentation_basis(pd.DataFrame(cloud).add_prefix("v"))
        assert choice_of_k(basis, **QUICK).structure == "constructive"


def test_order_of_rows_does_not_matter():
    frame = blobs(3)
    one = choice_of_k(segmentation_basis(frame), **QUICK)
    other = choice_of_k(segmentation_basis(frame.sample(frac=1, random_state=2)), **QUICK)
    for a, b in zip(one.candidates, other.candidates, strict=True):
        assert a.agreement == b.agreement
        assert a.silhouette == pytest.approx(b.silhouette)
    assert one.recommended == other.recommended


def test_stability_follows_flexclust_on_vacmot(shared_data, reference):
    """bootFlexclust draws other samples: means within 0.15 of its, best at the same number."""
    frame = pd.read_csv(shared_data / "vacmot" / "vacmot.csv", encoding="utf-8-sig")
    known = reference("segmentation")["vacmot_boot"]["mean"][:4]
    choice = choice_of_k(segmentation_basis(frame), range(2, 6), pairs=15)
    found = [trial.agreement for trial in choice.candidates]
    assert np.abs(np.array(found) - known).max() < 0.15
    assert choice.recommended == 2
    assert choice.structure == "constructive" or choice.candidates[0].agreement >= 0.8


def test_numbers_with_a_tiny_segment_are_not_recommended():
    frame = blobs(2)
    frame.iloc[:6] += 30
    choice = choice_of_k(segmentation_basis(frame, standardise=False), **QUICK)
    assert isinstance(choice, Absent)  # every number tried gives the six a segment of their own
    allowed = choice_of_k(
        segmentation_basis(frame, standardise=False), **QUICK, smallest_segment=0.02
    )
    assert allowed.recommended == 3
    assert "smaller_segments_left_out" in allowed.reasons or allowed.candidates[-1].eligible


def test_noise_is_divided_into_few():
    noise = pd.DataFrame(np.random.default_rng(4).normal(size=(150, 6))).add_prefix("v")
    choice = choice_of_k(segmentation_basis(noise), **QUICK)
    assert "low_agreement" in choice.reasons
    best = max(trial.agreement for trial in choice.candidates)
    equal = [t.segments for t in choice.candidates if t.agreement >= best - 0.02]
    assert choice.recommended <= equal[0]
