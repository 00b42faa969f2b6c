"""Ratings of one to five stars."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pyreadstat
import pytest

from analysis.methods.market.ratings import TOTAL, rating_summary
from analysis.values.absent import Absent


def test_means_and_frequencies_equal_reference_on_mobiles(shared_data, reference):
    path = shared_data / "sav_mobiles_feedback" / "Mobiles_feedback_4_weeks.sav"
    known = reference("surveys_and_transactions")["mobiles"]
    names = list(known["Q11_means"])
    frame = pyreadstat.read_sav(path, usecols=names)[0]
    for name in names:
        total = rating_summary(frame[name]).groups.loc[TOTAL]
        counts = known["Q11_freq"][name]
        base = sum(counts.values())
        assert total["mean"] == pytest.approx(known["Q11_means"][name], rel=1e-9)
        assert total["base"] == base
        top = counts["Somewhat satisfied"] + counts["Very satisfied"]
        bottom = counts["Somewhat dissatisfied"] + counts["Very dissatisfied"]
        assert total["top"] == pytest.approx(top / base)
        assert total["bottom"] == pytest.approx(bottom / base)


@pytest.fixture
def stars() -> tuple[pd.Series, pd.Series]:
    random = np.random.default_rng(4)
    return pd.Series(random.integers(1, 6, 200)), pd.Series(random.choice(["A", "B"], 200))


def test_groups_follow_the_total_and_add_up(stars):
    result = rating_summary(*stars)
    assert list(result.groups.index) == [TOTAL, "A", "B"]
    assert result.groups["base"].iloc[1:].sum() == result.groups.loc[TOTAL, "base"]
    assert result.distribution.sum(axis=1).tolist() == pytest.approx([1, 1, 1])
    assert list(result.distribution) == [1, 2, 3, 4, 5]
    assert (result.groups["mean_low"] < result.groups["mean"]).all()


def test_row_order_scale_of_weights_and_duplication(stars):
    ratings, groups = stars
    weights = pd.Series(np.linspace(0.5, 2, 200))
    one = rating_summary(ratings, groups, weights).groups
    scaled = rating_summary(ratings, groups, 9 * weights).groups
    turned = rating_summary(ratings[::-1], groups[::-1], weights[::-1]).groups
    np.testing.assert_allclose(scaled.to_numpy(float), one.to_numpy(float))
    np.testing.assert_allclose(turned.to_numpy(float), one.to_numpy(float))
    twice = rating_summary(pd.concat([ratings] * 2), pd.concat([groups] * 2)).groups
    np.testing.assert_allclose(twice["mean"], rating_summary(ratings, groups).groups["mean"])


def test_ratings_off_the_scale_are_left_out_and_counted():
    result = rating_summary(pd.Series([1, 2, 3, 4, 5, 5, 0, 9, None]))
    assert (result.left_out, result.groups.loc[TOTAL, "base"]) == (2, 6)


def test_interval_of_few_ratings_stays_on_the_scale():
    total = rating_summary(pd.Series([5, 4, None])).groups.loc[TOTAL]
    assert (total["mean_low"], total["mean_high"]) == (1, 5)


def test_group_of_one_has_no_mean_but_is_listed():
    result = rating_summary(pd.Series([1, 2, 5]), pd.Series(["A", "A", "B"]))
    assert np.isnan(result.groups.loc["B", "mean"])
    assert result.groups.loc["B", "base"] == 1


def test_no_ratings_is_absent():
    assert isinstance(rating_summary(pd.Series([None, None], dtype=float)), Absent)
