"""Rim weights against R's survey package, and what must hold for any weights."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pyreadstat
import pytest

from analysis.errors import DataError
from analysis.statistics.weighting import raked_weights, weight_summary
from analysis.values.absent import Absent

# R's rake stops as soon as no margin moves by one school any more (epsilon = 1: here after four
# rounds); ours goes on to the end, which moves a weight by at most 0.004 %.
STOPPED_EARLY = 4e-5

POPULATION = {
    "stype": {"E": 4421 / 6194, "H": 755 / 6194, "M": 1018 / 6194},
    "sch.wide": {"No": 1072 / 6194, "Yes": 5122 / 6194},
}


def schools(shared_data, name: str) -> pd.DataFrame:
    return pd.read_csv(shared_data / "survey_api" / f"{name}.csv", encoding="utf-8-sig")


def test_rake_equals_r_survey_on_apiclus1(shared_data, reference):
    sample = schools(shared_data, "apiclus1")
    known = reference("survey_weighting")["rake_clus1_no_fpc"]
    raked = raked_weights(sample, POPULATION)
    assert raked.converged
    assert np.average(sample["api00"], weights=raked.weights) == pytest.approx(
        known["mean_api00"]["est"], abs=1e-4
    )
    scaled = raked.weights * 6194 / len(sample)
    assert scaled.head(10).tolist() == pytest.approx(known["weights_first10"], rel=STOPPED_EARLY)
    assert (scaled.min(), scaled.max()) == pytest.approx(
        (known["min_w"], known["max_w"]), rel=STOPPED_EARLY
    )
    assert raked.summary.design_effect == pytest.approx(known["kish_deff"], rel=STOPPED_EARLY)


def test_rake_equals_r_survey_on_apisrs(shared_data, reference):
    sample = schools(shared_data, "apisrs")
    known = reference("survey_weighting")["rake_srs_nofpc"]
    raked = raked_weights(sample, POPULATION)
    scaled = raked.weights * 6194 / len(sample)
    assert scaled.head(10).tolist() == pytest.approx(known["w_first10"], rel=STOPPED_EARLY)
    assert np.average(sample["enroll"], weights=raked.weights) == pytest.approx(
        known["mean_enroll"]["est"], rel=STOPPED_EARLY
    )


def test_trimming_within_wide_limits_changes_nothing_as_r_trimweights(shared_data, reference):
    sample = schools(shared_data, "apisrs")
    known = reference("survey_weighting")["trim_srs"]
    mean = 6194 / len(sample)
    raked = raked_weights(sample, POPULATION, lower=10 / mean, upper=45 / mean)
    scaled = raked.weights * mean
    assert [scaled.min(), scaled.max()] == pytest.approx(known["range"], rel=STOPPED_EARLY)
    assert scaled.sum() == pytest.approx(known["sum"])
    assert raked.trimmed == 0


def test_summary_equals_kish_on_burger_weights(shared_data, reference):
    path = shared_data / "sav_burger_tracking" / "Burger_Brand_Tracking_Dec_2017.sav"
    weights = pyreadstat.read_sav(path, usecols=["wgt"])[0]["wgt"]
    known = reference("survey_weighting")["burger_meta"]
    summary = weight_summary(weights)
    assert summary.base == known["n"]
    assert summary.effective_base == pytest.approx(known["n_eff"], rel=1e-9)
    assert summary.design_effect == pytest.approx(known["kish_deff"], rel=1e-9)
    assert summary.efficiency == pytest.approx(1 / known["kish_deff"], rel=1e-9)
    assert (summary.smallest, summary.largest) == pytest.approx((known["min"], known["max"]))


@pytest.fixture
def people() -> pd.DataFrame:
    random = np.random.default_rng(7)
    return pd.DataFrame(
        {
            "sex": random.choice(["Nam", "Nữ"], 400, p=[0.3, 0.7]),
            "city": random.choice(["Hà Nội", "TP.HCM", "Đà Nẵng"], 400, p=[0.6, 0.3, 0.1]),
        }
    )


TARGETS = {"sex": {"Nam": 0.5, "Nữ": 0.5}, "city": {"Hà Nội": 0.4, "TP.HCM": 0.45, "Đà Nẵng": 0.15}}


def test_margins_are_met_and_weights_have_mean_one(people):
    raked = raked_weights(people, TARGETS)
    assert raked.weights.mean() == pytest.approx(1)
    assert raked.margins["achieved"].tolist() == pytest.approx(
        raked.margins["target"].tolist(), abs=1e-6
    )
    assert raked.margins.loc[("sex", "Nam"), "base"] == (people["sex"] == "Nam").sum()
    assert raked.iterations > 1


def test_row_order_does_not_matter(people):
    shuffled = people.sample(frac=1, random_state=3)
    first, second = raked_weights(people, TARGETS), raked_weights(shuffled, TARGETS)
    assert second.weights.sort_index().tolist() == pytest.approx(first.weights.tolist())


def test_duplicated_sample_keeps_its_weights(people):
    twice = pd.concat([people, people], ignore_index=True)
    once = raked_weights(people, TARGETS).weights
    assert raked_weights(twice, TARGETS).weights.head(400).tolist() == pytest.approx(once.tolist())


def test_equal_start_weights_of_any_scale_are_no_start_weights(people):
    almost_equal = pd.Series(3.0, index=people.index)
    almost_equal.iloc[0] = 3.0 + 1e-12  # takes the way of unequal start weights
    started = raked_weights(people, TARGETS, almost_equal)
    assert started.converged
    assert started.weights.tolist() == pytest.approx(
        raked_weights(people, TARGETS).weights.tolist(), rel=1e-6
    )


def test_start_weights_keep_their_ratio_inside_a_cell(people):
    start = pd.Series(np.where(np.arange(400) % 2, 2.0, 1.0), index=people.index)
    raked = raked_weights(people, TARGETS, start)
    cell = people[(people["sex"] == "Nữ") & (people["city"] == "Hà Nội")].index
    factors = raked.weights[cell] / start[cell]
    assert factors.max() == pytest.approx(factors.min())
    assert raked.margins["achieved"].tolist() == pytest.approx(
        raked.margins["target"].tolist(), abs=1e-6
    )


def test_trimming_keeps_limits_and_mean_and_says_how_many(people):
    raked = raked_weights(people, TARGETS, upper=1.3, lower=0.6)
    assert raked.weights.max() <= 1.3 and raked.weights.min() >= 0.6
    assert raked.weights.mean() == pytest.approx(1)
    assert raked.trimmed > 0


def test_respondents_of_unknown_category_are_kept_and_counted(people):
    people.loc[:19, "city"] = None
    raked = raked_weights(people, TARGETS)
    assert raked.unknown["city"] == 20
    city = raked.margins.loc["city"]
    assert city["achieved"].tolist() == pytest.approx([0.4, 0.45, 0.15], abs=1e-6)
    assert raked.weights[:20].sum() / raked.weights.sum() == pytest.approx(20 / 400, abs=1e-6)


def test_target_without_respondents_says_so(people):
    targets = {"city": {**TARGETS["city"], "Đà Nẵng": 0.1, "Cần Thơ": 0.05}}
    answer = raked_weights(people, targets)
    assert isinstance(answer, Absent)
    assert "Cần Thơ" in answer.reason and "no respondents" in answer.reason


def test_category_without_target_is_an_error(people):
    with pytest.raises(DataError, match=r"Đà Nẵng.*no weight target"):
        raked_weights(people, {"city": {"Hà Nội": 0.5, "TP.HCM": 0.5}})


def test_targets_must_sum_to_one(people):
    with pytest.raises(DataError, match=r"sum to 100%, got: 90.0%"):
        raked_weights(people, {"sex": {"Nam": 0.4, "Nữ": 0.5}})


def test_absent_passes_through(people):
    nothing = Absent("no targets")
    assert raked_weights(people, nothing) is nothing
