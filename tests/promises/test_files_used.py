"""A report lists, and a study reads, the files that its steps used: no other, each once."""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

import pytest
from plain_clients import OTHERS, SURVEY, new_project, write_client

from analysis import answers, open_study

_opened: list[str] = []
_watching = [False]


def _note(event: str, arguments: tuple) -> None:
    if _watching[0] and event == "open" and isinstance(arguments[0], (str, Path)):
        _opened.append(str(arguments[0]))


sys.addaudithook(_note)


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("ANALYSIS_PROJECT", str(tmp_path / "project"))
    return new_project(tmp_path / "project")


def table(shown, name: str) -> list[list[str]]:
    (found,) = [one for one in shown.values if getattr(one, "name", "") == name]
    return [[row.label, *(cell.text for cell in row.cells)] for row in found.rows]


def test_only_files_that_a_study_used_are_read_and_listed(project: Path) -> None:
    folder = write_client(project, sources=SURVEY.split("    funnel")[0] + OTHERS, rest="")
    for unused in ("survey", "transactions"):
        (folder / "w1" / f"{unused}.csv").write_bytes(b"\x00 no table at all")
    _opened.clear()
    _watching[0] = True
    try:
        shown = answers(open_study("competitor_analysis", client="bakery", wave="", language="en"))
    finally:
        _watching[0] = False
    read = Counter(Path(path).name for path in _opened if "bakery" in Path(path).parts)
    assert read.pop("client.yml") == 1
    assert set(read) == {"competitors.csv", "prices.csv", "reviews.csv"}
    files = table(shown, "provenance")
    assert [row[0] for row in files] == ["competitors.csv", "prices.csv", "reviews.csv"]
