"""What a report says of the weighting of answers is what was done: once, or not at all."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import openpyxl
import pytest
from lxml import html
from plain_clients import OTHERS, TARGETS, fixed_text, new_project, write_client

from analysis import answers, open_study

STUDIES = ("market_research", "competitor_analysis", "segmentation", "personas")
WORDS = {
    "en": r"\b(un)?weight(ed|s|ing|ings)?\b|effective base|efficienc|design effect",
    "vi": r"trọng số|gia quyền|quyền số|hiệu dụng|hiệu suất|hệ số thiết kế",
}
NOT_WEIGHTED = {"en": "The data were not weighted.", "vi": "Dữ liệu không tính trọng số."}
CLIENTS = {
    "plain": {},
    "ones": {"weighting": "weight: weight", "weights": "ones"},
    "given": {"weighting": "weight: weight", "weights": "varied"},
    "raked": {"weighting": TARGETS},
    "shop": {"sources": OTHERS, "rest": "value: {source: transactions}\n"},
}


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = new_project(tmp_path_factory.mktemp("weighting") / "project")
    for name, settings in CLIENTS.items():
        write_client(root, name, waves={"w1": 120}, **settings)
    return root


@pytest.fixture
def told(project: Path, monkeypatch: pytest.MonkeyPatch, undrawn: None):
    """Return a function that gives all texts of what a study says and displays."""
    monkeypatch.setenv("ANALYSIS_PROJECT", str(project))

    def of(client: str, study: str, language: str) -> str:
        shown = answers(open_study(study, client=client, wave="", language=language))
        bundles = [
            {name: part for name, part in bundle.items() if name != "svg"}
            for one in shown
            for mime, bundle in one.bundle.items()
            if mime.startswith("application/") and "report+json" not in mime
        ]
        # Markdown is written in English, and translated when it is published
        fixed = [fixed_text(project, study)] if language == "en" else []
        return " ".join([*fixed, *texts_in(bundles)])

    return of


def texts_in(value: object) -> list[str]:
    if isinstance(value, str):
        return [value]
    if isinstance(value, dict):
        return [text for part in value.values() for text in texts_in(part)]
    return [text for part in value for text in texts_in(part)] if isinstance(value, list) else []


def words(text: str, language: str) -> list[str]:
    return [found.group() for found in re.finditer(WORDS[language], text, re.IGNORECASE)]


@pytest.mark.parametrize(
    ("client", "study", "language"),
    [
        ("ones", "market_research", "en"),
        ("ones", "competitor_analysis", "vi"),
        ("plain", "market_research", "vi"),
        ("plain", "competitor_analysis", "en"),
        ("plain", "personas", "vi"),
    ],
)
def test_without_weights_that_differ_nothing_is_weighted_and_it_is_said_once(
    told, client, study, language
) -> None:
    text = told(client, study, language)
    assert text.count(NOT_WEIGHTED[language]) == 1
    assert words(text.replace(NOT_WEIGHTED[language], ""), language) == []


@pytest.mark.parametrize(
    ("client", "study", "language", "how"),
    [
        ("given", "market_research", "en", "weights delivered with the survey"),
        ("given", "competitor_analysis", "vi", "trọng số có sẵn trong dữ liệu khảo sát"),
        ("raked", "market_research", "vi", "cơ cấu mẫu theo Giới tính khớp với Điều tra dân số"),
        ("raked", "competitor_analysis", "en", "the sample matches the census by Sex"),
    ],
)
def test_weighted_survey_says_how(told, client, study, language, how) -> None:
    text = told(client, study, language)
    assert text.count(how) == 1
    assert NOT_WEIGHTED[language] not in text
    assert {"en": "(effective base)", "vi": "(cỡ mẫu hiệu dụng)"}[language] in text


@pytest.mark.parametrize("study", ["segmentation", "competitor_analysis", "market_research"])
def test_without_a_survey_nothing_is_said_of_weighting(told, study) -> None:
    for language in ("vi", "en"):
        assert words(told("shop", study, language), language) == []


# -- everything that is published of a client without weights: a run of all studies, in both
# languages, and so long; what is told is asked of single studies above


@pytest.fixture(scope="module")
def published(project: Path) -> Path:
    done = subprocess.run(
        [sys.executable, "-m", "analysis.cli", "run", "plain", "--format", "html"],
        cwd=project,
        env={**os.environ, "ANALYSIS_PROJECT": str(project), "OMP_NUM_THREADS": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return project / "reports" / "plain"


def page_text(page: Path) -> str:
    """Return everything a reader of the page is told: texts, titles, descriptions."""
    tree = html.fromstring(page.read_text("utf-8"))
    for element in tree.xpath("//style | //script"):
        element.drop_tree()
    said = [value for element in tree.iter() for name in ("alt", "title", "aria-label")
            if (value := element.get(name))]  # fmt: skip
    return " ".join([" ".join(tree.text_content().split()), *said])


@pytest.mark.long
@pytest.mark.parametrize("language", ["vi", "en"])
def test_unweighted_survey_says_so_once_and_nothing_else(published: Path, language) -> None:
    pages = {page.stem: page_text(page) for page in published.rglob(f"{language}/*.html")}
    assert set(pages) == set(STUDIES)
    for study, text in pages.items():
        assert text.count(NOT_WEIGHTED[language]) == 1, study
        assert words(text.replace(NOT_WEIGHTED[language], ""), language) == [], study


@pytest.mark.long
def test_workbook_of_an_unweighted_survey_has_no_word_on_weighting(published: Path) -> None:
    paths = sorted(published.rglob("*.xlsx"))
    assert paths
    for path in paths:
        cells = [
            cell.value
            for sheet in openpyxl.load_workbook(path)
            for row in sheet.iter_rows()
            for cell in row
            if isinstance(cell.value, str)
        ]
        language = "vi" if "vi" in path.parts else "en"
        assert cells and words(json.dumps(cells, ensure_ascii=False), language) == []
