"""How few customers bring most of the revenue (S3.3)."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from analysis.errors import DataError
from analysis.languages.catalog import language_in_use
from analysis.sources.words import Words
from analysis.topics.customers import concentration
from analysis.topics.customers.concentration.method import pareto_share
from analysis.values.absent import Absent
from analysis.values.source_line import SourceLine


def test_concentration_equals_r_on_marketing_campaign(shared_data, reference):
    known = reference("concentration")["marketing_lorenz"]
    frame = pd.read_csv(
        shared_data / "marketing_campaign" / "marketing_campaign.csv", sep=";", encoding="utf-8-sig"
    )
    spend = frame.filter(like="Mnt").sum(axis=1)
    found = pareto_share(spend, draws=50)
    assert found.base == known["n"]
    assert found.share == pytest.approx(known["top20pct"], abs=1e-9)
    assert pareto_share(spend, 0.1, draws=2).share == pytest.approx(known["top10pct"], abs=1e-9)
    assert pareto_share(spend, 0.01, draws=2).share == pytest.approx(known["top1pct"], abs=1e-9)
    assert found.gini == pytest.approx(known["gini"], abs=1e-9)
    assert found.gini_corrected == pytest.approx(known["gini_corrected"], abs=1e-9)
    assert found.lorenz == pytest.approx(known["lorenz_deciles"], abs=1e-9)
    assert found.low < found.share < found.high


def test_twenty_percent_bring_eighty():
    money = pd.Series([40.0] * 2 + [2.5] * 8)
    found = pareto_share(money)
    assert found.share == pytest.approx(0.8)
    assert found.customers_for_reach == pytest.approx(0.2)
    equal = pareto_share(pd.Series([1.0] * 10))
    assert (equal.gini, equal.customers_for_reach) == (pytest.approx(0), pytest.approx(0.8))


def test_negative_revenue_is_counted_and_nothing_is_absent():
    money = pd.Series([-5.0, *range(1, 12)])
    assert pareto_share(money).negative == 1
    assert pareto_share(money) == pareto_share(money.sample(frac=1, random_state=0) * 3)
    assert isinstance(pareto_share(pd.Series([1.0, 2.0])), Absent)


def test_influence_on_the_best_fifth_tends_to_the_bootstrap():
    """The linearised interval is what drawn samples of 20,000 customers give."""
    money = np.random.default_rng(5).lognormal(10, 1.2, 20_000)
    drawn = pareto_share(pd.Series(money), draws=400)
    limit = pareto_share(pd.Series(np.append(money, money.mean())))
    assert (drawn.method, limit.method) == ("bootstrap", "linearised")
    width = drawn.high - drawn.low
    assert limit.high - limit.low == pytest.approx(width, rel=0.1)
    assert limit.low == pytest.approx(drawn.low, abs=width / 10)


def test_wrong_part_of_revenue_is_refused():
    with pytest.raises(DataError, match="reach"):
        pareto_share(pd.Series(range(1, 11)), reach=80)


def test_no_seed_is_sure_of_what_another_is_sure_is_not_so() -> None:
    # the interval ends at 80 % within chance: seeds were sure of "in line", or of "less"
    money = pd.Series([1.0] * 15 + [10.0] * 15 + [100.0] * 15)
    said = {
        (found.verdict, found.perhaps) for found in (pareto_share(money, seed=s) for s in range(40))
    }
    assert ("in_line", "less") in said
    sure = {verdict for verdict, perhaps in said if verdict == perhaps}
    assert len(sure) <= 1, said
    assert (
        pareto_share(pd.Series([1.0] * 99 + [900.0] * 1), top=0.05, reach=0.3).perhaps == "in_line"
    )
    even = pareto_share(pd.Series([1.0] * 200))
    assert even.verdict == even.perhaps == "less"


def test_very_many_customers_have_their_note() -> None:
    money = pd.Series(np.random.default_rng(0).lognormal(10, 1, 20_001))
    with language_in_use("en"):
        words = Words({}, "customers", "revenue", "VND", SourceLine())
        _told, chart = concentration.answer(pareto_share(money), words)
    assert any("linearised" in note for note in chart.data.notes)
