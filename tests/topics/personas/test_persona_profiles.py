"""The lines of a persona: shares, indexes, and what is distinctive."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from analysis.topics.personas.portraits.method_profiles import persona_profiles
from analysis.values.absent import Absent

SIZES = (150, 100, 50)
LABELS = pd.Series(np.repeat([1, 2, 3], SIZES), name="segment")


def blocks(seed: int = 1) -> dict[str, pd.DataFrame]:
    """Return answers: segment 1 hears by Zalo, segment 3 is young and wants speed."""
    rng = np.random.default_rng(seed)

    def yes(*chances: float) -> np.ndarray:
        return (rng.uniform(size=len(LABELS)) < np.repeat(chances, SIZES)).astype(int)

    return {
        "demographics": pd.DataFrame(
            {
                "age": 40 - 12 * (LABELS == 3) + rng.normal(0, 5, len(LABELS)),
                "sex": np.where(rng.uniform(size=len(LABELS)) < 0.5, "nam", "nữ"),
            }
        ),
        "information": pd.DataFrame({"zalo": yes(0.8, 0.3, 0.3), "radio": yes(0.1, 0.1, 0.1)}),
        "goals": pd.DataFrame({"speed": yes(0.3, 0.3, 0.8), "taste": yes(0.9, 0.9, 0.9)}),
    }


def line(profiles, segment, variable, category=None):
    return next(
        s
        for s in profiles.statements
        if (s.segment, s.variable, s.category) == (segment, variable, category)
    )


def test_planted_statements_are_distinctive_and_few_false_ones_are():
    found = []
    for seed in range(25):
        profiles = persona_profiles(LABELS, blocks(seed))
        distinctive = [(s.segment, s.variable) for s in profiles.statements if s.distinctive]
        assert {(1, "zalo"), (3, "speed"), (3, "age")} <= set(distinctive)
        found += [variable for _segment, variable in distinctive]
    false = sum(variable in ("radio", "taste", "sex") for variable in found)
    assert false / len(found) < 0.05  # the false discovery rate
    assert profiles.bases == {1: 150, 2: 100, 3: 50}


def test_shares_counts_and_index_of_a_hand_made_statement():
    labels = pd.Series([1] * 40 + [2] * 60)
    says = pd.Series([1] * 20 + [0] * 20 + [1] * 10 + [0] * 50)
    found = line(persona_profiles(labels, {"b": says.to_frame("x")}), 1, "x")
    assert (found.base, found.count, found.estimate) == (40, 20, 0.5)
    assert found.others == pytest.approx(10 / 60)
    assert found.all_customers == pytest.approx(0.3)
    assert found.index == pytest.approx(100 * 0.5 / 0.3)
    known = stats.binomtest(20, 40).proportion_ci(method="wilson")
    assert (found.low, found.high) == pytest.approx((known.low, known.high))
    pooled = 0.3
    z = (0.5 - 10 / 60) / np.sqrt(pooled * 0.7 * (1 / 40 + 1 / 60))
    assert found.p_value == pytest.approx(2 * stats.norm.sf(z))


def test_interval_of_the_index_follows_the_bootstrap():
    """Delta method, segment and total overlapping, against 4,000 resamples at fixed sizes."""
    labels = pd.Series([1] * 120 + [2] * 180)
    says = pd.Series([1] * 72 + [0] * 48 + [1] * 45 + [0] * 135)
    found = line(persona_profiles(labels, {"b": says.to_frame("x")}), 1, "x")
    rng = np.random.default_rng(0)
    inside = rng.binomial(120, 0.6, 4000)
    everyone = inside + rng.binomial(180, 0.25, 4000)
    low, high = np.quantile(100 * (inside / 120) / (everyone / 300), [0.025, 0.975])
    assert found.index_low == pytest.approx(low, rel=0.02)
    assert found.index_high == pytest.approx(high, rel=0.02)


def test_all_customers_are_the_weighted_segments():
    weights = pd.Series(np.linspace(0.5, 1.5, len(LABELS)))
    profiles = persona_profiles(LABELS, blocks(), weights)
    speed = blocks()["goals"]["speed"]
    assert line(profiles, 2, "speed").all_customers == pytest.approx(
        np.average(speed, weights=weights)
    )
    heavier = persona_profiles(LABELS, blocks(), weights * 9)
    for a, b in zip(profiles.statements, heavier.statements, strict=True):
        assert a.estimate == pytest.approx(b.estimate)
        assert a.p_value == pytest.approx(b.p_value)
        assert a.index_low == pytest.approx(b.index_low)


def test_order_of_rows_does_not_matter():
    order = LABELS.sample(frac=1, random_state=0).index
    shuffled = {name: frame.loc[order] for name, frame in blocks().items()}
    one = persona_profiles(LABELS, blocks())
    other = persona_profiles(LABELS.loc[order], shuffled)
    for a, b in zip(one.statements, other.statements, strict=True):
        assert (a.variable, a.count, a.distinctive) == (b.variable, b.count, b.distinctive)
        assert a.estimate == pytest.approx(b.estimate)


def test_categories_are_statements_that_add_up():
    profiles = persona_profiles(LABELS, blocks())
    sexes = [line(profiles, 2, "sex", sex) for sex in ("nam", "nữ")]
    assert sum(s.count for s in sexes) == 100
    assert sum(s.estimate for s in sexes) == pytest.approx(1)


def test_small_bases_are_marked_and_never_distinctive():
    frame = blocks()["goals"].astype(float)
    frame.loc[(LABELS == 3) & (frame.index % 2 == 0), "speed"] = np.nan
    found = line(persona_profiles(LABELS, {"goals": frame}), 3, "speed")
    assert found.base == 25 and found.small_base and not found.distinctive


def test_nobody_and_everybody_have_sensible_intervals():
    frame = pd.DataFrame({"none": 0, "all": 1, "mine": (LABELS == 1).astype(int)})
    profiles = persona_profiles(LABELS, {"b": frame})
    assert line(profiles, 1, "none").index is None
    assert line(profiles, 1, "all").index == pytest.approx(100)
    never = line(profiles, 2, "mine")
    assert (never.index, never.index_low) == (0, 0)
    assert 0 < never.index_high < 100
    assert never.distinctive and never.effect < 0


def test_negative_numbers_have_no_index():
    frame = pd.DataFrame({"change": np.linspace(-3, 5, len(LABELS))})
    assert line(persona_profiles(LABELS, {"b": frame}), 1, "change").index is None


def test_one_segment_has_no_persona():
    assert isinstance(persona_profiles(LABELS * 0 + 1, blocks()), Absent)
