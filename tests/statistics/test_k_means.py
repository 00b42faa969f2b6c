"""k-means: within-SS of established software, weights as copied rows, one result on any machine."""

from __future__ import annotations

import joblib
import numpy as np
import pandas as pd
import pytest
from sklearn.cluster import AgglomerativeClustering, KMeans
from sklearn.metrics import adjusted_rand_score

from analysis.statistics.clustering import k_means as module
from analysis.statistics.clustering.k_means import k_means, nearest, rows_by_weight, ward_centers
from analysis.statistics.clustering.lloyd import many_runs

DATA = {
    "vacmot": ("vacmot/vacmot.csv", "vacmot_best_known_within_ss"),
    "winter": ("winter_activities/winterActiv.csv", "winter_kmeans"),
}


def planted(people: int = 400, spread: float = 1.0) -> tuple[np.ndarray, np.ndarray]:
    rng = np.random.default_rng(3)
    truth = rng.integers(4, size=people)
    return rng.normal(size=(4, 5))[truth] * 8 + rng.normal(size=(people, 5)) * spread, truth


def plain_within(values: np.ndarray, labels: np.ndarray) -> float:
    frame = pd.DataFrame(values)
    return float(((frame - frame.groupby(labels).transform("mean")) ** 2).to_numpy().sum())


# of winter activities: tests/topics/segments/test_segment_solution.py holds it always
@pytest.mark.parametrize(
    "name",
    [pytest.param(name, marks=pytest.mark.long) if name == "winter" else name for name in DATA],
)
def test_within_ss_is_the_best_known_of_real_surveys(name, shared_data, reference):
    path, key = DATA[name]
    values = pd.read_csv(shared_data / path, encoding="utf-8-sig").to_numpy(dtype=float)
    known = reference("segmentation")[key]
    if name == "winter":
        known = {str(found["k"]): found["tot_withinss"] for found in known}
    for k in range(2, 9):
        fit = k_means(values, None, k)
        assert fit.within_ss == pytest.approx(plain_within(values, fit.labels), rel=1e-9)
        assert fit.within_ss <= known[str(k)] * (1.001 if k <= 5 else 1.01)


def test_published_segments_of_vacmot_are_agreed_with(shared_data, reference):
    """The best known solution and the published one agree by .79; the optimum is flat."""
    folder = shared_data / "vacmot"
    values = pd.read_csv(folder / "vacmot.csv", encoding="utf-8-sig").to_numpy(dtype=float)
    published = pd.read_csv(folder / "vacmot6_published_clusters.csv").iloc[:, -1]
    fit = k_means(values, None, 6)
    best_known = reference("segmentation")["vacmot_k6_ari_best_vs_published"]
    assert adjusted_rand_score(published, fit.labels) > best_known - 0.15


def test_planted_segments_are_found_and_centres_are_their_means():
    values, truth = planted()
    fit = k_means(values, None, 4)
    assert adjusted_rand_score(truth, fit.labels) == 1
    np.testing.assert_allclose(
        fit.centers, pd.DataFrame(values).groupby(fit.labels).mean().to_numpy()
    )
    assert fit.starts == 50 and fit.sampled is None and fit.sampling_gap is None


def test_order_of_rows_and_number_of_cores_change_nothing(monkeypatch):
    values = np.random.default_rng(1).normal(size=(300, 4))
    weights = np.random.default_rng(2).uniform(0.3, 3, 300)
    fit = k_means(values, weights, 5, starts=8)
    order = np.random.default_rng(3).permutation(300)
    monkeypatch.setattr(joblib, "cpu_count", lambda: 5)
    monkeypatch.setattr("analysis.statistics.clustering.lloyd.CHUNK", 2**19)
    other = k_means(values[order], weights[order], 5, starts=8)
    np.testing.assert_array_equal(fit.centers, other.centers)
    np.testing.assert_array_equal(fit.labels[order], other.labels)
    assert fit.within_ss == other.within_ss


def test_whole_weights_equal_copied_rows():
    rng = np.random.default_rng(4)
    values, weights = rng.integers(5, size=(80, 3)).astype(float), rng.integers(0, 4, 80)
    weighted = k_means(values, weights.astype(float), 3)
    copied = k_means(np.repeat(values, weights, axis=0), None, 3)
    assert weighted.within_ss == pytest.approx(copied.within_ss)
    np.testing.assert_allclose(weighted.centers, copied.centers)


def test_first_centers_lead_where_scikit_learn_goes():
    values, _ = planted(spread=6)
    first = values[:5]
    fit = k_means(values, None, 5, first_centers=first)
    plain = KMeans(5, init=first, n_init=1, tol=0, max_iter=1000).fit(values)
    assert fit.starts == 1
    assert fit.within_ss == pytest.approx(plain.inertia_, rel=1e-6)
    assert adjusted_rand_score(plain.labels_, fit.labels) == 1


def test_every_run_ends_where_no_centre_moves():
    values, _ = planted(spread=5)
    counts = np.random.default_rng(5).multinomial(400, np.full(400, 1 / 400), size=2)
    runs = many_runs(values, counts, 4, starts=3, seeds=[(0, 0), (0, 1)])
    for sample, centers in enumerate(runs.centers):
        for start, found in enumerate(centers):
            labels = nearest(values, found)
            mine = np.column_stack([labels == c for c in range(4)]) * counts[sample][:, None]
            np.testing.assert_allclose(found, mine.T @ values / mine.sum(0)[:, None], atol=1e-3)
            within = (np.square(values - found[labels]).sum(axis=1) * counts[sample]).sum()
            assert runs.within_ss[sample, start] == pytest.approx(within, rel=1e-5)


def test_as_many_clusters_as_different_rows_leave_nothing_within():
    values = np.repeat(np.arange(4.0), 10)[:, None] * [1.0, 2.0]
    fit = k_means(values, None, 4)
    assert fit.within_ss == 0
    assert sorted(np.bincount(fit.labels)) == [10, 10, 10, 10]
    runs = many_runs(values[:20:10], np.ones((1, 2)), 3, starts=2, seeds=[(0,)])
    assert np.isfinite(runs.centers).all() and runs.within_ss == pytest.approx(0, abs=1e-6)


def test_many_rows_are_sampled_and_the_gap_is_told(monkeypatch):
    values, _ = planted(6000, spread=3)
    full = k_means(values, None, 4, starts=10)
    monkeypatch.setattr(module, "ROWS_FOR_STARTS", 1000)
    monkeypatch.setattr("analysis.statistics.clustering.lloyd.BLOCK_ROWS", 700)
    fit = k_means(values, None, 4, starts=10)
    assert fit.sampled == 1000
    assert abs(fit.sampling_gap) < 0.01
    assert fit.within_ss == pytest.approx(full.within_ss, rel=1e-4)
    shuffled = np.random.default_rng(0).permutation(6000)
    assert k_means(values[shuffled], None, 4, starts=10).within_ss == fit.within_ss


def test_ward_centres_are_those_of_the_tree_of_all():
    values, _ = planted(200, spread=4)
    weights = np.random.default_rng(6).integers(1, 4, 200)
    copied = np.repeat(values, weights, axis=0)
    labels = AgglomerativeClustering(4, linkage="ward").fit_predict(copied)
    expected = pd.DataFrame(copied).groupby(labels).mean().to_numpy()
    found = ward_centers(values, weights.astype(float), 4)
    np.testing.assert_allclose(found[np.lexsort(found.T)], expected[np.lexsort(expected.T)])
    assert k_means(values, None, 4, first_centers=found).within_ss < plain_within(copied, labels)


def test_rows_are_drawn_in_proportion_to_their_weight():
    weights = np.array([0.5, 1.5, 3.0, 0.0, 5.0])
    drawn = np.bincount(rows_by_weight(weights, 1000, seed=1), minlength=5)
    np.testing.assert_allclose(drawn / 1000, weights / 10, atol=0.002)
    np.testing.assert_array_equal(rows_by_weight(np.array([2.0, 0.0, 1.0]), 10, seed=0), [0, 0, 2])
