"""Net promoter scores against figures worked out by hand on two real surveys."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pyreadstat
import pytest

from analysis.statistics.net_promoter import net_promoter_score
from analysis.values.absent import Absent


@pytest.fixture(scope="module")
def shoppers(shared_data) -> pd.DataFrame:
    return pd.read_csv(shared_data / "nps_retail_fr" / "nps.csv", encoding="latin-1")


def test_score_equals_hand_calculation_on_nps_retail_fr(shoppers, reference):
    known = reference("pricing_nps")["nps_fr"]
    result = net_promoter_score(shoppers["nps"], scale=(1, 10))
    assert result.base == known["n"]
    assert 100 * result.score == pytest.approx(known["nps"], rel=1e-9)
    assert result.promoters.share == pytest.approx(known["promoters"], rel=1e-9)
    assert result.passives.share == pytest.approx(known["passives"], rel=1e-9)
    assert result.detractors.share == pytest.approx(known["detractors"], rel=1e-9)
    assert 100 * result.standard_error == pytest.approx(known["se"], rel=1e-9)
    assert [100 * result.low, 100 * result.high] == pytest.approx(known["ci95"], rel=1e-9)


def test_scores_by_period_equal_hand_calculation_on_nps_retail_fr(shoppers, reference):
    for period, known in reference("pricing_nps")["nps_fr_by_t"].items():
        result = net_promoter_score(shoppers.loc[shoppers["t"] == int(period), "nps"])
        if known["n"] < 10:
            assert isinstance(result, Absent)
            continue
        assert 100 * result.score == pytest.approx(known["nps"], rel=1e-9)
        assert 100 * result.standard_error == pytest.approx(known["se"], rel=1e-9)
        assert 100 * result.low < known["nps"] < 100 * result.high


def test_score_equals_hand_calculation_on_mobiles(reference_numbers):
    counts = reference_numbers("pricing_nps")["mobiles_q8_table"]
    scores = [int(answer.split()[0]) for answer in counts]
    answers = pd.Series(np.repeat(scores, list(counts.values())))
    known = reference_numbers("surveys_and_transactions")["mobiles"]
    result = net_promoter_score(answers)
    assert result.base == known["n"]
    assert 100 * result.score == pytest.approx(known["nps"], rel=1e-9)
    # this reference divides by n − 1, the other one by n
    assert 100 * result.standard_error * np.sqrt(895 / 894) == pytest.approx(known["se"], rel=1e-9)


def test_scores_by_company_equal_hand_calculation_on_mobiles(shared_data, reference):
    path = shared_data / "sav_mobiles_feedback" / "Mobiles_feedback_4_weeks.sav"
    frame, meta = pyreadstat.read_sav(path, usecols=["Q7", "Q8"])
    companies = frame["Q7"].map(meta.variable_value_labels["Q7"])
    for company, known in reference("surveys_and_transactions")["mobiles"]["by_company"].items():
        result = net_promoter_score(frame["Q8"].where(companies == company))
        if known["n"] < 10:
            assert isinstance(result, Absent)
            continue
        assert result.base == known["n"]
        assert 100 * result.score == pytest.approx(known["nps"], rel=1e-9)


def test_everybody_a_promoter_keeps_an_interval_inside_the_scale():
    result = net_promoter_score(pd.Series([10.0] * 20))
    assert (result.score, result.standard_error) == (1, 0)
    assert 0.5 < result.low < 1 and result.high == 1


def test_weights_scale_order_and_duplication():
    random = np.random.default_rng(2)
    answers = pd.Series(random.integers(0, 11, 300))
    weights = pd.Series(random.uniform(0.5, 2, 300))
    one = net_promoter_score(answers, weights)
    order = random.permutation(300)
    for other in (
        net_promoter_score(answers, weights * 40),
        net_promoter_score(answers[order], weights[order]),
    ):
        assert (other.low, other.score, other.high) == pytest.approx((one.low, one.score, one.high))
    twice = net_promoter_score(pd.concat([answers] * 2), pd.concat([weights] * 2))
    assert twice.score == pytest.approx(one.score)
    assert twice.standard_error == pytest.approx(one.standard_error / np.sqrt(2))


def test_answers_off_the_scale_are_left_out_and_counted():
    result = net_promoter_score(pd.Series([*range(11), 99, None]))
    assert (result.base, result.left_out) == (11, 1)


def test_scale_must_end_at_ten():
    with pytest.raises(ValueError, match="end at 10"):
        net_promoter_score(pd.Series(range(1, 6)), scale=(1, 5))
