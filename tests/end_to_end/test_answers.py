"""`answers(study)` is what the study's published notebook displays: one truth, no second list."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import nbformat
import pytest
from published_product import LANGUAGES, ROOT, STUDIES, WAVES, Product, Published, here

sys.path.insert(0, str(ROOT / "tests" / "promises"))

from small_clients import new_project, small_academy, small_coffee

from analysis import answers, open_study
from analysis.languages import active_language, use_language

WAVE = "2026-1"
# two languages, clients and waves, of the quick test
PUBLISHED = (
    Published("hoc_vien_so", "competitor_analysis", "en"),
    Published("ca_phe_may", "competitor_analysis", "vi"),
)
COVER = "application/vnd.analysis.report+json"


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project with both sample clients, small."""
    project = new_project(tmp_path_factory.mktemp("answers"))
    small_coffee((WAVE,)).write(project, "coffee")
    small_academy().write(project, "academy")
    return project


@pytest.fixture(autouse=True)
def same_language_after() -> Iterator[None]:
    before = active_language()
    yield
    use_language(before)


def told(orders: list[tuple[str, ...]]) -> list[dict[str, Any]]:
    """Return what `answers` says: all are opened, then one after the other asked."""
    opened = [
        open_study(name, client=client, wave=wave, language=language)
        for name, client, wave, language in orders
    ]
    said = []
    for study in opened:
        found = answers(study)
        said.append(
            {
                # as another process would read it
                "shown": json.loads(json.dumps([[one.section, one.bundle] for one in found])),
                "kinds": {type(value).__name__ for value in found.values},
                "headline": dict(found.headline),
            }
        )
    return said


def published(project: Path, client: str) -> Path:
    """Return the folder of a client's notebooks, run and published by the command line."""
    outcome = here(project, "run", client, "--format", "html")
    assert outcome.returncode == 0, outcome.stderr
    return project / "reports" / client / WAVE


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
    assert {"Finding", "Table", "Brief"} <= one["kinds"]


def test_answers_are_what_the_published_notebooks_display(
    product: Product, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ANALYSIS_PROJECT", str(product.project))
    orders = [(one.study, one.client, WAVES[one.client], one.language) for one in PUBLISHED]
    in_the_other = (*orders[0][:3], "vi")
    first, second, other, again = told([*orders, in_the_other, orders[0]])
    for one, report in zip((first, second), PUBLISHED, strict=True):
        folder = (product.reports / report.notebook).parents[1]
        assert_equal(one, folder, report.study, report.language)
    # and nothing of one study, language or client reaches the next
    assert _without_run(again["shown"]) == first["shown"]
    # which says other words, and the same numbers
    assert other["shown"] != first["shown"] and other["headline"] == first["headline"]


@pytest.mark.long
def test_every_study_in_both_languages_with_another_client_between(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ANALYSIS_PROJECT", str(project))
    folder = published(project, "coffee")
    coffee = [(study, "coffee", WAVE, language) for study in STUDIES for language in LANGUAGES]
    orders = [*coffee[:1], ("competitor_analysis", "academy", WAVE, "en"), *coffee]
    first, _between, *rest = told(orders)
    assert first["shown"] and first == rest[0]
    for one, (study, _client, _wave, language) in zip(rest, coffee, strict=True):
        assert_equal(one, folder, study, language)
