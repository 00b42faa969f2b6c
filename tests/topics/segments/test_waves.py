"""What became of the segments of an earlier wave: planted changes, and chance alone."""

from __future__ import annotations

from dataclasses import replace
from itertools import permutations

import numpy as np
import pandas as pd
import pytest
from scipy.stats import chi2_contingency, false_discovery_control, permutation_test
from sklearn.cluster import KMeans
from sklearn.metrics import adjusted_rand_score

from analysis.statistics.shares import share_estimate
from analysis.topics.segments.waves.method import SegmentWaves, segment_waves
from analysis.topics.segments.waves.method_drift import centre_move
from analysis.topics.segments.waves.method_overlap import matched_segments, overlap_counts
from analysis.topics.segments.waves.method_verdicts import share_change
from analysis.values.absent import Absent

# four segments of twelve yes/no answers, and four clouds eight standard deviations apart
SETS = [{0, 1, 2, 10}, {3, 4, 5, 8}, {0, 6, 7, 8}, {3, 9, 10, 11}]
MOTIVES = np.array([[0.85 if v in chosen else 0.12 for v in range(12)] for chosen in SETS])
CLOUDS = np.pad(8.0 * np.eye(4), ((0, 0), (0, 1)))
SIZES = [100, 60, 50, 40]


def motives(seed: int, sizes: list[int], chances: np.ndarray = MOTIVES) -> np.ndarray:
    rng = np.random.default_rng(seed)
    return (rng.random((sum(sizes), 12)) < np.repeat(chances, sizes, axis=0)).astype(float)


def clouds(seed: int, sizes: list[int], centres: np.ndarray = CLOUDS) -> np.ndarray:
    rng = np.random.default_rng(seed)
    return np.repeat(centres, sizes, axis=0) + rng.normal(size=(sum(sizes), centres.shape[1]))


def numbered(count: list[int]) -> np.ndarray:
    return np.repeat(np.arange(len(count)), count)


def compared(
    then: np.ndarray, now: np.ndarray, refit: np.ndarray, sizes: list[int], **options: object
) -> SegmentWaves:
    """Compare two waves; the frozen rule is the nearest planted centre of the first one."""
    planted = numbered(sizes)
    centres = np.array([then[planted == place].mean(axis=0) for place in range(len(sizes))])
    nearest = [
        np.square(wave[:, None] - centres[None]).sum(axis=2).argmin(axis=1) + 1
        for wave in (then, now)
    ]
    names = [f"v{place}" for place in range(then.shape[1])]
    return segment_waves(
        pd.Series(nearest[0]),
        pd.DataFrame(then, columns=names),
        pd.Series(nearest[1]),
        pd.Series(refit + 11),
        pd.DataFrame(now, columns=names),
        seed=1,
        **options,
    )


def verdicts(result: SegmentWaves) -> list[str]:
    return [row.verdict for row in result.segments]


# -- planted -----------------------------------------------------------------------------------


def test_the_same_population_twice_holds() -> None:
    for seed in range(5):
        then, now = motives(seed, [120, 100, 80, 60]), motives(seed + 100, [120, 100, 80, 60])
        refit = KMeans(4, n_init=5, random_state=seed).fit_predict(now)
        found = compared(then, now, refit, [120, 100, 80, 60])
        assert verdicts(found) == ["held"] * 4 and found.keep and not found.new
        assert {row.size for row in found.segments} == {"same"}


def test_a_segment_with_another_profile_drifted() -> None:
    moved = CLOUDS.copy()
    moved[1, 4] = 1.5
    now = clouds(2, SIZES, moved)
    found = compared(clouds(1, SIZES), now, numbered(SIZES), SIZES)
    assert verdicts(found) == ["held", "drifted", "held", "held"]
    row = found.segments[1]
    assert row.traits[0].variable == "v4" and row.traits[0].now == pytest.approx(1.5, abs=0.4)
    assert row.adjusted_drift_p_value < 0.01 and row.distance > 0.2
    assert found.keep  # the rule still finds the same people: only the description is old


def test_a_segment_in_two_parts_split() -> None:
    halves = np.vstack([CLOUDS, CLOUDS[0]])
    halves[0, 4], halves[4, 4] = -2.5, 2.5
    sizes = [50, 60, 50, 40, 50]
    found = compared(clouds(1, SIZES), clouds(2, sizes, halves), numbered(sizes), SIZES)
    assert verdicts(found) == ["split", "held", "held", "held"]
    assert found.segments[0].parts == (11, 15) and not found.new and not found.keep


def test_two_segments_in_one_merged() -> None:
    one = CLOUDS.copy()
    one[0] = one[1] = (CLOUDS[0] + CLOUDS[1]) / 2
    refit = np.array([0, 0, 2, 3])[numbered(SIZES)]
    found = compared(clouds(1, SIZES), clouds(2, SIZES, one), refit, SIZES)
    assert verdicts(found) == ["merged", "merged", "held", "held"]
    assert found.segments[0].merged_with == (2,) and not found.keep


def test_a_segment_without_people_vanished() -> None:
    sizes = [100, 60, 0, 90]
    found = compared(clouds(1, SIZES), clouds(2, sizes), numbered(sizes), SIZES)
    assert verdicts(found) == ["held", "held", "vanished", "held"]
    assert [row.size for row in found.segments] == ["same", "same", "shrank", "grew"]
    assert found.segments[2].distance is None and not found.keep


def test_people_who_were_not_there_before_are_a_new_segment() -> None:
    more = np.vstack([CLOUDS, [0, 0, 0, 12, 12]])
    sizes = [100, 60, 50, 40, 60]
    found = compared(clouds(1, SIZES), clouds(2, sizes, more), numbered(sizes), SIZES)
    # the frozen rule puts them into segment 4, whose profile therefore changes
    assert verdicts(found) == ["held", "held", "held", "drifted"]
    assert [(new.refit_segment, new.from_segment) for new in found.new] == [(15, 4)]
    assert found.new[0].share.share == pytest.approx(60 / 310) and not found.keep


def test_growth_has_its_direction_and_interval() -> None:
    sizes = [60, 60, 50, 90]
    found = compared(clouds(1, SIZES), clouds(2, sizes), numbered(sizes), SIZES)
    assert [row.size for row in found.segments] == ["shrank", "same", "same", "grew"]
    assert verdicts(found) == ["held"] * 4 and found.keep
    grown = found.segments[3]
    assert grown.change == pytest.approx(90 / 260 - 40 / 250)
    assert 0 < grown.change_low < grown.change < grown.change_high


def test_a_cloud_without_segments_dissolves_without_anything_having_moved() -> None:
    rng = np.random.default_rng(3)
    then, now = rng.random((2, 300, 12)) < 0.5
    first = KMeans(4, n_init=1, random_state=1).fit(then.astype(float))
    refit = KMeans(4, n_init=1, random_state=2).fit_predict(now.astype(float))
    frames = [pd.DataFrame(wave.astype(float)) for wave in (then, now)]
    frozen = [pd.Series(first.predict(wave.astype(float)) + 1) for wave in (then, now)]
    found = segment_waves(frozen[0], frames[0], frozen[1], pd.Series(refit), frames[1])
    assert "dissolved" in verdicts(found) and not found.keep
    settled = tuple(replace(row, size="same", distance=0.1) for row in found.segments)
    assert replace(found, segments=settled).only_redrawn


def test_advice_rests_on_the_verdict_where_a_test_lies_within_chance_of_its_bound() -> None:
    found = compared(clouds(1, SIZES), clouds(2, SIZES), numbered(SIZES), SIZES)
    for verdict, redrawn in (("held", True), ("drifted", False)):
        rows = tuple(
            replace(row, verdict=verdict, size="same", distance=0.3, adjusted_drift_p_value=0.049)
            for row in found.segments
        )
        assert replace(found, segments=rows, keep=False).only_redrawn == redrawn


# -- against other computations ----------------------------------------------------------------


def test_partners_are_the_best_of_all_permutations() -> None:
    rng = np.random.default_rng(5)
    for _trial in range(20):
        tables = rng.integers(1, 30, (2, 4, 4)).astype(float)
        now, then = (t / (t.sum(1, keepdims=True) + t.sum(0) - t) for t in tables)
        every = {p: sum((now + then)[i, p[i]] for i in range(4)) for p in permutations(range(4))}
        best = max(every, key=lambda p: every[p])
        matches = matched_segments(*tables, np.ones(4, dtype=bool))  # none may merge or split
        assert tuple(match.partner for match in matches) == best
        assert [m.jaccard for m in matches] == pytest.approx([now[i, best[i]] for i in range(4)])


def test_change_of_share_equals_newcombes_table() -> None:
    """Newcombe (1998), table II, (a): 56/70 against 48/80, method 10: 0.0524 to 0.3339."""
    now, before = (
        share_estimate(np.repeat([1.0, 0.0], [x, n - x]), np.ones(n))
        for x, n in ((56, 70), (48, 80))
    )
    change, low, high, p_value = share_change(before, now)
    assert (change, low, high) == pytest.approx((0.2, 0.0524, 0.3339), abs=5e-5)
    chi2 = chi2_contingency([[56, 14], [48, 32]], correction=False)
    assert p_value == pytest.approx(chi2.pvalue)


def test_movement_of_one_variable_equals_a_permutation_test() -> None:
    rng = np.random.default_rng(7)
    then, now = rng.normal(size=40), rng.normal(0.4, 1, size=50)
    move = centre_move(then[:, None], now[:, None], np.ones(40), np.ones(50), np.ones(1), seed=1)
    other = permutation_test(
        (then, now), lambda a, b: np.mean(b) - np.mean(a), n_resamples=1999, rng=rng
    )
    assert move.changes[0] == pytest.approx(now.mean() - then.mean())
    assert move.distance == pytest.approx(abs(now.mean() - then.mean()))
    assert move.p_value == pytest.approx(other.pvalue, abs=0.03)


def test_agreement_and_corrections_equal_other_packages() -> None:
    sizes = [60, 60, 50, 90]
    now = clouds(2, sizes)
    refit = np.where(np.arange(260) % 9 == 0, 0, numbered(sizes))
    found = compared(clouds(1, SIZES), now, refit, SIZES)
    assert found.agreement == pytest.approx(adjusted_rand_score(numbered(sizes), refit))
    rows = found.segments
    for plain in ("p_value", "drift_p_value"):
        expected = false_discovery_control([getattr(row, plain) for row in rows])
        adjusted = [getattr(row, f"adjusted_{plain}") for row in rows]
        assert adjusted == pytest.approx(expected)


def test_overlap_counts_people() -> None:
    counts = overlap_counts([0, 0, 1, 1, 1], [1, 1, 0, 1, 0], 2, 3)
    assert counts.tolist() == [[0, 2, 0], [2, 1, 0]]


# -- invariants and bad input ------------------------------------------------------------------


def test_order_of_rows_and_scale_of_weights_have_no_effect() -> None:
    then, now = clouds(1, SIZES), clouds(2, SIZES)
    names = [f"v{place}" for place in range(5)]
    labels = pd.Series(numbered(SIZES) + 1)
    frames = [pd.DataFrame(wave, columns=names) for wave in (then, now)]
    plain = segment_waves(labels, frames[0], labels, labels, frames[1])
    order = np.random.default_rng(1).permutation(250)
    weights = pd.Series(3.0, index=range(260))
    other = segment_waves(
        labels.iloc[order], frames[0], labels, labels.iloc[order], frames[1],
        before_weights=weights, weights=weights,
    )  # fmt: skip
    assert verdicts(other) == verdicts(plain) and other.agreement == plain.agreement
    for mine, its in zip(plain.segments, other.segments, strict=True):
        assert its.change == pytest.approx(mine.change)
        assert its.distance == pytest.approx(mine.distance)


def test_too_few_people_and_other_variables_are_refused() -> None:
    labels = pd.Series([1, 2] * 12)
    frame = pd.DataFrame({"a": np.arange(24.0)})
    few = segment_waves(labels, frame, labels, labels, frame)
    assert isinstance(few, Absent) and "there are 24" in few.reason
    with pytest.raises(ValueError, match="variables in common"):
        segment_waves(labels, frame, labels, labels, frame.rename(columns={"a": "b"}))
    many = pd.Series([1, 2] * 20)
    wide = pd.DataFrame({"a": np.arange(40.0)})
    with pytest.raises(ValueError, match="earlier wave only"):
        segment_waves(many, wide, many + 5, many, wide)


def test_an_answer_nobody_gives_any_more_counts_nought() -> None:
    then, now = motives(1, [60, 60, 50, 40]), motives(2, [60, 60, 50, 40])
    then[:, 11] = now[:, 11] = 0
    labels = pd.Series(numbered([60, 60, 50, 40]) + 1)
    frames = [pd.DataFrame(wave) for wave in (then, now)]
    fewer = frames[1].drop(columns=11).assign(new=1.0)
    assert segment_waves(labels, frames[0], labels, labels, fewer) == segment_waves(
        labels, frames[0], labels, labels, frames[1]
    )
