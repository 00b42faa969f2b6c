"""Between which groups answers differ."""

from __future__ import annotations

import pandas as pd

from analysis.sources.words import Words
from analysis.topics.survey.banner.answer import answer
from analysis.topics.survey.banner.method import banner_table
from analysis.values.source_line import SourceLine
from analysis.values.table import Table

WORDS = Words({}, "respondents", "spending", "VND", SourceLine(), own="Ours")


def text_of(table: Table) -> list[str]:
    """A table as a few readable lines."""
    return [
        " | ".join(
            [row.label, *(f"{c.text}{'*' if c.small else ''} {c.mark}".strip() for c in row.cells)]
        )
        for row in table.rows
    ]


def test_table_has_bases_letters_and_marks_small_columns():
    groups = pd.DataFrame(
        {"Group": pd.Categorical(["x"] * 60 + ["y"] * 60 + ["z"] * 20, categories=list("xyz"))}
    )
    named = pd.DataFrame(
        {"Ours": [1.0] * 50 + [0.0] * 10 + [1.0] * 20 + [0.0] * 40 + [1.0] * 10 + [0.0] * 10}
    )
    result = banner_table(named, groups, question="Known", own="Ours")
    assert (result.largest.high, result.largest.low) == ("x", "y")
    finding, table = answer(result, WORDS)
    lines = text_of(table)
    assert lines[0] == "Base | 140 | 60 | 60 | 20*"
    assert lines[1] == "Ours | 57% | 83% B C | 33% | 50%*"
    assert finding.text.startswith("Known, Ours: 83% in the group “x” (n = 60, 95% CI ")
    assert ", 33% in the group “y” (n = 60, 95% CI " in finding.text


def test_finding_claims_nothing_without_a_test():
    groups = pd.DataFrame({"Group": pd.Categorical(["x"] * 50 + ["y"] * 50)})
    named = pd.DataFrame({"Ours": ([1.0] * 25 + [0.0] * 25) * 2})
    result = banner_table(named, groups, question="Known", own="Ours")
    assert result.largest is None and not result.differs
    finding, table = answer(result, WORDS)
    assert "no clear difference" in finding.text and "higher" not in finding.text
    assert table.notes[0].startswith("No column differs")


def test_a_brand_that_was_not_asked_leaves_the_word_to_the_first():
    groups = pd.DataFrame({"Group": pd.Categorical(["x"] * 50 + ["y"] * 50)})
    named = pd.DataFrame({"Theirs": [1.0] * 60 + [0.0] * 40})
    assert banner_table(named, groups, question="Known", own="Ours").subject == "Theirs"
