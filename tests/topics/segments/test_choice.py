"""The choice of segments, against scores worked out by hand and what must never change it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest

from analysis.sources.choice_answers import Asked, ChoiceAnswers
from analysis.sources.labels import Labels
from analysis.sources.people import People
from analysis.sources.words import Words
from analysis.topics.segments.choice.answer_criteria import called
from analysis.topics.segments.choice.method import segment_choice
from analysis.topics.segments.choice.method_criteria import (
    Criterion,
    SegmentCriteria,
    SegmentCriterion,
    segment_criteria,
)
from analysis.topics.segments.choice.method_measures import SegmentMeasure
from analysis.topics.segments.choice.method_recognition import recognition
from analysis.topics.segments.sizes.method import segment_sizes
from analysis.values.absent import Absent
from analysis.values.source_line import SourceLine

NO_SURVEY = Absent("The client delivered no survey.")


def criterion(part: str, name: str, values, *, width: float = 0.0, **settings):
    rows = tuple(
        SegmentMeasure(n, float(v), v - width / 2, v + width / 2, 100)
        for n, v in enumerate(values, start=1)
    )
    return SegmentCriterion(Criterion(part, name, **settings), "", "share", rows)


def criteria(*rows: SegmentCriterion, unstable: frozenset[int] = frozenset()):
    count = len(next(row.rows for row in rows if row.rows))
    labels = pd.Series(np.repeat(np.arange(1, count + 1), 50))
    sizes = segment_sizes(labels)
    return SegmentCriteria(rows, tuple(range(1, count + 1)), sizes, unstable, 0.95)


def test_scores_are_worked_out_as_by_hand() -> None:
    found = segment_choice(
        criteria(
            criterion("attractiveness", "a", [0.2, 0.5, 0.35], weight=3, low=0.1, high=0.6),
            criterion("attractiveness", "b", [30, 10, 20], weight=1),
            criterion("fit", "c", [5, 1, 3], low=5, high=1),  # less is better
        )
    )
    a, b, c = found.criteria
    assert [row.score for row in a.rows] == pytest.approx([2, 8, 5])
    assert (b.low, b.high, b.given) == (10, 30, False)
    assert [row.score for row in b.rows] == pytest.approx([10, 0, 5])
    assert [row.score for row in c.rows] == pytest.approx([0, 10, 5])
    assert [row.points for row in a.rows] == pytest.approx([1.5, 6, 3.75])
    assert (a.weight_share, b.weight_share) == (0.75, 0.25)
    assert [one.attractiveness for one in found.segments] == pytest.approx([4, 6, 5])
    assert [one.fit for one in found.segments] == pytest.approx([0, 10, 5])
    assert [one.total for one in found.segments] == pytest.approx([2, 8, 5])
    assert [one.rank for one in found.segments] == [3, 1, 2]
    assert found.recommended == (2,) and found.first.segment == 2


def test_points_of_every_axis_add_up_to_its_total() -> None:
    rng = np.random.default_rng(3)
    rows = [
        criterion(part, f"{part}{n}", rng.random(4), weight=float(rng.integers(1, 5)))
        for part in ("attractiveness", "fit")
        for n in range(3)
    ]
    found = segment_choice(criteria(*rows), draws=50)
    for place, one in enumerate(found.segments):
        for axis in ("attractiveness", "fit"):
            points = [c.rows[place].points for c in found.criteria if c.criterion.part == axis]
            assert sum(points) == pytest.approx(getattr(one, axis))


def test_numbers_beyond_the_scale_score_zero_or_ten() -> None:
    rows = criterion("attractiveness", "a", [-1, 0.5, 9], low=0, high=1)
    found = segment_choice(criteria(rows, criterion("fit", "c", [1, 1, 1])), draws=50)
    assert [row.score for row in found.criteria[0].rows] == [0, 5, 10]
    assert [row.score for row in found.criteria[1].rows] == [5, 5, 5]  # all alike


def test_a_knocked_out_segment_never_wins_and_sets_no_scale() -> None:
    rows = (
        criterion("knock_out", "stability", [0.9, 0.4, 0.8], at_least=0.6),
        criterion("attractiveness", "a", [1, 100, 2]),
        criterion("fit", "c", [1, 100, 2]),
    )
    found = segment_choice(criteria(*rows, unstable=frozenset({2})))
    (out,) = found.knocked_out
    assert (out.segment, out.value, out.bound, out.at_least) == (2, 0.4, 0.6, True)
    assert found.criteria[0].high == 2 and found.first.segment == 3
    second = found.segments[1]
    assert (second.passed, second.rank, second.weightings_won, second.draws_won) == (
        False, None, 0, 0,
    )  # fmt: skip
    assert [one.unstable for one in found.segments] == [False, True, False]


def test_a_number_on_the_bound_passes() -> None:
    rows = (
        criterion("knock_out", "size", [0.1, 0.2, 0.3], at_least=0.1, at_most=0.25),
        criterion("attractiveness", "a", [1, 2, 3]),
        criterion("fit", "c", [1, 2, 3]),
    )
    found = segment_choice(criteria(*rows), draws=50)
    assert [(one.segment, one.at_least) for one in found.knocked_out] == [(3, False)]


@pytest.mark.parametrize(
    ("bound", "verdict", "recommended"), [(0.5, "only_one", (2,)), (1, "none", ())]
)
def test_fewer_than_two_segments_are_no_choice(bound, verdict, recommended) -> None:
    rows = (
        criterion("knock_out", "size", [0.1, 0.9], at_least=bound),
        criterion("attractiveness", "a", [1, 2]),
        criterion("fit", "c", [1, 2]),
    )
    found = segment_choice(criteria(*rows), draws=50)
    assert found.verdict == verdict and found.recommended == recommended
    assert found.changes == ()


def dominated(width: float = 0.0) -> SegmentCriteria:
    return criteria(
        criterion("attractiveness", "a", [0.9, 0.5, 0.1], width=width, low=0, high=1),
        criterion("attractiveness", "b", [0.8, 0.4, 0.3], width=width, low=0, high=1),
        criterion("fit", "c", [0.7, 0.6, 0.2], width=width, low=0, high=1),
        criterion("fit", "d", [0.9, 0.3, 0.5], width=width, low=0, high=1),
    )


def test_the_best_on_everything_wins_whatever_the_weights() -> None:
    found = segment_choice(dominated())
    first = found.segments[0]
    assert found.verdict == "robust"
    assert (first.weightings_won, first.draws_won, first.tied) == (1, 1, False)
    assert len(found.changes) == 10 and not any(change.flips for change in found.changes)


def test_shares_of_wins_add_up_to_one() -> None:
    found = segment_choice(dominated(width=0.8))
    assert sum(one.weightings_won for one in found.segments) == pytest.approx(1)
    assert sum(one.draws_won for one in found.segments) == pytest.approx(1)


def test_a_close_race_flips_with_one_weight() -> None:
    rows = (
        criterion("attractiveness", "a", [1.0, 0.0], weight=1.1, low=0, high=1),
        criterion("attractiveness", "b", [0.0, 1.0], weight=1, low=0, high=1),
        criterion("fit", "c", [0.5, 0.5], low=0, high=1),
    )
    found = segment_choice(criteria(*rows))
    flips = {(one.name, one.factor): one.first for one in found.changes if one.flips}
    assert flips == {("a", 0.5): 2, ("b", 1.5): 2}
    assert found.verdict == "fragile" and found.first.segment == 1
    # with weights anyhow, either is first in half of them
    assert found.segments[0].weightings_won == pytest.approx(0.5, abs=0.04)


@pytest.mark.parametrize("weight", [1, 1.0])
def test_half_of_a_whole_weight_is_a_half(weight: float) -> None:
    found = segment_choice(
        criteria(
            criterion("attractiveness", "a", [0.9, 0.1], weight=weight),
            criterion("attractiveness", "b", [0.2, 0.7], weight=weight),
            criterion("attractiveness", "c", [0.2, 0.7], weight=weight),
            criterion("fit", "d", [0.6, 0.5], low=0, high=1, weight=weight),
        ),
        seed=1,
    )
    # with b at a half segment 1 has 4 and 6, segment 2 has 6 and 5; without b it would be first
    halved = next(one for one in found.changes if (one.name, one.factor) == ("b", 0.5))
    assert halved.first == 2 and not halved.flips


def test_the_balance_of_the_axes_is_tried_too() -> None:
    rows = (
        criterion("attractiveness", "a", [1.0, 0.2], low=0, high=1),
        criterion("fit", "c", [0.0, 0.7], low=0, high=1),
    )
    found = segment_choice(criteria(*rows))
    flips = {(one.name, one.factor): one.first for one in found.changes if one.flips}
    assert flips == {("balance", 0.5): 2} and found.verdict == "fragile"
    assert found.segments[0].weightings_won == 1  # one criterion an axis: nothing to weigh


def test_level_segments_are_called_level() -> None:
    rows = (
        criterion("attractiveness", "a", [0.50, 0.51, 0.1], width=0.1, low=0, high=1),
        criterion("fit", "c", [0.5, 0.5, 0.1], width=0.1, low=0, high=1),
    )
    found = segment_choice(criteria(*rows))
    assert found.recommended == (2, 1)
    assert [one.tied for one in found.segments] == [True, True, False]
    assert found.verdict == "fragile"


def test_draws_move_as_wide_as_the_intervals() -> None:
    found = segment_choice(
        criteria(
            criterion("attractiveness", "a", [0.5, 0.3], width=0.2, low=0, high=1),
            criterion("fit", "c", [0.5, 0.3], low=0, high=1),
        ),
        draws=20_000,
        seed=1,
    )
    low, high = found.segments[0].attractiveness_interval
    assert (low, high) == pytest.approx((4, 6), abs=0.05)
    assert found.segments[0].interval == pytest.approx((4.5, 5.5), abs=0.03)
    assert found.segments[0].fit_interval == pytest.approx((5, 5))


def test_an_interval_of_another_level_is_taken_as_such() -> None:
    plain = criterion("attractiveness", "a", [0.5, 0.3], width=0.2, low=0, high=1)
    other = replace(plain, rows=tuple(replace(row, level=0.9) for row in plain.rows))
    fit = criterion("fit", "c", [0.5, 0.3], low=0, high=1)
    found = segment_choice(criteria(other, fit), draws=20_000, seed=1)
    low, high = found.segments[0].attractiveness_interval
    assert high - low == pytest.approx(2 * 1.95996 / 1.64485, abs=0.05)


def test_random_weights_are_spread_evenly() -> None:
    """Of three criteria the share of weightings in which one dominates is a triangle's area."""
    rows = (
        criterion("attractiveness", "a", [1.0, 0.0], low=0, high=1),
        criterion("attractiveness", "b", [0.0, 1.0], low=0, high=1),
        criterion("attractiveness", "c", [0.0, 1.0], low=0, high=1),
        criterion("fit", "d", [0.5, 0.5], low=0, high=1),
    )
    found = segment_choice(criteria(*rows), draws=20_000, seed=2)
    # P(w1 > 1/2) of a flat Dirichlet of three is (1/2)^2
    assert found.segments[0].weightings_won == pytest.approx(0.25, abs=0.01)


def test_scale_of_weights_changes_nothing() -> None:
    def rows(factor: float):
        return criteria(
            criterion("attractiveness", "a", [0.9, 0.5, 0.1], weight=2 * factor, width=0.2),
            criterion("attractiveness", "b", [0.1, 0.4, 0.8], weight=factor, width=0.2),
            criterion("fit", "c", [0.3, 0.6, 0.5], weight=factor, width=0.2),
        )

    one, other = segment_choice(rows(1.0), seed=5), segment_choice(rows(8.0), seed=5)
    assert one.segments == other.segments and one.changes == other.changes


def test_relabelling_segments_relabels_the_choice() -> None:
    values = {"a": [0.9, 0.5, 0.1], "b": [0.1, 0.4, 0.8], "c": [0.3, 0.6, 0.5]}
    parts = {"a": "attractiveness", "b": "attractiveness", "c": "fit"}
    order = [2, 0, 1]
    plain = segment_choice(criteria(*(criterion(parts[n], n, v) for n, v in values.items())))
    turned = segment_choice(
        criteria(*(criterion(parts[n], n, [v[p] for p in order]) for n, v in values.items()))
    )
    assert [one.total for one in turned.segments] == [
        plain.segments[place].total for place in order
    ]
    assert order[turned.first.segment - 1] + 1 == plain.first.segment


def test_a_weight_of_zero_is_shown_and_not_counted() -> None:
    rows = (
        criterion("attractiveness", "a", [0.2, 0.8], low=0, high=1),
        criterion("attractiveness", "b", [1.0, 0.0], weight=0, low=0, high=1),
        criterion("fit", "c", [0.5, 0.5], low=0, high=1),
    )
    found = segment_choice(criteria(*rows))
    assert [one.attractiveness for one in found.segments] == pytest.approx([2, 8])
    assert found.segments[1].weightings_won == 1
    assert {one.name for one in found.changes} == {"balance"}


def test_same_seed_same_choice() -> None:
    assert segment_choice(dominated(0.9), seed=4) == segment_choice(dominated(0.9), seed=4)
    other = segment_choice(dominated(0.9), seed=5)
    assert (
        other.segments[0].draws_won != segment_choice(dominated(0.9), seed=4).segments[0].draws_won
    )


def test_an_axis_without_numbers_is_said() -> None:
    missing = SegmentCriterion(Criterion("fit", "c"), "", "share", reason="unknown")
    found = segment_choice(criteria(criterion("attractiveness", "a", [1, 2]), missing))
    assert isinstance(found, Absent) and "fits the client" in found.reason


# -- criteria ----------------------------------------------------------------------------------


@dataclass(frozen=True)
class Row:
    segment: int
    jaccard: float = 0.0
    jaccard_low: float = 0.0
    jaccard_high: float = 0.0
    change: float = 0.0
    change_low: float = 0.0
    change_high: float = 0.0


@pytest.fixture(scope="module")
def labels() -> pd.Series:
    return pd.Series(np.repeat([1.0, 2.0, np.nan], [120, 80, 10]))


@pytest.fixture(scope="module")
def money(labels) -> pd.Series:
    return pd.Series(np.where(labels == 1, 100.0, 300.0) + np.arange(len(labels)) % 5)


@pytest.fixture(scope="module")
def people(labels) -> People:
    first = (labels == 1).to_numpy()
    age = pd.Categorical(np.where(first, "old", "young"), categories=["young", "old"])
    channels = pd.DataFrame({"Zalo": first.astype(float), "TV": np.arange(210) % 2.0})
    known = {
        "unit": "respondents",
        "descriptors": pd.DataFrame({"Coin": np.arange(210) % 2.0, "Age": age}),
        "statements": {"information": channels},
        "weights": pd.Series(1.0, index=labels.index),
        "value": Absent("no money"),
    }
    # what made the segments plays no part in the choice between them
    return People(**{field: known.get(field) for field in People.__dataclass_fields__})


@pytest.fixture(scope="module")
def sizes(labels, money):
    return segment_sizes(labels, value=money, seed=1)


def measured(found: SegmentCriteria) -> dict[str, list[float]]:
    return {row.name: [one.value for one in row.rows] for row in found.rows}


def test_the_default_takes_what_is_known(labels, people, sizes, money) -> None:
    stability = SimpleNamespace(rows=[Row(2, jaccard=0.5), Row(1, jaccard=0.9)], unstable=(2,))
    found = segment_criteria((), people, labels, sizes, NO_SURVEY, money=money, stability=stability)
    assert [(row.part, row.name) for row in found.rows] == [
        ("attractiveness", "size"), ("attractiveness", "value"),
        ("attractiveness", "money_per_head"),
        ("fit", "stability"), ("fit", "distinctiveness"), ("fit", "reachability"),
    ]  # fmt: skip
    assert all(row.by_default and not row.reason for row in found.rows)
    values = measured(found)
    assert values["size"] == pytest.approx([0.6, 0.4])
    assert values["money_per_head"] == pytest.approx([102, 302])
    assert values["stability"] == [0.9, 0.5] and found.unstable == {2}
    assert values["reachability"] == [1.0, 0.5]
    reached = next(row for row in found.rows if row.name == "reachability")
    assert [row.about for row in reached.rows] == ["Zalo", "TV"]
    known = segment_choice(found, draws=100)
    assert known.default_axes == ("attractiveness", "fit") and known.recommended


def test_what_is_unknown_is_left_out_with_its_reason(labels, people, sizes) -> None:
    bare = segment_sizes(labels)
    found = segment_criteria((), people, labels, bare, NO_SURVEY, stability=Absent("No trial."))
    reasons = {row.name: row.reason for row in found.rows if row.reason}
    assert reasons == {
        "value": "The money of the segments is not known.",
        "money_per_head": "The money of the segments is not known.",
        "stability": "No trial.",
    }
    assert [one.name for one in segment_choice(found, draws=50).unknown] == list(reasons)


def test_every_measure_has_its_number(labels, people, sizes, money) -> None:
    wanted = (
        *(Criterion("attractiveness", name) for name in ("growth", "paying", "years")),
        *(Criterion("fit", name) for name in ("own_brand", "recommendation")),
        Criterion("fit", "shops", judgement={1: 7, 2: 4}),
        Criterion("fit", "half_judged", judgement={1: 7}),
    )
    first = (labels == 1).astype(float)
    answers = ChoiceAnswers(
        {
            ("attractiveness", "paying"): Asked("pay=1", first, "share"),
            ("attractiveness", "years"): Asked("years", first * 10 + 1, "mean"),
        },
        Asked("visited=Ours", 1 - first, "share"),
        pd.Series(np.where(labels == 1, 10.0, 3.0)),
        (0, 10),
    )
    changes = SimpleNamespace(segments=[Row(1, change=0.05), Row(2, change=-0.05)])
    found = segment_criteria(wanted, people, labels, sizes, answers, changes=changes)
    assert measured(found) == {
        "growth": [0.05, -0.05],
        "paying": [1, 0],
        "years": pytest.approx([11, 1]),
        "own_brand": [0, 1],
        "recommendation": [1, -1],
        "shops": [7, 4],
        "half_judged": [],
    }
    asked = {row.name: (row.asked, row.kind) for row in found.rows}
    assert asked["paying"] == ("pay=1", "share")
    assert asked["own_brand"] == ("visited=Ours", "share")
    assert asked["shops"] == ("", "judgement")
    labels_given = Labels({"pay": "Pay", "pay/1": "yes", "visited": "Ever visited"})
    words = Words({}, "customers", "revenue", "VND", SourceLine(), labels=labels_given)
    names = {row.name: called(row, words) for row in found.rows}
    assert names["paying"] == "Pay: yes" and names["own_brand"] == "Ever visited: Ours"
    assert names["shops"] == "shops" and names["growth"] == "Growth of its share"
    assert "not for number 2" in found.rows[-1].reason
    scored = segment_choice(found, draws=50).criteria
    shops = next(one for one in scored if one.criterion.name == "shops")
    assert [row.score for row in shops.rows] == [7, 4]


def test_too_few_answers_are_no_number(labels, people, sizes) -> None:
    few = pd.Series(np.where(np.arange(210) < 9, 1.0, np.nan))
    wanted = [Criterion("fit", "few")]
    answers = ChoiceAnswers({("fit", "few"): Asked("Few", few, "mean")})
    found = segment_criteria(wanted, people, labels, sizes, answers)
    reason = next(row.reason for row in found.rows if row.name == "few")
    assert "not for number 1, 2" in reason


def test_weights_move_the_numbers(labels, people, sizes) -> None:
    half = pd.Series(np.arange(210) % 2.0)
    wanted = [Criterion("fit", "half")]
    answers = ChoiceAnswers({("fit", "half"): Asked("Half", half, "share")})
    heavy = people.__class__(**{**vars(people), "weights": 1 + 2 * half})
    plain = segment_criteria(wanted, people, labels, sizes, answers)
    weighted = segment_criteria(wanted, heavy, labels, sizes, answers)
    assert measured(plain)["half"] == pytest.approx([0.5, 0.5])
    assert measured(weighted)["half"] == pytest.approx([0.75, 0.75])


def test_without_people_there_is_no_choice(labels, sizes) -> None:
    assert segment_criteria((), NO_SURVEY, labels, sizes, NO_SURVEY) is NO_SURVEY


# -- recognition -------------------------------------------------------------------------------


def test_the_trait_that_tells_a_segment_apart_is_named(labels, people) -> None:
    placed = labels.dropna().astype(int)
    found = recognition(placed, people.descriptors.loc[placed.index], np.ones(len(placed)))
    assert [one.trait for one in found] == ["Age", "Age"]
    assert [one.effect for one in found] == pytest.approx([1, 1])


def test_chance_alone_recognises_nobody() -> None:
    rng = np.random.default_rng(1)
    placed = pd.Series(rng.integers(1, 4, 600))
    traits = pd.DataFrame(
        {
            "nine": pd.Categorical(rng.integers(0, 9, 600)),
            "yes": rng.integers(0, 2, 600).astype(float),
            "size": rng.normal(size=600),
        }
    )
    found = recognition(placed, traits, np.ones(600))
    assert max(one.effect for one in found) < 0.12
    assert all(one.low <= one.effect <= one.high for one in found)


def test_correction_equals_bergsma_on_a_small_table() -> None:
    """2 × 2 table 30, 10 / 10, 50: phi² − 1/(n − 1), over 1 − 1/(n − 1)."""
    placed = pd.Series(np.repeat([1, 1, 2, 2], [30, 10, 10, 50]))
    trait = pd.DataFrame({"t": np.repeat([1.0, 0.0, 1.0, 0.0], [30, 10, 10, 50])})
    phi2 = ((30 * 50 - 10 * 10) ** 2) / (40 * 60 * 40 * 60)
    expected = np.sqrt((phi2 - 1 / 99) / (1 - 1 / 99))
    found = recognition(placed, trait, np.ones(100))
    assert [one.effect for one in found] == pytest.approx([expected, expected])


def test_correction_equals_kelley_for_a_number() -> None:
    placed = pd.Series(np.repeat([1, 2], [20, 30]))
    values = np.where(placed == 1, 0.0, 1.0) + np.tile([0.0, 1.0], 25)
    groups = [values[placed == n] for n in (1, 2)]
    within = sum(((g - g.mean()) ** 2).sum() for g in groups)
    eta2 = 1 - within / ((values - values.mean()) ** 2).sum()
    expected = np.sqrt(1 - (1 - eta2) * 49 / 48)
    found = recognition(placed, pd.DataFrame({"t": values}), np.ones(50))
    assert found[0].effect == pytest.approx(expected)


def test_unknown_traits_are_said() -> None:
    from analysis.errors import NotEnoughData

    placed = pd.Series(np.repeat([1, 2], 30))
    with pytest.raises(NotEnoughData, match="descriptor"):
        recognition(placed, pd.DataFrame({"t": np.full(60, np.nan)}), np.ones(60))
