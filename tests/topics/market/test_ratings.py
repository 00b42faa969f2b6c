"""Ratings of one to five stars."""

from __future__ import annotations

from dataclasses import astuple

import numpy as np
import pandas as pd
import pytest

from analysis.sources.words import Words
from analysis.topics.market.ratings.answer import answer
from analysis.topics.market.ratings.method import TOTAL, rating_summary
from analysis.values.absent import Absent
from analysis.values.source_line import SourceLine

WORDS = Words({}, "customers", "revenue", "VND", SourceLine(), own="Ours")


SATISFACTION = (
    "Very dissatisfied",
    "Somewhat dissatisfied",
    "Neither satisfied nor dissatisfied",
    "Somewhat satisfied",
    "Very satisfied",
)


def test_means_and_frequencies_equal_reference_on_mobiles(reference_numbers):
    known = reference_numbers("surveys_and_transactions")["mobiles"]
    for name, counts in known["Q11_freq"].items():
        given = [counts[answer] for answer in SATISFACTION]
        total = rating_summary(pd.Series(np.repeat([1.0, 2, 3, 4, 5], given))).total
        base = sum(counts.values())
        assert total.mean.mean == pytest.approx(known["Q11_means"][name], rel=1e-9)
        assert total.base == base
        top = counts["Somewhat satisfied"] + counts["Very satisfied"]
        bottom = counts["Somewhat dissatisfied"] + counts["Very dissatisfied"]
        assert total.top.share == pytest.approx(top / base)
        assert total.bottom.share == pytest.approx(bottom / base)


@pytest.fixture
def stars() -> tuple[pd.Series, pd.Series]:
    random = np.random.default_rng(4)
    return pd.Series(random.integers(1, 6, 200)), pd.Series(random.choice(["A", "B"], 200))


def test_groups_follow_the_total_and_add_up(stars):
    result = rating_summary(*stars)
    assert [one.group for one in result.groups] == [TOTAL, "A", "B"]
    assert sum(one.base for one in result.groups[1:]) == result.total.base
    assert all(one.mean.low < one.mean.mean for one in result.groups)


def numbers(summary) -> list[list[float]]:
    shares = ("share", "low", "high", "effective_base", "base")
    return [
        [
            *astuple(one.mean),
            *(getattr(part, name) for part in (one.top, one.bottom) for name in shares),
        ]
        for one in summary.groups
    ]


def test_row_order_scale_of_weights_and_duplication(stars):
    ratings, groups = stars
    weights = pd.Series(np.linspace(0.5, 2, 200))
    one = numbers(rating_summary(ratings, groups, weights))
    scaled = numbers(rating_summary(ratings, groups, 9 * weights))
    turned = numbers(rating_summary(ratings[::-1], groups[::-1], weights[::-1]))
    # what weights add up to scales with them: sums of weights are left out
    np.testing.assert_allclose(scaled, one)
    np.testing.assert_allclose(turned, one)
    twice = rating_summary(pd.concat([ratings] * 2), pd.concat([groups] * 2))
    once = rating_summary(ratings, groups)
    assert [one.mean.mean for one in twice.groups] == pytest.approx(
        [one.mean.mean for one in once.groups]
    )


def test_ratings_off_the_scale_are_left_out_and_counted():
    result = rating_summary(pd.Series([1, 2, 3, 4, 5, 5, 0, 9, None]))
    assert (result.left_out, result.total.base) == (2, 6)


def test_interval_of_few_ratings_stays_on_the_scale():
    total = rating_summary(pd.Series([5, 4, None])).total
    assert (total.mean.low, total.mean.high) == (1, 5)


def test_group_of_one_has_no_mean_but_is_listed():
    result = rating_summary(pd.Series([1, 2, 5]), pd.Series(["A", "A", "B"]))
    assert result.of("B").mean is None
    assert result.of("B").base == 1
    assert answer(result, WORDS).shown[0].data.rows[2].cells[1].text == "–"


def test_no_ratings_is_absent():
    assert isinstance(rating_summary(pd.Series([None, None], dtype=float)), Absent)


def test_the_clients_brand_is_spoken_of():
    stars = pd.Series([5.0] * 30 + [1.0] * 30 + [4.0] * 40)
    brands = pd.Series(["Ours"] * 60 + ["Theirs"] * 40)
    finding, _chart = answer(rating_summary(stars, brands), WORDS)
    assert finding.headline == "Ours: 3.0 of 5 stars" and "50% give" in finding.text
