"""Every broken client gives one clear message: file, column, place, cure."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from broken_clients import BROKEN_CLIENTS, NAME, write_good

from analysis.clients.loading import load_client
from analysis.errors import DataError
from analysis.languages.catalog import language_in_use
from analysis.sources.wave import check_client, load_wave


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
    ("build", "fragments"),
    [pytest.param(build, fragments, id=name) for name, build, fragments in BROKEN_CLIENTS],
)
def test_one_clear_message(project: Path, build, fragments: tuple[str, ...]) -> None:
    build(project)
    messages = [str(problem) for problem in check_client(NAME).problems]
    fitting = [text for text in messages if all(part in text for part in fragments)]
    assert len(fitting) == 1, messages
    other = [text for text in messages if text not in fitting]
    assert len(other) <= 1, messages
    with language_in_use("vi"):
        translated = [str(problem) for problem in check_client(NAME).problems]
    assert len(translated) == len(messages)
    assert all(" must " not in text for text in translated), translated


def test_all_problems_of_a_wave_come_at_once(project: Path) -> None:
    folder = write_good(project) / "w1"
    for name in ("deals.csv", "leads.csv", "web.csv"):
        (folder / name).write_bytes(b"")
    wave = load_wave(NAME, load_client(NAME), "w1")
    with pytest.raises(DataError) as error:
        wave.all()
    assert len(error.value.problems) == 3
