"""From a client's files to published reports, on a project of two tiny studies."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from analysis.errors import ClientError, DataError, Problem, ReportError, RunError
from analysis.pipeline import compare, render, run

SEGMENTED = """\
name: Tiny
kind: b2c
waves: {w1: {}, w2: {}, w3: {}}
sources:
  survey:
    file: survey.csv
    id: person
    questions:
      group: {type: single, column: grp, label: Group, values: {1: One, 2: Two}}
segmentation: {source: survey, method: rule, rule: group}  # made in
"""


def manifest_of(project) -> dict:
    return json.loads(project.published()["acme/w1/internal/manifest.json"])


def test_all_studies_are_published_with_index_and_manifest(project) -> None:
    outcome = project.run()
    files = project.published()
    assert [(w.client.id, w.wave) for w in outcome.published] == [("acme", "w1")]
    assert files["acme/w1/client/vi/competitor_analysis.html"] == b"html vi\nrows: 3\n"
    assert {
        f"acme/w1/{audience}/{language}/{study}.{kind}"
        for language in ("vi", "en")
        for study in ("market_research", "competitor_analysis")
        for kind, audience in (("html", "client"), ("pdf", "client"), ("ipynb", "internal"))
    } | {"acme/w1/internal/manifest.json", "index.html"} == set(files)
    manifest = manifest_of(project)
    rows = {(r["study"], r["language"]): r["headline"] for r in manifest["reports"]}
    assert rows["competitor_analysis", "en"] == {"rows": "3"}
    assert {s["study"] for s in manifest["skipped"]} == {"segmentation", "personas"}


def test_published_files_name_no_time_place_or_user(project) -> None:
    project.run(languages=("vi",))
    for name, content in project.published().items():
        assert str(project.root).encode() not in content, name
        assert b"start_time" not in content and b"output_path" not in content, name


def test_one_and_two_jobs_give_the_same_bytes(project) -> None:
    project.run(jobs=1)
    first = project.published()
    project.run(jobs=2, force=True)
    assert project.published() == first


def test_run_with_nothing_new_starts_no_kernel(project, no_kernels) -> None:
    project.run()
    before = project.published()
    no_kernels()
    outcome = project.run()
    assert not outcome.published and [w.wave for w in outcome.current] == ["w1"]
    assert project.published() == before


@pytest.mark.parametrize("change", ["data", "client", "notebook", "report"])
def test_any_change_is_noticed(project, reports: Path, change: str) -> None:
    shutil.copytree(reports, project.reports)
    wanted = run.Wanted(clients=("acme",), languages=("vi",), formats=("html",))
    assert not any(wave.stale for wave in run.planned(wanted))
    path = {
        "data": project.data,
        "client": project.client / "client.yml",
        "notebook": project.root / "notebooks" / "market_research.ipynb",
        "report": project.reports / "acme" / "w1" / "client" / "vi" / "market_research.html",
    }[change]
    path.write_bytes(path.read_bytes() + b"\n")
    (wave,) = run.planned(wanted)
    stale = {task.study for task in wave.stale}
    everything = {"market_research", "competitor_analysis"}
    assert stale == (everything if change in ("data", "client") else {"market_research"})


@pytest.mark.parametrize(
    ("reference", "changed", "noticed"),
    [(None, "w1", True), (None, "w2", False), ("w2", "w1", False), ("w2", "w2", True)],
)
def test_change_in_the_wave_that_made_the_segments_is_noticed_in_later_ones(
    project, reference: str | None, changed: str, noticed: bool
) -> None:
    project.write("segmentation", 'print("segments: 2")')
    made_in = f", reference_wave: {reference}" if reference else ""
    (project.client / "client.yml").write_text(SEGMENTED.replace("}  # made in", f"{made_in}}}"))
    for wave in ("w1", "w2", "w3"):
        (project.client / wave).mkdir(exist_ok=True)
        (project.client / wave / "survey.csv").write_text("person,grp\nA,1\n", "utf-8")
    wanted = {"waves": ("w3",), "studies": ("segmentation",), "languages": ("en",)}
    project.run(**wanted)
    survey = project.client / changed / "survey.csv"
    survey.write_text("person,grp\nA,2\n", "utf-8")
    (wave,) = run.planned(run.Wanted(clients=("acme",), **wanted))
    assert bool(wave.stale) == noticed


def test_parts_of_a_wave_add_up(project, no_kernels) -> None:
    project.run(studies=("market_research",), languages=("vi",), formats=("html",))
    project.run(studies=("competitor_analysis",), languages=("vi",))
    project.run(studies=("market_research",), formats=("pdf",))
    project.run()
    in_parts = project.published()
    project.run(force=True)
    assert project.published() == in_parts


def test_format_that_is_there_is_made_anew_with_the_one_asked_for(project) -> None:
    project.run(languages=("vi",))
    project.data.write_text("name\nA\n", "utf-8")
    project.run(languages=("vi",), formats=("html",))
    assert project.published()["acme/w1/client/vi/competitor_analysis.pdf"] == b"pdf vi\nrows: 1\n"


def test_study_of_earlier_data_is_marked_on_the_index_page(project) -> None:
    project.run(languages=("en",))
    assert "Made from earlier data" not in project.published()["index.html"].decode()
    project.data.write_text("name\nA\n", "utf-8")
    project.run(languages=("en",), studies=("competitor_analysis",))
    assert project.published()["index.html"].decode().count("Made from earlier data") == 1


def test_failing_study_keeps_the_whole_wave_back(project) -> None:
    project.run(languages=("en",))
    before = project.published()
    project.write("competitor_analysis", "pass", 'raise KeyError("brand")')
    project.write("market_research", 'print("reviews: 2")')
    with pytest.raises(RunError) as told:
        project.run(languages=("en",))
    assert str(told.value) == (
        "notebooks/competitor_analysis.ipynb, cell 5 “How many?” (acme, w1, en): must run, "
        "got: KeyError: 'brand'. The notebook as it stood is kept: "
        "reports/.failed/acme/w1/en/competitor_analysis.ipynb"
    )
    assert (project.reports / ".failed/acme/w1/en/competitor_analysis.ipynb").is_file()
    assert project.published() == before


def test_error_meant_for_the_analyst_is_told_as_it_is(project) -> None:
    project.write(
        "market_research",
        "from analysis.errors import DataError",
        'raise DataError("data/acme/w1/reviews.csv: must not be empty")',
    )
    with pytest.raises(RunError, match=r"en\): data/acme/w1/reviews.csv: must not be empty\. The"):
        project.run(languages=("en",), studies=("market_research",))


def test_incomplete_report_is_not_published_and_says_which_it_is(project, monkeypatch) -> None:
    def lossy(notebook, formats, language, folder=None):
        raise ReportError(Problem("PDF", "must show every text"))

    monkeypatch.setattr(render, "rendered", lossy)
    with pytest.raises(ReportError) as told:
        project.run(languages=("en",), studies=("market_research",))
    assert str(told.value) == (
        "acme · w1 · market_research · en: PDF: must show every text. "
        "The notebook is kept: reports/.failed/acme/w1/en/market_research.ipynb"
    )
    assert not [name for name in project.published() if name.startswith("acme")]


def test_kernel_that_dies_is_told(project) -> None:
    project.write("market_research", "import os", "os._exit(1)")
    with pytest.raises(RunError, match=r"cell 5 .*the kernel must stay alive"):
        project.run(languages=("en",), studies=("market_research",))


def test_notebook_that_lacks_a_parameter_is_refused(project) -> None:
    project.write("market_research", "pass", parameters='client: str = ""\nwave: str = ""')
    with pytest.raises(RunError, match="must define every parameter, got: no language"):
        project.run(languages=("en",), studies=("market_research",))


def test_bad_data_stop_the_run_before_any_kernel(project, monkeypatch) -> None:
    def refuse(names) -> None:
        raise DataError([Problem("data/acme/w1/reviews.csv", "must not be empty")])

    monkeypatch.setattr(run, "_check_data", refuse)
    with pytest.raises(DataError):
        project.run()
    assert not project.published()


def test_unknown_names_are_told_at_once(project) -> None:
    with pytest.raises(ClientError) as told:
        project.run(waves=("w2",), studies=("personnas", "segmentation"))
    lines = str(told.value).splitlines()
    assert len(lines) == 3
    assert "Known are: w1." in lines[0] and "Did you mean personas?" in lines[1]
    assert "Needs segmentation or value in the client file" in lines[2]


def test_verify_finds_every_byte_the_same(project) -> None:
    project.run(languages=("en",))
    found = compare.verify("acme", 1, project.log)
    assert found.compared == 6 and not found.differences


def test_verify_says_which_file_and_which_number_differs(project) -> None:
    project.run(languages=("en",), studies=("competitor_analysis",), formats=("html",))
    project.data.write_text("name\nA\n", "utf-8")
    told = [str(problem) for problem in compare.verify("acme", 1, project.log).differences]
    assert told == [
        "acme · w1 · competitor_analysis · en: rows was 3 and is 1",
        "data/acme/w1/competitors.csv: has changed since the reports were published",
        "reports/acme/w1/client/en/competitor_analysis.html: "
        "differs from the same report made again",
    ]
