"""What segments are made of: who is used, in which units, and what is refused."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from planted_habits import planted

from analysis.errors import DataError
from analysis.statistics.clustering.answer_patterns import answer_patterns, within_squares
from analysis.topics.segments.basis.method_basis import segmentation_basis
from analysis.values.absent import Absent


def test_missing_answers_are_counted_and_left_out():
    answers, _ = planted()
    answers = answers.astype("Int64")
    answers.iloc[[0, 7], 2] = pd.NA
    basis = segmentation_basis(answers)
    assert (basis.base, basis.dropped) == (298, 2)
    assert "r000" not in basis.values.index


def test_methods_for_missing_answers_keep_people_with_half_of_them():
    answers, _ = planted()
    answers = answers.astype(float)
    answers.iloc[0, :3] = np.nan
    answers.iloc[1, :4] = np.nan
    basis = segmentation_basis(answers, method="k_medoids")
    assert (basis.base, basis.dropped) == (299, 1)
    assert "r000" in basis.answers.index and "r001" not in basis.answers.index


def test_weights_are_brought_to_a_mean_of_one_over_those_used():
    answers, _ = planted()
    answers = answers.astype(float)
    answers.iloc[0, 0] = np.nan
    weights = pd.Series(np.linspace(1, 5, 300), index=answers.index)
    basis = segmentation_basis(answers, weights=weights)
    assert basis.weights.mean() == pytest.approx(1)
    assert basis.weights.iloc[-1] / basis.weights.iloc[0] == pytest.approx(
        weights.iloc[-1] / weights.iloc[1]
    )


def test_weights_of_one_value_are_no_weights():
    answers, _ = planted()
    threes = pd.Series(3.0, index=answers.index)
    pd.testing.assert_series_equal(
        segmentation_basis(answers, weights=threes).weights, segmentation_basis(answers).weights
    )


def test_patterns_stand_for_people_and_their_weights():
    answers, _ = planted()
    matrix = answers.to_numpy(dtype=float)
    weights = np.linspace(0.5, 1.5, 300)
    patterns = answer_patterns(matrix, weights)
    np.testing.assert_array_equal(patterns.values[patterns.pattern_of_row], matrix)
    assert patterns.counts.sum() == 300 and patterns.weights.sum() == pytest.approx(300)
    labels = np.arange(len(patterns.values)) % 3
    assert within_squares(patterns.values, labels, patterns.weights) == pytest.approx(
        within_squares(matrix, labels[patterns.pattern_of_row], weights)
    )


def test_one_scale_is_left_alone_and_different_scales_are_standardised():
    answers, _ = planted()
    assert not segmentation_basis(answers).standardised
    assert segmentation_basis(answers.assign(income=np.arange(300.0))).standardised


def test_ordered_categories_count_as_numbers():
    order = pd.CategoricalDtype(["never", "often"], ordered=True)
    frame = pd.DataFrame({"a": pd.Series(["never", "often"] * 20, dtype=order), "b": [1, 2] * 20})
    assert segmentation_basis(frame).values["a"].tolist() == [1.0, 2.0] * 20


def test_categories_and_unknown_columns_are_refused_together():
    answers, _ = planted()
    with pytest.raises(DataError) as raised:
        segmentation_basis(answers.assign(city="Huế"), ["q1", "city", "q77"])
    assert [problem.where for problem in raised.value.problems] == ["city", "q77"]


def test_constant_columns_are_named():
    answers, _ = planted()
    refused = segmentation_basis(answers.assign(all_yes=1))
    assert isinstance(refused, Absent)
    assert "all_yes" in refused.reason


def test_infinite_numbers_are_refused_by_column():
    answers, _ = planted()
    with pytest.raises(DataError, match="finite"):
        segmentation_basis(answers.assign(money=np.inf))


def test_too_few_respondents_give_no_basis():
    answers, _ = planted()
    assert isinstance(segmentation_basis(answers.head(12)), Absent)
