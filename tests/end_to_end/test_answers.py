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
from published_product import ROOT, STUDIES, WAVES, Product, Published

sys.path.insert(0, str(ROOT / "tests" / "promises"))

from small_clients import new_project, small_academy, small_coffee

LANGUAGES = ("vi", "en")
WAVE = "2026-1"
# two languages, clients and waves, of the quick test
PUBLISHED = (
    Published("hoc_vien_so", "competitor_analysis", "vi"),
    Published("ca_phe_may", "competitor_analysis", "en"),
)
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


def told(project: Path, orders: list[tuple[str, ...]]) -> list[dict[str, Any]]:
    """Return what `answers` says, one study after the other in one process of its own."""
    return json.loads(_run(project, "-W", "error", "-c", ASK, json.dumps(orders)))


def published(project: Path, client: str) -> Path:
    """Return the folder of a client's notebooks, run and published by the command line."""
    _run(project, "-m", "analysis.cli", "run", client, "--format", "html")
    return project / "reports" / client / WAVE


def _run(project: Path, *arguments: str) -> str:
    done = subprocess.run(
        [sys.executable, *arguments],
        cwd=project,
        env=_environment(project),
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


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


def assert_equal(one: dict[str, Any], folder: Path, study: str, language: str) -> None:
    """Hold what `answers` says of a study against its published notebook."""
    found = sorted(folder.rglob(f"{language}/{study}.ipynb"))
    assert len(found) == 1, f"{study}, {language}"
    shown, headline = _displayed(found[0])
    assert one["headline"] == headline
    assert [section for section, _ in one["shown"]] == [section for section, _ in shown]
    assert _without_run(one["shown"]) == _without_run(shown), f"{study}, {language}"
    assert {"Finding", "Table", "Brief"} <= set(one["kinds"])


def test_answers_are_what_the_published_notebooks_display(product: Product) -> None:
    orders = [(one.study, one.client, WAVES[one.client], one.language) for one in PUBLISHED]
    first, second, again = told(product.project, [*orders, orders[0]])
    for one, report in zip((first, second), PUBLISHED, strict=True):
        folder = (product.reports / report.notebook).parents[1]
        assert_equal(one, folder, report.study, report.language)
    # and nothing of one study, language or client reaches the next
    assert _without_run(again["shown"]) == first["shown"]


@pytest.mark.long
def test_every_study_in_both_languages_with_another_client_between(project: Path) -> None:
    folder = published(project, "coffee")
    coffee = [(study, "coffee", WAVE, language) for study in STUDIES for language in LANGUAGES]
    orders = [*coffee[:1], ("competitor_analysis", "academy", WAVE, "en"), *coffee]
    first, _between, *rest = told(project, orders)
    assert first["shown"] and first == rest[0]
    for one, (study, _client, _wave, language) in zip(rest, coffee, strict=True):
        assert_equal(one, folder, study, language)
