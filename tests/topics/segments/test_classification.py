"""Agreement of segments with another classification: index, interval, counterparts."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from sklearn.metrics import adjusted_rand_score

from analysis.statistics.clustering.k_means import k_means
from analysis.statistics.clustering.partition_agreement import (
    agreement_error,
    agreement_of_partitions,
)
from analysis.topics.segments.classification.method import agreement_with_classification
from analysis.values.absent import Absent


def planted(
    people: int = 300, noise: float = 0.2, classes: int = 4, seed: int = 1
) -> tuple[pd.Series, pd.Series]:
    """Return segments and classes of people, a part of whom is classified by chance."""
    generator = np.random.default_rng(seed)
    labels = generator.integers(1, 4, people)
    places = np.where(
        generator.random(people) < noise, generator.integers(1, classes + 1, people), labels
    )
    index = pd.Index([f"p{place}" for place in range(people)])
    given = pd.Series(pd.Categorical([f"class {place}" for place in places]), index=index)
    return pd.Series(labels, index=index, dtype="Int64"), given.rename("Old groups")


def test_index_is_scikit_learns_and_counterparts_are_the_planted_ones() -> None:
    labels, classes = planted()
    found = agreement_with_classification(labels, classes)
    assert found.agreement == pytest.approx(adjusted_rand_score(classes, labels), abs=1e-12)
    assert found.low < found.agreement < found.high and found.verdict == "moderate"
    assert [one.counterpart for one in found.segments] == ["class 1", "class 2", "class 3"]
    table = pd.crosstab(labels, classes)
    assert [one.base for one in found.segments] == table.sum(axis=1).tolist()
    shares = table.div(table.sum(axis=1), axis=0).to_numpy()
    np.testing.assert_allclose([one.shares for one in found.segments], shares)
    assert found.class_shares == pytest.approx((table.sum() / len(labels)).tolist())
    first = found.segments[0]
    either = ((labels == 1) | (classes == "class 1")).sum()
    assert first.jaccard == pytest.approx(table.iloc[0, 0] / either)
    assert first.held.count == table.iloc[0, 0] and first.held.base == first.base
    assert found.same.count == np.diag(table).sum() and found.base == 300
    assert found.name == "Old groups" and found.unknown == 0


def test_error_is_that_of_leaving_out_people_in_turn() -> None:
    labels, classes = planted(120)
    own, other = labels.to_numpy(dtype=int) - 1, classes.cat.codes.to_numpy()
    without = [
        adjusted_rand_score(np.delete(own, person), np.delete(other, person))
        for person in range(120)
    ]
    jackknife = np.sqrt(119 / 120 * np.square(without - np.mean(without)).sum())
    assert agreement_error(own, other) == pytest.approx(jackknife, rel=0.03)


def test_interval_holds_the_index_of_the_population_as_often_as_it_says() -> None:
    cells = 0.75 * np.eye(3) / 3 + 0.25 / 9
    generator = np.random.default_rng(3)
    everybody = generator.choice(9, 400_000, p=cells.ravel())
    truth = agreement_of_partitions(everybody // 3, everybody % 3)
    hits = 0
    for _ in range(120):
        drawn = generator.choice(9, 200, p=cells.ravel())
        found = agreement_with_classification(
            pd.Series(drawn // 3 + 1), pd.Series(drawn % 3, name="x")
        )
        hits += found.low <= truth <= found.high
    assert 0.9 <= hits / 120 <= 0.985


def test_weights_count_people_and_people_without_class_are_left_out() -> None:
    labels, classes = planted(200)
    weights = pd.Series(np.random.default_rng(5).uniform(0.2, 3, 200), index=labels.index)
    unknown = labels.index[:20]
    found = agreement_with_classification(
        labels, classes.where(~labels.index.isin(unknown)), weights
    )
    assert found.base == 180 and found.unknown == 20
    kept = pd.DataFrame({"own": labels, "other": classes, "w": weights}).iloc[20:]
    table = kept.pivot_table(
        values="w", index="own", columns="other", aggfunc="sum", observed=False
    ).fillna(0)
    shares = table.div(table.sum(axis=1), axis=0).to_numpy()
    np.testing.assert_allclose([one.shares for one in found.segments], shares)
    assert found.same.share == pytest.approx(np.diag(table).sum() / table.to_numpy().sum())
    assert found.effective_base == pytest.approx(kept["w"].sum() ** 2 / (kept["w"] ** 2).sum())
    one, ten = (
        agreement_with_classification(labels, classes, weights * scale) for scale in (1, 10)
    )
    assert (ten.agreement, ten.low) == pytest.approx((one.agreement, one.low))
    assert one.agreement != agreement_with_classification(labels, classes).agreement


def test_nothing_in_common_is_called_chance_and_the_same_is_called_excellent() -> None:
    labels, classes = planted(noise=1.0)
    assert agreement_with_classification(labels, classes).verdict == "chance"
    same = agreement_with_classification(labels, labels.rename("Now"))
    assert same.verdict == "excellent" and same.low == same.agreement == same.high == 1
    assert same.same.share == 1 and same.same.low < 1


def test_more_segments_than_classes_leave_segments_without_counterpart() -> None:
    labels, _classes = planted()
    two = (labels > 1).map({True: "b", False: "a"}).rename("Two")
    found = agreement_with_classification(labels, two)
    alone = [one for one in found.segments if one.counterpart is None]
    assert len(alone) == 1 and alone[0].held is None and alone[0].jaccard is None


def test_too_few_people_and_useless_classes_are_told() -> None:
    labels, classes = planted()
    few = agreement_with_classification(labels, classes.where(labels.index < "p12"))
    assert isinstance(few, Absent) and "30" in few.reason
    one = agreement_with_classification(labels, pd.Series("a", labels.index, name="x"))
    assert isinstance(one, Absent)
    many = pd.Series(range(300), labels.index, name="x").astype("category")
    assert isinstance(agreement_with_classification(labels, many), Absent)


def test_published_segments_of_vacmot(shared_data, reference) -> None:
    """The best known division agrees by .79 (flexclust), others as tight by .78 to .83."""
    folder = shared_data / "vacmot"
    values = pd.read_csv(folder / "vacmot.csv", encoding="utf-8-sig").to_numpy(dtype=float)
    published = pd.read_csv(folder / "vacmot6_published_clusters.csv")["cluster"].astype("category")
    labels = pd.Series(k_means(values, None, 6).labels + 1)
    found = agreement_with_classification(labels, published)
    known = reference("segmentation")
    assert found.agreement > known["vacmot_k6_ari_best_vs_published"] - 0.05
    assert found.agreement == pytest.approx(adjusted_rand_score(published, labels), abs=1e-12)
    assert sorted(round(1000 * share) for share in found.class_shares) == sorted(
        known["vacmot6_published_sizes"]
    )
    assert (
        found.verdict in ("moderate", "good")
        and len({one.counterpart for one in found.segments}) == 6
    )
