"""Sizes of segments and what tells them apart."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from analysis.statistics.clustering.variable_order import order_of_variables
from analysis.topics.segments.profiles.method import segment_profiles
from analysis.topics.segments.profiles.method_markers import is_marker
from analysis.topics.segments.profiles.method_mosaics import segment_mosaics
from analysis.topics.segments.sizes.method import segment_sizes
from analysis.values.absent import Absent

PEOPLE = 240
LABELS = pd.Series(np.repeat([1, 2, 3], [120, 80, 40]), index=[f"r{i}" for i in range(PEOPLE)])


@pytest.fixture
def frame() -> pd.DataFrame:
    rng = np.random.default_rng(2)
    low_to_high = np.repeat([0.1, 0.5, 0.9], [120, 80, 40])
    return pd.DataFrame(
        {
            "app": rng.uniform(size=PEOPLE) < low_to_high,
            "age": 30 + 10 * low_to_high + rng.normal(size=PEOPLE),
            "city": np.where(rng.uniform(size=PEOPLE) < low_to_high, "Hà Nội", "Huế"),
            "noise": rng.normal(size=PEOPLE),
        },
        index=LABELS.index,
    )


def test_shares_of_people_and_money_add_up():
    money = pd.Series(np.repeat([1.0, 2, 9], [120, 80, 40]), index=LABELS.index)
    sizes = segment_sizes(LABELS, value=money)
    assert [row.base for row in sizes.rows] == [120, 80, 40]
    assert sum(row.share for row in sizes.rows) == pytest.approx(1)
    assert [row.value_share for row in sizes.rows] == pytest.approx([120 / 640, 0.25, 0.5625])
    assert [row.value_per_head for row in sizes.rows] == pytest.approx([1, 2, 9])
    for row in sizes.rows:
        assert row.low < row.share < row.high
        assert row.value_low < row.value_share < row.value_high


def test_interval_of_size_is_wilsons():
    """Wilson (1927): 120 of 240."""
    row = segment_sizes(LABELS).rows[0]
    known = stats.binomtest(120, 240).proportion_ci(method="wilson")
    assert (row.low, row.high) == pytest.approx((known.low, known.high))


def test_scale_of_weights_and_order_of_rows_do_not_matter():
    rng = np.random.default_rng(0)
    weights = pd.Series(rng.uniform(0.5, 2, PEOPLE), index=LABELS.index)
    money = pd.Series(rng.exponential(size=PEOPLE), index=LABELS.index)
    one = segment_sizes(LABELS, weights, money)
    shuffled = LABELS.sample(frac=1, random_state=3)
    other = segment_sizes(shuffled, weights * 7, money)
    for a, b in zip(one.rows, other.rows, strict=True):
        assert a.share == pytest.approx(b.share)
        assert (a.value_low, a.value_high) == pytest.approx((b.value_low, b.value_high))
    assert one.effective_base == pytest.approx(other.effective_base)
    assert one.effective_base < PEOPLE


def test_people_without_segment_or_money_are_counted():
    labels = LABELS.astype("Int64")
    labels.iloc[:5] = pd.NA
    money = pd.Series(1.0, index=LABELS.index).drop(index=["r10", "r11"])
    sizes = segment_sizes(labels, value=money)
    assert (sizes.base, sizes.unassigned, sizes.value_base) == (235, 5, 233)


def test_tests_equal_scipy_without_weights(frame):
    found = {v.variable: v for v in segment_profiles(LABELS, frame).variables}
    groups = [frame["age"][segment == LABELS] for segment in (1, 2, 3)]
    assert found["age"].p_value == pytest.approx(stats.f_oneway(*groups).pvalue)
    table = pd.crosstab(LABELS, frame["city"])
    assert found["city"].p_value == pytest.approx(stats.chi2_contingency(table).pvalue)
    cramer = stats.contingency.association(table.to_numpy(), method="cramer")
    assert found["city"].effect == pytest.approx(cramer)
    adjusted = stats.false_discovery_control([v.p_value for v in found.values()])
    assert [v.adjusted_p for v in found.values()] == pytest.approx(list(adjusted))


def test_planted_differences_are_found_and_noise_is_not(frame):
    found = {v.variable: v for v in segment_profiles(LABELS, frame).variables}
    assert found["app"].differs and found["age"].differs and found["city"].differs
    assert not found["noise"].differs
    assert [found[name].kind for name in frame] == ["share", "mean", "categories", "mean"]
    assert [line.category for line in found["city"].lines] == ["Huế", "Hà Nội"]
    shares = [sum(line.cells[s].estimate for line in found["city"].lines) for s in range(3)]
    assert shares == pytest.approx([1, 1, 1])


def test_what_made_the_segments_has_no_p_value(frame):
    profiles = segment_profiles(LABELS, frame, role="basis")
    assert all(v.p_value is None and v.differs is None for v in profiles.variables)
    assert profiles.variables[0].effect > 0.5


@pytest.mark.parametrize(
    ("shares", "markers"),
    [
        ((0.9, 0.6, 0.6), (False, False, False)),
        ((0.95, 0.1, 0.5), (True, True, False)),
        ((0.06, 0.03, 0.0), (True, False, True)),  # half of a rare thing counts as well
        ((0.95, 0.45, 0.7), (True, True, False)),  # exactly a quarter
    ],
)
def test_markers_follow_the_books_rule(shares, markers):
    """Dolnicar, Grün, Leisch (2018), as flexclust shades: ≥ 0.25 away, or ≥ half of the total."""
    labels = pd.Series(np.repeat([1, 2, 3], 100))
    flags = np.concatenate([np.arange(100) < round(share * 100) for share in shares])
    profiles = segment_profiles(labels, pd.DataFrame({"x": flags}), role="basis")
    assert tuple(cell.marker for cell in profiles.variables[0].lines[0].cells) == markers


def test_doubling_the_weights_changes_nothing(frame):
    weights = pd.Series(np.linspace(0.5, 1.5, PEOPLE), index=LABELS.index)
    one, two = (segment_profiles(LABELS, frame, w) for w in (weights, weights * 2))
    for a, b in zip(one.variables, two.variables, strict=True):
        assert a.p_value == pytest.approx(b.p_value)
        assert a.effect == pytest.approx(b.effect)


def test_missing_answers_and_constant_variables_do_no_harm(frame):
    frame = frame.assign(same=1, empty=pd.Series(dtype=float))
    frame.iloc[:130, 1] = np.nan
    found = {v.variable: v for v in segment_profiles(LABELS, frame).variables}
    assert found["age"].lines[0].cells[0].base == 0
    assert np.isnan(found["age"].lines[0].cells[0].estimate)
    assert found["same"].p_value is None and found["empty"].base == 0


@pytest.mark.parametrize(
    ("estimate", "total", "marks"),
    [(4.1, 3, True), (3.9, 3, False), (2.4, 1.9, True), (2.3, 1.9, False), (1.0, 1.0, False)],
)
def test_markers_of_a_scale_count_from_its_lowest_answer(estimate, total, marks):
    """On 1–5 a quarter is one point; half of what 1.9 lies above 1 is 0.45."""
    assert is_marker(estimate, total, 1, 5) is marks


def test_descriptors_are_marked_by_more_than_chance_only():
    labels = pd.Series(np.repeat([1, 2], [40, 400]))
    rare = pd.Series(np.r_[np.arange(40) < 2, np.arange(400) < 8].astype(float))
    frame = pd.DataFrame({"rare": rare, "clear": (labels == 1).astype(float)})
    marked = {
        role: [
            any(cell.marker for cell in v.lines[0].cells)
            for v in segment_profiles(labels, frame, role=role).variables
        ]
        for role in ("basis", "descriptor")
    }
    assert marked == {"basis": [True, True], "descriptor": [False, True]}


def test_variables_answered_alike_stand_together_family_by_family():
    rng = np.random.default_rng(5)
    one, other = rng.uniform(size=(2, PEOPLE)) < 0.5
    noisy = rng.uniform(size=(PEOPLE, 4)) < 0.1
    frame = pd.DataFrame(
        {"a": one, "b": other, "c": one ^ noisy[:, 0], "d": other ^ noisy[:, 1]},
        index=LABELS.index,
    )
    order = segment_profiles(LABELS, frame, role="basis").order
    assert [frame.columns[place] for place in order] in (list("acbd"), list("acdb"))
    reverse = segment_profiles(LABELS.iloc[::-1], frame, role="basis").order
    assert reverse == order
    families = {"a": "behavioural", "b": "behavioural", "c": "demographic", "d": "demographic"}
    order = segment_profiles(LABELS, frame, role="basis", families=families).order
    assert set(order[:2]) == {0, 1}
    assert segment_profiles(LABELS, frame).order == (0, 1, 2, 3)


def test_order_of_variables_is_that_of_wards_tree_on_their_distances():
    """Dolnicar, Grün, Leisch (2018), ch. 8.2: every merge of the tree stands together."""
    from scipy.cluster.hierarchy import linkage

    rng = np.random.default_rng(6)
    frame = pd.DataFrame(rng.integers(0, 2, size=(80, 7))).astype(float)
    order = list(order_of_variables(frame, np.ones(80)))
    clusters = [{place} for place in range(7)]
    for first, second, *_rest in linkage(frame.to_numpy().T, "ward"):
        clusters.append(clusters[int(first)] | clusters[int(second)])
        places = sorted(order.index(member) for member in clusters[-1])
        assert places[-1] - places[0] == len(places) - 1


def test_thin_tables_are_permuted_and_agree_with_fishers_exact_test():
    """Cochran (1954); Fisher's exact p-value of a 2 × 2 table, here 0.0040."""
    labels = pd.Series(np.repeat([1, 2], [12, 12]))
    answers = pd.Series(np.r_[np.arange(12) < 7, np.zeros(12, dtype=bool)].astype(float))
    found = segment_profiles(labels, pd.DataFrame({"x": answers})).variables[0]
    exact = stats.fisher_exact([[7, 5], [0, 12]]).pvalue
    assert found.thin and found.p_value == pytest.approx(exact, abs=0.006)
    again = segment_profiles(labels[::-1], pd.DataFrame({"x": answers})).variables[0]
    assert again.p_value == found.p_value
    many = segment_profiles(
        pd.concat([labels] * 5, ignore_index=True),
        pd.DataFrame({"x": pd.concat([answers] * 5, ignore_index=True)}),
    )
    assert not many.variables[0].thin


def test_mosaics_hold_pearsons_residuals(frame):
    """Friendly (1994): (observed − expected) / √expected; their squares add up to chi-square."""
    profiles = segment_profiles(LABELS, frame)
    found = segment_mosaics(LABELS, frame, profiles)
    assert [mosaic.variable for mosaic in found.mosaics] == ["city", "app"]
    city = found.mosaics[0]
    table = pd.crosstab(LABELS, frame["city"])
    known = stats.chi2_contingency(table, correction=False)
    residuals = (table - known.expected_freq) / np.sqrt(known.expected_freq)
    assert np.array(city.residuals) == pytest.approx(residuals.to_numpy())
    assert np.array(city.shares) == pytest.approx(pd.crosstab(LABELS, frame["city"], normalize=0))
    assert city.widths == pytest.approx((0.5, 1 / 3, 1 / 6)) and sum(city.totals) == pytest.approx(
        1
    )
    assert city.effect == pytest.approx(profiles.variables[2].effect)


def test_mosaics_need_a_trait_that_differs(frame):
    nothing = frame[["noise"]].assign(coin=np.tile([0.0, 1.0], PEOPLE // 2))
    found = segment_mosaics(LABELS, nothing, segment_profiles(LABELS, nothing))
    assert isinstance(found, Absent)


def test_weighted_mosaics_do_not_depend_on_the_scale_of_weights(frame):
    weights = pd.Series(np.linspace(0.5, 1.5, PEOPLE), index=LABELS.index)
    one, two = (
        segment_mosaics(LABELS, frame, segment_profiles(LABELS, frame, w), w).mosaics[0]
        for w in (weights, weights * 3)
    )
    assert np.array(one.residuals) == pytest.approx(np.array(two.residuals))
    assert one.widths == pytest.approx(two.widths)
