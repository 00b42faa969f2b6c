"""BANT: unknown is not no, and everything adds up (S4.1)."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from analysis.errors import DataError
from analysis.methods.prospects.bant import CRITERIA, bant_table
from analysis.values.absent import Absent

LEADS = pd.DataFrame(
    {
        "budget": ["yes", "yes", "no", "unknown", "yes", "yes"],
        "authority": ["yes", "yes", "yes", "yes", "yes", "unknown"],
        "need": ["yes", "yes", "yes", "yes", "unknown", "yes"],
        "timeline": ["yes", "no", "yes", "yes", "unknown", "no"],
    }
)
BOUGHT = pd.Series([True, False, False, True, None, None], dtype="boolean")
GRADES = ["qualified", "nurture", "disqualified", "incomplete", "incomplete", "incomplete"]


def random_leads(people: int = 400) -> tuple[pd.DataFrame, pd.Series]:
    rng = np.random.default_rng(0)
    frame = pd.DataFrame(
        {c: rng.choice(["yes", "no", "unknown"], people, p=[0.5, 0.2, 0.3]) for c in CRITERIA}
    )
    chance = 0.1 + 0.6 * (frame["need"] == "yes")
    return frame, pd.Series(rng.uniform(size=people) < chance)


def test_hand_made_leads():
    table = bant_table(LEADS, BOUGHT)
    budget = table.criteria[0]
    assert (budget.yes, budget.no, budget.unknown, budget.base, budget.known) == (4, 1, 1, 6, 5)
    assert budget.share_yes == pytest.approx(0.8)
    assert list(table.leads["grade"]) == GRADES
    assert list(table.leads["yes"]) == [4, 3, 3, 3, 2, 2]
    assert table.outcome_known == 4
    yes, no, unknown = budget.conversion
    assert (yes.leads, yes.base, yes.converted) == (4, 2, 1)
    assert (no.base, no.share) == (1, 0)
    assert (unknown.base, unknown.share, unknown.small_base) == (1, 1, True)


def test_counts_add_up():
    table = bant_table(*random_leads())
    for criterion in table.criteria:
        assert criterion.yes + criterion.no + criterion.unknown == criterion.base == 400
        assert sum(c.leads for c in criterion.conversion) == 400
    for groups in (table.grades, table.yes_counts):
        assert sum(group.leads for group in groups) == 400
        assert sum(group.share for group in groups) == pytest.approx(1)
        assert sum(g.conversion.converted for g in groups) == random_leads()[1].sum()


def test_planted_need_converts_better():
    need = bant_table(*random_leads()).criteria[2]
    yes, no, unknown = need.conversion
    assert yes.low > no.high and yes.low > unknown.high
    known = stats.binomtest(need.yes, need.known).proportion_ci(method="wilson")
    assert (need.low, need.high) == pytest.approx((known.low, known.high))


def test_unknown_is_not_no():
    asked = bant_table(LEADS)
    unasked = bant_table(LEADS.replace("no", "unknown"))
    assert asked.criteria[0].share_yes == 0.8 and unasked.criteria[0].share_yes == 1
    assert asked.grades[3].leads == 1 and unasked.grades[3].leads == 0


def test_booleans_missing_values_and_missing_columns():
    as_flags = LEADS.replace({"yes": True, "no": False, "unknown": None}).astype("boolean")
    as_numbers = as_flags.astype("Float64")
    shouted = LEADS.apply(lambda column: " " + column.str.upper())
    for frame in (as_flags, as_numbers, shouted):
        assert list(bant_table(frame).leads["grade"]) == GRADES
    only_need = bant_table(LEADS[["need"]])
    assert only_need.criteria[0].unknown == 6
    assert only_need.criteria[0].share_yes is None


def test_a_soft_authority_does_not_disqualify():
    frame = LEADS.assign(authority="no")
    soft = bant_table(frame, hard=("budget", "need"))
    assert soft.leads["grade"].iloc[0] == "nurture"
    assert bant_table(frame).leads["grade"].iloc[0] == "disqualified"


def test_other_answers_are_refused_with_their_place():
    wrong = LEADS.assign(budget=["yes", "maybe"] + ["maybe"] * 4, need="?")
    with pytest.raises(DataError) as raised:
        bant_table(wrong)
    assert len(raised.value.problems) == 2
    assert "maybe" in str(raised.value) and "5 rows, first at row 2" in str(raised.value)


def test_nothing_known_is_absent():
    assert isinstance(bant_table(LEADS[[]]), Absent)
    assert isinstance(bant_table(LEADS.head(0)), Absent)
