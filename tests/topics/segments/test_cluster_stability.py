"""The number of segments: the plain bootstrap's statistics, planted numbers found, clouds seen."""

from __future__ import annotations

import sys
from pathlib import Path

import joblib
import numpy as np
import pandas as pd
import pytest
from sklearn.cluster import KMeans
from sklearn.metrics import adjusted_rand_score

from analysis.statistics.clustering.k_means import k_means
from analysis.statistics.clustering.partition_agreement import agreement_of_partitions
from analysis.statistics.clustering.reference_clouds import compared_with_clouds, yes_no_groups
from analysis.statistics.clustering.segment_gaps import border
from analysis.statistics.latent_normal import latent_correlations
from analysis.topics.segments.basis.method_basis import segmentation_basis
from analysis.topics.segments.number.method_choice import choice_of_k
from analysis.topics.segments.solution.method_repeated_surveys import divisions, repeated_surveys
from analysis.values.absent import Absent

ROOT = Path(__file__).parents[2]
QUICK = {"candidates": (3, 4), "pairs": 4, "starts": 2}


def basis_of(values, **options):
    return segmentation_basis(pd.DataFrame(np.asarray(values, float)).add_prefix("v"), **options)


def blobs(centers: int, people: int = 160, apart: float = 6) -> np.ndarray:
    rng = np.random.default_rng(1)
    middle = np.eye(centers, max(centers, 3)) * apart
    return middle[rng.choice(centers, people)] + rng.normal(size=(people, max(centers, 3)))


def yes_sayers(strength: float, people: int = 300, items: int = 9) -> np.ndarray:
    rng = np.random.default_rng(2)
    trait = rng.normal(size=(people, 1)) + np.linspace(-0.5, 0.5, items)
    return (rng.random((people, items)) < 1 / (1 + np.exp(-strength * trait))).astype(float)


def profiles(people: int = 300) -> np.ndarray:
    """Four segments that say yes to three of twelve motives each."""
    rng = np.random.default_rng(3)
    wanted = np.kron(np.eye(4), np.ones(3))[rng.integers(4, size=people)]
    return (rng.random((people, 12)) < np.where(wanted, 0.9, 0.08)).astype(float)


def against_clouds(values: np.ndarray, k: int, seed: int = 0):
    values = np.asarray(values, dtype=float)
    labels = k_means(values, None, k, starts=10).labels
    ones = np.ones(len(values))
    return compared_with_clouds(values, ones, labels, people=len(values), starts=2, seed=seed)


def plain_agreements(values: np.ndarray, k: int, pairs: int) -> np.ndarray:
    """The bootstrap as it is written down: copied rows, four starts, everyone assigned."""
    rng = np.random.default_rng(11)

    def labels() -> np.ndarray:
        rows = rng.integers(len(values), size=len(values))
        model = KMeans(k, n_init=4, random_state=int(rng.integers(2**31)))
        return model.fit(values[rows]).predict(values)

    return np.array([adjusted_rand_score(labels(), labels()) for _ in range(pairs)])


def test_agreement_equals_scikit_learn():
    rng = np.random.default_rng(0)
    a, b = rng.integers(3, size=200), rng.integers(4, size=200)
    assert agreement_of_partitions(a, b) == pytest.approx(adjusted_rand_score(a, b), abs=1e-15)
    counts = rng.integers(1, 5, size=200)
    expanded = adjusted_rand_score(np.repeat(a, counts), np.repeat(b, counts))
    assert agreement_of_partitions(a, b, counts) == pytest.approx(expanded, abs=1e-15)


def test_statistics_equal_a_plain_loop_over_copied_rows():
    values = yes_sayers(1.0, people=150, items=6)
    choice = choice_of_k(basis_of(values), [2, 3], pairs=100, starts=4)
    for trial in choice.candidates:
        plain = plain_agreements(values, trial.segments, 20)
        error = np.hypot(trial.agreement_sd / np.sqrt(100), plain.std() / np.sqrt(20))
        assert abs(trial.agreement - plain.mean()) < 3.5 * error
        assert abs(trial.agreement_sd - plain.std()) < 0.1


@pytest.mark.parametrize(
    ("name", "numbers", "pairs"),
    [
        ("vacmot", range(2, 5), 20),
        pytest.param("vacmot", range(2, 9), 100, marks=pytest.mark.long),
        pytest.param("winter", range(2, 9), 100, marks=pytest.mark.long),
    ],
)
def test_stability_follows_flexclust(name, numbers, pairs, shared_data, reference):
    path = {"vacmot": "vacmot/vacmot.csv", "winter": "winter_activities/winterActiv.csv"}[name]
    values = pd.read_csv(shared_data / path, encoding="utf-8-sig")
    boot = reference("segmentation")[f"{name}_boot"]
    mean, sd = (np.array(boot[key][: len(numbers)]) for key in ("mean", "sd"))
    choice = choice_of_k(segmentation_basis(values), numbers, pairs=pairs)
    found = np.array([trial.agreement for trial in choice.candidates])
    # flexclust: 20 pairs (winter's call says so), and few starts each, so that its optima are worse
    assert (np.abs(found - mean) < 4 * sd * np.sqrt(1 / 20 + 1 / pairs)).all()
    assert choice.recommended == 2
    assert choice.structure != "natural"


def test_survey_weights_go_into_every_sample():
    values = np.repeat(blobs(2, people=40), 2, axis=0)
    frame = pd.DataFrame(values).add_prefix("v")
    weights = pd.Series(np.tile([0.2, 1.8], 40), index=frame.index)
    basis = segmentation_basis(frame, weights=weights)
    surveys = repeated_surveys(basis, 3, seed=0)
    assert (surveys.times.sum(axis=1) == 80).all()
    assert surveys.weights.sum() == pytest.approx(80)
    found = divisions(basis, surveys, 2, method="k_means", starts=2, seed=0)
    assert found.shape == (3, 80)
    truth = k_means(values, None, 2).labels[surveys.rows]
    assert all(adjusted_rand_score(truth, again) == 1 for again in found)


def test_order_of_rows_and_number_of_cores_do_not_matter(monkeypatch):
    frame = pd.DataFrame(blobs(3)).add_prefix("v")
    one = choice_of_k(segmentation_basis(frame), **QUICK)
    monkeypatch.setattr(joblib, "cpu_count", lambda: 3)
    other = choice_of_k(segmentation_basis(frame.sample(frac=1, random_state=2)), **QUICK)
    for a, b in zip(one.candidates, other.candidates, strict=True):
        assert a.agreement == b.agreement
        assert a.silhouette == pytest.approx(b.silhouette)
    assert one.recommended == other.recommended
    assert one.tightness == pytest.approx(other.tightness)


def test_planted_number_is_recommended_and_called_natural():
    choice = choice_of_k(basis_of(blobs(3)), **QUICK)
    assert (choice.recommended, choice.structure) == (3, "natural")
    assert "gaps_between_segments" in choice.reasons
    assert choice.tightness < 0.8 and choice.separation > 0.8 > choice.cloud_separation
    assert (choice.pairs, choice.starts, choice.base, choice.sampled) == (4, 2, 160, None)


def test_lowest_bic_is_recommended_where_there_is_one():
    bic = {3: 120.0, 4: 100.0}
    choice = choice_of_k(basis_of(blobs(3)), **QUICK, bic=bic, smallest_segment=0.01)
    assert choice.recommended == 4
    assert choice.reasons[0] == "lowest_bic"
    assert {trial.segments: trial.bic for trial in choice.candidates} == bic


def test_other_methods_are_tried_with_fewer_pairs():
    choice = choice_of_k(basis_of(blobs(3)), [3], method="k_medoids")
    assert (choice.method, choice.pairs, choice.starts) == ("k_medoids", 15, 3)
    assert choice.candidates[0].agreement > 0.95
    assert choice.structure == "natural"


def test_numbers_with_a_tiny_segment_are_not_recommended():
    values = blobs(2)
    values[:6] += 30
    basis = basis_of(values, standardise=False)
    assert isinstance(choice_of_k(basis, **QUICK), Absent)  # the six are always by themselves
    allowed = choice_of_k(basis, **QUICK, smallest_segment=0.02)
    assert allowed.recommended == 3
    assert "smaller_segments_left_out" in allowed.reasons or allowed.candidates[-1].eligible


def test_of_many_respondents_some_are_studied(monkeypatch):
    monkeypatch.setattr(
        "analysis.topics.segments.solution.method_repeated_surveys.MOST_PEOPLE", 100
    )
    choice = choice_of_k(basis_of(blobs(3)), **QUICK)
    assert (choice.sampled, choice.base, choice.recommended) == (100, 160, 3)


@pytest.mark.parametrize(
    ("values", "k"),
    [
        *[(np.random.default_rng(p).random((150, p)), k) for p, k in ((1, 3), (2, 4), (11, 2))],
        (np.random.default_rng(4).dirichlet([1] * 3, 150)[:, :2], 3),
        (np.random.default_rng(10).dirichlet([1] * 3, 150), 3),
        (np.random.default_rng(5).dirichlet([1] * 7, 150)[:, :6], 7),
        (np.random.default_rng(6).normal(size=(150, 3)) * [3, 1, 1], 2),
        (np.random.default_rng(7).random((150, 6)) < 0.4, 2),
        (np.random.default_rng(8).integers(1, 6, (150, 1)), 5),
        (np.eye(3)[np.random.default_rng(9).integers(3, size=150)], 3),
    ],
    ids=[
        "uniform in 1",
        "uniform in 2",
        "uniform in 11",
        "triangle",
        "three shares that add up to one",
        "simplex",
        "normal",
        "yes/no",
        "scale",
        "one choice",
    ],
)
def test_clouds_are_neither_tighter_nor_have_gaps(values, k):
    found = against_clouds(values, k)
    assert not found.tighter
    assert not found.gaps


@pytest.mark.parametrize("strength", [2, 30])
def test_saying_yes_to_all_is_no_segment(strength):
    assert not against_clouds(yes_sayers(strength), 2).gaps


def test_a_scale_answered_at_its_ends_makes_no_segments_by_itself():
    rng = np.random.default_rng(6)
    ends = rng.choice([1, 1, 2, 6, 7, 7], (400, 1))
    found = against_clouds(np.hstack([ends, rng.integers(2, 5, (400, 3))]), 2)
    assert found.separation > 0.5
    assert not found.gaps


def test_two_segments_of_scales_have_a_gap_though_most_of_the_variance_is_within_them():
    rng = np.random.default_rng(7)
    middle = np.where(rng.random((300, 1)) < 0.4, 2, 4) * np.ones(8)
    answers = np.clip(np.rint(middle + 1.1 * rng.normal(size=(300, 8))), 1, 5)
    noise = rng.integers(1, 6, (300, 6))
    found = against_clouds(np.hstack([answers, noise]), 2)
    assert found.gaps


def test_profiles_of_yes_and_no_have_gaps_that_no_trend_has():
    found = against_clouds(profiles(), 4)
    assert found.tighter and found.gaps
    assert found.separation > found.cloud_separation + 0.2


def test_borders_are_empty_where_nobody_stands():
    rng = np.random.default_rng(0)
    left, right = rng.uniform(0, 1, (4000, 1)), rng.uniform(1, 2, (4000, 1))
    assert border(left, right) > 0.85
    assert border(left, right + 2) < 0.01
    for distance in (3, 4, 5):  # of two normal peaks: 2 exp(-d²/8), a little more when smoothed
        valley = border(rng.normal(0, 1, (4000, 1)), rng.normal(distance, 1, (4000, 1)))
        assert valley == pytest.approx(2 * np.exp(-(distance**2) / 8), abs=0.12)


def test_latent_correlations_are_those_that_made_the_answers():
    rng = np.random.default_rng(1)
    truth = np.array([[1, 0.6, 0.3], [0.6, 1, -0.5], [0.3, -0.5, 1]])
    drawn = rng.multivariate_normal(np.zeros(3), truth, size=40_000)
    data = np.column_stack([drawn[:, 0] > 0.5, drawn[:, 1] > -0.8, drawn[:, 2] * 3]).astype(float)
    data -= data.mean(axis=0)
    found = latent_correlations(data, np.array([True, True, False]))
    np.testing.assert_allclose(found, truth, atol=0.03)


def test_answers_to_one_choice_belong_together():
    choice = np.eye(3)[[0, 1, 2, 1, 0, 2]]
    item = np.array([0.0, 1, 1, 0, 1, 1])
    data = np.column_stack([item, choice, [1.0, 5, 2, 3, 4, 9], 1 - item])
    assert yes_no_groups(data) == [[0], [1, 2, 3], [5]]


@pytest.mark.long
@pytest.mark.parametrize("columns", range(1, 12))
def test_uniform_clouds_are_constructive_at_any_number(columns):
    basis = basis_of(np.random.default_rng(columns).random((400, columns)))
    for k in range(2, 11):
        choice = choice_of_k(basis, [k], pairs=10, starts=5, smallest_segment=0)
        assert choice.structure == "constructive"


@pytest.mark.long
@pytest.mark.parametrize("seed", range(3))
def test_sample_survey_is_natural_and_its_planted_segments_are_found(seed):
    from analysis.report.opening import open_study

    sys.path.insert(0, str(ROOT / "data"))
    from synthetic.coffee_survey import planted_segments

    study = open_study("segmentation", client="ca_phe_may", wave="2026-2", language="en")
    basis = segmentation_basis(study.people.basis)
    choice = choice_of_k(basis, range(2, 7), seed=seed)
    assert (choice.recommended, choice.structure) == (4, "natural")
    found = k_means(basis.matrix, None, 4, seed=seed).labels
    assert adjusted_rand_score(planted_segments("2026-2"), found) > 0.9
