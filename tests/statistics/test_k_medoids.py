"""PAM against R cluster::pam, plain loops, all possible medoids and planted segments."""

from __future__ import annotations

from importlib import import_module
from itertools import combinations

import numpy as np
import pandas as pd
import pytest
from sklearn.metrics import adjusted_rand_score

from analysis.errors import DataError, NotEnoughData
from analysis.statistics.clustering.k_medoids import (
    k_medoids,
    k_medoids_divider,
    k_medoids_of,
    nearest_medoid,
)
from analysis.statistics.clustering.mixed_distance import answer_ranges, gower_distances

# the columns of marketing_campaign that R's reference was computed on
CAMPAIGN = [
    *("Year_Birth", "Education", "Marital_Status", "Income", "Kidhome", "Teenhome", "Recency"),
    *("MntWines", "MntFruits", "MntMeatProducts", "MntFishProducts", "MntSweetProducts"),
    *("MntGoldProds", "NumWebPurchases", "NumCatalogPurchases", "NumStorePurchases"),
    "NumWebVisitsMonth",
]


@pytest.fixture(scope="module")
def campaign(shared_data) -> np.ndarray:
    path = shared_data / "marketing_campaign" / "marketing_campaign.csv"
    people = pd.read_csv(path, sep=";", encoding="utf-8-sig")[CAMPAIGN]
    return gower_distances(people.astype({"Education": "category", "Marital_Status": "category"}))


def equal_to_r(distances: np.ndarray, known: dict) -> None:
    found = k_medoids(distances, known["k"])
    assert found.objective_build == pytest.approx(known["objective_build"], abs=1e-10)
    assert found.objective == pytest.approx(known["objective_swap"], abs=1e-10)
    assert found.silhouette == pytest.approx(known["avg_silhouette"], abs=1e-5)
    # people who answered alike may stand for each other
    theirs = np.array(known["medoid_rows"]) - 1
    assert (distances[np.ix_(found.medoids, theirs)].min(axis=1) == 0).all()


@pytest.mark.parametrize("k", [3, 4])
def test_pam_equals_r_on_marketing_campaign(campaign, reference, k: int) -> None:
    known = {one["k"]: one for one in reference("mixed_distance")["mc_pam"]}
    equal_to_r(campaign, known[k])


@pytest.mark.long
@pytest.mark.parametrize("k", [2, 5, 6, 7, 8])
def test_pam_equals_r_on_marketing_campaign_for_every_k(campaign, reference, k: int) -> None:
    known = {one["k"]: one for one in reference("mixed_distance")["mc_pam"]}
    equal_to_r(campaign, known[k])


def test_planted_segments_are_found_and_best_of_all() -> None:
    rng = np.random.default_rng(4)
    points = np.concatenate([rng.normal(place, 0.3, 8) for place in (0, 3, 9)])
    distances = np.abs(points[:, None] - points)
    found = k_medoids(distances, 3)
    best = min(distances[:, list(m)].min(axis=1).mean() for m in combinations(range(24), 3))
    assert found.objective == pytest.approx(best, abs=1e-12)
    assert adjusted_rand_score(np.repeat([0, 1, 2], 8), found.labels) == 1


def plain_pam(distances: np.ndarray, weights: np.ndarray, k: int) -> float:
    """Kaufman and Rousseeuw's PAM with all sums written out."""

    def cost(medoids: list[int]) -> float:
        return float(weights @ distances[:, medoids].min(axis=1))

    n = len(distances)
    medoids: list[int] = []
    for _step in range(k):
        medoids.append(min(range(n), key=lambda h: cost([*medoids, h])))
    while True:
        swaps = [
            [*(m for m in medoids if m != out), h]
            for out in medoids
            for h in range(n)
            if h not in medoids
        ]
        best = min(swaps, key=cost)
        if cost(best) >= cost(medoids) - 1e-12:
            return cost(medoids) / weights.sum()
        medoids = best


@pytest.mark.parametrize("k", [1, 2, 4])
def test_pam_equals_its_plain_description(k: int) -> None:
    rng = np.random.default_rng(5)
    points = rng.normal(size=(30, 2))
    distances = np.linalg.norm(points[:, None] - points, axis=2)
    weights = rng.uniform(0.5, 3, 30)
    found = k_medoids(distances, k, weights=weights)
    assert found.objective == pytest.approx(plain_pam(distances, weights, k), abs=1e-12)


def planted_people(n: int, seed: int) -> tuple[pd.DataFrame, np.ndarray]:
    rng = np.random.default_rng(seed)
    kind = np.arange(n) % 3
    city = np.array(["A", "B", "C"])[kind]
    people = pd.DataFrame(
        {
            "age": rng.normal([20, 45, 70], 4, (n, 3))[np.arange(n), kind].round(),
            "owns": (rng.random(n) < np.array([0.05, 0.95, 0.5])[kind]).astype(float),
            "city": pd.Categorical(np.where(rng.random(n) < 0.9, city, "A")),
        }
    )
    return people, kind


def test_weight_two_is_a_row_given_twice() -> None:
    points = np.random.default_rng(6).normal(size=(60, 2))
    distances = np.linalg.norm(points[:, None] - points, axis=2)
    counts = np.random.default_rng(7).integers(0, 3, 60)
    rows = np.repeat(np.arange(60), counts)
    weighted = k_medoids(distances, 3, weights=counts)
    repeated = k_medoids(distances[np.ix_(rows, rows)], 3)
    assert weighted.objective == pytest.approx(repeated.objective, abs=1e-12)
    assert set(weighted.medoids) == set(rows[repeated.medoids])
    assert len(weighted.labels) == 60
    assert weighted.base == (counts > 0).sum()


def test_order_of_rows_and_scale_of_weights_do_not_matter() -> None:
    points = np.random.default_rng(8).normal(size=(50, 2))
    distances = np.linalg.norm(points[:, None] - points, axis=2)
    order = np.random.default_rng(9).permutation(50)
    first = k_medoids(distances, 4, weights=np.full(50, 7.0))
    second = k_medoids(distances[np.ix_(order, order)], 4)
    assert set(order[second.medoids]) == set(first.medoids)
    assert adjusted_rand_score(first.labels[order], second.labels) == 1
    plain = k_medoids(distances, 4)
    assert (plain.labels == first.labels).all()
    assert plain.objective == pytest.approx(first.objective)


def test_many_people_are_divided_by_samples(monkeypatch: pytest.MonkeyPatch) -> None:
    people, kind = planted_people(600, 10)
    exact = k_medoids_of(people, 3)
    assert exact.samples == 1
    assert exact.sampled == 600
    module = import_module("analysis.statistics.clustering.k_medoids")
    monkeypatch.setattr(module, "MOST_AT_ONCE", 300)
    monkeypatch.setattr(module, "SAMPLE_ROWS", 150)
    sampled = k_medoids_of(people, 3, seed=1)
    assert sampled.samples == 5
    assert sampled.sampled <= 153
    assert exact.objective <= sampled.objective <= exact.objective * 1.03
    assert adjusted_rand_score(kind, sampled.labels) > 0.85
    again = k_medoids_of(people, 3, seed=1)
    assert (again.labels == sampled.labels).all()
    divided = k_medoids_divider(people)(np.ones(600), 3, starts=1, seed=1)
    assert (divided == sampled.labels).all()


def test_new_people_join_the_nearest_medoid() -> None:
    people, _kind = planted_people(150, 11)
    found = k_medoids_of(people, 3)
    medoids, spans = people.iloc[found.medoids], answer_ranges(people)
    assert (nearest_medoid(people, medoids, spans) == found.labels).all()
    late = people.iloc[found.medoids].assign(city=pd.Categorical(["new"] * 3))
    assert (nearest_medoid(late, medoids, spans) == [0, 1, 2]).all()


def test_divider_assigns_everyone_from_a_bootstrap_sample() -> None:
    people, kind = planted_people(240, 12)
    counts = np.bincount(np.random.default_rng(1).integers(0, 240, 240), minlength=240)
    for candidates in (None, 60):
        divide = k_medoids_divider(people, candidates=candidates)
        labels = divide(counts.astype(float), 3, starts=10, seed=3)
        assert (labels == divide(counts * 2.0, 3, starts=10, seed=3)).all()
        assert adjusted_rand_score(kind, labels) > 0.8
    whole = k_medoids_divider(people, candidates=None)(np.ones(240), 3, starts=1, seed=0)
    assert (whole == k_medoids_of(people, 3).labels).all()


def test_bad_input_is_refused() -> None:
    distances = gower_distances(pd.DataFrame({"x": [1.0, 1, 2, 2, 2]}))
    with pytest.raises(NotEnoughData, match=r"3.*2"):
        k_medoids(distances, 3)
    with pytest.raises(NotEnoughData):
        k_medoids(distances, 6)
    with pytest.raises(NotEnoughData, match="weight"):
        k_medoids(distances, 2, weights=np.zeros(5))
    with pytest.raises(NotEnoughData):
        k_medoids(distances, 2, weights=np.array([1.0, 0, 0, 0, 0]))
    with pytest.raises(DataError, match="negative"):
        k_medoids(distances, 2, weights=np.array([1.0, -1, 1, 1, 1]))
    with pytest.raises(DataError, match="one a row"):
        k_medoids(distances, 2, weights=np.ones(4))
