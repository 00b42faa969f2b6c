"""Correspondence analysis against R's ca and FactoMineR."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pyreadstat
import pytest

from analysis.sources.words import Words
from analysis.topics.competitors.brand_map.answer import answer
from analysis.topics.competitors.brand_map.method import brand_map
from analysis.topics.competitors.brand_map.method_correspondence import (
    CorrespondenceMap,
    brand_image_table,
    correspondence_map,
)
from analysis.values.absent import Absent
from analysis.values.source_line import SourceLine

WORDS = Words({}, "respondents", "spending", "VND", SourceLine(), own="B")

SMOKE = pd.DataFrame(
    [[4, 2, 3, 2], [4, 3, 7, 4], [25, 10, 12, 4], [18, 24, 33, 13], [10, 6, 7, 2]],
    index=["SM", "JM", "SE", "JE", "SC"],
    columns=["none", "light", "medium", "heavy"],
)


def table_of(shared_data, name: str) -> pd.DataFrame:
    path = shared_data / "brand_perception_tables" / f"{name}.csv"
    table = pd.read_csv(path, index_col=0, encoding="utf-8-sig")
    return table.apply(pd.to_numeric, errors="coerce").fillna(0)


def test_map_equals_r_ca_on_smokers(reference_numbers):
    equals_r_ca(correspondence_map(SMOKE), reference_numbers("correspondence")["smoke"])


@pytest.mark.parametrize("name", ["csdsituations", "brandassoc"])
def test_map_equals_r_ca(shared_data, reference, name):
    found = correspondence_map(table_of(shared_data, name))
    equals_r_ca(found, reference("correspondence")[name])


def equals_r_ca(result: CorrespondenceMap, known: dict) -> None:
    assert result.total_inertia == pytest.approx(known["total_inertia"], rel=1e-8)
    count = len(result.inertia_shares)
    assert (100 * result.inertia_shares).tolist() == pytest.approx(known["pct"][:count], rel=1e-8)
    rows, columns = result.row_coordinates, result.column_coordinates
    assert list(rows.index) == known["row"]["names"]
    signs = axis_signs(known["row"]["principal_coords_2d"], rows)
    for found, part in ((rows, "row"), (columns, "col")):
        expected = np.array(known[part]["principal_coords_2d"]) * signs
        np.testing.assert_allclose(found.iloc[:, :2], expected, atol=1e-8)
    np.testing.assert_allclose(result.row_contributions.iloc[:, :2], known["row_ctr_2d"], atol=1e-8)
    np.testing.assert_allclose(result.row_quality.iloc[:, :2], known["row_cos2_2d"], atol=1e-8)
    np.testing.assert_allclose(result.row_masses, known["row"]["mass"], rtol=1e-8)
    np.testing.assert_allclose(result.column_masses, known["col"]["mass"], rtol=1e-8)
    assert result.total_inertia * result.base == pytest.approx(known["chisq"], rel=1e-8)


def axis_signs(expected: list[list[float]], found: pd.DataFrame) -> np.ndarray:
    """Return ±1 an axis: the sign of an axis is arbitrary, but must be one for all points."""
    return np.sign((np.array(expected) * found.iloc[:, :2].to_numpy()).sum(axis=0))


def test_burger_image_equals_r_ca(shared_data, reference):
    known = reference("surveys_and_transactions")["burger"]
    table = known["Q14_weighted_table"]
    counts = pd.DataFrame(table["values"], index=table["rows"], columns=table["cols"])
    ca = known["Q14_ca"]
    result = correspondence_map(counts)
    assert result.total_inertia == pytest.approx(ca["total_inertia"], rel=1e-8)
    rows = result.row_coordinates.loc[ca["rows"]]
    expected = np.array(ca["row2d"]) * axis_signs(ca["row2d"], rows)
    np.testing.assert_allclose(rows.iloc[:, :2], expected, atol=1e-8)


def test_point_contributing_most_lies_on_the_positive_side():
    result = correspondence_map(SMOKE)
    for axis in result.row_coordinates:
        points = pd.concat([result.row_contributions[axis], result.column_contributions[axis]])
        places = pd.concat([result.row_coordinates[axis], result.column_coordinates[axis]])
        assert places[points.idxmax()] > 0


def test_order_of_rows_and_columns_turns_nothing_over():
    one = correspondence_map(SMOKE)
    two = correspondence_map(SMOKE.iloc[::-1, ::-1])
    np.testing.assert_allclose(two.row_coordinates.loc[SMOKE.index], one.row_coordinates, atol=1e-9)
    np.testing.assert_allclose(
        two.column_coordinates.loc[SMOKE.columns], one.column_coordinates, atol=1e-9
    )


def test_duplicated_sample_keeps_the_map():
    one, two = correspondence_map(SMOKE), correspondence_map(2 * SMOKE)
    np.testing.assert_allclose(two.row_coordinates, one.row_coordinates, atol=1e-9)
    assert two.base == 2 * one.base


def test_empty_rows_and_columns_are_left_out_and_named():
    table = SMOKE.copy()
    table.loc["nobody"] = 0
    table["pipe"] = 0
    result = correspondence_map(table)
    assert result.left_out == ("nobody", "pipe")
    np.testing.assert_allclose(
        result.row_coordinates, correspondence_map(SMOKE).row_coordinates, atol=1e-9
    )


def test_too_small_or_flat_a_table_is_absent():
    assert isinstance(correspondence_map(SMOKE.iloc[:2]), Absent)
    flat = pd.DataFrame(np.outer([1, 2, 3], [4, 5, 6]))
    assert isinstance(correspondence_map(flat), Absent)


def test_negative_counts_are_refused():
    with pytest.raises(ValueError, match="zero or more"):
        correspondence_map(-SMOKE)


def test_image_table_counts_weights_by_brand_and_attribute(shared_data, reference):
    path = shared_data / "sav_burger_tracking" / "Burger_Brand_Tracking_Dec_2017.sav"
    names = [f"Q14_1_{attribute}" for attribute in range(1, 22)]
    frame, meta = pyreadstat.read_sav(path, usecols=[*names, "wgt"])
    labels = [meta.column_names_to_labels[name].rsplit(" - ", 1)[0] for name in names]
    known = reference("surveys_and_transactions")["burger"]["Q14_weighted_table"]
    table = brand_image_table({"Burger Shack": frame[names].set_axis(labels, axis=1)}, frame["wgt"])
    expected = dict(zip(known["cols"], known["values"][0], strict=True))
    shared = [label for label in labels if label in expected]
    assert len(shared) > 10
    assert table.loc["Burger Shack", shared].tolist() == pytest.approx(
        [expected[label] for label in shared]
    )


def test_axes_of_equal_inertia_are_turned_the_same_way() -> None:
    names = ["A", "B", "C"]
    table = pd.DataFrame(10.0 + 20.0 * np.eye(3), names, ["x", "y", "z"])
    found = correspondence_map(table)
    shaken = correspondence_map(table + 1e-12 * np.arange(9).reshape(3, 3))
    assert found.inertia_shares.tolist() == pytest.approx([0.5, 0.5])
    for one in (found, shaken):
        places = one.row_coordinates
        assert places.loc["A", 1] > 0 and places.loc["A", 2] == pytest.approx(0, abs=1e-9)
        assert places.loc["B", 2] > 0
        assert places.to_numpy() == pytest.approx(found.row_coordinates.to_numpy(), abs=1e-9)
        assert one.row_contributions.sum().tolist() == pytest.approx([1, 1])
        assert one.row_quality.sum(axis=1).tolist() == pytest.approx([1, 1, 1])


@pytest.mark.usefixtures("drawings")
def test_map_says_what_a_brand_stands_for_by_direction():
    counts = pd.DataFrame(
        [[80, 20, 20], [20, 80, 20], [20, 20, 80.0]],
        index=["A", "B", "C"],
        columns=["fast", "cheap", "nice"],
    )
    result = brand_map(counts, "B")
    assert result.associations.attributes[0] == "cheap"
    assert result.associations.shown == pytest.approx(1)
    assert sum(one.mass for one in result.brands) == pytest.approx(1)
    finding, chart = answer(result, WORDS)
    assert finding.headline == chart.title == "B stands for: cheap"
    assert all(name in chart.svg for name in ("A", "B", "C", "fast", "cheap", "nice"))
    assert chart.base == "Base: 360 mentions"
