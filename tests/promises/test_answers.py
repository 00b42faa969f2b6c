"""`answers(study)` is what the study's published notebook displays: one truth, no second list."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import nbformat
import pytest
from small_clients import new_project, small_academy, small_coffee

STUDIES = ("market_research", "competitor_analysis", "segmentation", "personas")
LANGUAGES = ("vi", "en")
WAVE = "2026-1"
COVER = "application/vnd.analysis.report+json"
# in one process, one after the other; the first again at the end
ASK = """
import json, sys
from analysis import answers, open_study

ORDERS = json.loads(sys.argv[1])
opened = [open_study(name, client=client, wave=wave, language=language)
          for name, client, wave, language in ORDERS]
told = []
for study in opened:
    found = answers(study)
    told.append({
        "shown": [[one.section, one.bundle] for one in found],
        "kinds": sorted({type(value).__name__ for value in found.values}),
        "headline": dict(found.headline),
    })
json.dump(told, sys.stdout)
"""


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project with both sample clients, small."""
    project = new_project(tmp_path_factory.mktemp("answers"))
    small_coffee((WAVE,)).write(project, "coffee")
    small_academy().write(project, "academy")
    return project


@pytest.fixture(scope="module")
def told(project: Path) -> dict[tuple[str, ...], list[dict[str, Any]]]:
    """What `answers` says of all studies of one client, with another client's in between."""
    coffee = [(study, "coffee", WAVE, language) for study in STUDIES for language in LANGUAGES]
    orders = [*coffee[:1], ("competitor_analysis", "academy", WAVE, "en"), *coffee]
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", ASK, json.dumps(orders)],
        cwd=project,
        env=_environment(project),
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    found: dict[tuple[str, ...], list[dict[str, Any]]] = {}
    for order, one in zip(orders, json.loads(done.stdout), strict=True):
        found.setdefault(order, []).append(one)
    return found


@pytest.fixture(scope="module")
def published(project: Path) -> Path:
    """The client's notebooks, run and published by the command line."""
    command = [sys.executable, "-m", "analysis.cli", "run", "coffee", "--format", "html"]
    done = subprocess.run(
        command,
        cwd=project,
        env=_environment(project),
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return project / "reports" / "coffee" / WAVE


def _environment(project: Path) -> dict[str, str]:
    return {**os.environ, "ANALYSIS_PROJECT": str(project), "RESEARCH_LANGUAGE": "en"}


def _displayed(path: Path) -> tuple[list[list[Any]], dict[str, str]]:
    """Return what a notebook displays with its headings, and its headline numbers."""
    shown, section, headline = [], "", {}
    for cell in nbformat.read(path, as_version=4).cells:
        if cell.cell_type == "markdown":
            titles = [line for line in cell.source.splitlines() if line.startswith("#")]
            section = titles[-1].lstrip("#").strip() if titles else section
        for output in cell.get("outputs", []):
            if output.output_type == "stream":
                assert "headline" in cell.metadata.tags
                lines = (line.split(": ", 1) for line in output.text.splitlines())
                headline |= dict(lines)
            else:
                shown.append([section, dict(output.data)])
    return shown, headline


def _without_run(shown: list[list[Any]]) -> list[list[Any]]:
    """Forget which run made a cover: `answers` is no run."""
    for _section, bundle in shown:
        if COVER in bundle:
            bundle[COVER]["run_id"] = ""
    return shown


def test_answers_are_what_the_published_notebooks_display(
    told: dict[tuple[str, ...], list[dict[str, Any]]], published: Path
) -> None:
    for study in STUDIES:
        for language in LANGUAGES:
            found = sorted(published.rglob(f"{language}/{study}.ipynb"))
            assert len(found) == 1, f"{study}, {language}"
            shown, headline = _displayed(found[0])
            one = told[study, "coffee", WAVE, language][-1]
            assert one["headline"] == headline
            assert [section for section, _ in one["shown"]] == [section for section, _ in shown]
            assert _without_run(one["shown"]) == _without_run(shown), f"{study}, {language}"
            assert {"Finding", "Table", "Brief"} <= set(one["kinds"])


def test_nothing_of_one_study_reaches_the_next(
    told: dict[tuple[str, ...], list[dict[str, Any]]],
) -> None:
    order = (STUDIES[0], "coffee", WAVE, LANGUAGES[0])
    first, again = told[order]
    assert first["shown"] and first == again
