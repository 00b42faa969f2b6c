"""Every base and source line names the wave its numbers are of, and has that wave's numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from plain_clients import new_project, write_client

from analysis import answers, open_study
from analysis.drawing.figure import nothing_drawn

SIZES = {"Wave One": 130, "Wave Two": 110}
STUDIES = ("market_research", "competitor_analysis", "segmentation", "personas")


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = new_project(tmp_path_factory.mktemp("waves") / "project")
    write_client(root, "bakery", waves={"w1": 130, "w2": 110})
    write_client(root, "single", waves={"w1": 130})
    return root


@pytest.fixture(scope="module")
def ask(project: Path):
    """Return a function that gives what a study of the last wave displays; each is asked once."""

    @cache
    def of(study: str, client: str = "bakery"):
        with pytest.MonkeyPatch.context() as patch, nothing_drawn():
            patch.setenv("ANALYSIS_PROJECT", str(project))
            return answers(open_study(study, client=client, wave="", language="en"))

    return of


def parts(shown: Any) -> Iterator[dict[str, Any]]:
    """Yield all tables, figures and cards, and the tables behind the figures."""
    for one in shown:
        for mime, bundle in one.bundle.items():
            if mime.startswith("application/") and "base" in bundle:
                yield bundle
                if bundle.get("data"):
                    yield bundle["data"]


def waves_in(line: str) -> set[str]:
    return {wave for wave in SIZES if wave in line}


@pytest.mark.parametrize("study", STUDIES)
def test_each_line_names_its_wave_and_has_its_number(ask, study) -> None:
    lines = [(part["name"], part["base"], part["source"]) for part in parts(ask(study))]
    assert lines
    for name, base, source in lines:
        assert not base or waves_in(base), (name, base)
        assert not source or waves_in(source), (name, source)
        assert not (base and source) or waves_in(base) == waves_in(source), (name, base, source)
        if "respondents" in base and "asked in" not in base:
            counts = {int(number) for number in re.findall(r"\d+", base)}
            right = {SIZES[wave] for wave in waves_in(base)}
            assert right <= counts and not counts & (set(SIZES.values()) - right), (name, base)


def test_numbers_of_the_reference_wave_are_told_as_such(ask) -> None:
    shown = ask("segmentation")
    found = {
        getattr(one.value, "name", ""): one.value for one in shown if hasattr(one.value, "text")
    }
    for name in ("segment_number", "segment_stability", "typing_tool"):
        assert "Wave One" in found[name].text, found[name].text
    assert "n = 130, Wave One" in found["typing_tool"].text
    bases = {part["name"]: part["base"] for part in parts(shown)}
    assert "130 respondents" in bases["segment_number"] and "Wave One" in bases["segment_number"]
    assert "110 respondents" in bases["segment_sizes"] and "Wave Two" in bases["segment_sizes"]


def test_files_of_both_waves_are_listed_with_their_wave(ask) -> None:
    (files,) = [part for part in map(lambda one: one.value, ask("personas"))
                if getattr(part, "name", "") == "provenance"]  # fmt: skip
    rows = {(row.label, row.cells[0].text) for row in files.rows}
    assert rows == {("survey.csv", "Wave One"), ("survey.csv", "Wave Two")}


def test_the_only_wave_is_named_as_well(ask) -> None:
    for part in parts(ask("market_research", "single")):
        for line in (part["base"], part["source"]):
            assert not line or waves_in(line) == {"Wave One"}, part["name"]
