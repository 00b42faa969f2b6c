"""What people say, block by block."""

from __future__ import annotations

import pandas as pd
import pytest

from analysis.sources.words import Words
from analysis.topics.survey.statements.answer import answer
from analysis.topics.survey.statements.method import statement_shares
from analysis.values.absent import Absent
from analysis.values.source_line import SourceLine

WORDS = Words({}, "respondents", "spending", "VND", SourceLine(), own="Ours")


@pytest.mark.usefixtures("drawings")
def test_statements_are_ranked_and_an_empty_block_is_absent():
    blocks = {
        "pains": pd.DataFrame({"Dear": [1, 0, 0, 0] * 10, "Slow": [1, 1, 1, 0] * 10}, dtype=float),
        "goals": pd.DataFrame(index=range(40)),
    }
    shares = statement_shares(blocks)
    finding, chart = answer(shares, WORDS, block="pains")
    assert finding.headline == chart.title == "The most frequent difficulty: Slow"
    assert "“Dear” follows with 25%" in finding.implication
    assert [row.label for row in chart.data.rows] == ["Slow", "Dear"] and "Slow" in chart.svg
    assert isinstance(answer(shares, WORDS, block="goals"), Absent)


def test_answers_to_a_question_are_not_mixed_with_what_was_named_freely():
    block = pd.DataFrame(
        {
            "heard_from": pd.Categorical(["web"] * 30 + ["friends"] * 10),
            "Posters": [1.0] * 10 + [0.0] * 30,
        }
    )
    shares = statement_shares({"information": block})
    assert [one.statement for one in shares.leading("information")] == ["Posters"]
    assert len(shares.of("information")) == 3
    assert shares.of("information")[1].share.share == pytest.approx(0.75)
    finding, chart = answer(shares, WORDS, block="information")
    assert "Posters" in finding.headline and len(chart.data.rows) == 3
