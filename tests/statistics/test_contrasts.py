"""Comparisons against established tests, by hand, and on people who do not differ."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from scipy import stats
from statsmodels.stats.contingency_tables import mcnemar
from statsmodels.stats.proportion import confint_proportions_2indep
from statsmodels.stats.weightstats import CompareMeans, DescrStatsW

from analysis.statistics.contrasts import Contrast, contrasts, contrasts_with_number
from analysis.statistics.influence import (
    Influence,
    balance_influence,
    by_group,
    mean_influence,
    ratio_influence,
    share_influence,
)

FAMILY = "questions"


def people(count: int, first: int = 0) -> pd.Index:
    return pd.Index([f"p{number}" for number in range(first, first + count)], name="id")


def one_frame(values, first: int = 0) -> pd.DataFrame:
    return pd.DataFrame({"x": np.asarray(values, dtype=float)}, index=people(len(values), first))


def only(first: Influence, second: Influence, **how) -> Contrast:
    (found,) = contrasts(first, second, **{"kind": "pair", "family": FAMILY} | how)
    return found


@pytest.fixture(scope="module")
def rng() -> np.random.Generator:
    return np.random.default_rng(11)


# -- the same people, and different ones ---------------------------------------------------------


def test_the_same_people_equal_the_paired_t_test(rng) -> None:
    x = rng.normal(5, 2, 60)
    y = 0.6 * x + rng.normal(2.4, 1, 60)
    known = stats.ttest_rel(x, y)
    found = only(mean_influence(one_frame(x)), mean_influence(one_frame(y)))
    assert found.p_value == pytest.approx(known.pvalue, rel=1e-9)
    assert (found.low, found.high) == pytest.approx(known.confidence_interval(), rel=1e-9)
    assert found.standard_error == pytest.approx(stats.sem(x - y), rel=1e-12)
    assert (found.test, found.testable, found.people) == ("student", True, 60)


def test_different_people_equal_welchs_test(rng) -> None:
    x, y = rng.normal(5, 2, 40), rng.normal(5.5, 4, 90)
    known = stats.ttest_ind(x, y, equal_var=False)
    found = only(mean_influence(one_frame(x)), mean_influence(one_frame(y, 40)))
    assert found.p_value == pytest.approx(known.pvalue, rel=1e-9)
    assert (found.low, found.high) == pytest.approx(known.confidence_interval(), rel=1e-9)
    assert found.people == 130
    theirs = CompareMeans(DescrStatsW(x), DescrStatsW(y)).ttest_ind(usevar="unequal")
    assert found.p_value == pytest.approx(theirs[1], rel=1e-9)


def test_shares_of_different_people_have_the_unpooled_error(rng) -> None:
    x, y = rng.random(400) < 0.4, rng.random(300) < 0.45
    found = only(share_influence(one_frame(x)), share_influence(one_frame(y, 400)))
    error = np.sqrt(x.mean() * (1 - x.mean()) / 399 + y.mean() * (1 - y.mean()) / 299)
    assert found.standard_error == pytest.approx(error, rel=1e-12)
    wald = confint_proportions_2indep(x.sum(), 400, y.sum(), 300, method="wald")
    assert (found.low, found.high) == pytest.approx(wald, abs=5e-4)


def test_overlapping_people_equal_the_covariance_written_out(rng) -> None:
    """Var(a) + Var(b) − 2 Cov(a, b), where only who is in both adds to the covariance."""
    x, y = rng.normal(3, 1, 80), rng.normal(3, 1.5, 110)
    y[:30] += x[50:]  # p50 … p79 are in both
    found = only(mean_influence(one_frame(x)), mean_influence(one_frame(y, 50)))
    shared = ((x[50:] - x.mean()) * (y[:30] - y.mean())).sum()
    covariance = shared / (80 * 110) * np.sqrt(80 / 79 * 110 / 109)
    variance = x.var(ddof=1) / 80 + y.var(ddof=1) / 110 - 2 * covariance
    assert found.standard_error == pytest.approx(np.sqrt(variance), rel=1e-10)
    assert found.people == 160


def test_weighted_errors_equal_the_linearised_ones_by_hand(rng) -> None:
    x, y = rng.normal(3, 1, 50), rng.normal(3, 1, 50)
    weight = rng.uniform(0.5, 2, 50)
    weights = pd.Series(weight, index=people(50))
    found = only(mean_influence(one_frame(x), weights), mean_influence(one_frame(y), weights))
    gap = x - y
    mean = np.average(gap, weights=weight)
    assert found.difference == pytest.approx(mean)
    squares = sum((w * (g - mean)) ** 2 for w, g in zip(weight, gap, strict=True))
    assert found.standard_error == pytest.approx(np.sqrt(squares * 50 / 49) / weight.sum())


def test_a_group_against_all_is_the_group_against_the_rest_made_smaller(rng) -> None:
    values = pd.Series(rng.normal(4, 1, 200), index=people(200))
    group = pd.Series(np.where(rng.random(200) < 0.3, "in", "out"), index=values.index)
    groups, total = mean_influence(by_group(values, group)), mean_influence(values.to_frame("all"))
    against_all = contrasts(groups, total, kind="pair", family=FAMILY)[0]
    against_rest = only(groups.of("in"), groups.of("out"))
    rest = (group == "out").mean()
    assert against_all.difference == pytest.approx(rest * against_rest.difference)
    assert against_all.standard_error == pytest.approx(rest * against_rest.standard_error, rel=0.01)


def test_a_subgroups_estimate_has_no_influence_outside_its_base(rng) -> None:
    values = pd.Series(rng.normal(size=30), index=people(30))
    group = pd.Series(["a"] * 12 + ["b"] * 18, index=values.index)
    found = mean_influence(by_group(values, group))
    assert found.names == ("a", "b")
    assert (found.values[12:, 0] == 0).all()
    assert (found.values[:12, 1] == 0).all()
    assert found.standard_errors == pytest.approx([stats.sem(values[:12]), stats.sem(values[12:])])


# -- other measures ------------------------------------------------------------------------------


def test_a_balance_has_the_error_of_a_net_promoter_score(rng) -> None:
    sides = rng.choice([-1.0, 0.0, 1.0], 150, p=[0.2, 0.3, 0.5])
    found = balance_influence(one_frame(sides))
    up, down = (sides == 1).mean(), (sides == -1).mean()
    assert found.estimates[0] == pytest.approx(up - down)
    known = np.sqrt((up + down - (up - down) ** 2) / 149)
    assert found.standard_errors[0] == pytest.approx(known)
    (contrast,) = contrasts_with_number(found, 0, kind="zero", family=FAMILY)
    assert contrast.p_value == pytest.approx(stats.ttest_1samp(sides, 0).pvalue)
    assert (contrast.a, contrast.b, contrast.second) == ("x", "", 0)


def test_a_ratio_has_cochrans_error(rng) -> None:
    visits = rng.integers(1, 9, 80).astype(float)
    money = visits * rng.uniform(1, 3, 80)
    found = ratio_influence(one_frame(money), one_frame(visits))
    ratio = money.sum() / visits.sum()
    assert found.estimates[0] == pytest.approx(ratio)
    left = money - ratio * visits
    known = np.sqrt((left**2).sum() / 79 / 80) / visits.mean()
    assert found.standard_errors[0] == pytest.approx(known)


def test_a_share_against_a_target_is_exact_where_few_are_expected(rng) -> None:
    held = np.array([1.0] * 3 + [0.0] * 22)
    found = contrasts_with_number(
        share_influence(one_frame(held)), 0.1, kind="target", family=FAMILY
    )[0]
    assert found.test == "binomial"
    assert found.p_value == pytest.approx(stats.binomtest(3, 25, 0.1).pvalue)
    many = share_influence(one_frame(rng.random(400) < 0.5))
    assert contrasts_with_number(many, 0.5, kind="target", family=FAMILY)[0].test == "student"
    with pytest.raises(ValueError, match="between 0 and 1"):
        contrasts_with_number(many, 0, kind="zero", family=FAMILY)


# -- edges ---------------------------------------------------------------------------------------


def test_rare_answers_of_different_people_are_fishers() -> None:
    x, y = [1.0] * 2 + [0.0] * 38, [1.0] * 9 + [0.0] * 41
    found = only(share_influence(one_frame(x)), share_influence(one_frame(y, 40)))
    assert found.test == "fisher"
    assert found.p_value == pytest.approx(stats.fisher_exact([[2, 38], [9, 41]]).pvalue)
    newcombe = confint_proportions_2indep(2, 40, 9, 50, method="newcomb")
    assert (found.low, found.high) == pytest.approx(newcombe)


def test_few_changed_answers_of_the_same_people_are_mcnemars() -> None:
    x = [1.0] * 30 + [1.0] * 9 + [0.0] * 2 + [0.0] * 20
    y = [1.0] * 30 + [0.0] * 9 + [1.0] * 2 + [0.0] * 20
    found = only(share_influence(one_frame(x)), share_influence(one_frame(y)))
    assert found.test == "mcnemar"
    assert found.p_value == pytest.approx(mcnemar([[30, 9], [2, 20]], exact=True).pvalue)
    assert found.low < found.difference < found.high


def test_a_group_in_which_nobody_did_is_compared_with_all() -> None:
    flags = pd.Series([0.0] * 20 + [1.0] * 30 + [0.0] * 30, index=people(80))
    group = pd.Series(["in"] * 20 + ["out"] * 60, index=flags.index)
    groups, total = share_influence(by_group(flags, group)), share_influence(flags.to_frame("all"))
    found = contrasts(groups, total, kind="pair", family=FAMILY)
    assert found[0].test == "fisher"
    assert found[0].p_value == pytest.approx(stats.fisher_exact([[0, 20], [30, 30]]).pvalue)
    assert found[0].low < found[0].difference < found[0].high < 0
    (turned,) = contrasts(total, groups.of("in"), kind="pair", family=FAMILY)
    assert (turned.low, turned.high) == pytest.approx((-found[0].high, -found[0].low))


def test_what_cannot_be_tested_says_why(rng) -> None:
    few = only(mean_influence(one_frame(rng.normal(size=9))), mean_influence(one_frame([1.0] * 40)))
    assert (few.untested, few.p_value, few.test, few.testable) == ("few", None, "none", False)
    nobody = pd.DataFrame({"x": [np.nan] * 20}, index=people(20))
    assert only(share_influence(nobody), share_influence(one_frame([1.0] * 20))).untested == "few"
    same = only(share_influence(one_frame([1.0] * 20)), share_influence(one_frame([1.0] * 30)))
    assert (same.untested, same.difference) == ("alike", 0)
    level = only(mean_influence(one_frame([0.1] * 20)), mean_influence(one_frame([0.3] * 20, 20)))
    assert level.untested == "alike"
    x, y = [0.0] * 20 + [1.0] * 2, [1.0] * 2 + [0.0] * 20
    partly = only(share_influence(one_frame(x)), share_influence(one_frame(y, 20)))
    assert partly.untested == "rare"


def test_all_against_nobody_is_tested() -> None:
    found = only(share_influence(one_frame([1.0] * 15)), share_influence(one_frame([0.0] * 15, 15)))
    assert found.p_value == pytest.approx(stats.fisher_exact([[15, 0], [0, 15]]).pvalue)
    again = only(share_influence(one_frame([1.0] * 15)), share_influence(one_frame([0.0] * 15)))
    assert again.p_value == pytest.approx(2 * 0.5**15)


# -- whatever does not matter --------------------------------------------------------------------


@pytest.fixture
def blocks(rng) -> tuple[pd.DataFrame, pd.DataFrame, pd.Series, pd.Series]:
    first = pd.DataFrame(rng.normal(3, 1, (70, 3)), index=people(70), columns=list("abc"))
    second = pd.DataFrame(rng.normal(3, 1, (90, 3)), index=people(90, 40), columns=list("abc"))
    second = second.mask(rng.random(second.shape) < 0.2)
    weights = pd.Series(rng.uniform(0.3, 3, 70), index=first.index)
    return first, second, weights, pd.Series(rng.uniform(0.3, 3, 90), index=second.index)


def numbers(found: tuple[Contrast, ...]) -> list[float]:
    return [n for c in found for n in (c.difference, c.standard_error, c.low, c.high, c.p_value)]


def test_order_of_rows_and_scale_of_weights_do_not_matter(blocks, rng) -> None:
    first, second, weight, other = blocks
    how = {"kind": "before", "family": FAMILY}
    plain = contrasts(mean_influence(first, weight), mean_influence(second, other), **how)
    mixed = rng.permutation(90)
    again = contrasts(
        mean_influence(first.iloc[::-1], 7 * weight.iloc[::-1]),
        mean_influence(second.iloc[mixed], other.iloc[mixed] / 100),
        **how,
    )
    assert numbers(again) == pytest.approx(numbers(plain), rel=1e-9)
    turned = contrasts(mean_influence(second, other), mean_influence(first, weight), **how)
    assert [c.p_value for c in turned] == pytest.approx([c.p_value for c in plain])
    assert [-c.high for c in turned] == pytest.approx([c.low for c in plain])


def test_each_estimate_is_compared_as_if_alone(blocks) -> None:
    first, second, weight, other = blocks
    together = contrasts(
        mean_influence(first, weight), mean_influence(second, other), kind="before", family=FAMILY
    )
    assert [c.a for c in together] == ["a", "b", "c"]
    for name, found in zip("abc", together, strict=True):
        alone = only(
            mean_influence(first[[name]], weight), mean_influence(second[[name]], other),
            kind="before",
        )  # fmt: skip
        assert numbers((alone,)) == pytest.approx(numbers((found,)))


def test_people_without_weight_or_answer_do_not_count(blocks) -> None:
    first, second, weight, other = blocks
    more = pd.concat([first, pd.DataFrame(9.0, index=people(5, 900), columns=list("abc"))])
    none = pd.concat([weight, pd.Series(0.0, index=people(5, 900))])
    how = {"kind": "before", "family": FAMILY}
    plain = contrasts(mean_influence(first, weight), mean_influence(second, other), **how)
    found = contrasts(mean_influence(more, none), mean_influence(second, other), **how)
    assert numbers(found) == pytest.approx(numbers(plain), rel=1e-9)
    assert [c.people for c in found] == [c.people for c in plain]


def test_bad_input_is_refused() -> None:
    twice = pd.DataFrame({"x": [1.0, 0.0]}, index=["p1", "p1"])
    with pytest.raises(ValueError, match="one row"):
        share_influence(twice)
    with pytest.raises(ValueError, match="0, 1 or missing"):
        share_influence(one_frame([0.5]))
    with pytest.raises(ValueError, match="-1, 0, 1"):
        balance_influence(one_frame([2.0]))
    share, mean = share_influence(one_frame([1.0, 0.0])), mean_influence(one_frame([1.0, 0.0]))
    with pytest.raises(ValueError, match="compared"):
        only(share, mean)
    wide = mean_influence(pd.DataFrame(0.0, index=people(3), columns=list("abc")))
    with pytest.raises(ValueError, match="as many"):
        only(wide, wide.of("a", "b"))
    with pytest.raises(ValueError, match="same rows"):
        ratio_influence(one_frame([1.0]), one_frame([1.0, 2.0]))


# -- nothing to find, and how often intervals hold ------------------------------------------------

DESIGNS = pytest.mark.parametrize("design", ["paired", "independent", "overlapping"])


def samples(design: str, draws: int, seed: int, gap: float = 0.0) -> tuple[Influence, Influence]:
    """Two weighted shares whose true difference is the gap; each column is a survey."""
    rng = np.random.default_rng(seed)
    begin = {"paired": 0, "independent": 300, "overlapping": 200}[design]
    taste = rng.normal(size=(begin + 300, draws))  # people keep half of their opinion
    now, before = (
        (taste + rng.normal(size=taste.shape)) / np.sqrt(2) for _survey in ("now", "before")
    )
    columns = [str(draw) for draw in range(draws)]
    weights = pd.Series(rng.uniform(0.5, 1.5, begin + 300), index=people(begin + 300))
    cut = stats.norm.ppf(0.4)
    first = pd.DataFrame(now < stats.norm.ppf(0.4 + gap), weights.index, columns).iloc[:300]
    second = pd.DataFrame(before < cut, weights.index, columns).iloc[begin:]
    return (
        share_influence(first.astype(float), weights.iloc[:300]),
        share_influence(second.astype(float), weights.iloc[begin:]),
    )


@DESIGNS
def test_where_nothing_differs_few_differences_are_told(design) -> None:
    found = contrasts(*samples(design, 200, seed=1), kind="before", family=FAMILY)
    alarms = sum(c.p_value < 0.05 for c in found if c.p_value is not None)
    print(f"{design}: {alarms} of {len(found)} alarms at 5 %")
    assert all(c.testable for c in found)
    assert alarms <= 15


@DESIGNS
def test_intervals_hold_the_difference_as_often_as_they_say(design) -> None:
    found = contrasts(*samples(design, 1000, seed=2, gap=0.07), kind="before", family=FAMILY)
    held = sum(c.low <= 0.07 <= c.high for c in found)
    print(f"{design}: {held} of {len(found)} intervals hold the difference")
    assert 930 <= held <= 970


@DESIGNS
def test_rare_answers_alarm_no_more_often(design) -> None:
    """Three in a hundred, 40 people: what is tested is tested exactly."""
    rng = np.random.default_rng(3)
    begin = {"paired": 0, "independent": 40, "overlapping": 25}[design]
    flags = pd.DataFrame((rng.random((begin + 40, 400)) < 0.03).astype(float), people(begin + 40))
    other = (rng.random((begin + 40, 400)) < 0.03).astype(float)
    first, second = flags.iloc[:40], pd.DataFrame(other, flags.index).iloc[begin:]
    found = contrasts(share_influence(first), share_influence(second), kind="before", family=FAMILY)
    tested = [c for c in found if c.testable]
    alarms = sum(c.p_value < 0.05 for c in tested)
    print(f"{design}: {alarms} of {len(tested)} alarms at 5 %, {400 - len(tested)} not tested")
    assert alarms <= 30
