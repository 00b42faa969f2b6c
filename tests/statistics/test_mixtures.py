"""Gaussian and mixed mixtures against sklearn, stepmix, the printed likelihood and the planted."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from scipy.stats import multivariate_normal, norm
from sklearn.metrics import adjusted_rand_score
from sklearn.mixture import GaussianMixture

from analysis.errors import DataError, NotEnoughData
from analysis.statistics.clustering.latent_classes import class_posteriors
from analysis.statistics.clustering.mixtures import (
    MixtureFit,
    gaussian_divider,
    gaussian_mixture,
    mixed_divider,
    mixed_mixture,
)

MEANS = np.array([[0.0, 0.0], [5.0, 1.0], [-2.0, 5.0]])
MATRICES = np.array([[[1, 0.6], [0.6, 1]], [[0.5, 0], [0, 0.5]], [[2, -0.9], [-0.9, 1]]])
SHARES = np.array([0.5, 0.3, 0.2])


def planted_numbers(n: int, seed: int) -> tuple[pd.DataFrame, np.ndarray]:
    rng = np.random.default_rng(seed)
    kind = rng.choice(3, n, p=SHARES)
    draws = [rng.multivariate_normal(MEANS[one], MATRICES[one]) for one in kind]
    # other units and scales than the standard ones
    return pd.DataFrame(draws, columns=["a", "b"]) * [10, 1] + [100, 0], kind


def planted_mixed(n: int, seed: int) -> tuple[pd.DataFrame, np.ndarray]:
    rng = np.random.default_rng(seed)
    kind = (rng.random(n) < 0.4).astype(int)
    people = pd.DataFrame(
        {
            "age": rng.normal(np.array([25.0, 60.0])[kind], np.array([4.0, 8.0])[kind]),
            "owns": (rng.random(n) < np.array([0.2, 0.8])[kind]).astype(float),
            "city": pd.Categorical(
                [rng.choice(list("ABC"), p=[0.6, 0.3, 0.1][:: 1 - 2 * one]) for one in kind]
            ),
        }
    )
    return people, kind


@pytest.fixture(scope="module")
def numbers() -> pd.DataFrame:
    return planted_numbers(500, 1)[0]


@pytest.fixture(scope="module")
def fit(numbers: pd.DataFrame) -> MixtureFit:
    return gaussian_mixture(numbers, 3, starts=5)


@pytest.fixture(scope="module")
def mixed() -> pd.DataFrame:
    people = planted_mixed(400, 2)[0]
    return people.mask(np.random.default_rng(3).random(people.shape) < 0.1)


@pytest.fixture(scope="module")
def mixed_fit(mixed: pd.DataFrame) -> MixtureFit:
    return mixed_mixture(mixed, 2, starts=5)


@pytest.mark.parametrize(
    ("ours", "theirs"), [("full", "full"), ("diagonal", "diag"), ("spherical", "spherical")]
)
def test_likelihood_and_bic_equal_sklearn(numbers, ours: str, theirs: str) -> None:
    model = GaussianMixture(
        3, covariance_type=theirs, n_init=3, random_state=0, tol=1e-9, max_iter=5000, reg_covar=0
    ).fit(numbers)
    found = gaussian_mixture(numbers, 3, covariance=ours, starts=5)
    assert found.log_likelihood == pytest.approx(model.score(numbers) * len(numbers), abs=1e-3)
    assert found.bic == pytest.approx(model.bic(numbers), abs=2e-3)
    assert found.aic == pytest.approx(model.aic(numbers), abs=2e-3)
    assert adjusted_rand_score(found.labels, model.predict(numbers)) > 0.99


def test_planted_normal_classes_are_recovered() -> None:
    numbers, kind = planted_numbers(2000, 4)
    found = gaussian_mixture(numbers, 3, starts=5)
    assert found.covariance == "full"
    assert min(found.bic_of, key=found.bic_of.get) == "full"
    assert found.class_shares.tolist() == pytest.approx(SHARES.tolist(), abs=0.03)
    assert found.means.to_numpy() == pytest.approx(MEANS * [10, 1] + [100, 0], abs=1.5)
    scale = np.outer([10, 1], [10, 1])
    assert found.covariances / scale == pytest.approx(MATRICES, abs=0.25)
    assert adjusted_rand_score(kind, found.labels) > 0.9


def test_likelihood_equals_the_printed_formula(numbers, fit) -> None:
    density = sum(
        share * multivariate_normal(fit.means.loc[label], fit.covariances[label]).pdf(numbers)
        for label, share in fit.class_shares.items()
    )
    assert fit.log_likelihood == pytest.approx(np.log(density).sum(), abs=1e-3)


def test_mixed_likelihood_equals_the_printed_formula(mixed, mixed_fit) -> None:
    table = mixed_fit.probabilities.set_index(["class", "question", "answer"])["probability"]
    density = np.zeros(len(mixed))
    for label, share in mixed_fit.class_shares.items():
        spread = np.sqrt(mixed_fit.covariances[label][0, 0])
        ages = norm(mixed_fit.means.loc[label, "age"], spread).pdf(mixed["age"])
        part = share * np.where(mixed["age"].isna(), 1.0, ages)
        for question in ("owns", "city"):
            chances = mixed[question].astype(object).map(table[label][question])
            part *= chances.astype(float).fillna(1.0).to_numpy()
        density += part
    assert mixed_fit.log_likelihood == pytest.approx(np.log(density).sum(), abs=1e-3)
    assert mixed_fit.parameters == 1 + 2 * (2 + 1 + 2)


def test_mixed_likelihood_equals_stepmix(mixed, mixed_fit) -> None:
    from stepmix.stepmix import StepMix

    coded = mixed.assign(city=mixed["city"].cat.codes.where(mixed["city"].notna()))
    model = StepMix(
        2,
        measurement={
            "age": {"model": "gaussian_diag_nan", "n_columns": 1},
            "owns": {"model": "binary_nan", "n_columns": 1},
            "city": {"model": "categorical_nan", "n_columns": 1},
        },
        n_init=4,
        abs_tol=1e-9,
        random_state=0,
        progress_bar=0,
    ).fit(coded.to_numpy(dtype=float))
    theirs = model.score(coded.to_numpy(dtype=float)) * len(mixed)
    assert mixed_fit.log_likelihood == pytest.approx(theirs, abs=1e-3)


def test_planted_mixed_classes_are_recovered() -> None:
    people, kind = planted_mixed(1500, 5)
    found = mixed_mixture(people, 2, starts=2)
    assert found.class_shares.tolist() == pytest.approx([0.6, 0.4], abs=0.03)
    assert found.means["age"].tolist() == pytest.approx([25, 60], abs=1.0)
    assert np.sqrt(found.covariances[:, 0, 0]) == pytest.approx([4, 8], abs=0.6)
    assert adjusted_rand_score(kind, found.labels) > 0.95
    assert mixed_mixture(people, 3, starts=2).bic > found.bic


@pytest.mark.parametrize("method", [gaussian_mixture, mixed_mixture])
def test_order_of_rows_and_equal_weights_do_not_matter(numbers, method) -> None:
    first = method(numbers, 3, starts=3)
    order = np.random.default_rng(6).permutation(len(numbers))
    again = method(numbers.iloc[order], 3, starts=3, weights=np.full(len(numbers), 0.2))
    assert again.log_likelihood == pytest.approx(first.log_likelihood, abs=1e-6)
    assert (again.labels.loc[numbers.index] == first.labels).all()


@pytest.mark.parametrize("method", [gaussian_mixture, mixed_mixture])
def test_weight_two_is_a_row_given_twice(numbers, method) -> None:
    counts = np.random.default_rng(7).integers(0, 3, len(numbers))
    weighted = method(numbers, 3, weights=counts, starts=3)
    repeated = method(numbers.loc[numbers.index.repeat(counts)], 3, starts=3)
    assert weighted.means.to_numpy() == pytest.approx(repeated.means.to_numpy(), abs=1e-3)
    assert weighted.class_shares.tolist() == pytest.approx(repeated.class_shares.tolist(), abs=1e-4)
    assert weighted.base == (counts > 0).sum()
    assert len(weighted.labels) == len(numbers)


def test_no_class_collapses_onto_people_with_equal_numbers(numbers) -> None:
    copies = pd.DataFrame({"a": [103.0] * 40, "b": [0.5] * 40})
    people = pd.concat([numbers, copies], ignore_index=True)
    for k in (3, 4):
        found = gaussian_mixture(people, k, starts=5)
        different = people.groupby(found.labels).apply(lambda part: len(part.drop_duplicates()))
        assert (different / found.labels.value_counts() > 0.2).all()
        assert np.linalg.eigvalsh(found.covariances).min() > 1e-4


def test_counts_keep_the_variance_of_rounding() -> None:
    rng = np.random.default_rng(8)
    people = pd.DataFrame(
        {"kids": rng.integers(0, 3, 300).astype(float), "x": rng.normal(size=300)}
    )
    found = mixed_mixture(people, 3, starts=3)
    assert (found.covariances[:, 0, 0] >= 1 / 12 - 1e-9).all()


def test_new_people_are_assigned_by_the_same_classes(numbers, fit, mixed, mixed_fit) -> None:
    assert class_posteriors(fit, numbers) == pytest.approx(fit.posterior.to_numpy())
    assert class_posteriors(mixed_fit, mixed) == pytest.approx(mixed_fit.posterior.to_numpy())
    same = gaussian_mixture(numbers.to_numpy(), 3, starts=5)
    assert (same.labels.to_numpy() == fit.labels.to_numpy()).all()
    center = fit.means.assign(extra=1)
    assert (class_posteriors(fit, center).argmax(axis=1) == [0, 1, 2]).all()


def test_dividers_agree_with_the_full_fit(numbers, fit, mixed, mixed_fit) -> None:
    rng = np.random.default_rng(9)
    for divide, people, full in (
        (gaussian_divider(numbers), numbers, fit),
        (mixed_divider(mixed), mixed, mixed_fit),
    ):
        counts = np.bincount(rng.integers(0, len(people), len(people)), minlength=len(people))
        labels = divide(counts.astype(float), full.k, starts=10, seed=1)
        assert adjusted_rand_score(full.labels, labels) > 0.85
        assert (labels == divide(counts * 3.0, full.k, starts=10, seed=1)).all()


def test_bad_input_is_refused(numbers, mixed) -> None:
    with pytest.raises(NotEnoughData, match="same"):
        gaussian_mixture(numbers.assign(same=1.0), 2)
    with pytest.raises(DataError, match="city"):
        gaussian_mixture(mixed, 2)
    with pytest.raises(DataError, match="infinite"):
        mixed_mixture(mixed.assign(age=np.inf), 2)
    with pytest.raises(DataError, match="infinite"):
        gaussian_mixture(numbers * 1e200, 2)
    with pytest.raises(NotEnoughData, match="nearly"):
        gaussian_mixture(numbers.assign(nearly=1e9 + np.arange(len(numbers)) * 1e-6), 2)
    with pytest.raises(NotEnoughData, match="complete"):
        gaussian_mixture(numbers.mask(numbers["a"] > 120), 2)
    with pytest.raises(NotEnoughData, match=r"4.*3"):
        gaussian_mixture(pd.DataFrame({"a": [1.0, 2, 3, 3, 3]}), 4)
    with pytest.raises(NotEnoughData, match="weight"):
        mixed_mixture(mixed, 2, weights=np.zeros(len(mixed)))
