"""The brand funnel: shares of everybody asked, and conversion from stage to stage."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pyreadstat
import pytest

from analysis.methods.market.brand_funnel import brand_funnel
from analysis.statistics.shares import weighted_share
from analysis.values.absent import Absent

BRANDS = ["Highlands", "Phúc Long"]


@pytest.fixture
def stages() -> dict[str, pd.DataFrame]:
    aware = pd.DataFrame([[1, 1]] * 6 + [[1, 0]] * 2 + [[0, 0]] * 2, columns=BRANDS, dtype=float)
    used = aware.where(aware == 1)  # asked only of those aware
    used.iloc[3:, 0] = used.iloc[3:, 0] * 0
    return {"Aware": aware, "Used": used}


def test_shares_rest_on_everybody_and_conversion_on_the_stage_before(stages):
    funnel = brand_funnel(stages)
    rows = funnel.rows
    assert list(rows.index) == [(brand, stage) for brand in BRANDS for stage in ("Aware", "Used")]
    assert rows.loc[("Highlands", "Used"), "share"] == pytest.approx(0.3)
    assert rows.loc[("Highlands", "Used"), "base"] == 10
    assert rows.loc[("Highlands", "Used"), "conversion"] == pytest.approx(3 / 8)
    assert rows.loc[("Highlands", "Used"), "conversion_base"] == 8
    assert np.isnan(rows.loc[("Highlands", "Aware"), "conversion"])
    assert rows.loc[("Phúc Long", "Used"), "conversion"] == 1
    assert (funnel.brands, funnel.stages) == (tuple(BRANDS), ("Aware", "Used"))


def test_unknown_answer_of_somebody_who_should_have_been_asked_is_left_out(stages):
    stages["Used"].iloc[0, 0] = np.nan
    row = brand_funnel(stages).rows.loc[("Highlands", "Used")]
    assert (row["base"], row["conversion_base"]) == (9, 7)
    assert row["conversion"] == pytest.approx(2 / 7)


def test_respondents_who_skip_a_stage_are_counted(stages):
    stages["Used"].iloc[9, 0] = 1.0
    rows = brand_funnel(stages).rows
    assert rows.loc[("Highlands", "Used"), "skipped"] == 1
    assert rows.loc[("Highlands", "Used"), "conversion"] == pytest.approx(3 / 8)


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
    rows = brand_funnel(stages, frame["wgt"]).rows
    known = reference("surveys_and_transactions")["burger"]
    for question, label in names.items():
        first = known[question][0]
        assert 100 * rows.loc[("a", label), "share"] == pytest.approx(first["pct_w_of_total"])
    both = weighted_share(frame["Q3_1"].where(frame["Q1_1"] == 1), frame["wgt"])
    assert rows.loc[("a", "Considers"), "conversion"] == pytest.approx(both.share)
    assert rows.loc[("a", "Considers"), "conversion_low"] == pytest.approx(both.low)


def test_scale_of_weights_and_row_order_do_not_matter(stages):
    weights = pd.Series(np.linspace(0.5, 2, 10))
    one = brand_funnel(stages, weights).rows.drop(columns=["weighted_base"])
    scaled = brand_funnel(stages, weights * 7).rows.drop(columns=["weighted_base"])
    turned = brand_funnel(
        {label: stage.iloc[::-1] for label, stage in stages.items()}, weights.iloc[::-1]
    ).rows.drop(columns=["weighted_base"])
    np.testing.assert_allclose(scaled.to_numpy(float), one.to_numpy(float))
    np.testing.assert_allclose(turned.to_numpy(float), one.to_numpy(float))


def test_brand_a_later_stage_did_not_ask_about_has_an_empty_row_there(stages):
    stages["Used"] = stages["Used"][["Phúc Long"]]
    row = brand_funnel(stages).rows.loc["Highlands", "Used"]
    assert row["base"] == 0 and np.isnan(row["share"]) and np.isnan(row["conversion"])


def test_no_stages_is_absent():
    assert isinstance(brand_funnel({}), Absent)
