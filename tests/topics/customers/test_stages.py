"""Target, potential and actual customers nest and add up; lapsed ones are marked (S1.1)."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from analysis.languages.catalog import language_in_use
from analysis.sources.labels import Labels
from analysis.sources.words import Words
from analysis.statistics.intervals import wilson_interval
from analysis.topics.customers import stages
from analysis.topics.customers.stages.method import PARTS, customer_stages
from analysis.topics.customers.stages.method_evidence import lapse_rule
from analysis.values.absent import Absent
from analysis.values.source_line import SourceLine
from analysis.values.table import Table

NONE = Absent("not delivered")
WORDS = Words({}, "customers", "revenue", "VND", SourceLine())


def texts(table: Table) -> list[list[str]]:
    return [[row.label, *(cell.text for cell in row.cells)] for row in table.rows]


def counts(found, kind: str) -> dict[str, int]:
    return {name: row.people for name, row in found.of(kind).rows.items()}


def adds_up(found) -> bool:
    return all(
        rows[whole].people == sum(rows[part].people for part in parts)
        and rows[whole].share == pytest.approx(sum(rows[part].share for part in parts))
        for rows in (one.rows for one in found.lists)
        for whole, parts in PARTS.items()
    )


def days(*values: str) -> pd.Series:
    return pd.Series(pd.to_datetime([f"2026-{value}" for value in values]))


LEADS = pd.DataFrame(
    {
        "lead": list("uvwxyz"),
        "need": ["yes", "yes", "unknown", "no", "yes", "yes"],
        "budget": ["yes", "unknown", "no", "unknown", "no", "yes"],
        "converted": [0.0, 0, 0, 0, 1, 0],
        "customer": [None, None, None, None, None, "an"],
    }
)


def test_planted_stages_of_one_customer_list() -> None:
    customers = pd.DataFrame({"customer": ["an", "bình", "chi", "dung"]})
    transactions = pd.DataFrame(
        {
            "customer": ["an", "an", "chi", "em"],
            "date": days("01-05", "03-01", "02-01", "02-02"),
            "amount": [10.0, 20.0, -5.0, 7.0],  # chi only returned
        }
    )
    deals = pd.DataFrame(
        {
            "customer": ["bình", "dung", "gia", None],
            "outcome": ["open", "lost", "won", "won"],
            "closed": days("01-09", "01-10", "03-11", "01-01"),
        }
    )
    found = customer_stages(customers, transactions, deals, LEADS, NONE, lapsed_after_days=30)
    people = found.of("customers").people["stage"].to_dict()
    assert people == {
        "an": "actual", "bình": "potential", "chi": "not_known", "dung": "not_known",
        "em": "actual", "gia": "actual",
    }  # fmt: skip
    activity = found.of("customers").people["activity"].dropna().to_dict()
    assert activity == {"an": "active", "em": "lapsed", "gia": "active"}  # counted to 11 March
    assert (found.of("customers").left_out, found.of("customers").merged) == (1, 1)
    assert counts(found, "leads") == {
        "all": 5, "target": 2, "actual": 1, "potential": 1, "not_target": 2, "not_known": 1,
        "active": 0, "lapsed": 0, "activity_not_known": 1,
    }  # fmt: skip
    assert adds_up(found)


def test_unknown_is_neither_no_nor_yes() -> None:
    nothing = LEADS.drop(columns=["customer", "converted"]).assign(need="unknown")
    found = counts(customer_stages(NONE, NONE, NONE, nothing, NONE), "leads")
    assert (found["not_target"], found["not_known"], found["potential"]) == (2, 4, 0)


def test_customers_summed_up_by_the_client() -> None:
    customers = pd.DataFrame(
        {
            "customer": list("abcd"),
            "revenue": [5.0, 0.0, np.nan, 0.0],
            "purchases": [1.0, 0.0, 2.0, np.nan],
            "last_purchase_days": [10.0, np.nan, 400.0, np.nan],
        }
    )
    found = customer_stages(customers, NONE, NONE, NONE, NONE, lapsed_after_days=365)
    assert counts(found, "customers") == {
        "all": 4, "target": 2, "actual": 2, "potential": 0, "not_target": 0, "not_known": 2,
        "active": 1, "lapsed": 1, "activity_not_known": 0,
    }  # fmt: skip
    row = found.of("customers").rows["actual"]
    assert (row.low, row.high) == wilson_interval(0.5, 4)


def test_respondents_are_weighted_and_buy_elsewhere() -> None:
    stage = pd.DataFrame({"Mây": [1, 0, 0, np.nan], "Highlands": [1, 1, 0, np.nan]})
    weights = pd.Series([2.0, 1.0, 0.5, 0.5])
    funnel = {"Known": stage.fillna(1), "Visited": stage}
    found = customer_stages(NONE, NONE, NONE, NONE, funnel, own_brand="Mây", weights=weights)
    mine = found.of("respondents")
    assert mine.people["stage"].tolist() == ["actual", "potential", "not_known", "not_known"]
    assert mine.rows["actual"].share == pytest.approx(0.5)
    assert mine.effective_base == pytest.approx(16 / 5.5)
    assert mine.bought == "Visited"
    assert adds_up(found)
    other = customer_stages(NONE, NONE, NONE, NONE, funnel, own_brand="Phin")
    assert isinstance(other, Absent)


def test_wait_that_most_do_not_exceed() -> None:
    """Everyone counts the same: the daily customer's many short waits do not set the bound."""
    weekly = [(f"w{person}", 7 * visit) for person in range(57) for visit in range(20)]
    monthly = [(f"m{person}", 30 * visit) for person in range(3) for visit in range(5)]
    daily = [("d", day) for day in range(140)]
    rows = pd.DataFrame(weekly + monthly + daily, columns=["customer", "day"])
    rows["day"] = pd.Timestamp("2026-01-01") + pd.to_timedelta(rows["day"], unit="D")
    last = rows["day"].max()
    rule = lapse_rule(rows, last, None)
    assert (rule.days, rule.reason, rule.repeat_customers) == (7, "waits", 61)
    assert lapse_rule(rows[rows["customer"] < "w"], last, None).reason == "few"
    assert lapse_rule(rows, rows["day"].min() + pd.Timedelta(days=12), None).reason == "short"
    assert lapse_rule(rows.head(0), None, None).reason == "undated"
    assert lapse_rule(rows.head(0), None, 90).days == 90


def test_one_in_twenty_waits_long_anyway() -> None:
    """Steady buyers are not said to be lost, those who stopped are."""
    rng = np.random.default_rng(7)

    def lines(stopped: int) -> pd.DataFrame:
        rows = []
        for person in range(200):
            visits = np.cumsum(rng.exponential(10, 60))
            end = 80 if person < stopped else 300
            rows += [(f"c{person:03}", day) for day in visits[visits < end]]
        frame = pd.DataFrame(rows, columns=["customer", "day"])
        date = pd.Timestamp("2026-01-01") + pd.to_timedelta(frame["day"].round(), unit="D")
        return pd.DataFrame({"customer": frame["customer"], "date": date, "amount": 1.0})

    steady = customer_stages(NONE, lines(0), NONE, NONE, NONE).of("customers")
    losing = customer_stages(NONE, lines(80), NONE, NONE, NONE).of("customers")
    assert not steady.more_than_usual and steady.lapsed.share < 0.09
    assert losing.more_than_usual and losing.lapsed.share == pytest.approx(0.42, abs=0.04)


def test_no_file_no_stage() -> None:
    assert isinstance(customer_stages(NONE, NONE, NONE, NONE, NONE), Absent)


@pytest.mark.long  # small clients' stages add up above; these need all files of both samples
@pytest.mark.parametrize(("client", "kinds"), [
    ("ca_phe_may", ["customers", "respondents"]), ("hoc_vien_so", ["customers", "leads"]),
])  # fmt: skip
def test_stages_of_the_sample_clients_add_up(client, kinds) -> None:
    from analysis.report.opening import open_study

    study = open_study("segmentation", client=client, wave="", language="en")
    found = customer_stages(
        study.frame("customers"), study.frame("transactions"), study.frame("deals"),
        study.frame("leads"), study.brand_stages, own_brand=study.own_brand,
        weights=study.brand_weights,
    )  # fmt: skip
    assert [one.kind for one in found.lists] == kinds
    assert adds_up(found)
    listed = found.of("customers")
    assert listed.people.index.is_unique and len(listed.people) == listed.base
    assert set(study.frame("customers")["customer"]) <= set(listed.people.index)


@pytest.fixture(scope="module")
def everyone():
    leads = pd.DataFrame(
        {
            "lead": [f"L{n}" for n in range(40)],
            "need": ["yes"] * 30 + ["no"] * 4 + ["unknown"] * 6,
            "budget": ["yes"] * 40,
            "converted": [1.0] * 10 + [0.0] * 30,
        }
    )
    visits = [(f"c{n}", day) for n in range(40) for day in range(0, 200 if n < 20 else 60, 10)]
    lines = pd.DataFrame(visits, columns=["customer", "day"])
    lines["date"] = pd.Timestamp("2026-01-01") + pd.to_timedelta(lines["day"], unit="D")
    customers = pd.DataFrame({"customer": [f"c{n}" for n in range(50)]})
    return customer_stages(customers, lines.assign(amount=1.0), NONE, leads, NONE)


def test_the_question_that_tells_who_has_bought_is_named_in_words() -> None:
    stage = pd.DataFrame({"Mây": [1, 0] * 20, "Phin": [1, 1] * 20})
    funnel = {"known": stage, "visited": stage}
    found = customer_stages(NONE, NONE, NONE, NONE, funnel, own_brand="Mây")
    words = replace(WORDS, labels=Labels({"visited": "Ever visited"}))
    with language_in_use("en"):
        _told, chart = stages.answer(found, words)
    notes = chart.data.notes
    assert any("if they say so in “Ever visited”" in note for note in notes)


@pytest.mark.usefixtures("drawings")
def test_stages_nest_in_table_figure_and_words(everyone) -> None:
    with language_in_use("en"):
        finding, chart = stages.answer(everyone, WORDS)
    table = chart.data
    lines = [(row.level, *cells[:3]) for row, cells in zip(table.rows, texts(table), strict=True)]
    assert lines[:7] == [
        (0, "People with a customer's id"),
        (0, "Everyone", "50", "100%"),
        (1, "Target customers", "40", "80%"),
        (2, "Actual: have bought", "40", "80%"),
        (3, "active", "20", "40%"),
        (3, "lapsed", "20", "40%"),
        (2, "Potential: need it, can pay, have not bought", "0", "0%"),
    ]
    assert any("over 10 days; 95% of the times" in note for note in table.notes)
    assert finding.headline == "50% of buyers have not come back for over 10 days"
    assert "80% have bought (n = 50" in finding.text and "For 20% need" in finding.text
    assert "Of 40 people who enquired, 75% are target customers" in finding.implication
    for text in ("Target 80%", "Active 40%", "Lapsed 40%", "Potential 50%", "Not target 10%"):
        assert text in chart.svg
    assert chart.base == "Base: 50 people with a customer's id; 40 people who enquired (leads)"
    with language_in_use("vi"):
        told, _chart = stages.answer(everyone, WORDS)
        assert told.headline == ("50 % khách đã mua không quay lại hơn 10 ngày")


def test_a_list_of_buyers_only_is_no_news(everyone) -> None:
    lines = pd.DataFrame(
        {"customer": list("ab"), "date": pd.Timestamp("2026-01-01"), "amount": 1.0}
    )
    with language_in_use("en"):
        finding, _chart = stages.answer(customer_stages(NONE, lines, NONE, NONE, NONE), WORDS)
    assert finding.headline == "The files name nobody who has not bought"
    assert finding.strength == 0.2
