"""Latent classes against R poLCA, stepmix, the printed likelihood and planted classes."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from sklearn.metrics import adjusted_rand_score

from analysis.errors import DataError, NotEnoughData
from analysis.statistics.clustering.latent_classes import (
    LatentClasses,
    class_posteriors,
    latent_class_divider,
    latent_classes,
)

YES = np.array([[0.9, 0.8, 0.9, 0.2, 0.1, 0.1], [0.1, 0.2, 0.1, 0.9, 0.9, 0.8]])
CITY = np.array([[0.7, 0.2, 0.1], [0.1, 0.1, 0.8]])


def planted(n: int, seed: int, missing: float = 0.0) -> tuple[pd.DataFrame, np.ndarray]:
    """Return people of two classes, 60 and 40 %, with six yes/no questions and a choice."""
    rng = np.random.default_rng(seed)
    kind = (rng.random(n) < 0.4).astype(int)
    people = pd.DataFrame((rng.random((n, 6)) < YES[kind]).astype(float)).add_prefix("q")
    cities = [rng.choice(["A", "B", "C"], p=CITY[one]) for one in kind]
    people["city"] = pd.Categorical(cities, categories=["A", "B", "C", "nobody"])
    return people.mask(rng.random(people.shape) < missing), kind


@pytest.fixture(scope="module")
def people() -> pd.DataFrame:
    return planted(400, 1, missing=0.1)[0]


@pytest.fixture(scope="module")
def fit(people: pd.DataFrame) -> LatentClasses:
    return latent_classes(people, 2, starts=5)


def equal_to_polca(shared_data, reference, k: int) -> None:
    motives = pd.read_csv(shared_data / "vacmot" / "vacmot.csv").astype(float)
    known = {one["nclass"]: one for one in reference("latent_classes")["vacmot"]}[k]
    found = latent_classes(motives, k)
    assert found.log_likelihood >= known["llik"] - 0.05
    assert found.log_likelihood == pytest.approx(known["llik"], abs=1e-3)
    assert found.parameters == known["npar"]
    assert found.bic == pytest.approx(known["BIC"], abs=2e-3)
    assert found.aic == pytest.approx(known["AIC"], abs=2e-3)
    assert found.entropy == pytest.approx(known["entropy_R2"], abs=2e-4)
    assert found.class_shares.tolist() == pytest.approx(sorted(known["P"])[::-1], abs=1e-3)


@pytest.mark.parametrize("k", [2, 3])
def test_vacmot_equals_polca(shared_data, reference, k: int) -> None:
    equal_to_polca(shared_data, reference, k)


@pytest.mark.long
@pytest.mark.parametrize("k", [4, 5, 6])
def test_vacmot_equals_polca_for_more_classes(shared_data, reference, k: int) -> None:
    equal_to_polca(shared_data, reference, k)


def test_likelihood_equals_stepmix_with_missing_answers(people, fit) -> None:
    from stepmix.stepmix import StepMix

    coded = people.assign(city=people["city"].cat.codes.where(people["city"].notna()))
    model = StepMix(
        2,
        measurement={
            "yes": {"model": "binary_nan", "n_columns": 6},
            "city": {"model": "categorical_nan", "n_columns": 1},
        },
        n_init=5,
        abs_tol=1e-9,
        random_state=0,
        progress_bar=0,
    )
    model.fit(coded.to_numpy(dtype=float))
    theirs = model.score(coded.to_numpy(dtype=float)) * len(people)
    assert fit.log_likelihood == pytest.approx(theirs, abs=1e-3)
    shares = model.predict_proba(coded.to_numpy(dtype=float))
    shares = shares[:, np.argsort(-shares.mean(axis=0))]
    assert fit.posterior.to_numpy() == pytest.approx(shares, abs=1e-2)


def test_likelihood_equals_the_printed_formula(people, fit) -> None:
    probability = fit.probabilities.set_index(["class", "question", "answer"])["probability"]
    total = 0.0
    for _row, given in people.iterrows():
        parts = [
            share * np.prod([probability[label, q, a] for q, a in given.dropna().items()])
            for label, share in fit.class_shares.items()
        ]
        total += np.log(sum(parts))
    assert fit.log_likelihood == pytest.approx(total, abs=1e-4)
    sums = fit.probabilities.groupby(["class", "question"])["probability"].sum()
    assert sums.to_numpy() == pytest.approx(1.0)


def test_planted_classes_are_recovered() -> None:
    people, kind = planted(2000, 2)
    found = latent_classes(people, 2, starts=2)
    assert found.class_shares.tolist() == pytest.approx([0.6, 0.4], abs=0.03)
    table = found.probabilities.pivot(
        index="class", columns=["question", "answer"], values="probability"
    )
    yes = table[[(f"q{i}", 1.0) for i in range(6)]].to_numpy()
    assert yes == pytest.approx(YES, abs=0.05)
    assert table["city"].to_numpy() == pytest.approx(CITY, abs=0.05)
    assert adjusted_rand_score(kind, found.labels) > 0.85
    assert latent_classes(people, 3, starts=2).bic > found.bic
    assert latent_classes(people, 1).bic > found.bic


def test_order_of_rows_names_of_answers_and_equal_weights_do_not_matter(people, fit) -> None:
    order = np.random.default_rng(3).permutation(len(people))
    moved = people.iloc[order].assign(
        city=people["city"].iloc[order].cat.rename_categories({"A": "x"}),
    )
    again = latent_classes(moved, 2, starts=5, weights=np.full(len(people), 3.0))
    assert again.log_likelihood == pytest.approx(fit.log_likelihood, abs=1e-9)
    assert (again.labels.loc[people.index] == fit.labels).all()


def test_weight_two_is_a_row_given_twice(people) -> None:
    counts = np.random.default_rng(4).integers(0, 3, len(people))
    weighted = latent_classes(people, 2, weights=counts, starts=5)
    repeated = latent_classes(people.loc[people.index.repeat(counts)], 2, starts=5)
    assert weighted.class_shares.tolist() == pytest.approx(repeated.class_shares.tolist())
    theirs = repeated.posterior.groupby(level=0).first()
    assert weighted.posterior.loc[theirs.index].to_numpy() == pytest.approx(
        theirs.to_numpy(), abs=1e-6
    )
    assert weighted.base == (counts > 0).sum()


def test_the_classes_are_at_rest(fit) -> None:
    # the coefficients hold the shares of the step before the last
    before = np.exp(fit.fitted.coefficients[:, 0])
    assert fit.class_shares.to_numpy() == pytest.approx(before, abs=1e-11)


def test_of_equally_likely_classes_the_first_counts() -> None:
    twins = pd.DataFrame({"a": [1, 0] * 40, "b": [0, 1] * 40})
    found = latent_classes(twins, 2, seed=1)
    assert found.class_shares.tolist() == pytest.approx([0.5, 0.5])
    again = latent_classes(twins, 2, seed=5)
    assert again.labels.tolist() == found.labels.tolist()


def test_new_people_are_assigned_by_the_same_classes(people, fit) -> None:
    assert class_posteriors(fit, people) == pytest.approx(fit.posterior.to_numpy())
    late = people[:2].astype({"city": object})
    late["city"] = "elsewhere"
    silent = people[:2].assign(city=None)
    late["q0"] = 7.0
    silent["q0"] = np.nan
    assert class_posteriors(fit, late) == pytest.approx(class_posteriors(fit, silent))
    nothing = pd.DataFrame(np.nan, index=[0], columns=people.columns)
    assert class_posteriors(fit, nothing)[0] == pytest.approx(fit.class_shares.tolist())


def test_divider_agrees_with_the_full_fit(people, fit) -> None:
    divide = latent_class_divider(people)
    labels = divide(np.ones(len(people)), 2, starts=10, seed=1)
    assert adjusted_rand_score(fit.labels, labels) > 0.98
    rng = np.random.default_rng(5)
    counts = np.bincount(rng.integers(0, 400, 400), minlength=400).astype(float)
    labels = divide(counts, 2, starts=10, seed=1)
    assert adjusted_rand_score(fit.labels, labels) > 0.8
    assert (labels == divide(counts * 5, 2, starts=10, seed=1)).all()


def test_answers_on_a_short_scale_are_categories() -> None:
    people = planted(200, 6)[0].drop(columns="city")
    scale = people.sum(axis=1).clip(upper=4)
    found = latent_classes(people.assign(scale=scale), 2, starts=3)
    as_choice = latent_classes(people.assign(scale=scale.astype("category")), 2, starts=3)
    assert found.log_likelihood == pytest.approx(as_choice.log_likelihood)
    assert found.parameters == 1 + 2 * (6 + scale.nunique() - 1)


def test_bad_input_is_refused(people) -> None:
    with pytest.raises(NotEnoughData, match="same"):
        latent_classes(people.assign(same=1.0), 2)
    with pytest.raises(DataError, match="money"):
        latent_classes(people.assign(money=np.linspace(0, 1, len(people))), 2)
    with pytest.raises(DataError, match="infinite"):
        latent_classes(people.assign(q0=np.inf), 2)
    with pytest.raises(NotEnoughData, match=r"5.*2"):
        latent_classes(pd.DataFrame({"a": [0.0, 1, 0, 1], "b": [0.0, 1, 0, 1]}), 5)
    with pytest.raises(NotEnoughData, match="weight"):
        latent_classes(people, 2, weights=np.zeros(len(people)))
    with pytest.raises(NotEnoughData, match="city"):
        latent_classes(people, 2, weights=(people["city"] == "A").astype(float))
