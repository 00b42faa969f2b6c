"""What is looked at before segmenting, against plain computations, planted faults, invariants."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from analysis.topics.segments.basis.method import basis_structure
from analysis.topics.segments.basis.method_answer_style import answer_batteries, answer_style
from analysis.topics.segments.basis.method_dimensions import basis_dimensions, related_pairs
from analysis.values.absent import Absent

PEOPLE = 900


@pytest.fixture(scope="module")
def items() -> pd.DataFrame:
    """Eight yes/no items without any connection."""
    rng = np.random.default_rng(1)
    chosen = rng.uniform(size=(PEOPLE, 8)) < np.linspace(0.2, 0.8, 8)
    return pd.DataFrame(chosen.astype(float), columns=[f"item {n}" for n in range(8)])


def looked_at(frame: pd.DataFrame, **options):
    return basis_structure(frame, frame, dict.fromkeys(frame.columns, "psychographic"), **options)


def test_nothing_wrong_is_said_to_be_so(items) -> None:
    found = looked_at(items)
    assert found.concerns == () and found.pairs == ()
    assert found.sample == "enough" and found.per_variable == PEOPLE / 8
    assert found.level_share == pytest.approx(1 / 8, abs=0.03)  # no connection: 1/p


def test_planted_faults_are_found(items) -> None:
    rng = np.random.default_rng(2)
    frame = items.assign(twin=items["item 3"], rare=(np.arange(PEOPLE) < 9).astype(float))
    frame.loc[rng.choice(PEOPLE, 100, replace=False), "twin"] = np.nan
    found = looked_at(frame)
    assert [(pair.first, pair.second) for pair in found.pairs] == [("item 3", "twin")]
    assert {v.variable: v.frequency for v in found.variables if v.frequency} == {
        "rare": "hardly_anyone"
    }
    assert found.incomplete.left_out == 100 and found.base == PEOPLE - 100
    assert found.concerns == ("left_out", "redundant", "rare", "tight")


@pytest.mark.parametrize(("people", "verdict"), [(300, "too_few"), (560, "tight"), (820, "enough")])
def test_sample_is_held_against_the_number_of_criteria(items, people, verdict) -> None:
    """Dolnicar et al. (2014): 60 answers a criterion; Dolnicar, Grün, Leisch (2016): 100."""
    assert looked_at(items.iloc[:people]).sample == verdict


def test_associations_equal_scipy_and_pandas() -> None:
    rng = np.random.default_rng(3)
    first = rng.normal(size=400)
    frame = pd.DataFrame({"a": first, "b": first + rng.normal(size=400) * 0.3})
    frame["choice"] = pd.Categorical(np.where(first > 0.5, "x", np.where(first < -1, "y", "z")))
    frame["same"] = frame["choice"].cat.rename_categories({"x": "1", "y": "2", "z": "3"})
    frame.loc[rng.choice(400, 30, replace=False), "b"] = np.nan
    found = {(p.first, p.second): p for p in related_pairs(frame, np.ones(400))}
    assert found["a", "b"].association == pytest.approx(frame["a"].corr(frame["b"]))
    assert found["a", "b"].base == 370
    table = pd.crosstab(frame["choice"], frame["same"]).to_numpy()
    cramer = stats.contingency.association(table, method="cramer")
    assert found["choice", "same"].association == pytest.approx(cramer)
    groups = [first[frame["choice"] == name] for name in "xyz"]
    between = sum(len(g) * (g.mean() - first.mean()) ** 2 for g in groups)
    eta = np.sqrt(between / np.square(first - first.mean()).sum())
    assert found["a", "choice"].association == pytest.approx(eta)


def test_planted_dimensions_are_counted_and_noise_has_none() -> None:
    """Horn (1965): three factors with four variables each; and none."""
    rng = np.random.default_rng(4)
    factors = np.repeat(rng.normal(size=(500, 3)), 4, axis=1)
    single = [[place] for place in range(12)]
    planted = factors + rng.normal(size=factors.shape)
    assert basis_dimensions(planted, single, draws=40).dimensions == 3
    assert basis_dimensions(rng.normal(size=(500, 12)), single, draws=40).dimensions <= 1


def test_order_of_rows_does_not_change_the_dimensions(items) -> None:
    matrix, blocks = items.to_numpy(), [[place] for place in range(8)]
    one = basis_dimensions(matrix, blocks, draws=10)
    other = basis_dimensions(matrix[::-1], blocks, draws=10)
    assert one.thresholds == other.thresholds
    assert one.eigenvalues == pytest.approx(np.linalg.eigvalsh(items.corr().to_numpy())[::-1])


def test_answers_of_a_choice_are_shuffled_together() -> None:
    """The answers of one choice exclude each other: that is no connection between questions."""
    rng = np.random.default_rng(5)
    choice = pd.Series(pd.Categorical(rng.choice(list("abcd"), 600)))
    flags = pd.get_dummies(choice).astype(float).to_numpy()
    other = (rng.uniform(size=600) < 0.5).astype(float)
    matrix = np.column_stack([flags, other])
    together = basis_dimensions(matrix, [[0, 1, 2, 3], [4]], draws=40)
    alone = basis_dimensions(matrix, [[place] for place in range(5)], draws=40)
    assert together.dimensions == 0 < alone.dimensions


def test_straight_lines_and_yes_to_all_are_counted() -> None:
    rng = np.random.default_rng(6)
    scale = rng.integers(1, 6, size=(200, 5)).astype(float)
    scale[:50] = 4.0
    yes = (rng.uniform(size=(200, 10)) < 0.4).astype(float)
    yes[:30] = 1.0
    yes[30:40] = 0.0
    frame = pd.DataFrame(np.column_stack([scale, yes])).rename(columns=str)
    weights = np.repeat([2.0, 1.0], 100)
    found = {battery.kind: battery for battery in answer_batteries(frame, weights)}
    alike = (scale == scale[:, :1]).all(axis=1)
    assert found["scale"].alike == pytest.approx(weights[alike].sum() / 300)
    assert found["yes_no"].nearly_all == pytest.approx(60 / 300)
    assert found["yes_no"].none == pytest.approx(weights[~yes.any(axis=1)].sum() / 300)
    assert "alike" in looked_at(frame).concerns


def test_who_left_something_out_is_compared_with_the_others() -> None:
    rng = np.random.default_rng(7)
    frame = pd.DataFrame((rng.uniform(size=(600, 4)) < 0.5).astype(float)).rename(columns=str)
    young = pd.Series(np.where(rng.uniform(size=600) < 0.3, "young", "old"))
    frame.loc[(young == "young") & (rng.uniform(size=600) < 0.5), "0"] = np.nan
    traits = pd.DataFrame({"age": young.astype("category"), "luck": rng.normal(size=600)})
    found = looked_at(frame, descriptors=traits)
    assert found.incomplete.differing == ("age",) and found.incomplete.compared == 2
    assert found.concerns[0] == "left_out_differ"


def test_segments_of_style_are_told_from_segments_of_content() -> None:
    rng = np.random.default_rng(8)
    labels = pd.Series(np.repeat([1, 2, 3], 200))
    level = np.repeat([0.1, 0.5, 0.9], 200)[:, None]
    style = pd.DataFrame((rng.uniform(size=(600, 8)) < level).astype(float))
    found = answer_style(labels, style)
    assert found.verdict == "level" and found.level_share > 0.9
    assert [row.style for row in found.rows] == ["low", "", "high"]
    liked = np.kron(np.eye(2), np.ones((1, 4)))[[0, 1, 0]] * 0.8 + 0.1
    content = pd.DataFrame((rng.uniform(size=(600, 8)) < np.repeat(liked, 200, axis=0)) * 1.0)
    found = answer_style(labels, content)
    assert found.verdict == "content" and found.level_share < 0.1 and found.kind == "answers"


def test_eta_squared_of_the_sum_score_is_the_textbooks() -> None:
    rng = np.random.default_rng(9)
    labels = pd.Series(rng.integers(1, 4, 300))
    items = pd.DataFrame(rng.integers(0, 2, size=(300, 6)).astype(float))
    total = items.sum(axis=1)
    between = total.groupby(labels).transform("mean")
    expected = between.var() / total.var()
    assert answer_style(labels, items).eta_squared == pytest.approx(expected)
    weights = pd.Series(rng.uniform(0.5, 2, 300))
    one, two = (answer_style(labels, items, w) for w in (weights, weights * 3))
    assert one.level_share == pytest.approx(two.level_share)


def test_too_little_to_look_at_is_said() -> None:
    frame = pd.DataFrame({"a": [np.nan, 1.0], "b": [0.0, np.nan]})
    assert isinstance(looked_at(frame), Absent)
    assert isinstance(answer_style(pd.Series([1, 2]), frame), Absent)


def test_vacmots_segments_of_yes_and_no_to_all_are_told(shared_data) -> None:
    """Dolnicar, Grün, Leisch (2018), ch. 8: two of the six segments tick all or hardly any."""
    folder = shared_data / "vacmot"
    items = pd.read_csv(folder / "vacmot.csv")
    labels = pd.read_csv(folder / "vacmot6_published_clusters.csv")["cluster"]
    found = answer_style(labels, items)
    assert [row.style for row in found.rows] == ["low", "", "high", "", "", ""]
    assert looked_at(items).sample == "too_few"  # 50 a criterion
