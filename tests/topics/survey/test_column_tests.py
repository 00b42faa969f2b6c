"""Column tests against R's prop.test, with and without Bonferroni's correction."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from analysis.topics.survey.banner.method_column_tests import column_letter, column_tests
from analysis.values.absent import Absent

BASES = {"weighted": "burger_q1_by_S1_weighted_counts", "effective": "burger_q1_by_S1_kish_neff"}


def compared(known: dict, correction: str):
    """Test the reference's own table of shares and bases."""
    table = known["table"]
    counts = pd.DataFrame(table["values"], index=table["rows"], columns=table["cols"])
    bases = pd.DataFrame(np.tile(known["base"], (2, 1)), index=table["rows"], columns=table["cols"])
    return column_tests(counts / bases, bases, correction=correction)


@pytest.mark.parametrize("name", BASES.values(), ids=BASES)
@pytest.mark.parametrize("correction", ["none", "bonferroni"])
def test_letters_equal_r_on_burger(reference_numbers, name, correction):
    known = reference_numbers("column_proportions")[name]
    letters = compared(known, correction).letters
    assert letters.to_numpy().tolist() == known[f"letters_{correction}"]["values"]


@pytest.mark.parametrize("name", BASES.values(), ids=BASES)
@pytest.mark.parametrize(("correction", "key"), [("none", "p_none"), ("bonferroni", "p_bonf")])
def test_p_values_equal_prop_test_on_burger(reference_numbers, name, correction, key):
    known = reference_numbers("column_proportions")[name]
    pairs = compared(known, correction).pairs
    assert len(pairs) == 2 * 21
    codes = {code: place for place, code in enumerate(known["table"]["cols"])}
    for pair in pairs.itertuples():
        expected = known[key][int(pair.item)][codes[pair.column]][codes[pair.other]]
        assert pair.adjusted_p_value == pytest.approx(expected, abs=1e-9, rel=1e-9)


def test_bonferroni_counts_the_comparisons_of_the_row():
    shares = pd.DataFrame([[0.2, 0.3, 0.0]], index=["x"], columns=list("abc"))
    bases = pd.DataFrame([[100.0, 100.0, 100.0]], index=["x"], columns=list("abc"))
    pairs = column_tests(shares, bases, correction="bonferroni").pairs
    assert pairs[["column", "other"]].to_numpy().tolist() == [["a", "b"]]  # 0 is not compared
    assert pairs["adjusted_p_value"].iloc[0] == pairs["p_value"].iloc[0]


def test_fdr_lies_between_none_and_bonferroni(reference_numbers):
    known = reference_numbers("column_proportions")[BASES["effective"]]
    plain, middle, strict = (
        compared(known, name).pairs["adjusted_p_value"] for name in ("none", "fdr", "bonferroni")
    )
    assert (plain <= middle + 1e-15).all() and (middle <= strict + 1e-15).all()


def test_column_left_out_of_the_tests_gets_no_letters():
    shares = pd.DataFrame([[0.1, 0.9, 0.5]], index=["x"], columns=list("abc"))
    bases = pd.DataFrame([[200.0, 5.0, 200.0]], index=["x"], columns=list("abc"))
    result = column_tests(shares, bases, tested=pd.Series([True, False, True], index=list("abc")))
    assert result.letters.loc["x"].tolist() == ["", "", "A"]


def test_letters_go_on_after_z():
    assert [column_letter(place) for place in (0, 25, 26, 27, 52)] == ["A", "Z", "AA", "AB", "BA"]


def test_one_column_has_nothing_to_compare():
    shares = pd.DataFrame([[0.1]], index=["x"], columns=["a"])
    assert isinstance(column_tests(shares, shares * 1000), Absent)


def test_unknown_correction_is_refused():
    shares = pd.DataFrame([[0.1, 0.2]])
    with pytest.raises(ValueError, match="correction"):
        column_tests(shares, shares * 1000, correction="holm")
