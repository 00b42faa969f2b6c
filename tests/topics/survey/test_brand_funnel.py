"""The brand funnel: shares of everybody asked, and conversion from stage to stage."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
import pyreadstat
import pytest

from analysis.sources.words import Words
from analysis.statistics.shares import weighted_share
from analysis.topics.competitors import awareness
from analysis.topics.survey.brand_funnel.answer import answer
from analysis.topics.survey.brand_funnel.method import BrandFunnel, BrandStage, brand_funnel
from analysis.values.absent import Absent
from analysis.values.source_line import SourceLine

WORDS = Words({}, "respondents", "spending", "VND", SourceLine(), own="Ours")

BRANDS = ["Highlands", "Phúc Long"]


@pytest.fixture
def stages() -> dict[str, pd.DataFrame]:
    aware = pd.DataFrame([[1, 1]] * 6 + [[1, 0]] * 2 + [[0, 0]] * 2, columns=BRANDS, dtype=float)
    used = aware.where(aware == 1)  # asked only of those aware
    used.iloc[3:, 0] = used.iloc[3:, 0] * 0
    return {"Aware": aware, "Used": used}


def stage_of(funnel: BrandFunnel, brand: str, stage: str) -> BrandStage:
    return funnel.at(stage)[brand]


def test_shares_rest_on_everybody_and_conversion_on_the_stage_before(stages):
    funnel = brand_funnel(stages)
    assert [(row.brand, row.stage) for row in funnel.rows] == [
        (brand, stage) for brand in BRANDS for stage in ("Aware", "Used")
    ]
    used = stage_of(funnel, "Highlands", "Used")
    assert (used.share, used.base) == (pytest.approx(0.3), 10)
    assert (used.conversion.share, used.conversion.base) == (pytest.approx(3 / 8), 8)
    assert stage_of(funnel, "Highlands", "Aware").conversion is None
    assert stage_of(funnel, "Phúc Long", "Used").conversion.share == 1
    assert (funnel.brands, funnel.stages) == (tuple(BRANDS), ("Aware", "Used"))


def test_unknown_answer_of_somebody_who_should_have_been_asked_is_left_out(stages):
    stages["Used"].iloc[0, 0] = np.nan
    row = stage_of(brand_funnel(stages), "Highlands", "Used")
    assert (row.base, row.conversion.base) == (9, 7)
    assert row.conversion.share == pytest.approx(2 / 7)


def test_respondents_who_skip_a_stage_are_counted(stages):
    stages["Used"].iloc[9, 0] = 1.0
    row = stage_of(brand_funnel(stages), "Highlands", "Used")
    assert row.skipped == 1
    assert row.conversion.share == pytest.approx(3 / 8)


def test_funnel_on_burger_equals_weighted_shares(shared_data, reference):
    path = shared_data / "sav_burger_tracking" / "Burger_Brand_Tracking_Dec_2017.sav"
    names = {"Q1": "Aware", "Q3": "Considers", "Q4": "Buys"}
    brands = range(1, 11)
    frame = pyreadstat.read_sav(
        path, usecols=["wgt", *(f"{question}_{brand}" for question in names for brand in brands)]
    )[0]
    stages = {
        label: frame[[f"{question}_{brand}" for brand in brands]].set_axis([*"abcdefghij"], axis=1)
        for question, label in names.items()
    }
    funnel = brand_funnel(stages, frame["wgt"])
    known = reference("surveys_and_transactions")["burger"]
    for question, label in names.items():
        first = known[question][0]
        assert 100 * stage_of(funnel, "a", label).share == pytest.approx(first["pct_w_of_total"])
    both = weighted_share(frame["Q3_1"].where(frame["Q1_1"] == 1), frame["wgt"])
    conversion = stage_of(funnel, "a", "Considers").conversion
    assert (conversion.share, conversion.low) == pytest.approx((both.share, both.low))


def numbers(funnel: BrandFunnel) -> list[float]:
    """Every number of a funnel but the sums of weights, which scale with them."""
    shares = [share for row in funnel.rows for share in (row.reached, row.conversion) if share]
    return [
        number for share in shares for number in vars(replace(share, weighted_base=0.0)).values()
    ]


def test_scale_of_weights_and_row_order_do_not_matter(stages):
    weights = pd.Series(np.linspace(0.5, 2, 10))
    one = numbers(brand_funnel(stages, weights))
    turned = {label: stage.iloc[::-1] for label, stage in stages.items()}
    np.testing.assert_allclose(numbers(brand_funnel(stages, weights * 7)), one)
    np.testing.assert_allclose(numbers(brand_funnel(turned, weights.iloc[::-1])), one)


def test_brand_a_later_stage_did_not_ask_about_has_an_empty_row_there(stages):
    stages["Used"] = stages["Used"][["Phúc Long"]]
    row = stage_of(brand_funnel(stages), "Highlands", "Used")
    assert row.base == 0 and np.isnan(row.share) and row.conversion is None


def test_no_stages_is_absent():
    assert isinstance(brand_funnel({}), Absent)


def test_what_is_absent_passes_through_everything() -> None:
    gone = Absent("The client delivered no survey.")
    assert brand_funnel(gone, gone) is gone
    assert answer(gone, WORDS) is gone


def answers(**shares: list[int]) -> pd.DataFrame:
    return pd.DataFrame({name: np.repeat([1.0, 0.0], counts) for name, counts in shares.items()})


@pytest.fixture
def funnel() -> BrandFunnel:
    known = answers(Ours=[60, 40], Theirs=[90, 10])
    bought = answers(Ours=[15, 85], Theirs=[45, 55])
    return brand_funnel({"Known": known, "Bought": bought})


def test_finding_names_place_and_narrowest_step(funnel):
    finding, _chart = answer(funnel, WORDS)
    assert finding.headline == "60% know Ours"
    assert "place 2 of 2" in finding.text and "n = 100" in finding.text
    assert "from “Known” to “Bought”: 25% go on" in finding.implication


@pytest.mark.usefixtures("drawings")
def test_chart_shows_every_brand_and_keeps_its_numbers(funnel):
    _finding, chart = answer(funnel, WORDS)
    for text in ("Ours", "Theirs", "Known", "Bought", "60%", "90%"):
        assert text in chart.svg
    assert "Ours: Known 60%; Bought 15%" in chart.alt
    written = [[row.label, *(cell.text for cell in row.cells)] for row in chart.data.rows]
    assert written == [["Ours", "60%", "15%", "25%"], ["Theirs", "90%", "45%", "50%"]]


def test_awareness_is_called_different_only_where_intervals_part(funnel):
    def headline(funnel: BrandFunnel, words: Words = WORDS) -> str:
        return awareness.answer(funnel, words).findings[0].headline

    assert headline(funnel) == "Theirs is better known than Ours"
    close = brand_funnel({"Known": answers(Ours=[50, 50], Theirs=[52, 48])})
    assert headline(close) == "Ours and Theirs are about equally known"
    assert headline(funnel, replace(WORDS, own=None)) == "Theirs is the best known brand"
    alone = brand_funnel({"Known": answers(Ours=[50, 50])})
    assert isinstance(awareness.answer(alone, WORDS), Absent)
