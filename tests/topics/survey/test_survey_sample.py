"""Who answered a survey."""

from __future__ import annotations

import pandas as pd

from analysis.sources.words import Words
from analysis.statistics.weighting import weight_summary
from analysis.topics.survey.sample.answer import answer
from analysis.topics.survey.sample.method import Sample, sample_profile
from analysis.values.absent import Absent
from analysis.values.source_line import SourceLine

WORDS = Words({}, "respondents", "spending", "VND", SourceLine(), own="Ours")


def test_the_sample_is_shown_before_and_after_weighting():
    sex = pd.DataFrame({"Sex": pd.Categorical(["f"] * 30 + ["m"] * 70)})
    weights = pd.Series([50 / 30] * 30 + [50 / 70] * 70)
    sample = Sample(weight_summary(weights), sample_profile(sex, weights), "the census.")
    finding, table = answer(sample, WORDS)
    assert finding.headline == "100 respondents answered"
    written = [[row.label, *(cell.text for cell in row.cells)] for row in table.rows]
    assert written == [["Sex"], ["f", "30", "30%", "50%"], ["m", "70", "70%", "50%"]]
    assert "84.0%" in table.notes[0] and table.notes[1] == "Targets of the weights: the census."


def test_without_groups_the_number_of_respondents_is_still_told():
    nothing = Absent("The survey has no groups.")
    finding, table = answer(Sample(weight_summary(pd.Series([1.0] * 8)), nothing), WORDS)
    assert finding.text == "8 people answered." and table is nothing
