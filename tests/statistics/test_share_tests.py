"""Tests of two shares against statsmodels and SciPy."""

from __future__ import annotations

import pytest
from scipy.stats import chi2_contingency, fisher_exact
from statsmodels.stats.proportion import proportions_ztest

from analysis.statistics.share_tests import fisher_test, is_rare, score_test

COUNTS = pytest.mark.parametrize("counts", [(30, 80, 51, 90), (1, 40, 9, 50), (0, 12, 7, 30)])


@COUNTS
def test_score_test_equals_statsmodels_and_chi_square(counts) -> None:
    held, base, other, other_base = counts
    found = score_test(held / base, base, other / other_base, other_base)
    assert found == pytest.approx(proportions_ztest([held, other], [base, other_base])[1])
    table = [[held, base - held], [other, other_base - other]]
    assert found == pytest.approx(chi2_contingency(table, correction=False).pvalue)


@COUNTS
def test_fishers_test_counts_whole_people(counts) -> None:
    held, base, other, other_base = counts
    table = [[held, base - held], [other, other_base - other]]
    found = fisher_test(held / base, base, other / other_base, other_base)
    assert found == pytest.approx(fisher_exact(table).pvalue)
    assert found == fisher_test(held / base, base + 0.3, other / other_base, other_base - 0.2)


def test_where_all_or_nobody_did_there_is_nothing_to_test() -> None:
    assert score_test(0.0, 20, 0.0, 30) is None
    assert score_test(1.0, 20, 1.0, 30) is None


def test_an_answer_is_rare_where_under_five_are_expected_in_the_smaller_group() -> None:
    assert is_rare(0.1, 40, 0.1, 400)
    assert is_rare(0.9, 400, 0.9, 40)
    assert not is_rare(0.1, 50, 0.1, 400)  # five, but for rounding
    assert not is_rare(0.5, 10, 0.5, 10)
