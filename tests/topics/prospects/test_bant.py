"""BANT: unknown is not no, and everything adds up (S4.1)."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from analysis.errors import DataError
from analysis.languages.catalog import language_in_use
from analysis.sources.words import Words
from analysis.topics.prospects import bant
from analysis.topics.prospects.bant.method import GRADES as GRADE_NAMES
from analysis.topics.prospects.bant.method import bant_table, lead_readiness
from analysis.topics.prospects.bant.method_grades import CRITERIA, graded_leads
from analysis.values.absent import Absent
from analysis.values.source_line import SourceLine
from analysis.values.table import Table

WORDS = Words({}, "customers", "revenue", "VND", SourceLine())
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
    graded = graded_leads(LEADS)
    assert list(graded["grade"]) == GRADES
    assert list(graded["yes"]) == [4, 3, 3, 3, 2, 2]
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
        assert list(graded_leads(frame)["grade"]) == GRADES
    only_need = bant_table(LEADS[["need"]])
    assert only_need.criteria[0].unknown == 6
    assert only_need.criteria[0].share_yes is None


def test_a_soft_authority_does_not_disqualify():
    frame = LEADS.assign(authority="no")
    soft = graded_leads(frame, hard=("budget", "need"))
    assert soft["grade"].iloc[0] == "nurture"
    counts = [grade.leads for grade in bant_table(frame, hard=("budget", "need")).grades]
    assert counts == [sum(soft["grade"] == grade) for grade in GRADE_NAMES]
    assert graded_leads(frame)["grade"].iloc[0] == "disqualified"


def test_other_answers_are_refused_with_their_place():
    wrong = LEADS.assign(budget=["yes", "maybe"] + ["maybe"] * 4, need="?")
    with pytest.raises(DataError) as raised:
        bant_table(wrong)
    assert len(raised.value.problems) == 2
    assert "maybe" in str(raised.value) and "5 rows, first at row 2" in str(raised.value)


def test_nothing_known_is_absent():
    assert isinstance(bant_table(LEADS[[]]), Absent)
    assert isinstance(bant_table(LEADS.head(0)), Absent)


@pytest.fixture
def leads() -> pd.DataFrame:
    place = np.arange(200)
    answers = {
        name: np.where(place % (step + 2) == 0, "unknown", np.where(place % 3 == 0, "no", "yes"))
        for step, name in enumerate(CRITERIA)
    }
    frame = pd.DataFrame(answers)
    frame["converted"] = ((frame == "yes").sum(axis=1) + place % 2 >= 4).astype(float)
    return frame


def test_answer_never_takes_unknown_for_no(leads) -> None:
    with language_in_use("en"):
        finding, chart = bant.answer(lead_readiness(leads), WORDS)
    qualified = (leads[list(CRITERIA)] == "yes").all(axis=1).mean()
    assert finding.headline.startswith(f"{100 * qualified:.1f}%")
    assert "Unknown is not no" in finding.implication and "budget (50.0%" in finding.implication
    assert [cell.value for cell in chart.data.rows[0].cells[:3]] == [67, 33, 100]
    assert "100 unknown" in chart.alt


def test_conversion_is_said_to_rise_only_by_a_test(leads) -> None:
    found = lead_readiness(leads)
    assert found.trend.direction == "rising"
    with language_in_use("en"):
        told, *_shown = bant.conversion_answer(found, WORDS)
    assert told.headline == "The more criteria met, the more leads convert"
    rng = np.random.default_rng(3)
    flat = lead_readiness(leads.assign(converted=rng.integers(0, 2, len(leads))))
    assert flat.trend.direction == "no_clear_trend"
    with language_in_use("en"):
        told, *_shown = bant.conversion_answer(flat, WORDS)
    assert "no clear" in told.headline


def test_trend_equals_statsmodels(leads) -> None:
    from statsmodels.stats.contingency_tables import Table as Counts

    found = lead_readiness(leads)
    groups = [group for group in found.yes_counts if group.conversion.base]
    table = np.array([[g.conversion.converted, g.leads - g.conversion.converted] for g in groups])
    scores = np.array([float(group.group) for group in groups])
    reference = Counts(table, shift_zeros=False).test_ordinal_association(row_scores=scores)
    # statsmodels divides by n - 1, Armitage by n
    z = reference.zscore * np.sqrt(len(leads) / (len(leads) - 1))
    assert found.trend.p_value == pytest.approx(2 * stats.norm.sf(abs(z)), rel=1e-9)


def test_leads_without_outcome_are_graded_all_the_same(leads) -> None:
    found = lead_readiness(leads.drop(columns="converted"))
    assert isinstance(found.trend, Absent)
    reason, table = bant.conversion_answer(found, WORDS)
    assert isinstance(reason, Absent)
    assert isinstance(table, Table) and len(table.columns) == 3
