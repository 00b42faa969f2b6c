"""k-means: reference values, planted segments, and what must not matter."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from analysis.errors import DataError
from analysis.methods.clustering import k_means_segments, segmentation_basis
from analysis.methods.partition_agreement import agreement_of_partitions
from analysis.sources.absent import Absent

HABITS = {
    "early": (0.9, 0.1, 0.1, 0.9, 0.1, 0.9),
    "late": (0.1, 0.9, 0.1, 0.1, 0.9, 0.9),
    "rare": (0.1, 0.1, 0.9, 0.9, 0.9, 0.1),
}


def planted(people: int = 300, seed: int = 5) -> tuple[pd.DataFrame, np.ndarray]:
    """Return 0/1 answers of three planted habits, shares 50, 30 and 20 %."""
    rng = np.random.default_rng(seed)
    habit = rng.choice(3, size=people, p=[0.5, 0.3, 0.2])
    chance = np.array(list(HABITS.values()))[habit]
    answers = pd.DataFrame(
        (rng.uniform(size=chance.shape) < chance).astype(int), columns=[f"q{i}" for i in range(6)]
    )
    return answers.set_index(pd.Index([f"r{i:03}" for i in range(people)])), habit


@pytest.fixture(scope="module")
def vacmot(shared_data):
    return pd.read_csv(shared_data / "vacmot" / "vacmot.csv", encoding="utf-8-sig")


@pytest.mark.parametrize("k", range(2, 9))
def test_within_ss_reaches_best_known_of_flexclust_on_vacmot(k, vacmot, reference):
    best = reference("segmentation")["vacmot_best_known_within_ss"][str(k)]
    found = k_means_segments(segmentation_basis(vacmot), k)
    allowed = 0.001 if k <= 5 else 0.01
    assert best * (1 - 1e-9) <= found.within_ss <= best * (1 + allowed)


def test_sizes_follow_r_kmeans_on_winter_activities(shared_data, reference):
    file = next((shared_data / "winter_activities").glob("*.csv"))
    winter = pd.read_csv(file, encoding="utf-8-sig")
    known = reference("segmentation")["winter_kmeans"][1]
    found = k_means_segments(segmentation_basis(winter), known["k"])
    assert np.abs(found.sizes - known["sizes"]).max() <= 2  # Lloyd's optimum, R's is Hartigan's
    assert found.within_ss == pytest.approx(known["tot_withinss"], rel=1e-4)


def test_planted_segments_come_back():
    answers, habit = planted()
    found = k_means_segments(segmentation_basis(answers), 3)
    assert agreement_of_partitions(found.labels, habit) > 0.75
    assert list(found.sizes) == sorted(found.sizes, reverse=True)
    assert found.sizes.sum() == found.base == 300
    assert found.centers.loc[1].round().tolist() == [1, 0, 0, 1, 0, 1]


def test_order_of_rows_and_seed_do_not_rename():
    answers, _ = planted()
    first = k_means_segments(segmentation_basis(answers), 3)
    shuffled = answers.sample(frac=1, random_state=1)
    second = k_means_segments(segmentation_basis(shuffled), 3)
    other_seed = k_means_segments(segmentation_basis(answers), 3, seed=99)
    pd.testing.assert_series_equal(first.labels, second.labels.reindex(answers.index))
    pd.testing.assert_series_equal(first.labels, other_seed.labels)


def test_units_do_not_matter_when_standardised():
    rng = np.random.default_rng(3)
    frame = pd.DataFrame(rng.normal(size=(90, 3)) + rng.choice([0, 5], size=(90, 1)))
    frame.columns = ["a", "b", "c"]
    scaled = frame * [1, 1000, 0.01] + [0, 7, 7]
    one = k_means_segments(segmentation_basis(frame, standardise=True), 2)
    other = k_means_segments(segmentation_basis(scaled, standardise=True), 2)
    pd.testing.assert_series_equal(one.labels, other.labels)


def test_duplicating_everyone_doubles_every_segment():
    answers, _ = planted()
    one = k_means_segments(segmentation_basis(answers), 3)
    twice = k_means_segments(segmentation_basis(pd.concat([answers, answers])), 3)
    assert list(twice.sizes) == list(one.sizes * 2)
    assert twice.within_ss == pytest.approx(2 * one.within_ss)


def test_missing_answers_are_counted_and_left_out():
    answers, _ = planted()
    answers = answers.astype("Int64")
    answers.iloc[[0, 7], 2] = pd.NA
    basis = segmentation_basis(answers)
    assert (basis.base, basis.dropped) == (298, 2)
    assert "r000" not in k_means_segments(basis, 3).labels.index


def test_one_scale_is_left_alone_and_different_scales_are_standardised():
    answers, _ = planted()
    assert not segmentation_basis(answers).standardised
    assert segmentation_basis(answers.assign(income=np.arange(300.0))).standardised


def test_ordered_categories_count_as_numbers():
    order = pd.CategoricalDtype(["never", "often"], ordered=True)
    frame = pd.DataFrame({"a": pd.Series(["never", "often"] * 20, dtype=order), "b": [1, 2] * 20})
    assert segmentation_basis(frame).values["a"].tolist() == [1.0, 2.0] * 20


def test_categories_and_unknown_columns_are_refused_together():
    answers, _ = planted()
    with pytest.raises(DataError) as raised:
        segmentation_basis(answers.assign(city="Huế"), ["q1", "city", "q77"])
    assert [problem.where for problem in raised.value.problems] == ["city", "q77"]


def test_constant_columns_are_named():
    answers, _ = planted()
    refused = segmentation_basis(answers.assign(all_yes=1))
    assert isinstance(refused, Absent)
    assert "all_yes" in refused.reason


def test_too_few_respondents_give_no_segments():
    answers, _ = planted()
    assert isinstance(segmentation_basis(answers.head(12)), Absent)
    assert isinstance(k_means_segments(segmentation_basis(answers.head(12)), 2), Absent)
