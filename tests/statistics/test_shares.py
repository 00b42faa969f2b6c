"""Weighted shares and means against R's survey package, and what must hold for any sample."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pyreadstat
import pytest

from analysis.languages.catalog import language_in_use
from analysis.statistics.answers import category_flags
from analysis.statistics.intervals import wilson_interval
from analysis.statistics.shares import (
    weighted_mean,
    weighted_share,
)
from analysis.values.absent import Absent


@pytest.fixture(scope="module")
def burger(shared_data) -> pd.DataFrame:
    path = shared_data / "sav_burger_tracking" / "Burger_Brand_Tracking_Dec_2017.sav"
    columns = [f"Q1_{number}" for number in range(1, 16)]
    return pyreadstat.read_sav(path, usecols=[*columns, "S1", "S2", "wgt"])[0]


def test_share_equals_r_svymean_on_burger(burger, reference):
    known = reference("survey_weighting")["burger"]["aware_Q1_1"]
    aware = weighted_share(burger["Q1_1"], burger["wgt"])
    assert aware.share == pytest.approx(known["est"], rel=1e-10)
    assert aware.standard_error == pytest.approx(known["se"], rel=1e-9)
    assert aware.design_effect == pytest.approx(known["deff"], rel=1e-9)
    assert aware.base == 4853 and aware.count == 3694
    assert aware.effective_base == pytest.approx(4543.880179561, rel=1e-9)
    assert aware.low < aware.share < aware.high
    assert aware.high - aware.low == pytest.approx(2 * 1.96 * known["se"], rel=2e-3)


def test_shares_by_age_equal_r_svyby_on_burger(burger, reference):
    known = reference("surveys_and_transactions")["burger"]["Q1_1_by_age"]
    ages = [
        weighted_share(burger["Q1_1"].where(burger["S1"] == code), burger["wgt"])
        for code in range(2, 9)
    ]
    assert [100 * age.share for age in ages] == pytest.approx(known["pct"], rel=1e-9)
    assert [100 * age.standard_error for age in ages] == pytest.approx(known["se"], rel=1e-9)


def test_multiple_response_equals_survey_tables_on_burger(burger, reference):
    known = reference("surveys_and_transactions")["burger"]["Q1"]
    shares = [weighted_share(burger[row["var"]], burger["wgt"]) for row in known]
    assert [one.count for one in shares] == [row["count"] for row in known]
    assert [100 * one.share for one in shares] == pytest.approx([row["pct_w"] for row in known])
    assert [one.weighted_base for one in shares] == pytest.approx([row["wbase"] for row in known])


def test_categories_equal_weighted_table_on_burger(burger, reference):
    known = reference("surveys_and_transactions")["burger"]["S1"]
    answers = category_flags(burger["S1"])
    assert list(answers) == ["2", "3", "4", "5", "6", "7", "8"]
    shares = [weighted_share(answers[answer], burger["wgt"]) for answer in answers]
    assert [100 * one.share for one in shares] == pytest.approx(list(known["wpct"].values()))
    assert [one.count for one in shares] == list(known["n"].values())
    assert sum(one.share for one in shares) == pytest.approx(1)


def test_wilson_equals_r_prop_test(reference_numbers):
    known = reference_numbers("pricing_nps")["unit"]["wilson_45_60"]
    assert wilson_interval(45 / 60, 60) == pytest.approx(known, rel=1e-8)
    flag = pd.Series([1] * 45 + [0] * 15)
    share = weighted_share(flag)
    assert (share.low, share.high) == pytest.approx(known, rel=1e-8)
    assert share.design_effect == pytest.approx(1)


def test_share_of_none_and_all_keeps_a_width():
    nobody = weighted_share(pd.Series([0.0] * 20))
    assert (nobody.share, nobody.low, nobody.standard_error) == (0, 0, 0)
    assert 0.1 < nobody.high < 0.2
    everybody = weighted_share(pd.Series([1.0] * 20), pd.Series(np.linspace(0.5, 3, 20)))
    assert (everybody.share, everybody.high) == (1, 1)
    assert everybody.low < 1 - nobody.high  # unequal weights are worth fewer respondents


@pytest.fixture
def sample() -> tuple[pd.Series, pd.Series]:
    random = np.random.default_rng(11)
    flag = pd.Series(random.choice([0.0, 1.0, np.nan], 300, p=[0.5, 0.3, 0.2]))
    return flag, pd.Series(random.uniform(0.3, 3, 300))


def test_scale_of_weights_does_not_matter(sample):
    flag, weights = sample
    first, second = weighted_share(flag, weights), weighted_share(flag, weights * 1000)
    for name in ("share", "standard_error", "low", "high", "effective_base", "design_effect"):
        assert getattr(second, name) == pytest.approx(getattr(first, name))


def test_row_order_does_not_matter(sample):
    flag, weights = sample
    order = np.random.default_rng(1).permutation(300)
    first, second = weighted_share(flag, weights), weighted_share(flag[order], weights[order])
    assert (second.low, second.share, second.high) == pytest.approx(
        (first.low, first.share, first.high)
    )


def test_duplicating_the_sample_halves_the_variance(sample):
    flag, weights = sample
    once = weighted_share(flag, weights)
    twice = weighted_share(pd.concat([flag, flag]), pd.concat([weights, weights]))
    assert twice.share == pytest.approx(once.share)
    assert twice.effective_base == pytest.approx(2 * once.effective_base)
    assert once.standard_error / twice.standard_error == pytest.approx(np.sqrt(2), rel=3e-3)


def test_base_is_the_respondents_asked():
    share = weighted_share(pd.Series([1, 0, None, 1, None]))
    assert (share.base, share.count) == (3, 2)


def test_unused_category_counts_zero_and_order_is_kept():
    answers = pd.Series(pd.Categorical(["b", "b", None, "c"], categories=["c", "b", "a"]))
    asked = category_flags(answers)
    assert list(asked) == ["c", "b", "a"]
    shares = [weighted_share(asked[answer]) for answer in asked]
    assert [one.share for one in shares] == pytest.approx([1 / 3, 2 / 3, 0])
    assert shares[-1].high > 0.3


def test_mean_of_equal_weights_is_the_textbook_one():
    values = pd.Series([3.0, 4.0, 8.0, 9.0, None])
    mean = weighted_mean(values)
    assert (mean.mean, mean.standard_error) == pytest.approx((6, values.std() / 2))
    assert mean.high - mean.mean == pytest.approx(3.182446 * values.std() / 2, rel=1e-6)


def test_mean_of_a_flag_is_its_share(burger):
    mean = weighted_mean(burger["Q1_1"], burger["wgt"])
    share = weighted_share(burger["Q1_1"], burger["wgt"])
    assert (mean.mean, mean.standard_error) == pytest.approx((share.share, share.standard_error))


def test_reason_is_given_in_the_readers_language():
    with language_in_use("vi"):
        answer = weighted_share(pd.Series([np.nan]))
    assert answer.reason == "Không ai được hỏi câu này."


def test_nobody_asked_is_absent():
    assert isinstance(weighted_share(pd.Series([np.nan, np.nan])), Absent)
    assert isinstance(weighted_mean(pd.Series([1.0])), Absent)


def test_wrong_flags_and_foreign_weights_are_refused():
    with pytest.raises(ValueError, match="0, 1 or missing"):
        weighted_share(pd.Series([0, 1, 2], name="Q1"))
    with pytest.raises(ValueError, match="index of the answers"):
        weighted_share(pd.Series([0, 1]), pd.Series([1.0, 1.0], index=[5, 6]))
