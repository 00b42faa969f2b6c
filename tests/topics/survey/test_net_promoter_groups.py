"""Whether customers would recommend the brand, in total and by group."""

from __future__ import annotations

import pandas as pd
import pytest

from analysis.sources.words import Words
from analysis.topics.survey.net_promoter.answer import answer
from analysis.topics.survey.net_promoter.method import net_promoter_groups
from analysis.values.source_line import SourceLine

WORDS = Words({}, "respondents", "spending", "VND", SourceLine(), own="Ours")


@pytest.mark.parametrize(
    ("high", "low", "verdict"),
    [(70, 10, "Promoters clearly"), (10, 70, "Detractors clearly"), (41, 40, "about equally")],
)
def test_verdict_follows_the_interval(high, low, verdict):
    given = pd.Series([10.0] * high + [2.0] * low + [7.0] * (100 - high - low))
    finding, chart = answer(net_promoter_groups(given, pd.DataFrame(index=given.index)), WORDS)
    assert verdict in finding.implication
    assert chart.data.rows[0].label == "Total"


def test_groups_under_ten_answers_are_left_out():
    given = pd.Series([10.0] * 40)
    groups = pd.DataFrame({"Sex": pd.Categorical(["f"] * 31 + ["m"] * 9)})
    result = net_promoter_groups(given, groups)
    assert [(one.question, one.answer) for one in result.rows] == [("", ""), ("Sex", "f")]
    assert result.score == result.total.score == 1


def test_detractors_passives_and_promoters_are_drawn_from_the_left():
    given = pd.Series([10.0] * 50 + [2.0] * 20 + [7.0] * 30)
    groups = pd.DataFrame({"Sex": pd.Categorical(["f"] * 80 + ["m"] * 20)})
    drawn = answer(net_promoter_groups(given, groups), WORDS).shown[0].form
    assert drawn.labels == ["Total", "f", "m"]
    assert [part.role for part in drawn.parts] == ["muted", "context", "brand"]
    assert [list(part.shares) for part in drawn.parts] == [
        [0.2, 0.25, 0.0], [0.3, 0.125, 1.0], [0.5, 0.625, 0.0],
    ]  # fmt: skip
    assert drawn.ends == ["+30", "+38", "0"] and drawn.small == [False, False, True]
