"""The map of segments, against scikit-learn and by what must not change it."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from sklearn.cluster import KMeans
from sklearn.discriminant_analysis import LinearDiscriminantAnalysis
from sklearn.metrics import silhouette_samples

from analysis.topics.segments.separation.method import segment_separation
from analysis.topics.segments.separation.method_axes import principal_places
from analysis.topics.segments.separation.method_borders import (
    segment_borders,
    silhouettes,
    ways_to_others,
)
from analysis.values.absent import Absent

EACH = 70


@pytest.fixture(scope="module")
def planted() -> tuple[pd.Series, pd.DataFrame]:
    """Three segments in four variables: 1 and 2 are near to each other, 3 is far away."""
    rng = np.random.default_rng(1)
    centres = np.array([[0, 0, 0, 0], [1.2, 0, 0, 0], [8, 8, 0, 0]], dtype=float)
    values = np.repeat(centres, EACH, axis=0) + rng.normal(size=(3 * EACH, 4))
    frame = pd.DataFrame(values, columns=["price", "speed", "style", "noise"])
    return pd.Series(np.repeat([1, 2, 3], EACH)), frame


def test_axes_equal_scikit_learns_discriminants(planted) -> None:
    labels, frame = planted
    found = segment_separation(labels, frame)
    known = LinearDiscriminantAnalysis(solver="eigen").fit(frame, labels)
    theirs = known.transform(frame)[:, :2]
    ours = found.axes.places(frame.to_numpy())
    for axis in (0, 1):
        assert abs(np.corrcoef(ours[:, axis], theirs[:, axis])[0, 1]) == pytest.approx(1)
    assert found.axes.shares == pytest.approx(tuple(known.explained_variance_ratio_[:2]))


def test_people_within_segments_have_variance_one_and_no_correlation(planted) -> None:
    labels, frame = planted
    places = segment_separation(labels, frame).axes.places(frame.to_numpy())
    within = places - pd.DataFrame(places).groupby(labels.to_numpy()).transform("mean").to_numpy()
    assert within.T @ within / len(within) == pytest.approx(np.eye(2), abs=1e-9)


def test_silhouettes_equal_scikit_learns(planted) -> None:
    labels, frame = planted
    distances = np.linalg.norm(frame.to_numpy()[:, None] - frame.to_numpy()[None], axis=2)
    ours, nearest = silhouettes(distances, labels.to_numpy(), np.ones(len(labels)))
    assert ours == pytest.approx(silhouette_samples(frame, labels))
    assert set(nearest[:EACH]) == {2} and set(nearest[EACH : 2 * EACH]) == {1}


def test_weights_count_as_copies_of_people(planted) -> None:
    labels, frame = planted
    few = np.r_[0:10, 75:85, 150:160]
    twice = np.sort(np.r_[few, 0:5])
    weights = pd.Series(np.where(few < 5, 2.0, 1.0), index=few)
    once = segment_separation(labels.iloc[few], frame.iloc[few], weights, standardise=False)
    copies = segment_separation(
        labels.iloc[twice].reset_index(drop=True),
        frame.iloc[twice].reset_index(drop=True),
        standardise=False,
    )
    assert np.array(once.axes.loadings) == pytest.approx(np.array(copies.axes.loadings))
    assert once.places[0].x == pytest.approx(copies.places[0].x)


def test_neighbours_overlap_and_the_far_one_does_not(planted) -> None:
    labels, frame = planted
    found = segment_separation(labels, frame)
    assert (found.pairs[0].first, found.pairs[0].second) == (1, 2)
    assert found.verdict == "overlap" and found.pairs[1].between == 0
    assert found.borders[2].between == 0 and found.borders[0].neighbour == 2
    assert found.between_low < found.between < found.between_high
    apart = segment_separation(labels.where(labels != 2), frame, standardise=False)
    assert apart.verdict == "apart" and len(apart.places) == 2


@pytest.mark.parametrize("variables", [2, 10])
@pytest.mark.parametrize("shape", ["uniform", "normal"])
def test_a_cloud_without_gaps_is_called_so_whatever_the_number_of_variables(
    variables, shape
) -> None:
    """About a fifth stands half-way between the cells that k-means cuts it into."""
    rng = np.random.default_rng(2)
    cloud = pd.DataFrame(getattr(rng, shape)(size=(700, variables))).rename(columns=str)
    cells = KMeans(4, n_init=3, random_state=1).fit(cloud).labels_
    found = segment_separation(pd.Series(cells) + 1, cloud, standardise=False)
    assert found.verdict == "overlap" and found.between == pytest.approx(0.2, abs=0.04)


def test_place_between_centres_equals_geometry() -> None:
    """The way of a person along the line between two centres, by plain vectors."""
    rng = np.random.default_rng(8)
    people, labels = rng.normal(size=(60, 3)), np.repeat([1, 2], [40, 20])
    people[labels == 2] += 2
    weights = rng.uniform(0.5, 2, 60)
    squares = np.square(people[:, None] - people[None]).sum(axis=2)
    place, nearest = ways_to_others(squares, labels, weights)
    one, other = (
        np.average(people[labels == n], axis=0, weights=weights[labels == n]) for n in (1, 2)
    )
    along = (people - (one + other) / 2) @ (one - other) / np.square(one - other).sum()
    assert place == pytest.approx(np.where(labels == 1, along, -along))
    assert set(nearest[:40]) == {2}


def test_axes_point_the_same_way_whatever_the_order(planted) -> None:
    labels, frame = planted
    found = segment_separation(labels, frame)
    shuffled = frame.sample(frac=1, random_state=3)
    other = segment_separation(labels.loc[shuffled.index], shuffled)
    assert np.array(other.axes.loadings) == pytest.approx(np.array(found.axes.loadings))
    renamed = segment_separation(labels.map({1: 3, 2: 1, 3: 2}), frame)
    assert np.array(renamed.axes.loadings) == pytest.approx(np.array(found.axes.loadings))
    assert found.ends[0] == ((), ("speed", "price"))


def test_a_later_wave_is_drawn_on_the_axes_of_the_first(planted) -> None:
    labels, frame = planted
    first = segment_separation(labels, frame)
    mirrored = frame.assign(speed=-frame["speed"] * 3)
    later = segment_separation(labels, mirrored, axes=first.axes)
    assert later.kept and later.axes == first.axes
    centre = mirrored[labels == 3].to_numpy().mean(axis=0)[None]
    assert (later.places[2].x, later.places[2].y) == pytest.approx(
        tuple(first.axes.places(centre)[0])
    )
    with pytest.raises(ValueError, match="same variables"):
        segment_separation(labels, frame.rename(columns={"noise": "new"}), axes=first.axes)


def test_two_segments_have_a_second_axis_that_does_not_separate_them(planted) -> None:
    labels, frame = planted
    found = segment_separation(labels.where(labels != 3), frame)
    assert found.axes.shares == pytest.approx((1, 0), abs=1e-9)
    assert found.places[0].y == pytest.approx(found.places[1].y, abs=1e-9)


def test_answers_of_a_choice_do_not_make_the_axes_singular() -> None:
    rng = np.random.default_rng(4)
    choice = rng.integers(0, 3, 150)
    frame = pd.get_dummies(pd.Series(choice)).astype(float).rename(columns=str)
    frame["x"] = rng.normal(size=150) + choice
    labels = pd.Series(np.where(frame["x"] > 1, 1, np.where(choice == 2, 2, 3)))
    found = segment_separation(labels, frame)
    assert np.isfinite(np.array(found.axes.loadings)).all()


def test_principal_coordinates_give_the_distances_back() -> None:
    """Gower (1966): in the plane the coordinates reproduce the distances."""
    rng = np.random.default_rng(5)
    plane = rng.normal(size=(40, 2)) * (3, 1)
    distances = np.linalg.norm(plane[:, None] - plane[None], axis=2)
    for weights in (np.ones(40), rng.uniform(0.5, 2, 40)):
        places, shares = principal_places(np.square(distances), weights)
        again = np.linalg.norm(places[:, None] - places[None], axis=2)
        assert again == pytest.approx(distances) and sum(shares) == pytest.approx(1)


def test_mixed_answers_are_mapped_by_gowers_distance_and_keep_their_way(planted) -> None:
    labels, frame = planted
    answers = frame[["price"]].assign(
        channel=pd.Categorical(np.where(labels == 3, "web", np.where(frame["noise"] > 0, "a", "b")))
    )
    numeric = frame[["price"]].join(pd.get_dummies(answers["channel"], prefix="c").astype(float))
    found = segment_separation(labels, numeric, answers=answers)
    assert found.axes.method == "principal" and found.pairs[0].between > 0
    half = np.arange(0, 3 * EACH, 2)
    later = segment_separation(
        labels.iloc[half], numeric.iloc[half], answers=answers.iloc[half], axes=found.axes
    )
    assert np.sign(later.places[2].x) == np.sign(found.places[2].x)
    assert later.places[2].x == pytest.approx(found.places[2].x, rel=0.2)


def test_at_most_600_people_are_drawn_by_seed(planted) -> None:
    rng = np.random.default_rng(6)
    frame = pd.DataFrame(rng.normal(size=(1700, 3)), columns=list("abc"))
    labels = pd.Series(rng.integers(1, 3, 1700))
    one, same = (segment_separation(labels, frame, seed=1) for _ in range(2))
    assert len(one.points) == 600 and one.measured == 1500 and one.base == 1700
    assert one.points == same.points


def test_who_is_drawn_does_not_depend_on_the_order_of_the_file() -> None:
    rng = np.random.default_rng(7)
    frame = pd.DataFrame(rng.integers(0, 2, size=(1700, 6)).astype(float), columns=list("abcdef"))
    frame["age"] = rng.normal(size=1700)
    labels = pd.Series((frame["age"] > 0).astype(int) + 1)
    turned = rng.permutation(1700)
    one = segment_separation(labels, frame, seed=1)
    other = segment_separation(labels.iloc[turned], frame.iloc[turned], seed=1)
    assert one.measured == 1500 < one.base
    assert other.between == pytest.approx(one.between, rel=1e-9)
    both = [
        pd.DataFrame(found.points).sort_values(["segment", "x"]).reset_index(drop=True)
        for found in (one, other)
    ]
    pd.testing.assert_frame_equal(*both, rtol=1e-6)


def test_too_little_for_a_map_is_said(planted) -> None:
    labels, frame = planted
    assert isinstance(segment_separation(labels.where(labels == 1), frame), Absent)
    assert isinstance(segment_separation(labels, frame[["price"]]), Absent)
    assert isinstance(segment_separation(labels, frame.assign(style=np.nan)), Absent)


def test_a_segment_nobody_was_measured_of_has_no_border() -> None:
    distances = np.array([[0.0, 1, 9], [1, 0, 9], [9, 9, 0]])
    borders, pairs = segment_borders(
        distances, np.square(distances), np.array([1, 1, 2]), np.ones(3), [1, 2, 3]
    )
    assert borders[2].base == 0 and np.isnan(borders[2].silhouette)
    assert borders[1].silhouette == 0  # the only one of a segment
    assert pairs[-1].between == 0


def test_segments_of_people_who_all_answer_alike_have_no_map() -> None:
    labels = pd.Series(np.repeat([1, 2], 30))
    frame = pd.DataFrame({name: labels == 1 for name in "abc"}).astype(float)
    found = segment_separation(labels, frame)
    assert isinstance(found, Absent) and "all answer alike" in found.reason


def test_yes_and_no_that_hang_together_in_nothing_do_not_lie_apart() -> None:
    """Nobody stands between yes and no: the share half-way is no sign of gaps."""
    rng = np.random.default_rng(5)
    nothing = pd.DataFrame((rng.random((800, 10)) < 0.4).astype(float))
    cut = nothing[0].astype(int) + 1
    found = segment_separation(cut, nothing)
    assert found.between < 0.05 and found.yes_no and found.verdict == "overlap"
    group = np.repeat([1, 2], 400)
    planted = pd.DataFrame((rng.random((800, 12)) < np.where(group == 1, 0.9, 0.1)[:, None]) * 1.0)
    apart = segment_separation(pd.Series(group), planted)
    assert apart.yes_no and apart.verdict == "apart"
