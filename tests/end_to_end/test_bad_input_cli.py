"""Bad input on the command line: a clear message, exit code 1, and no report touched."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import pytest
from published_product import ROOT, files_of
from typer.testing import CliRunner

from analysis.cli import app
from analysis.clients.model import Client
from analysis.languages import active_language, use_language
from analysis.languages.catalog import language_in_use
from analysis.pipeline import run
from analysis.sources import delivery
from analysis.sources.delivery import check_client

sys.path.insert(0, str(ROOT / "tests" / "bad_input"))

from broken_clients import BROKEN_CLIENTS, FILES_OF, NAME, WAVE, write_good

WRONG_NAMES = ("../x", "..", "a/b", "/etc", "C:\\x", "Tên", "x y", ".hidden", "x\n", "", "a" * 41)


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty project; no kernel may start in it."""

    def refuse(*_: object) -> None:
        raise AssertionError("a notebook was about to run on bad input")

    root = tmp_path / "project"
    for name in ("data", "notebooks"):
        (root / name).mkdir(parents=True)
    monkeypatch.setenv("ANALYSIS_PROJECT", str(root))
    monkeypatch.setattr(run, "_start_kernels", lambda: None)  # only imports, in the background
    monkeypatch.setattr(run, "_make", refuse)
    before = active_language()
    yield root
    use_language(before)


@pytest.fixture(scope="module")
def known() -> dict[tuple[object, ...], Any]:
    """What was read of sources that are right."""
    return {}


@pytest.fixture
def right_is_read_once(
    project: Path, known: dict[tuple[object, ...], Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Read a source that is right once for all broken clients that have it: nothing is told of it.

    What has a problem is read each time, in both languages.
    """
    read = delivery.inspect_source

    def inspected(client: Client, wave: str, kind: str):
        paths = [client.file.path, *(project / "data" / NAME / wave / f for f in FILES_OF[kind])]
        state = (kind, *((p.is_symlink(), p.read_bytes()) if p.is_file() else None for p in paths))
        if state in known:
            return known[state]
        found = read(client, wave, kind)
        if not found[1].problems:
            known[state] = found
        return found

    monkeypatch.setattr(delivery, "inspect_source", inspected)


def research(*arguments: str):
    return CliRunner().invoke(app, list(arguments), env={"RESEARCH_LANGUAGE": "en"})


def publish_something(project: Path) -> dict[str, bytes]:
    """Put a report of an earlier run in its place; return all that is published."""
    wave = project / "reports" / NAME / WAVE
    (wave / "client" / "en").mkdir(parents=True)
    (wave / "client" / "en" / "market_research.html").write_text("the last good report", "utf-8")
    (wave / "internal").mkdir()
    (wave / "internal" / "manifest.json").write_text("{}", "utf-8")
    (project / "reports" / "index.html").write_text("the index", "utf-8")
    return files_of(project / "reports")


@pytest.mark.usefixtures("right_is_read_once")
@pytest.mark.parametrize(
    ("build", "fragments"),
    [pytest.param(build, fragments, id=name) for name, build, fragments in BROKEN_CLIENTS],
)
def test_broken_client_is_refused(project: Path, build, fragments: tuple[str, ...]) -> None:
    (project / "data").rmdir()
    build(project)
    published = publish_something(project)
    result = research("run", NAME)
    assert result.exit_code == 1, result.output
    assert isinstance(result.exception, SystemExit) and "Traceback" not in result.output
    lines = result.stderr.splitlines()
    fitting = [line for line in lines if all(part in line for part in fragments)]
    assert len(fitting) == 1, result.stderr
    assert len(lines) <= 2, result.stderr
    assert " must " in fitting[0], "a message says what must hold"
    assert fitting[0].startswith("data/broken"), "a message says where"
    assert str(project) not in result.output
    assert files_of(project / "reports") == published
    with language_in_use("vi"):
        messages = [str(problem) for problem in check_client(NAME).problems]
    assert 1 <= len(messages) <= 2, messages
    assert all(text.startswith("data/broken") and " must " not in text for text in messages)


@pytest.mark.parametrize("command", ["new", "check", "run", "show", "verify"])
@pytest.mark.parametrize("name", WRONG_NAMES)
def test_client_named_like_a_path_is_refused(
    project: Path, tmp_path: Path, command: str, name: str
) -> None:
    before = sorted(tmp_path.rglob("*"))
    result = research(command, "--", name)
    assert result.exit_code == 1, result.output
    assert "1–40 lower-case letters" in result.stderr
    assert sorted(tmp_path.rglob("*")) == before, "a file was written"


@pytest.mark.parametrize("name", ["../x", "..", "/etc", "nobody"])
def test_example_named_like_a_path_is_refused(project: Path, tmp_path: Path, name: str) -> None:
    before = sorted(tmp_path.rglob("*"))
    result = research("example", name, "--from", str(project))
    assert result.exit_code == 1
    assert "the example must be one of those there are" in result.stderr
    assert sorted(tmp_path.rglob("*")) == before


def test_good_client_passes_the_same_gate(project: Path) -> None:
    (project / "data").rmdir()
    write_good(project)
    result = research("check", NAME)
    assert result.exit_code == 0 and result.stderr == ""
