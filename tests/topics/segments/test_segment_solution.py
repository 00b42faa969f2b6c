"""Segments by every method: reference values, planted segments, and what must not matter."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from planted_habits import planted

from analysis.errors import DataError
from analysis.statistics.clustering.partition_agreement import agreement_of_partitions
from analysis.topics.segments.basis.method_basis import segmentation_basis
from analysis.topics.segments.solution.method import segment_solution
from analysis.topics.segments.solution.method_carried import carried_segments
from analysis.topics.segments.solution.method_fits import divider
from analysis.values.absent import Absent

LOOKED_FOR = (
    "k_means", "ward", "k_medoids", "latent_classes", "gaussian_mixture", "mixed_mixture"
)  # fmt: skip


@pytest.fixture(scope="module")
def vacmot(shared_data):
    return pd.read_csv(shared_data / "vacmot" / "vacmot.csv", encoding="utf-8-sig")


@pytest.mark.parametrize("k", range(2, 9))
def test_within_ss_reaches_best_known_of_flexclust_on_vacmot(k, vacmot, reference):
    best = reference("segmentation")["vacmot_best_known_within_ss"][str(k)]
    found = segment_solution(segmentation_basis(vacmot), k)
    allowed = 0.001 if k <= 5 else 0.01
    assert best * (1 - 1e-9) <= found.within_ss <= best * (1 + allowed)


@pytest.mark.parametrize("place", range(7))
def test_within_ss_reaches_r_kmeans_on_winter_activities(place, shared_data, reference):
    file = next((shared_data / "winter_activities").glob("*.csv"))
    winter = pd.read_csv(file, encoding="utf-8-sig")
    known = reference("segmentation")["winter_kmeans"][place]
    found = segment_solution(segmentation_basis(winter), known["k"])
    allowed = 0.001 if known["k"] <= 5 else 0.01
    assert found.within_ss <= known["tot_withinss"] * (1 + allowed)


def numeric(seed: int = 3) -> tuple[pd.DataFrame, np.ndarray]:
    """Return two numbers and one choice of 240 people in three planted groups."""
    rng = np.random.default_rng(seed)
    group = np.repeat([0, 1, 2], [120, 70, 50])
    frame = pd.DataFrame(rng.normal(size=(240, 2)), columns=["age", "spend"])
    frame["age"] += 6 * group
    frame["spend"] -= 5 * (group == 1)
    return frame, group


@pytest.mark.parametrize("method", LOOKED_FOR)
def test_planted_segments_come_back_by_every_method(method):
    answers, group = numeric() if "mixture" in method else planted()
    found = segment_solution(segmentation_basis(answers, method=method), 3, method)
    assert agreement_of_partitions(found.labels, group) > 0.7
    assert list(found.sizes) == sorted(found.sizes, reverse=True)
    assert found.sizes.sum() == found.base == len(answers)


@pytest.mark.parametrize("method", LOOKED_FOR)
def test_order_of_rows_does_not_rename_by_any_method(method):
    answers, _ = numeric() if "mixture" in method else planted()
    first = segment_solution(segmentation_basis(answers, method=method), 3, method)
    shuffled = answers.sample(frac=1, random_state=1)
    second = segment_solution(segmentation_basis(shuffled, method=method), 3, method)
    pd.testing.assert_series_equal(first.labels, second.labels.reindex(answers.index))


@pytest.mark.parametrize("method", LOOKED_FOR)
def test_people_of_another_wave_get_the_frozen_segment_of_their_answers(method):
    answers, _ = numeric() if "mixture" in method else planted()
    basis = segmentation_basis(answers, method=method)
    made = segment_solution(basis, 3, method)
    later = answers.iloc[::-1].set_axis([f"w2-{i}" for i in range(len(answers))])
    carried = carried_segments(made, segmentation_basis(later, method=method))
    assert carried.labels.tolist() == made.labels.tolist()[::-1]
    assert carried_segments(made, basis) is made


@pytest.mark.parametrize("method", LOOKED_FOR)
def test_a_divider_assigns_people_it_was_not_fitted_on(method):
    answers, group = numeric() if "mixture" in method else planted()
    basis = segmentation_basis(answers, method=method)
    weights = np.where(np.arange(basis.base) % 5 == 0, 0.0, 1.0)
    labels = divider(basis, method)(weights, 3, starts=10, seed=1)
    left_out = weights == 0
    assert agreement_of_partitions(labels[left_out], group[left_out]) > 0.6


def test_seed_does_not_rename():
    answers, _ = planted()
    first = segment_solution(segmentation_basis(answers), 3)
    other = segment_solution(segmentation_basis(answers), 3, seed=99)
    pd.testing.assert_series_equal(first.labels, other.labels)
    assert first.centers.loc[1].round().tolist() == [1, 0, 0, 1, 0, 1]


def test_units_do_not_matter_when_standardised():
    frame, _ = numeric()
    scaled = frame * [1000, 0.01] + [7, 7]
    one = segment_solution(segmentation_basis(frame, standardise=True), 3)
    other = segment_solution(segmentation_basis(scaled, standardise=True), 3)
    pd.testing.assert_series_equal(one.labels, other.labels)


def test_duplicating_everyone_doubles_every_segment():
    answers, _ = planted()
    one = segment_solution(segmentation_basis(answers), 3)
    doubled = pd.concat([answers, answers], ignore_index=True)
    twice = segment_solution(segmentation_basis(doubled), 3)
    assert list(twice.sizes) == list(one.sizes * 2)
    assert twice.within_ss == pytest.approx(2 * one.within_ss)


def test_a_weight_of_two_is_a_person_twice():
    answers, _ = planted()
    weights = pd.Series(np.where(answers["q0"] == 1, 2.0, 1.0), index=answers.index)
    weighted = segment_solution(segmentation_basis(answers, weights=weights), 3)
    copied = pd.concat([answers, answers[answers["q0"] == 1]], ignore_index=True)
    plain = segment_solution(segmentation_basis(copied), 3)
    assert weighted.labels.tolist() == plain.labels.iloc[: len(answers)].tolist()
    pd.testing.assert_frame_equal(weighted.centers, plain.centers)


def test_segments_are_numbered_by_weighted_size():
    frame, group = numeric()
    weights = pd.Series(np.where(group == 2, 5.0, 1.0))
    found = segment_solution(segmentation_basis(frame, weights=weights), 3)
    assert set(found.labels[group == 2]) == {1}


def test_value_bands_are_numbered_from_the_highest():
    money = pd.DataFrame({"money": np.repeat([10.0, 200.0, 3000.0], [50, 30, 20])})
    basis = segmentation_basis(money, method="value_bands")
    bands = {"small": 0, "large": 1000}
    found = segment_solution(basis, 2, "value_bands", bands=bands)
    assert found.names == {1: "large", 2: "small"} and found.sizes.tolist() == [20, 80]
    proposed = segment_solution(basis, 3, "value_bands")
    assert proposed.sizes.tolist() == [20, 30, 50]


def test_answers_to_a_rule_are_the_segments():
    answers = pd.DataFrame({"city": pd.Categorical(["Huế", "Hà Nội"] * 20 + ["Huế"] * 5)})
    dummies = pd.get_dummies(answers["city"]).astype(float)
    basis = segmentation_basis(dummies, answers=answers, method="rule")
    found = segment_solution(basis, 0, "rule")
    assert found.names == {1: "Huế", 2: "Hà Nội"} and found.sizes.tolist() == [25, 20]
    later = pd.DataFrame({"city": pd.Categorical(["Hà Nội"] * 30 + ["Cần Thơ"] * 10)})
    columns = {"Huế": 0.0, "Hà Nội": np.repeat([1.0, 0.0], [30, 10])}
    wave = segmentation_basis(
        pd.DataFrame(columns, index=later.index)[["Hà Nội"]], answers=later, method="rule"
    )
    carried = carried_segments(found, _with(wave, dummies.columns))
    assert carried.sizes.to_dict() == {2: 30} and carried.dropped == 10


def _with(basis, columns):
    from dataclasses import replace

    return replace(basis, values=basis.values.reindex(columns=columns, fill_value=0.0))


def test_a_wave_without_one_of_the_questions_is_refused_with_its_name():
    answers, _ = planted()
    made = segment_solution(segmentation_basis(answers), 3)
    with pytest.raises(DataError, match="q5: must be asked in this wave"):
        carried_segments(made, segmentation_basis(answers.drop(columns="q5").add(0)))


def test_fewer_different_people_than_segments_give_a_reason():
    frame = pd.DataFrame({"a": [0, 1] * 20, "b": [1, 1, 0, 0] * 10})
    basis = segmentation_basis(frame)
    assert isinstance(segment_solution(basis, 5), Absent)
    assert isinstance(segment_solution(basis, 1), Absent)
    with pytest.raises(ValueError, match="unknown method"):
        segment_solution(basis, 2, "magic")
