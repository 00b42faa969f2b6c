"""Corrected p-values: the example of Benjamini and Hochberg, statsmodels, and what is missing."""

from __future__ import annotations

import numpy as np
import pytest
from statsmodels.stats.multitest import multipletests

from analysis.statistics.corrections import corrected_p_values

# Benjamini and Hochberg (1995), section 3.2: 15 hypotheses of a trial of thrombolysis
PAPER = [
    0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240, 0.4262,
    0.5719, 0.6528, 0.7590, 1.0,
]  # fmt: skip


def test_the_paper_rejects_four_and_bonferroni_three() -> None:
    assert sum(p < 0.05 for p in corrected_p_values(PAPER, "fdr")) == 4
    assert sum(p < 0.05 for p in corrected_p_values(PAPER, "bonferroni")) == 3


def test_the_papers_example_worked_by_hand() -> None:
    by_hand = [
        0.0015, 0.003, 0.0095, 0.035625, 0.0603, 0.447 / 7, 0.447 / 7, 0.0645, 0.0765, 0.486,
        0.5811818182, 0.714875, 0.7532307692, 0.8132142857, 1.0,
    ]  # fmt: skip
    assert corrected_p_values(PAPER) == pytest.approx(by_hand, rel=1e-9)
    assert corrected_p_values(PAPER, "bonferroni")[:4] == pytest.approx(
        [0.0015, 0.006, 0.0285, 0.1425]
    )


@pytest.mark.parametrize(("ours", "theirs"), [("fdr", "fdr_bh"), ("bonferroni", "bonferroni")])
def test_corrections_equal_statsmodels(ours, theirs) -> None:
    rng = np.random.default_rng(1)
    for size in (1, 2, 7, 200):
        p_values = rng.random(size) ** 3
        known = multipletests(p_values, method=theirs)[1]
        assert corrected_p_values(p_values, ours) == pytest.approx(known, rel=1e-12)


@pytest.mark.parametrize("correction", ["none", "bonferroni", "fdr"])
def test_what_was_not_tested_stays_unknown_and_does_not_count(correction) -> None:
    alone = corrected_p_values([0.01, 0.02, 0.5], correction)
    among = corrected_p_values([None, 0.01, float("nan"), 0.02, 0.5, None], correction)
    assert among == [None, alone[0], None, alone[1], alone[2], None]
    assert corrected_p_values([None, None], correction) == [None, None]
    assert corrected_p_values([], correction) == []


@pytest.mark.parametrize("correction", ["none", "bonferroni", "fdr"])
def test_order_does_not_matter_and_nothing_gets_smaller(correction) -> None:
    p_values = np.random.default_rng(2).random(40) ** 2
    found = np.array(corrected_p_values(p_values, correction))
    shuffled = np.random.default_rng(3).permutation(40)
    assert corrected_p_values(p_values[shuffled], correction) == found[shuffled].tolist()
    assert (found >= p_values - 1e-15).all()
    assert found.max() <= 1


def test_other_corrections_and_other_numbers_are_refused() -> None:
    with pytest.raises(ValueError, match="correction"):
        corrected_p_values([0.1], "holm")
    with pytest.raises(ValueError, match="p-values"):
        corrected_p_values([1.2])
