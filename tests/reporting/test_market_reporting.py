"""What the market and competitor studies show of results made by hand."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from titled import titled

from analysis import figures, findings, methods, tables
from analysis.drawing.style import readable
from analysis.languages.catalog import language_in_use
from analysis.sources.words import Words
from analysis.topics.competitors import brand_map
from analysis.topics.survey import brand_funnel
from analysis.values.absent import Absent
from analysis.values.finding import Finding
from analysis.values.source_line import SourceLine

WORDS = Words({}, "respondents", "spending", "VND", SourceLine())


@pytest.fixture(autouse=True)
def english():
    with language_in_use("en"):
        yield


def text_of(table) -> list[str]:
    """A table as a few readable lines."""
    return [
        " | ".join(
            [row.label, *(f"{c.text}{'*' if c.small else ''} {c.mark}".strip() for c in row.cells)]
        )
        for row in table.rows
    ]


def test_banner_table_has_bases_letters_and_marks_small_columns() -> None:
    groups = pd.DataFrame(
        {"Group": pd.Categorical(["x"] * 60 + ["y"] * 60 + ["z"] * 20, categories=list("xyz"))}
    )
    named = pd.DataFrame(
        {"Ours": [1.0] * 50 + [0.0] * 10 + [1.0] * 20 + [0.0] * 40 + [1.0] * 10 + [0.0] * 10}
    )
    result = methods.crosstab(named, groups)
    lines = text_of(tables.banner(result, WORDS))
    assert lines[0] == "Base | 140 | 60 | 60 | 20*"
    assert lines[1] == "Ours | 57% | 83% B C | 33% | 50%*"
    finding = findings.banner(result, WORDS, question="Known", item="Ours")
    assert finding.text.startswith("Known, Ours: 83% in the group “x” (n = 60, 95% CI ")
    assert ", 33% in the group “y” (n = 60, 95% CI " in finding.text


def test_banner_finding_claims_nothing_without_a_test() -> None:
    groups = pd.DataFrame({"Group": pd.Categorical(["x"] * 50 + ["y"] * 50)})
    named = pd.DataFrame({"Ours": ([1.0] * 25 + [0.0] * 25) * 2})
    finding = findings.banner(methods.crosstab(named, groups), WORDS, question="Known", item="Ours")
    assert "no clear difference" in finding.text and "higher" not in finding.text


@pytest.mark.parametrize(
    ("high", "low", "verdict"),
    [(70, 10, "Promoters clearly"), (10, 70, "Detractors clearly"), (41, 40, "about equally")],
)
def test_net_promoter_verdict_follows_the_interval(high, low, verdict) -> None:
    given = pd.Series([10.0] * high + [2.0] * low + [7.0] * (100 - high - low))
    result = methods.net_promoter_groups(given, pd.DataFrame(index=given.index))
    finding = findings.net_promoter(result, WORDS, own="Ours")
    assert verdict in finding.implication
    assert figures.net_promoter(result, finding, WORDS).data.rows[0].label == "Total"


def test_statements_are_ranked_and_an_empty_block_is_absent() -> None:
    blocks = {
        "pains": pd.DataFrame({"Slow": [1, 1, 1, 0] * 10, "Dear": [1, 0, 0, 0] * 10}, dtype=float),
        "goals": pd.DataFrame(index=range(40)),
    }
    shares = methods.statement_shares(blocks)
    finding = findings.statements(shares, WORDS, block="pains")
    assert finding.headline == "The most frequent difficulty: Slow"
    assert "“Dear” follows with 25%" in finding.implication
    assert figures.statements(shares, titled("t"), WORDS, block="pains").svg.index("Slow") > 0
    assert isinstance(findings.statements(shares, WORDS, block="goals"), Absent)
    assert isinstance(figures.statements(shares, titled("t"), WORDS, block="goals"), Absent)


def test_what_is_absent_passes_through_everything() -> None:
    gone = Absent("The client delivered no survey.")
    assert brand_funnel.method.brand_funnel(gone, gone) is gone
    assert brand_funnel.answer(gone, WORDS) is gone
    assert tables.banner(gone, WORDS) is gone


def test_brief_takes_the_strongest_and_every_reason_once() -> None:
    found = [Finding(f"f{n}", "h", f"text {n}", strength=n / 10) for n in range(9)]
    gone = Absent("No survey.")
    page = findings.brief([*found, gone, gone])
    assert [finding.name for finding in page.findings] == [f"f{n}" for n in range(8, 1, -1)]
    assert page.unanswered == ("No survey.",)


def test_headline_lines_do_not_depend_on_the_language() -> None:
    with language_in_use("vi"):
        lines = findings.headline(share=0.76109084649, base=np.int64(4853), gone=Absent("x"))
    assert lines == "share: 0.761091\nbase: 4853\ngone: absent"


def test_what_a_study_could_not_compute_is_absent_in_its_headline() -> None:
    gone = Absent("No survey.")
    mentions = pd.DataFrame({"cheap": [9.0, 1.0, 3.0], "good": [2.0, 8.0, 3.0], "near": [1, 2, 9]})
    mapped = brand_map.method.brand_map(mentions.set_axis(["A", "B", "C"]))
    lines = findings.competitor_analysis_headline(
        "A", funnel=gone, prices=gone, brand_map=mapped
    ).splitlines()
    assert lines[:4] == [
        f"{name}: absent" for name in ("awareness", "offers", "reference_price", "brands_priced")
    ]
    assert lines[4].startswith("map_inertia: 0.") and lines[5] == "mentions: 38"
    segments = findings.segmentation_headline(
        number=gone, sizes=gone, typing=gone, important=gone, concentration=gone
    )
    assert {line.partition(": ")[2] for line in segments.splitlines()} == {"absent"}


def test_sample_profile_shows_both_shares() -> None:
    sex = pd.DataFrame({"Sex": pd.Categorical(["f"] * 30 + ["m"] * 70)})
    weights = pd.Series([50 / 30] * 30 + [50 / 70] * 70)
    profile = methods.sample_profile(sex, weights)
    table = tables.sample_profile(profile, methods.weight_summary(weights), WORDS)
    assert text_of(table) == ["Sex", "f | 30 | 30% | 50%", "m | 70 | 70% | 50%"]
    assert "84.0%" in table.notes[0]


def test_text_in_a_series_colour_is_darkened_until_it_reads_well() -> None:
    assert readable("#0B6E69") == "#0B6E69"
    assert readable("#E69F00") != "#E69F00"
