"""Deals by team, salesperson or country (S4.4)."""

from __future__ import annotations

import pandas as pd
import pytest

from analysis.errors import DataError
from analysis.languages.catalog import language_in_use
from analysis.sources.words import Words
from analysis.topics.prospects import sales
from analysis.topics.prospects.sales.method import Sales, sales_performance
from analysis.values.absent import Absent
from analysis.values.answer import Answer
from analysis.values.source_line import SourceLine

WORDS = Words({}, "customers", "revenue", "VND", SourceLine())

DEALS = pd.DataFrame(
    {
        "team": ["north", "north", "north", "south", "south", None],
        "outcome": ["won", "won", "lost", "won", "open", "won"],
        "amount": [10.0, 30, None, 100, 50, 5],
        "created": pd.to_datetime(["2026-01-01"] * 6),
        "closed": pd.to_datetime(
            ["2026-01-11", "2026-01-31", "2026-02-01", "2026-01-05", None, None]
        ),
    }
)


def test_hand_made_deals():
    found = sales_performance(DEALS, "team")
    south, north = found.rows
    assert (south.group, north.group) == ("south", "north")
    assert (north.deals, north.won, north.lost, north.open, north.base) == (3, 2, 1, 0, 3)
    assert north.win_rate == pytest.approx(2 / 3)
    assert north.low < north.win_rate < north.high
    assert (north.revenue, north.mean_deal, north.median_days_to_close) == (40, 20, 20)
    assert (south.win_rate, south.open, south.days_base) == (1, 1, 1)
    assert found.without_group.revenue == 5
    assert found.total.revenue == 145
    parts = [*found.rows, found.without_group]
    assert sum(row.revenue_share for row in parts) == pytest.approx(1)
    assert sum(row.deals for row in parts) == found.total.deals == 6


def test_money_of_a_group_has_an_interval_and_only_a_clear_lead_is_one():
    rows = [("north", "won", 10.0)] * 80 + [("south", "won", 10.0)] * 20 + [("west", "lost", None)]
    frame = pd.DataFrame(rows, columns=["team", "outcome", "amount"])
    found = sales_performance(frame, "team")
    north, _south, west = found.rows
    # equal deals: the share of money is the share of deals, so the binomial's spread
    spread = 1.96 * (0.8 * 0.2 / 100) ** 0.5
    assert (north.revenue_low, north.revenue_high) == pytest.approx(
        (0.8 - spread, 0.8 + spread), abs=0.015
    )
    assert (west.revenue_share, west.revenue_low, west.revenue_high) == (0, 0, 0)
    assert found.leads_clearly
    even = sales_performance(frame.assign(team=["north", "south"] * 50 + ["west"]), "team")
    assert not even.leads_clearly
    assert not sales_performance(frame.assign(amount=0.0), "team").leads_clearly


def test_without_dates_there_are_no_days():
    found = sales_performance(DEALS.drop(columns=["created", "closed"]), "team")
    assert found.total.median_days_to_close is None


def test_missing_groups_and_undecided_deals():
    assert isinstance(sales_performance(DEALS, "country"), Absent)
    assert isinstance(sales_performance(DEALS.assign(outcome="open"), "team"), Absent)
    with pytest.raises(DataError, match="Won"):
        sales_performance(DEALS.assign(outcome="Won"), "team")


def test_maven_pipeline_adds_up(shared_data):
    folder = shared_data / "b2b_maven_crm"
    raw = pd.read_csv(folder / "sales_pipeline.csv", encoding="utf-8-sig")
    deals = pd.DataFrame(
        {
            "outcome": raw["deal_stage"].map({"Won": "won", "Lost": "lost"}).fillna("open"),
            "amount": raw["close_value"],
            "salesperson": raw["sales_agent"],
            "created": pd.to_datetime(raw["engage_date"], format="%m/%d/%Y"),
            "closed": pd.to_datetime(raw["close_date"], format="%m/%d/%Y"),
        }
    )
    found = sales_performance(deals, "salesperson")
    won = raw[raw["deal_stage"] == "Won"]
    assert found.total.deals == 8800
    assert found.total.won == len(won)
    assert found.total.revenue == won["close_value"].sum()
    assert found.rows[0].group == won.groupby("sales_agent")["close_value"].sum().idxmax()
    assert sum(row.revenue for row in found.rows) == pytest.approx(found.total.revenue)


def answer_by_person(deals: pd.DataFrame) -> Answer:
    """Return the answer with the salespersons in the teams' place."""
    found = sales_performance(deals, "salesperson")
    missing = sales_performance(deals, "team")
    with language_in_use("en"):
        return sales.answer(Sales(found, missing, missing), WORDS)


def test_no_salesperson_is_called_better() -> None:
    deals = pd.DataFrame(
        {
            "outcome": ["won"] * 30 + ["lost"] * 10 + ["won"] * 10 + ["lost"] * 30,
            "amount": 1_000_000.0,
            "salesperson": ["An"] * 40 + ["Bình"] * 40,
        }
    )
    finding, _chart, table, *missing = answer_by_person(deals)
    assert table.name == "sales_salesperson"
    assert [row.label for row in table.rows] == ["An", "Bình", "All"]
    assert finding.headline == "An brought the most revenue: 75.0%"
    assert "better" not in finding.text + finding.implication
    assert all(isinstance(one, Absent) for one in missing) and len(missing) == 2


@pytest.mark.usefixtures("drawings")
def test_sales_by_team_are_drawn_with_both_intervals() -> None:
    rows = [("An", "won", 10.0)] * 80 + [("Bình", "won", 10.0)] * 20 + [("Bình", "lost", None)] * 60
    deals = pd.DataFrame(rows, columns=["salesperson", "outcome", "amount"])
    finding, chart, *_tables = answer_by_person(deals)
    assert finding.headline == "An brought the most revenue: 80.0%"
    assert "chance" not in finding.implication
    assert "Win rate" in chart.svg and "Bình: 25% – 20.0%" in chart.alt
    unclear, *_shown = answer_by_person(deals.assign(salesperson=["An", "Bình"] * 80))
    assert unclear.headline == "No salesperson clearly leads in revenue"
    assert "the order could be chance" in unclear.implication
