"""Van Westendorp's price sensitivity meter: points, ranges, who is left out, and what is shown."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import numpy as np
import pandas as pd
import pyreadstat
import pytest

from analysis import answers, open_study
from analysis.sources.delivery import check_client
from analysis.sources.words import Words
from analysis.topics.pricing.price_sensitivity.answer import answer
from analysis.topics.pricing.price_sensitivity.method import (
    ROLES,
    PriceSensitivity,
    price_sensitivity,
)
from analysis.values.absent import Absent
from analysis.values.chart import Chart
from analysis.values.finding import Finding
from analysis.values.line_forms import CrossingChart
from analysis.values.source_line import SourceLine
from analysis.values.table import Table

ROOT = Path(__file__).parents[3]
POINTS = ("pmc", "opp", "idp", "pme")
CLIENT = """\
name: {vi: Tiệm Bánh, en: The Bakery}
kind: b2c
waves: {w1: {}}
sources:
  survey:
    file: FILE
    id: id
    questions:
      age: {type: number, column: age, label: {vi: Tuổi, en: Age}, bands: [30]}
      too_cheap: {type: number, column: too_cheap,
                  label: {vi: Giá nào thì ngờ chất lượng?, en: At which price do you doubt it?}}
      bargain: {type: number, column: bargain,
                label: {vi: Giá nào là hời?, en: At which price is it a bargain?}}
      dear: {type: number, column: getting_expensive,
             label: {vi: Giá nào bắt đầu đắt?, en: At which price does it get expensive?}}
      too_dear: {type: number, column: too_expensive,
                 label: {vi: Giá nào thì không mua?, en: At which price do you leave it?}}
    price_sensitivity: {too_cheap: too_cheap, cheap: CHEAP, expensive: EXPENSIVE,
                        too_expensive: too_dear}
"""
IN_ORDER, EXCHANGED = ("bargain", "dear"), ("dear", "bargain")


def four_people() -> pd.DataFrame:
    return pd.DataFrame(
        [(1, 2, 3, 4), (2, 3, 4, 5), (2, 4, 5, 6), (3, 4, 6, 8)], columns=list(ROLES), dtype=float
    )


def people(count: int, seed: int = 1) -> pd.DataFrame:
    """Prices of generated people on a grid of 5; one in ten names one of them wrongly."""
    draw = np.random.default_rng(seed)
    steps = draw.integers(1, 6, (count, len(ROLES)))
    found = pd.DataFrame(20 + 5 * np.cumsum(steps, axis=1), columns=list(ROLES), dtype=float)
    found.loc[::10, "cheap"] = found.loc[::10, "too_expensive"]
    return found


def met(prices: pd.DataFrame, weights: pd.Series | None = None, **more: object) -> PriceSensitivity:
    found = price_sensitivity(prices, weights, **more)
    assert isinstance(found, PriceSensitivity), found
    return found


def test_all_points_equal_r_pricesensitivitymeter(shared_data: Path, reference) -> None:
    """R's columns are those of the file in its order: its two middle names are exchanged."""
    frame, _meta = pyreadstat.read_sav(shared_data / "psm_sav_example" / "example.sav")
    expected = reference("pricing_nps")["psm_sav"]
    found = met(frame.set_axis(list(ROLES), axis=1), draws=50)
    for name in POINTS:
        assert found.point(name).price == pytest.approx(expected[name.upper()], abs=1e-9)
    assert found.base == expected["n_valid"]
    assert found.base + found.crossed + found.incomplete == expected["n_total"]


def test_points_of_four_people_by_hand() -> None:
    """By price, 1 to 4: too cheap 3/4 1/4 0 0, not cheap 0 1/4 2/4 1, expensive 0 0 1/4 2/4."""
    found = met(four_people(), smallest_base=4, draws=10)
    price = {one.name: one.price for one in found.points}
    assert price["pmc"] == pytest.approx(2.0)  # both 1/4
    assert price["opp"] == pytest.approx(3.0)  # nobody: both 0, from 3 on
    assert price["idp"] == pytest.approx(3 + 1 / 3)  # 3/4 − 1/4 apart at 3, 0 − 1/2 at 4
    assert price["pme"] == pytest.approx(4.5)  # 1/2 − 1/4 apart at 4, 1/4 − 1/2 at 5
    assert price["narrow_low"] == pytest.approx(2.5)
    assert price["narrow_high"] == pytest.approx(4.0 - 1 / 3)
    assert found.point("pmc").share == pytest.approx(0.25)


def test_only_prices_that_ascend_strictly_count() -> None:
    prices = pd.concat([people(100), four_people().iloc[:1]], ignore_index=True)
    equal = pd.DataFrame([(5, 5, 6, 7), (7, 8, 8, 9), (9, 8, 7, 6)], columns=list(ROLES))
    some = pd.DataFrame([(5, np.nan, 6, 7)], columns=list(ROLES))
    nothing = pd.DataFrame([(np.nan,) * 4], columns=list(ROLES))
    found = met(pd.concat([prices, equal, some, nothing], ignore_index=True), draws=10)
    assert (found.base, found.crossed, found.incomplete) == (91, 10 + 3, 1)


def test_a_weight_of_two_is_the_same_person_twice() -> None:
    prices = people(80)
    weights = pd.Series(np.where(np.arange(80) % 3, 1.0, 2.0))
    weighted = met(prices, weights, draws=10)
    doubled = met(pd.concat([prices, prices[weights == 2]], ignore_index=True), draws=10)
    for name in POINTS:
        assert weighted.point(name).price == pytest.approx(doubled.point(name).price, abs=1e-12)
    assert weighted.base == 72 and weighted.effective_base < 72


def test_neither_order_of_people_nor_scale_of_weights_moves_anything() -> None:
    prices = people(120)
    weights = pd.Series(np.random.default_rng(5).uniform(0.5, 2, 120))
    order = np.random.default_rng(2).permutation(120)
    found = met(prices, weights, draws=100)
    for other in (met(prices.iloc[order], weights.iloc[order], draws=100),
                  met(prices, weights * 7, draws=100)):  # fmt: skip
        for one, two in zip(found.points, other.points, strict=True):
            assert (one.price, one.low, one.high) == pytest.approx(
                (two.price, two.low, two.high), abs=1e-9
            )


def test_intervals_are_the_same_for_the_same_seed() -> None:
    prices = people(120)
    first, again, other = (met(prices, seed=seed, draws=200) for seed in (1, 1, 2))
    assert first.points == again.points
    assert [one.price for one in first.points] == [one.price for one in other.points]
    assert [one.low for one in first.points] != [one.low for one in other.points]
    for one in first.points:
        assert one.low <= one.price <= one.high


def test_intervals_shrink_as_people_grow_more() -> None:
    """Four times the people, half the width: the draws are of respondents."""

    def width(count: int) -> float:
        found = met(people(count), draws=300)
        return float(np.mean([one.high - one.low for one in found.points]))

    assert 0.35 < width(2000) / width(500) < 0.7


def test_the_narrower_range_lies_inside_the_original_one() -> None:
    found = met(people(200), draws=10)
    ends = [found.point(name).price for name in ("pmc", "narrow_low", "narrow_high", "pme")]
    assert ends == sorted(ends) and ends[0] < ends[1]


def test_too_few_people_make_no_curves() -> None:
    found = price_sensitivity(people(32), draws=10)  # 28 of them ascend
    assert isinstance(found, Absent)
    assert found.reason.startswith("28 people") and "30" in found.reason


# -- what a report shows ---------------------------------------------------------------------


def test_most_people_must_name_prices_that_ascend() -> None:
    rising = pd.DataFrame([[10, 20, 30, 40]] * 30, columns=ROLES)
    crossed = pd.DataFrame([[40, 20, 30, 10]] * 31, columns=ROLES)
    assert met(pd.concat([rising, crossed.head(30)], ignore_index=True), draws=50).crossed == 30
    told = price_sensitivity(pd.concat([rising, crossed], ignore_index=True), draws=50)
    assert isinstance(told, Absent) and "Of 61 people" in told.reason


def test_where_curves_meet_at_zero_no_interval_is_given() -> None:
    draw = np.random.default_rng(7)
    cheap = draw.uniform(10, 20, 50)
    frame = pd.DataFrame(
        {"too_cheap": cheap, "cheap": cheap + 2, "expensive": cheap + 30,
         "too_expensive": cheap + 45}
    )  # fmt: skip
    found = met(frame, draws=50)
    best = found.point("opp")
    assert best.share == 0 and not best.determined and found.point("pmc").determined
    words = Words({}, "respondents", "spending", "USD", SourceLine())
    finding, _chart, table = answer(found, words)
    assert "nobody finds it too cheap, and nobody too expensive" in finding.implication
    (opp,) = [row for row in table.rows if "(OPP)" in row.label]
    assert opp.cells[1].text == "not determined"


@pytest.mark.usefixtures("drawings")
def test_points_and_both_ranges_stand_in_the_table_with_their_notes() -> None:
    words = Words({}, "respondents", "spending", "USD", SourceLine())
    finding, chart, table = answer(met(people(200), draws=50), words)
    assert isinstance(finding, Finding) and isinstance(chart, Chart) and isinstance(table, Table)
    labels = [row.label for row in table.rows]
    assert all(f"({name.upper()})" in " ".join(labels) for name in POINTS)
    assert "Acceptable range, van Westendorp's original definition" in labels
    assert "Acceptable range, narrower definition" in labels
    assert "20 people are left out" in table.notes[0]
    assert "20 of 200 are left out: their prices do not ascend." in finding.text
    assert chart.title == finding.headline
    # each line is drawn, each point written beside its crossing
    assert all(f"{name.upper()} " in chart.svg for name in POINTS)
    assert chart.data is not None and 0 < len(chart.data.rows) <= 20


def test_points_stand_on_the_curves_that_are_drawn() -> None:
    found = met(people(200), draws=10)
    _finding, chart, _table = answer(found, Words({}, "people", "", "USD", SourceLine()))
    form = chart.form
    assert isinstance(form, CrossingChart)
    for one, pair in zip(form.crossings, ((0, 1), (0, 3), (1, 2), (2, 3)), strict=True):
        for curve in pair:
            height = np.interp(one.amount, form.amounts, form.curves[curve].shares)
            assert one.share == pytest.approx(height, abs=1e-9), one.text


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "data" / "bakery" / "w1").mkdir(parents=True)
    shutil.copytree(ROOT / "notebooks", tmp_path / "notebooks")
    monkeypatch.setenv("ANALYSIS_PROJECT", str(tmp_path))
    return tmp_path


def bakery(project: Path, file: str, order: tuple[str, str]) -> None:
    text = CLIENT.replace("FILE", file).replace("CHEAP", order[0]).replace("EXPENSIVE", order[1])
    (project / "data" / "bakery" / "client.yml").write_text(text, "utf-8")


def answered(project: Path) -> None:
    """Write a survey whose columns are called what they are."""
    frame = people(150).set_axis(
        ["too_cheap", "bargain", "getting_expensive", "too_expensive"], axis=1
    )
    frame = frame.assign(id=range(1, 151), age=np.arange(150) % 40 + 18)
    frame.to_csv(project / "data" / "bakery" / "w1" / "survey.csv", index=False)


@pytest.mark.parametrize(
    ("language", "headline"), [("vi", "Khách chấp nhận giá từ "), ("en", "Acceptable prices: ")]
)
def test_market_research_shows_chart_and_table(project: Path, language: str, headline: str) -> None:
    answered(project)
    bakery(project, "survey.csv", IN_ORDER)
    shown = answers(open_study("market_research", client="bakery", language=language))
    own = [one.value for one in shown if one.section == "Which prices do people accept?"]
    assert [type(value) for value in own] == [Finding, Chart, Table]
    assert own[0].headline.startswith(headline)
    wording = "Giá nào là hời?" if language == "vi" else "At which price is it a bargain?"
    assert wording in own[2].notes[-1]


def test_who_was_not_asked_for_prices_finds_nothing_of_it(project: Path) -> None:
    answered(project)
    bakery(project, "survey.csv", IN_ORDER)
    path = project / "data" / "bakery" / "client.yml"
    path.write_text(path.read_text("utf-8").partition("    price_sensitivity")[0], "utf-8")
    shown = answers(open_study("market_research", client="bakery", language="en"))
    own = [one.value for one in shown if one.section == "Which prices do people accept?"]
    assert own == [Absent("The survey did not ask for prices.", gap=False)]


# -- what the gate refuses -------------------------------------------------------------------


def told(name: str = "bakery") -> list[str]:
    return [str(problem) for problem in check_client(name).problems]


def test_columns_taken_for_each_other_are_refused(project: Path) -> None:
    answered(project)
    bakery(project, "survey.csv", EXCHANGED)
    (problem,) = told()
    assert 'column "bargain"' in problem and 'in column "getting_expensive"' in problem
    assert "sources.survey.price_sensitivity.expensive" in problem
    assert "sources.survey.price_sensitivity.cheap in client.yml" in problem
    bakery(project, "survey.csv", IN_ORDER)
    assert told() == []


def test_prices_under_zero_are_refused(project: Path) -> None:
    answered(project)
    bakery(project, "survey.csv", IN_ORDER)
    path = project / "data" / "bakery" / "w1" / "survey.csv"
    frame = pd.read_csv(path)
    frame.loc[3, "bargain"] = -5
    frame.to_csv(path, index=False)
    (problem,) = told()
    assert re.search(r'column "bargain": prices must not be negative, got: -5', problem)


@pytest.mark.parametrize(
    ("columns", "cure"),
    [
        (
            ["too_expensive", "bargain", "getting_expensive", "too_cheap"],
            "exchange sources.survey.price_sensitivity.too_expensive and "
            "sources.survey.price_sensitivity.too_cheap in client.yml",
        ),
        (
            ["getting_expensive", "too_cheap", "too_expensive", "bargain"],
            "in client.yml too_cheap: dear, cheap: too_cheap, expensive: too_dear, "
            "too_expensive: bargain under sources.survey.price_sensitivity.",
        ),
    ],
)
def test_the_cure_puts_all_four_prices_in_order(
    project: Path, columns: list[str], cure: str
) -> None:
    answered(project)
    bakery(project, "survey.csv", IN_ORDER)
    path = project / "data" / "bakery" / "w1" / "survey.csv"
    frame = pd.read_csv(path)
    named = dict(zip(["too_cheap", "bargain", "getting_expensive", "too_expensive"], columns,
                     strict=True))  # fmt: skip
    frame.rename(columns=named).to_csv(path, index=False)
    problems = told()
    assert problems and all(cure in problem for problem in problems), problems


def test_one_question_in_two_places_is_refused(project: Path) -> None:
    answered(project)
    bakery(project, "survey.csv", ("bargain", "bargain"))
    (problem,) = told()
    assert problem.endswith(
        "Name another question for sources.survey.price_sensitivity.expensive or for "
        "sources.survey.price_sensitivity.cheap in client.yml."
    )


def test_exchanged_columns_of_psm_sav_example_are_refused(project: Path, shared_data: Path) -> None:
    """Its middle columns are named the wrong way round; taken by their names they are refused."""
    frame, _meta = pyreadstat.read_sav(shared_data / "psm_sav_example" / "example.sav")
    frame = frame.assign(id=range(1, len(frame) + 1), age=np.arange(len(frame)) % 40 + 18)
    pyreadstat.write_sav(frame, str(project / "data" / "bakery" / "w1" / "example.sav"))
    bakery(project, "example.sav", IN_ORDER)
    (problem,) = told()
    assert 'column "getting_expensive"' in problem and 'in column "bargain"' in problem
    assert "exchange sources.survey.price_sensitivity.expensive" in problem
    bakery(project, "example.sav", EXCHANGED)
    assert told() == []
