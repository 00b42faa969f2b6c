"""The command line: exit codes, messages, and what a log gets to see."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest
from typer.testing import CliRunner

from analysis.cli import app
from analysis.errors import DataError, Problem
from analysis.pipeline import run

LETTERS = {*"\n", *map(chr, range(32, 127))}


def research(*arguments: str, **variables: str):
    return CliRunner().invoke(app, list(arguments), env={"RESEARCH_LANGUAGE": "en", **variables})


def test_run_publishes_and_says_where(project) -> None:
    result = research("run", "acme", "--language", "en", "--format", "html", "--jobs", "1")
    assert result.exit_code == 0, result.output
    lines = result.stdout.splitlines()
    assert lines[0] == "acme · w1: published"
    assert lines[1].startswith("acme · segmentation: Needs segmentation")
    assert lines[-1] == f"Reports: {project.reports / 'index.html'}"
    assert sorted(line.split(":")[0] for line in result.stderr.splitlines()) == [
        "acme · w1 · competitor_analysis · en",
        "acme · w1 · market_research · en",
    ]
    again = research("run", "acme", "--language", "en", "--format", "html")
    assert again.stdout.splitlines()[0] == "acme · w1: up to date"


def test_log_gets_no_control_characters(project) -> None:
    project.write("market_research", r'raise ValueError("\x1b[31mred\x07 " + chr(155) + "2J")')
    result = research("run", "acme", "--study", "market_research", "--language", "en")
    assert result.exit_code == 1
    assert "ValueError: " in result.stderr and "Traceback" not in result.output
    assert not {c for c in result.output if ord(c) < 32 or 127 <= ord(c) < 160} - {"\n"}


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        (["run", "nobody"], 1, "data/nobody/client.yml: the client must have a client file"),
        (["run", "../x"], 1, "1–40 lower-case letters"),
        (["run", "acme", "--wave", "w9"], 1, "the wave must be one there is, got: w9"),
        (["run", "acme", "--study", "persona"], 1, "Did you mean personas?"),
        (["show", "nobody"], 1, "nobody"),
        (["verify", "acme"], 1, "there must be published reports"),
        (["example", "tiki", "--from", "nowhere"], 1, "must be a folder"),
        (["run"], 2, "name a client"),
        (["run", "acme", "--all"], 2, "name a client"),
        (["run", "acme", "--language", "fr"], 2, "must be one of vi, en"),
        (["run", "acme", "--format", "docx"], 2, "must be one of html, pdf"),
        (["run", "acme", "--jobs", "many"], 2, "--jobs"),
        (["dance"], 2, "dance"),
    ],
)
def test_exit_codes(project, arguments: list[str], code: int, told: str) -> None:
    result = research(*arguments)
    assert result.exit_code == code, result.output
    assert told in result.stderr and "Traceback" not in result.output
    assert not project.published()


def test_every_problem_has_its_line(project, monkeypatch) -> None:
    def refuse(names) -> None:
        raise DataError([Problem("a.csv", "must hold"), Problem("b.csv", "must hold", "Mend it.")])

    monkeypatch.setattr(run, "_check_data", refuse)
    result = research("run", "acme")
    assert result.exit_code == 1
    assert result.stderr == "a.csv: must hold\nb.csv: must hold. Mend it.\n"


def test_messages_come_in_the_language_asked_for(project) -> None:
    assert (
        "đợt phải có trong danh sách"
        in research("run", "acme", "--wave", "w9", "--messages", "vi").stderr
    )
    assert "đợt phải" in research("run", "acme", "--wave", "w9", RESEARCH_LANGUAGE="vi").stderr
    assert (
        "the wave must"
        in research(
            "--messages", "en", "run", "acme", "--wave", "w9", RESEARCH_LANGUAGE="en"
        ).stderr
    )


def test_list_and_show_tell_the_state(project) -> None:
    assert research("list").stdout == "acme · Tiny Ltd · B2C · w1: 0 reports\n"
    shown = research("show", "acme").stdout.splitlines()
    assert shown[0] == "acme · w1 · market_research · vi: to be made"
    assert shown[-1].startswith("personas: left out. Needs personas and segmentation")


def test_all_leaves_out_examples_without_files(project) -> None:
    folder = project.root / "data" / "examples" / "shop"
    folder.mkdir(parents=True)
    (folder / "client.yml").write_text((project.client / "client.yml").read_text("utf-8"), "utf-8")
    result = research("run", "--all", "--language", "en", "--format", "html")
    assert result.exit_code == 0, result.output
    assert result.stdout.splitlines()[0].startswith("shop: left out, its raw files are not here.")
    assert not (project.reports / "shop").exists()


def test_schema_is_json() -> None:
    assert json.loads(research("schema").stdout)["type"] == "object"


def test_answering_imports_nothing_heavy(project) -> None:
    heavy = ["pandas", "papermill", "nbconvert", "matplotlib", "sklearn", "jupyter_client"]
    code = (
        "import sys; from analysis.pipeline import run;"
        "run.planned(run.Wanted(clients=('acme',)));"
        f"print([name for name in {heavy} if name in sys.modules])"
    )
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "[]"
