"""Real public data, from a raw file to the published report.

The burger tracker runs always where the data are; the other examples are checked always and run
whole on demand: ``make test-long``.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from published_product import Published, copied_project, here, research

from analysis.languages import active_language, use_language
from analysis.report.opening import open_study
from analysis.sources.examples import EXAMPLE_DATA
from analysis.statistics.shares import weighted_share
from analysis.statistics.weighting import weight_summary
from analysis.topics.segments import classification
from analysis.topics.segments.basis.method_basis import basis_of_people
from analysis.topics.segments.classification.method import agreement_with_classification
from analysis.topics.segments.solution.method import segment_solution
from analysis.values.media import BRIEF_MIME, TABLE_MIME

TRACKER = "burger_tracking"


@pytest.fixture(scope="module")
def examples(shared_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project with all example clients, their raw files linked."""
    folders = tuple(f"examples/{name}" for name in EXAMPLE_DATA)
    project = copied_project(tmp_path_factory.mktemp("examples"), folders)
    for name in EXAMPLE_DATA:
        outcome = here(project, "example", name, "--from", str(shared_data))
        assert outcome.returncode == 0, outcome.stderr
        assert outcome.stdout == f"Now: research run {name}\n"
    return project


@pytest.fixture(scope="module")
def tracker(examples: Path) -> Path:
    """Folder of the burger tracker's published wave: one study, English, HTML."""
    arguments = ("--study", "market_research", "--language", "en", "--format", "html")
    outcome = here(examples, "run", TRACKER, *arguments)
    assert outcome.returncode == 0, outcome.stderr
    return examples / "reports" / TRACKER / EXAMPLE_DATA[TRACKER].wave


@pytest.fixture(autouse=True)
def same_language_after():
    before = active_language()
    yield
    use_language(before)


@pytest.fixture(scope="module")
def survey(examples: Path):
    """The tracker's study as a notebook opens it."""
    before = active_language()
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ANALYSIS_PROJECT", str(examples))
        yield open_study("market_research", client=TRACKER, wave="", language="en")
    use_language(before)


def test_awareness_is_weighted_with_its_design_based_error(survey, reference) -> None:
    known = reference("survey_weighting")
    aware = next(iter(survey.brand_stages.values()))
    first = weighted_share(aware[aware.columns[0]], survey.weights)
    assert first.share == pytest.approx(known["burger"]["aware_Q1_1"]["est"], rel=1e-9)
    assert first.share == pytest.approx(0.7611, abs=5e-5)
    assert first.standard_error == pytest.approx(known["burger"]["aware_Q1_1"]["se"], rel=1e-9)
    assert first.standard_error == pytest.approx(0.0063, abs=5e-5)
    assert first.design_effect == pytest.approx(known["burger"]["aware_Q1_1"]["deff"], rel=1e-9)
    summary = weight_summary(survey.weights)
    assert summary.base == known["burger_meta"]["n"]
    assert summary.effective_base == pytest.approx(known["burger_meta"]["n_eff"], rel=1e-9)
    assert summary.design_effect == pytest.approx(known["burger_meta"]["kish_deff"], rel=1e-9)


def test_awareness_stands_in_the_published_report(tracker: Path, survey) -> None:
    brand = next(iter(survey.brand_stages.values())).columns[0]
    executed = tracker / "internal" / "en" / "market_research.ipynb"
    notebook = json.loads(executed.read_text("utf-8"))
    tables = [
        output["data"][TABLE_MIME]
        for cell in notebook["cells"]
        for output in cell.get("outputs", [])
        if TABLE_MIME in output.get("data", {})
    ]
    rows = {row["label"]: row for table in tables for row in table["rows"] if row["cells"]}
    assert rows[brand]["cells"][0]["value"] == pytest.approx(0.76109084649, rel=1e-9)
    assert rows[brand]["cells"][0]["text"] == "76.1%"
    page = (tracker / "client" / "en" / "market_research.html").read_text("utf-8")
    assert brand in page and "76.1%" in page


def test_manifest_keeps_the_headline_numbers(tracker: Path) -> None:
    (entry,) = json.loads((tracker / "internal" / "manifest.json").read_text("utf-8"))["reports"]
    assert entry["headline"]["respondents"] == "4853"
    assert entry["headline"]["effective_base"] == "4543.88"
    assert set(entry["files"]) == {"html", "ipynb"}


def test_example_is_checked(examples: Path) -> None:
    """One by the command; all of them are checked in ``tests/sources``."""
    outcome = here(examples, "check", "winter_activities")
    assert outcome.returncode == 0, outcome.stderr
    assert outcome.stdout.splitlines()[-1].endswith("all is well.")


@pytest.mark.parametrize("name", sorted(EXAMPLE_DATA))
def test_example_is_planned(examples: Path, name: str) -> None:
    shown = here(examples, "show", name)
    assert shown.returncode == 0 and f"{name} · {EXAMPLE_DATA[name].wave} · " in shown.stdout


@pytest.mark.long
@pytest.mark.parametrize("name", sorted(EXAMPLE_DATA))
def test_example_runs_end_to_end(examples: Path, name: str) -> None:
    outcome = research(examples, "run", name, "--language", "en")
    assert outcome.returncode == 0, outcome.stderr
    wave = examples / "reports" / name / EXAMPLE_DATA[name].wave
    manifest = json.loads((wave / "internal" / "manifest.json").read_text("utf-8"))
    for entry in manifest["reports"]:
        assert set(entry["files"]) - {"typing_tool.xlsx"} == {"html", "ipynb", "pdf"}
        notebook = json.loads((wave / entry["files"]["ipynb"]["path"]).read_text("utf-8"))
        briefs = [
            output["data"][BRIEF_MIME]
            for cell in notebook["cells"]
            for output in cell.get("outputs", [])
            if BRIEF_MIME in output.get("data", {})
        ]
        assert briefs[0]["findings"], Published(name, entry["study"], "en")


def test_vacmots_segments_agree_with_the_published_ones(
    examples: Path, reference, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The client file's six segments are those published in 2008, as far as the optimum is flat."""
    monkeypatch.setenv("ANALYSIS_PROJECT", str(examples))
    study = open_study("segmentation", client="vacmot", wave="", language="en")
    people, making = study.people, study.segment_making
    basis = basis_of_people(people, study.segment_plan.method)
    solution = segment_solution(basis, study.segment_plan.segments, **making)
    found = agreement_with_classification(solution.labels, people.classification)
    known = reference("segmentation")
    words = study.segment_words
    assert words.label(found.name) == "Segments published in 2008" and found.base == 1000
    assert found.agreement > known["vacmot_k6_ari_best_vs_published"] - 0.05
    assert found.low < found.agreement < found.high < 1
    sizes = [round(1000 * share) for share in found.class_shares]
    assert sizes == known["vacmot6_published_sizes"]
    finding, table = classification.answer(found, words)
    assert "“Segments published in 2008”" in finding.headline
    assert [column.label for column in table.columns[1:7]] == list("123456")
