"""A wave's data are checked whole, before anything is made of them.

That every broken client gives one clear message (file, column, place, cure), in both languages,
and stops a run is shown on the command line, in ``end_to_end``.
"""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from broken_clients import NAME, write_good

from analysis.sources.delivery import check_client


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("ANALYSIS_PROJECT", str(tmp_path))
    return tmp_path


def test_good_client_has_no_problem(project: Path) -> None:
    write_good(project)
    result = check_client(NAME)
    assert result.problems == ()
    assert len(result.provenance) == 7


def test_all_problems_of_a_wave_come_at_once(project: Path) -> None:
    folder = write_good(project) / "w1"
    for name in ("deals.csv", "leads.csv", "web.csv"):
        (folder / name).write_bytes(b"")
    assert len(check_client(NAME).problems) == 3
