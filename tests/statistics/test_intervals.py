"""Every kind of interval against another implementation of it, and at its ends."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats
from statsmodels.stats.proportion import confint_proportions_2indep, proportion_confint

from analysis.statistics.intervals import (
    adjusted_wald_interval,
    bonett_price_interval,
    fisher_interval,
    garwood_interval,
    log_interval,
    logit_interval,
    median_interval,
    newcombe_interval,
    normal_interval,
    normal_quantile,
    percentile_interval,
    percentile_intervals,
    student_interval,
    wilson_interval,
)

LEVELS = pytest.mark.parametrize("level", [0.8, 0.95, 0.99])


@LEVELS
def test_normal_interval_equals_scipys_and_is_cut(level) -> None:
    assert normal_interval(3, 2, level) == pytest.approx(stats.norm.interval(level, 3, 2))
    assert normal_interval(0.9, 0.2, level, lowest=0, highest=1)[1] == 1
    assert normal_interval(0.1, 0.2, level, lowest=0, highest=1)[0] == 0
    assert stats.norm.cdf(normal_quantile(level)) == pytest.approx((1 + level) / 2)


@LEVELS
def test_students_interval_equals_scipys(level) -> None:
    sample = np.array([1.0, 4, 2, 8, 5, 7])
    known = stats.ttest_1samp(sample, 0).confidence_interval(level)
    assert student_interval(sample.mean(), stats.sem(sample), 6, level) == pytest.approx(known)


@LEVELS
@pytest.mark.parametrize(("held", "base"), [(0, 12), (3, 12), (45, 60), (60, 60)])
def test_wilsons_interval_equals_statsmodels(held, base, level) -> None:
    known = proportion_confint(held, base, 1 - level, method="wilson")
    assert wilson_interval(held / base, base, level) == pytest.approx(known, abs=1e-12)


@LEVELS
def test_logit_interval_is_the_models_own(level) -> None:
    """The interval of a logistic model's constant, with the error of a share by people counted."""
    from statsmodels.discrete.discrete_model import Logit  # alone: all of statsmodels takes seconds

    held = np.repeat([1.0, 0.0], [30, 50])
    model = Logit(held, np.ones((80, 1))).fit(disp=0)
    known = stats.logistic.cdf(model.conf_int(1 - level)[0])
    share = 30 / 80
    error = np.sqrt(share * (1 - share) / 80)
    assert logit_interval(share, error, level) == pytest.approx(known, rel=1e-6)
    assert 0 < logit_interval(1.0, 0.0, level)[0] <= logit_interval(1.0, 0.0, level)[1] <= 1


@LEVELS
def test_log_interval_is_that_of_a_relative_risk(level) -> None:
    risk = stats.contingency.relative_risk(27, 122, 44, 487)
    error = np.sqrt(1 / 27 - 1 / 122 + 1 / 44 - 1 / 487)
    known = risk.confidence_interval(level)
    assert log_interval(risk.relative_risk, error, level) == pytest.approx(known)


@LEVELS
def test_fishers_interval_equals_scipys(level) -> None:
    rng = np.random.default_rng(0)
    one = rng.normal(size=40)
    other = one + rng.normal(size=40)
    found = stats.pearsonr(one, other)
    known = found.confidence_interval(level)
    assert fisher_interval(found.statistic, 1 / np.sqrt(37), level) == pytest.approx(known)
    assert np.isfinite(fisher_interval(1.0, 0.2, level)).all()
    assert fisher_interval(0.0, 0.2, level)[0] == -fisher_interval(0.0, 0.2, level)[1]


@LEVELS
def test_adjusted_wald_interval_is_walds_with_three_answers_more(level) -> None:
    sides = np.array([1.0] * 8 + [0.0] * 9 + [-1.0] * 3 + [1, 0, -1])
    weight = np.array([1.0] * 20 + [0.75, 1.5, 0.75])
    score = np.average(sides, weights=weight)
    error = np.sqrt(np.average(np.square(sides - score), weights=weight) / 23)
    known = stats.norm.interval(level, score, error)
    assert adjusted_wald_interval(8 / 20, 3 / 20, 20, level) == pytest.approx(known)
    low, high = adjusted_wald_interval(1.0, 0.0, 10, level)
    assert 0 < low < high <= 1


@LEVELS
def test_bonett_and_prices_interval_is_walds_with_an_answer_more_on_each_side(level) -> None:
    changes = np.array([1.0] * (9 + 1) + [-1.0] * (2 + 1) + [0.0] * 50)
    known = stats.norm.interval(level, changes.mean(), changes.std() / np.sqrt(63))
    assert bonett_price_interval(9 / 61, 2 / 61, 61, level) == pytest.approx(known)
    low, high = bonett_price_interval(0, 0, 20, level)
    assert low == -high < 0


@LEVELS
@pytest.mark.parametrize("counts", [(56, 70, 48, 80), (9, 10, 3, 10), (0, 10, 0, 20)])
def test_newcombes_interval_equals_statsmodels(counts, level) -> None:
    known = confint_proportions_2indep(*counts, method="newcomb", alpha=1 - level)
    held, base, other, other_base = counts
    first, second = held / base, other / other_base
    found = newcombe_interval(
        first, wilson_interval(first, base, level),
        second, wilson_interval(second, other_base, level),
    )  # fmt: skip
    assert found == pytest.approx(known, abs=1e-9)


def test_newcombes_interval_is_his_printed_one() -> None:
    """Newcombe (1998), table II (a), method 10: 56/70 less 48/80."""
    found = newcombe_interval(0.8, wilson_interval(0.8, 70), 0.6, wilson_interval(0.6, 80))
    assert [round(end, 4) for end in found] == [0.0524, 0.3339]


@LEVELS
def test_percentile_interval_equals_scipys_bootstrap(level) -> None:
    sample = np.random.default_rng(5).exponential(size=60)
    known = stats.bootstrap(
        (sample,), np.mean, n_resamples=999, confidence_level=level, method="percentile",
        rng=np.random.default_rng(7),
    )  # fmt: skip
    draws = known.bootstrap_distribution
    assert percentile_interval(draws, level) == pytest.approx(known.confidence_interval)
    both = percentile_intervals(np.column_stack([draws, -draws]), level)
    assert tuple(both[0]) == percentile_interval(draws, level)
    assert both[1] == pytest.approx(-both[0][::-1])


def test_a_leaning_interval_is_narrower_by_what_other_draws_might_move() -> None:
    draws = np.arange(1001.0)
    inwards = percentile_interval(draws, 0.95, 1)
    moved = np.sqrt(0.025 * 0.975 / 1001) * 1000
    assert inwards[0] == pytest.approx(25 + moved)
    assert inwards[1] == pytest.approx(975 - moved)
    assert percentile_interval(draws, 0.95, -99) == (0, 1000)


def test_median_interval_is_the_table_of_conover():
    # n = 6: the extremes hold 96.9 %; n = 5 cannot hold 95 %; n = 20: 6th and 15th (95.9 %)
    assert median_interval(np.arange(1.0, 7.0)) == (1, 6)
    assert np.isnan(median_interval(np.arange(5.0))).all()
    assert median_interval(np.arange(1.0, 21.0)) == (6, 15)


def test_poisson_interval_is_garwoods():
    assert garwood_interval(10, 1) == pytest.approx((4.795389, 18.39036), rel=1e-6)
    assert garwood_interval(0, 2) == pytest.approx((0, 3.688879 / 2), rel=1e-6)


@LEVELS
@pytest.mark.parametrize("events", [1, 7, 60])
def test_garwoods_ends_are_the_rates_that_just_hold_the_count(events, level) -> None:
    low, high = garwood_interval(events, 4, level)
    tail = (1 - level) / 2
    assert stats.poisson.sf(events - 1, 4 * low) == pytest.approx(tail)
    assert stats.poisson.cdf(events, 4 * high) == pytest.approx(tail)
