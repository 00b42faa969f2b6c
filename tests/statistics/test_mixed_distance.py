"""Gower's distance against R cluster::daisy, plain loops and invariants."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from analysis.errors import DataError, NotEnoughData
from analysis.statistics.clustering.mixed_distance import (
    answer_ranges,
    gower_distances,
)

# the columns of marketing_campaign that R's reference was computed on
CAMPAIGN = [
    *("Year_Birth", "Education", "Marital_Status", "Income", "Kidhome", "Teenhome", "Recency"),
    *("MntWines", "MntFruits", "MntMeatProducts", "MntFishProducts", "MntSweetProducts"),
    *("MntGoldProds", "NumWebPurchases", "NumCatalogPurchases", "NumStorePurchases"),
    "NumWebVisitsMonth",
]


def daisy_people() -> pd.DataFrame:
    """Return the four people of the reference ``gower_unit``."""
    return pd.DataFrame(
        {
            "a": pd.Categorical(["1", "0", "0", "1"]),
            "b": [0.0, 0.0, 1.0, 1.0],
            "o": pd.Categorical(
                ["lo", "mid", "hi", "mid"], categories=["lo", "mid", "hi"], ordered=True
            ),
            "x": [1.0, 2.0, 4.0, np.nan],
        }
    )


def mixed_people(n: int, seed: int) -> pd.DataFrame:
    rng = np.random.default_rng(seed)
    people = pd.DataFrame(
        {
            "age": rng.integers(18, 70, n).astype(float),
            "money": rng.lognormal(size=n),
            "owns": rng.integers(0, 2, n).astype(float),
            "city": pd.Categorical(rng.choice(["A", "B", "C"], n)),
            "size": pd.Categorical(
                rng.choice(["S", "M", "L"], n), categories=["S", "M", "L"], ordered=True
            ),
        }
    )
    return people.mask(rng.random(people.shape) < 0.1)


def plain_gower(people: pd.DataFrame, others: pd.DataFrame) -> np.ndarray:
    """Gower's formula as it is printed: one pair and one question after the other."""

    def value(frame: pd.DataFrame, name: str, row: int) -> object:
        found = frame[name].iloc[row]
        if name == "size" and not pd.isna(found):
            return ["S", "M", "L"].index(found)
        return found

    spans = {name: people[name].max() - people[name].min() for name in ("age", "money", "owns")}
    spans["size"] = 2
    table = np.empty((len(people), len(others)))
    for i in range(len(people)):
        for j in range(len(others)):
            parts = []
            for name in people:
                mine, theirs = value(people, name, i), value(others, name, j)
                if pd.isna(mine) or pd.isna(theirs):
                    continue
                apart = mine != theirs if name == "city" else abs(mine - theirs) / spans[name]
                parts.append(min(float(apart), 1.0))
            table[i, j] = np.mean(parts) if parts else 1.0
    return table


def test_four_people_equal_r_daisy() -> None:
    # cluster::daisy, references/mixed_distance.json, gower_unit
    symmetric = np.array(
        [
            [0, 0.45833333333, 1, 0.5],
            [0.45833333333, 0, 0.54166666667, 0.66666666667],
            [1, 0.54166666667, 0, 0.5],
            [0.5, 0.66666666667, 0.5, 0],
        ]
    )
    assert gower_distances(daisy_people()) == pytest.approx(symmetric, abs=1e-10)
    asymmetric = symmetric.copy()
    asymmetric[0, 1] = asymmetric[1, 0] = 0.61111111111
    found = gower_distances(daisy_people(), asymmetric=["b"])
    assert found == pytest.approx(asymmetric, abs=1e-10)


def test_distances_equal_r_daisy_on_marketing_campaign(shared_data, reference) -> None:
    path = shared_data / "marketing_campaign" / "marketing_campaign.csv"
    people = pd.read_csv(path, sep=";", encoding="utf-8-sig")[CAMPAIGN]
    people = people.astype({"Education": "category", "Marital_Status": "category"})
    known = reference("mixed_distance")["mc_gower"]
    found = gower_distances(people)
    pairs = found[np.triu_indices(len(found), 1)]
    assert pairs.mean() == pytest.approx(known["mean_dissimilarity"], abs=1e-9)
    assert pairs.std(ddof=1) == pytest.approx(known["sd"], abs=1e-9)
    assert pairs.max() == pytest.approx(known["max"], abs=1e-9)
    assert found[:5, :5] == pytest.approx(np.array(known["first5x5"]), abs=1e-9)
    assert found[0, 10] == pytest.approx(known["d_1_11"], abs=1e-9)


def test_distances_equal_the_formula_pair_by_pair() -> None:
    people, others = mixed_people(16, 1), mixed_people(8, 2)
    assert gower_distances(people) == pytest.approx(plain_gower(people, people), abs=1e-12)
    found = gower_distances(people, others)
    assert found == pytest.approx(plain_gower(people, others), abs=1e-12)


def test_invariants() -> None:
    people = mixed_people(40, 3).dropna(how="all")
    found = gower_distances(people)
    assert (found == found.T).all()
    assert (np.diag(found) == 0).all()
    assert found.min() >= 0
    assert found.max() <= 1
    other = people.assign(
        age=people["age"] * 12 + 5,
        city=people["city"].cat.rename_categories({"A": "Z", "B": "Y", "C": "X"}),
    )[people.columns[::-1]]
    assert gower_distances(other) == pytest.approx(found, abs=1e-12)


def test_people_without_a_shared_answer_are_as_far_as_can_be() -> None:
    people = pd.DataFrame({"a": [1.0, np.nan, 0.0], "b": [np.nan, 1.0, 0.0]})
    assert gower_distances(people)[0, 1] == 1.0


def test_later_people_are_measured_with_the_first_ranges() -> None:
    people = pd.DataFrame({"age": [20.0, 30.0, 40.0]})
    late = pd.DataFrame({"age": [25.0, 90.0]})
    found = gower_distances(people, late)
    assert found[0] == pytest.approx([0.25, 1.0])
    spans = answer_ranges(people)
    assert gower_distances(late[:1], people, ranges=spans)[0, 0] == 0.25


def test_unknown_categories_count_as_missing() -> None:
    people = daisy_people()
    late = pd.DataFrame(
        {"a": ["1", "7"], "b": [0.0, 0.0], "o": pd.Categorical(["lo", "lo"]), "x": [1.0, 1.0]}
    ).astype({"a": "category"})
    assert gower_distances(people, late)[0] == pytest.approx([0.0, 0.0])


@pytest.mark.parametrize(
    ("column", "error", "named"),
    [
        ([1.0, 1.0, 1.0], NotEnoughData, "extra"),
        ([np.nan] * 3, NotEnoughData, "extra"),
        (pd.Categorical(["x"] * 3), NotEnoughData, "extra"),
        ([1.0, np.inf, 2.0], DataError, "infinite"),
        (["open", "text", "here"], DataError, "text"),
    ],
)
def test_unusable_columns_are_named(column, error: type, named: str) -> None:
    people = pd.DataFrame({"age": [1.0, 2.0, 3.0], "extra": column})
    with pytest.raises(error, match=named):
        gower_distances(people)


def test_other_bad_input() -> None:
    people = daisy_people()
    with pytest.raises(DataError, match="yes/no"):
        gower_distances(people, asymmetric=["x"])
    with pytest.raises(DataError, match="x"):
        gower_distances(people, people.drop(columns="x"))
    with pytest.raises(DataError, match="infinite"):
        gower_distances(people, people.assign(x=np.inf))
