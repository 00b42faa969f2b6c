"""*Method and limits* tells of the tests that were made, and of no other."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from plain_clients import OTHERS, SURVEY, fixed_text, new_project, write_client

from analysis import answers, open_study

LEADS = """\
  leads:
    file: leads.csv
    columns: {lead: lead, channel: channel{converted}}
    bant: {budget: {column: budget, yes: ["yes"]}, need: {column: need, yes: ["yes"]}}
"""


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = new_project(tmp_path_factory.mktemp("method") / "project")
    draw = np.random.default_rng(1)
    leads = pd.DataFrame(
        {
            "lead": [f"L{n}" for n in range(300)],
            "channel": np.repeat(["Web", "Shop", "Fair"], 100),
            "bought": np.repeat([1, 0], 150),
            "budget": draw.choice(["yes", "no"], 300),
            "need": draw.choice(["yes", "no"], 300),
        }
    )
    for name, role in (("known", ", converted: bought"), ("unknown", "")):
        sources = LEADS.replace("{converted}", role)
        folder = write_client(root, name, sources=sources, rest="")
        leads.to_csv(folder / "w1" / "leads.csv", index=False)
    plain = {"waves": {"w1": 120}, "sources": SURVEY + OTHERS}
    write_client(root, "corrected", rest="", **plain)
    write_client(root, "uncorrected", rest="tables: {correction: none}\n", **plain)
    return root


@pytest.fixture
def method(project: Path, monkeypatch: pytest.MonkeyPatch, undrawn: None):
    monkeypatch.setenv("ANALYSIS_PROJECT", str(project))

    def of(client: str, study: str) -> str:
        shown = answers(open_study(study, client=client, wave="", language="en"))
        computed = [
            line["text"]
            for one in shown
            for mime, bundle in one.bundle.items()
            if "method+json" in mime
            for line in bundle["lines"]
        ]
        return " ".join([fixed_text(project, study), *computed])

    return of


def test_channels_are_said_to_be_tested_only_where_they_were(method) -> None:
    assert "Fisher's exact test" in method("known", "personas")
    told = method("unknown", "personas")
    assert "graded without guessing" in told
    assert "Fisher" not in told and "trend" not in told


def test_correction_is_told_as_it_was_made(method) -> None:
    assert "corrected for their number (false discovery rate)" in method(
        "corrected", "market_research"
    )
    assert "not corrected for their number" in method("uncorrected", "market_research")


def test_records_are_those_that_were_counted(method) -> None:
    told = method("corrected", "market_research")
    assert "search queries" not in told
    assert "Reviews are counts of what was recorded" in told
