"""Every broken client gives one clear message: file, column, place, cure.

That it is said in English and stops a run is shown on the command line, in ``end_to_end``.
"""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from broken_clients import BROKEN_CLIENTS, NAME, write_good

from analysis.languages.catalog import language_in_use
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


@pytest.mark.parametrize(
    "build", [pytest.param(build, id=name) for name, build, _fragments in BROKEN_CLIENTS]
)
def test_message_is_clear_in_vietnamese_too(project: Path, build) -> None:
    build(project)
    with language_in_use("vi"):
        messages = [str(problem) for problem in check_client(NAME).problems]
    assert 1 <= len(messages) <= 2, messages
    assert all(text.startswith("data/broken") and " must " not in text for text in messages)


def test_all_problems_of_a_wave_come_at_once(project: Path) -> None:
    folder = write_good(project) / "w1"
    for name in ("deals.csv", "leads.csv", "web.csv"):
        (folder / name).write_bytes(b"")
    assert len(check_client(NAME).problems) == 3
